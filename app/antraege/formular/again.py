"""Beginning again: a new draft with the entries of an Antrag that came to nothing.

It has a Vorgang of its own. What was confirmed is confirmed anew, the rules judge the entries as
they are today, and nothing that staff wrote comes along.
"""

from datetime import datetime
from itertools import count

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy import Engine
from sqlmodel import Session

from app.antraege import actions, queries
from app.antraege.formular.copying import Copied, copy_entries, copy_files
from app.antraege.models import Antrag
from app.antraege.status import GESCHEITERT, Antragsstatus
from app.clock import Now
from app.db import DbSession, row_id, session_for
from app.errors import StepNotPossible
from app.i18n import _
from app.settings import Settings
from app.vorgaenge import links
from app.vorgaenge.actions import find_by_einreichung, opened_once
from app.vorgaenge.models import Vorgang
from app.vorgaenge.queries import by_token, senders_zugang
from app.web.limits import check_submission
from app.web.privacy import Privacy
from app.web.rendering import redirect
from app.web.traps import fingerprint

router = APIRouter(tags=[Privacy.private])


@router.post("/vorgang/{token}/antrag/neubeginn")
def begin_again(request: Request, token: str, session: DbSession, at: Now) -> Response:
    """As long as the new draft is one, every press leads to it. Files are copied before anything
    is locked, for that may take seconds. Raises StepNotPossible."""
    settings: Settings = request.app.state.settings
    sending, files = _prepare(request.app.state.engine, settings, token)

    def submit() -> Vorgang:
        check_submission(request, "antrag", doubtful=False)
        old = _ended(session, token)
        return _new_draft(session, settings, old, files, sending, at)

    vorgang = opened_once(session, sending, submit)
    return redirect(f"{links.path(settings, senders_zugang(session, vorgang))}/antrag/wer")


def _prepare(engine: Engine, settings: Settings, token: str) -> tuple[str, list[Copied]]:
    with session_for(engine, write=False) as reading:
        old = _ended(reading, token)
        sending = _sending(reading, old)
        if find_by_einreichung(reading, sending) is not None:
            return sending, []
        return sending, copy_files(reading, settings, old, sending)


def _ended(session: Session, token: str) -> Antrag:
    """Raises NotFound, or StepNotPossible for an Antrag that goes on."""
    antrag = queries.of_vorgang(session, row_id(by_token(session, token).id))
    if antrag.status not in GESCHEITERT:
        raise StepNotPossible(_("Dieser Antrag läuft noch. Neu beginnen ist hier nicht nötig."))
    return antrag


def _sending(session: Session, old: Antrag) -> str:
    """Of the next draft from these entries: the one that is there, or a new one after those that
    were sent or withdrawn."""
    for number in count():
        sending = fingerprint("neubeginn", old.vorgangsnummer, number)
        vorgang = find_by_einreichung(session, sending)
        if vorgang is None:
            return sending
        antrag = queries.of_vorgang(session, row_id(vorgang.id))
        if antrag.status is Antragsstatus.entwurf:
            return sending
    raise AssertionError("count() never ends")


def _new_draft(
    session: Session,
    settings: Settings,
    old: Antrag,
    files: list[Copied],
    sending: str,
    at: datetime,
) -> Vorgang:
    new = actions.entwurf_anlegen(
        session,
        settings,
        fonds=old.fonds,
        einreichung=sending,
        email=old.vorgang.email,
        sprache=old.vorgang.sprache,
        at=at,
    )
    copy_entries(session, old, queries.locked(session, row_id(new.id)), files, at=at)
    return new.vorgang
