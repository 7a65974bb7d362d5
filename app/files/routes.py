"""Published pictures; files that are not public are served by the feature they belong to."""

from collections.abc import Callable

from fastapi import APIRouter, Depends, Request, Response

from app.db import DbSession
from app.files.serving import private_file, public_file
from app.web.privacy import Privacy

router = APIRouter(tags=[Privacy.public])


@router.get("/dateien/{schluessel}/{groesse}")
def show(request: Request, session: DbSession, schluessel: str, groesse: str) -> Response:
    settings = request.app.state.settings
    return public_file(session, settings, schluessel=schluessel, groesse=groesse)


def file_route(router: APIRouter, below: str, thread: Callable[..., str]) -> None:
    """Add the address of files that are not public, below the page of what they belong to.

    `thread` is a dependency that has judged who asks; it gives the Vorgangsnummer.
    """

    @router.get(f"{below}/dateien/{{schluessel}}/{{groesse}}")
    def show_private(
        request: Request,
        session: DbSession,
        schluessel: str,
        groesse: str,
        thread: str = Depends(thread),
    ) -> Response:
        settings = request.app.state.settings
        return private_file(
            session, settings, schluessel=schluessel, groesse=groesse, thread=thread
        )
