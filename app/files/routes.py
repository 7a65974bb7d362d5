"""Published pictures; files that are not public are served by the feature they belong to."""

from fastapi import APIRouter, Request, Response

from app.db import DbSession
from app.files.serving import public_file
from app.web.privacy import Privacy

router = APIRouter(tags=[Privacy.public])


@router.get("/dateien/{schluessel}/{groesse}")
def show(request: Request, session: DbSession, schluessel: str, groesse: str) -> Response:
    settings = request.app.state.settings
    return public_file(session, settings, schluessel=schluessel, groesse=groesse)
