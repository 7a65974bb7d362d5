"""The demo's login provider: oidc-provider-mock in a process that ends with its parent.

Run as `python -m app.commands.provider --port … --portal …` with stdin held open by the parent:
whatever kills the parent closes the pipe.
"""

import argparse
import logging
import os
import sys
import threading
import warnings
from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode

import uvicorn

from app.anmeldung.demo import people

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

AUTHORIZE, END_SESSION = "/oauth2/authorize", "/oauth2/end_session"


class OnePress:
    """The provider's pages are for developers, ask for a `sub` and fetch a stylesheet from
    elsewhere. The portal has said who it shall be (`login_hint`): here the form is sent for them.
    Everything else of the OIDC way is the provider's own."""

    def __init__(self, app: "WSGIApplication", portal: str) -> None:
        self.app, self.portal = app, portal
        self.persons = {person.sub for person in people()}

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        query = {name: last[-1] for name, last in parse_qs(environ["QUERY_STRING"]).items()}
        if environ["REQUEST_METHOD"] == "GET":
            if environ["PATH_INFO"] == END_SESSION:
                return self._to_portal(start_response, query.get("post_logout_redirect_uri", ""))
            if environ["PATH_INFO"] == AUTHORIZE:
                if query.get("login_hint") not in self.persons:
                    return self._to_portal(start_response, f"{self.portal}/intern/anmeldung")
                _send_form(environ, sub=query["login_hint"])
        return self.app(environ, start_response)

    def _to_portal(self, start_response: "StartResponse", address: str) -> Iterable[bytes]:
        is_own = address.startswith(f"{self.portal}/")
        start_response("303 See Other", [("Location", address if is_own else self.portal)])
        return []


def _send_form(environ: "WSGIEnvironment", **fields: str) -> None:
    body = urlencode(fields).encode()
    environ["REQUEST_METHOD"] = "POST"
    environ["CONTENT_TYPE"] = "application/x-www-form-urlencoded"
    environ["CONTENT_LENGTH"] = str(len(body))
    environ["wsgi.input"] = BytesIO(body)


def _end_with_parent() -> None:
    while sys.stdin.buffer.read(1):
        continue
    os._exit(0)


def main() -> None:
    words = argparse.ArgumentParser()
    words.add_argument("--port", type=int, required=True)
    words.add_argument("--portal", required=True)
    options = words.parse_args()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    logging.basicConfig(level=logging.INFO)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package stands on modules its own makers retire
        import oidc_provider_mock
    users = [oidc_provider_mock.User(sub=p.sub, claims=p.claims) for p in people()]
    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"
    provider = oidc_provider_mock.app(require_nonce=True, user_claims=users)
    app = OnePress(provider, options.portal)
    uvicorn.run(app, interface="wsgi", host="127.0.0.1", port=options.port, log_config=None)


if __name__ == "__main__":
    main()
