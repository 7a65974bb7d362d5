"""A real Chromium, and what no page may do in it: errors, policy violations, foreign requests."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Request,
    expect,
    sync_playwright,
)

from tests.support.capabilities import chromium

# Nothing is waited for this long on a machine that is not busy with other tests.
PATIENCE = 30_000
PHONE = {"width": 390, "height": 844}
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Nothing leaves the machine. Stopping requests one by one would switch off the cache.
    "--host-resolver-rules=MAP portal.test 127.0.0.1, MAP * ~NOTFOUND, "
    "EXCLUDE 127.0.0.1, EXCLUDE localhost",
)
# What is refused is answered with a page and one of these; the browser notes it all the same.
_EXPECTED = tuple(f"the server responded with a status of {code}" for code in (400, 403, 409, 422))


@contextmanager
def launched() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=list(_ARGUMENTS), headless=True
        )
        yield browser
        browser.close()


@contextmanager
def person(browser: Browser, portal: str, **options: Any) -> Iterator[BrowserContext]:
    """Somebody with a browser of their own. Raises AssertionError for what its console tells of
    the portal's pages, and for requests to any third party."""
    settings: dict[str, Any] = {"viewport": PHONE, "locale": "de-DE", **options}
    context = browser.new_context(base_url=portal, **settings)
    context.set_default_timeout(PATIENCE)
    faults: list[str] = []
    context.on("request", lambda request: faults.extend(_foreign(request, portal)))
    context.on("console", lambda message: faults.extend(_complaint(message, portal)))
    context.on("weberror", lambda error: faults.append(str(error.error)))
    try:
        yield context
    finally:
        context.close()
    assert not faults, "\n".join(faults)


def _foreign(request: Request, portal: str) -> Iterator[str]:
    if request.is_navigation_request() or not request.frame.url.startswith(portal):
        return
    if not request.url.startswith((portal, "data:")):
        yield f"{request.frame.url} asks for {request.url}"


def _complaint(message: ConsoleMessage, portal: str) -> Iterator[str]:
    if message.type not in ("error", "warning") or any(e in message.text for e in _EXPECTED):
        return
    if message.page is None or message.page.url.startswith(portal):
        yield f"{message.page.url if message.page else ''}: {message.text}"
