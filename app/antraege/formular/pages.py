"""The pages of a draft behind its secret link. Each saves itself; any can be opened at any time."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from app.antraege import queries
from app.antraege.formular import topics
from app.antraege.formular.answers import PAGE, PART, elsewhere, is_draft, page_context
from app.antraege.formular.contents import content_sent
from app.antraege.formular.sending import SentPage
from app.antraege.formular.sheets import befunde_of, sheet_of
from app.antraege.models import Antrag
from app.clock import Now
from app.db import DbSession, row_id
from app.vorgaenge.dependencies import HolderVorgang
from app.web.forms import RawForm
from app.web.privacy import Privacy
from app.web.rendering import redirect, render, respond
from app.web.security import SAFE_METHODS

SENT = "antraege/abgeschickt.html"

router = APIRouter(tags=[Privacy.private])


def holder_antrag(request: Request, vorgang: HolderVorgang, session: DbSession, at: Now) -> Antrag:
    """Locked for writing requests, each of which counts as a change of a draft; who refuses it
    takes that back. Raises NotFound, also for the Vorgang of an Idee."""
    writing = request.method not in SAFE_METHODS
    antrag = queries.of_vorgang(session, row_id(vorgang.id), lock=writing)
    if writing and is_draft(antrag):
        antrag.geaendert_am = at
    return antrag


HolderAntrag = Annotated[Antrag, Depends(holder_antrag)]


@router.get("/vorgang/{token}/antrag")
def go_on(
    request: Request, token: str, antrag: HolderAntrag, session: DbSession, at: Now
) -> Response:
    """Where the draft is still open; what was sent is read here as a whole."""
    if not is_draft(antrag):
        if antrag.eingereicht_am is None:  # withdrawn before it was sent
            return elsewhere(request, token)
        return render(request, SENT, hier=f"/vorgang/{token}", **content_sent(session, antrag))
    befunde = befunde_of(session, antrag, at=at)
    return redirect(f"/vorgang/{token}/antrag/{topics.first_open(befunde).key}")


@router.get("/vorgang/{token}/antrag/{seite}")
def show(
    request: Request, token: str, seite: str, antrag: HolderAntrag, session: DbSession, at: Now
) -> Response:
    topic = topics.topic(seite)
    if not is_draft(antrag):
        return elsewhere(request, token)
    sheet = sheet_of(session, antrag, topic, token, at=at)
    sheet.all_shown = "offen" in request.query_params
    sheet.second_look = "nachsehen" in request.query_params
    sheet.line_id = request.query_params.get("zeile", "")
    context = page_context(request, session, sheet, token)
    context["adresse_neu"] = "adresse" in request.query_params
    return respond(request, page=PAGE, fragment=PART, **context)


@router.get("/vorgang/{token}/antrag/{seite}/{below:path}")
def back(request: Request, token: str, seite: str, antrag: HolderAntrag) -> Response:
    """The address of a refused button, opened again: show the page that it stands on."""
    if not is_draft(antrag):
        return elsewhere(request, token)
    return redirect(f"/vorgang/{token}/antrag/{topics.topic(seite).key}")


@router.post("/vorgang/{token}/antrag/{seite}")
def save(
    request: Request,
    token: str,
    seite: str,
    antrag: HolderAntrag,
    session: DbSession,
    data: RawForm,
    at: Now,
) -> Response:
    """Ill-formed values are refused and kept; anything else is saved as it is."""
    topic = topics.with_form(seite)
    return SentPage(topic, request, token, antrag, session, data, at).save()
