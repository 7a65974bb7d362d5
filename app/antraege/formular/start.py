"""Beginning an Antrag: what to know before, and the draft with its secret link."""

from datetime import datetime
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.antraege import actions
from app.antraege.formular.fitting import idee_named
from app.antraege.formular.forms import StartForm
from app.antraege.retention import ENTWURF
from app.clock import Now
from app.db import DbSession
from app.fonds import queries
from app.fonds.fondsstand import Fondsstand
from app.fonds.models import Fonds
from app.i18n import SOURCE
from app.ideen.models import Idee
from app.settings import Settings
from app.vorgaenge import links
from app.vorgaenge.actions import opened_once
from app.vorgaenge.models import Vorgang
from app.vorgaenge.queries import senders_zugang
from app.web.forms import RawForm, bind
from app.web.limits import check_submission
from app.web.privacy import Privacy
from app.web.refusals import Refused, keep_typed
from app.web.rendering import redirect, render
from app.web.traps import fingerprint

PAGE = "antraege/start.html"

router = APIRouter(tags=[Privacy.personal])


@router.get("/fonds/{slug}/antrag")
def begin(request: Request, slug: str, session: DbSession, at: Now) -> Response:
    form = StartForm(data={"idee": request.query_params.get("idee", "")[:20]})
    form.seal(request.app.state.settings, at=at)
    stand, idee = _wanted(session, slug, form, at)
    return render(request, PAGE, form=form, **_context(stand, idee))


@router.post("/fonds/{slug}/antrag")
def open_draft(request: Request, slug: str, session: DbSession, data: RawForm, at: Now) -> Response:
    """The same form sent twice leads to the same draft."""
    settings: Settings = request.app.state.settings
    form = bind(StartForm, data)
    stand, idee = _wanted(session, slug, form, at)
    if not form.validate():
        raise Refused(PAGE, form=form, **_context(stand, idee))

    def submit() -> Vorgang:
        check_submission(request, "antrag", doubtful=sending.doubtful)
        return _new_draft(session, settings, stand.fonds, idee, form, einreichung, at)

    with keep_typed(form, PAGE, **_context(stand, idee)):
        # The page left open for the next person leads nobody into another's draft.
        sending = form.pressed_again(settings, at=at)
        einreichung = fingerprint(sending.number, slug, form.email.data, form.idee.data)
        vorgang = opened_once(session, einreichung, submit)
    return redirect(f"{links.path(settings, senders_zugang(session, vorgang))}/antrag/wer")


def _wanted(
    session: Session, slug: str, form: StartForm, at: datetime
) -> tuple[Fondsstand, Idee | None]:
    stand = queries.one(session, slug, at=at)
    return stand, idee_named(session, stand.fonds, form.idee.data or "")


def _context(stand: Fondsstand, idee: Idee | None) -> dict[str, Any]:
    return {"fondsstand": stand, "idee": idee, "entwurf": ENTWURF}


def _new_draft(
    session: Session,
    settings: Settings,
    fonds: Fonds,
    idee: Idee | None,
    form: StartForm,
    einreichung: str,
    at: datetime,
) -> Vorgang:
    only = fonds.quartiere[0].id if len(fonds.quartiere) == 1 else None
    return actions.entwurf_anlegen(
        session,
        settings,
        fonds=fonds,
        einreichung=einreichung,
        email=form.email.data or None,
        sprache=SOURCE,
        at=at,
        quartier_id=idee.quartier_id if idee else only,
        idee_id=idee.id if idee else None,
    ).vorgang
