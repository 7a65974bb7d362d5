"""Beginning an Antrag: what to know before, and the draft with its secret link."""

from datetime import datetime
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from app.antraege import actions
from app.antraege.fitting import idee_named
from app.antraege.forms import StartForm
from app.clock import Now
from app.db import DbSession
from app.fonds import queries
from app.fonds.models import Fonds
from app.fonds.pots import pot_of
from app.i18n import _
from app.settings import Settings
from app.vorgaenge import links
from app.vorgaenge.actions import find_by_einreichung
from app.vorgaenge.models import Vorgang
from app.web import traps
from app.web.forms import RawForm, Refused, bind
from app.web.inputs import clean_text
from app.web.limits import check_rate
from app.web.rendering import redirect, render

PAGE = "antraege/start.html"

router = APIRouter()


@router.get("/fonds/{slug}/antrag")
def begin(request: Request, slug: str, session: DbSession, at: Now) -> Response:
    idee = clean_text(request.query_params.get("idee", ""))[:20]
    form = StartForm(data={"siegel": traps.issue(request.app.state.settings, at=at), "idee": idee})
    return render(request, PAGE, private=True, **_shown(session, slug, form, at))


@router.post("/fonds/{slug}/antrag")
def open_draft(request: Request, slug: str, session: DbSession, data: RawForm, at: Now) -> Response:
    """The same form sent twice leads to the same draft."""
    settings: Settings = request.app.state.settings
    form = bind(StartForm, data)
    if not form.validate():
        raise Refused(PAGE, private=True, **_shown(session, slug, form, at))
    einreichung = _unsealed(settings, session, slug, form, data, at)
    vorgang = find_by_einreichung(session, einreichung)
    if vorgang is None:
        check_rate(request, "antrag", limit=f"{settings.submissions_per_hour}/hour")
        fonds = queries.pot(session, slug, at=at).fonds
        vorgang = _opened_once(session, settings, fonds, einreichung, form, at)
    token = links.token_for(settings, vorgang.vorgangsnummer, vorgang.link_stand)
    return redirect(f"/vorgang/{token}/antrag/wer")


def _opened_once(
    session: Session,
    settings: Settings,
    fonds: Fonds,
    einreichung: str,
    form: StartForm,
    at: datetime,
) -> Vorgang:
    """The database decides when two copies of one form arrive at the same moment."""
    idee = idee_named(session, fonds, form.idee.data or "")
    only = fonds.quartiere[0].id if len(fonds.quartiere) == 1 else None
    try:
        return actions.entwurf_anlegen(
            session,
            settings,
            fonds=fonds,
            einreichung=einreichung,
            email=form.email.data or None,
            at=at,
            quartier_id=idee.quartier_id if idee else only,
            idee_id=idee.id if idee else None,
        ).vorgang
    except IntegrityError:
        session.rollback()
        vorgang = find_by_einreichung(session, einreichung)
        if vorgang is None:
            raise
        return vorgang


def _unsealed(
    settings: Settings, session: Session, slug: str, form: StartForm, data: Any, at: datetime
) -> str:
    """The form's one-time number. Raises Refused with a fresh seal."""
    reason = _("Ein verstecktes Feld war ausgefüllt. Bitte senden Sie noch einmal ab.")
    if not data.get(traps.HONEYPOT):
        try:
            return traps.open_seal(settings, form.siegel.data or "", at=at)
        except traps.SealRefused as refusal:
            reason = refusal.reason
    form.form_errors = [reason]
    form.siegel.data = traps.issue(settings, at=at)
    raise Refused(PAGE, private=True, **_shown(session, slug, form, at))


def _shown(session: Session, slug: str, form: StartForm, at: datetime) -> dict[str, Any]:
    pot = pot_of(queries.pot(session, slug, at=at), at=at)
    idee = idee_named(session, pot.fonds, form.idee.data or "")
    return {"pot": pot, "form": form, "idee": idee, "honeypot": traps.HONEYPOT}
