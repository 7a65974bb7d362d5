"""The portal as a browser sees it: every HTML answer is inspected, htmx can be played."""

from collections.abc import Mapping
from threading import Lock
from typing import Any

import httpx
from fastapi import FastAPI
from sqlmodel import Session
from starlette.testclient import TestClient

from tests.support import swap
from tests.support.inspection import inspect
from tests.support.settings import BASE_URL

_BROWSER = {
    "accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8",
    "accept-language": "de",
    "sec-fetch-site": "same-origin",
}


class PortalClient(TestClient):
    """Redirects are not followed unless asked: a test sees the 303.

    Fails where an HTML answer breaks a rule of the house, naming the address. `session` is the
    test's own: a request ends its transaction first, so that rows read afterwards are fresh and
    SQLite's write lock is free.
    """

    def __init__(self, app: FastAPI, *, session: Session | None = None, **options: Any) -> None:
        options = {"base_url": BASE_URL, "follow_redirects": False, **options}
        super().__init__(app, headers=dict(_BROWSER), **options)
        self.event_hooks = {"response": [_inspect]}
        self._session = session
        self._lock = Lock()

    def another(self) -> "PortalClient":
        """A second browser, without this one's cookies, on the same running app."""
        other = PortalClient(self.app, session=self._session)  # type: ignore[arg-type]
        other.portal, other._lock = self.portal, self._lock
        return other

    def request(self, method: str, url: httpx._types.URLTypes, **options: Any) -> httpx.Response:  # type: ignore[override]
        self._end_transaction()
        return super().request(method, url, **options)

    def swap(
        self,
        page: httpx.Response,
        element: str,
        data: Mapping[str, Any] | None = None,
        *,
        ignore: tuple[str, ...] = (),
    ) -> swap.Swapped:
        """Do what htmx does for `element` (a CSS selector) on `page`.

        `data` replaces what its form fields hold. A successful swap is compared with a fresh
        load of the address then shown; `ignore` names elements that only live in the swap.
        """
        return swap.play(self, page, element, data or {}, ignore)

    def _end_transaction(self) -> None:
        if self._session is None:
            return
        with self._lock:
            if self._session.in_transaction():
                waiting = [*self._session.new, *self._session.dirty, *self._session.deleted]
                assert not waiting, f"commit the session before a request: {waiting}"
                self._session.rollback()


def _inspect(response: httpx.Response) -> None:
    if response.request.method == "HEAD":
        return
    if response.headers.get("content-type", "").startswith("text/html"):
        response.read()
        inspect(response)
