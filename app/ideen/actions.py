"""What the sender does with an Idee: hand it in, object, take it back.

Each runs in the caller's transaction, on a locked row where there is one. `at` is aware UTC.
"""

from contextlib import suppress
from datetime import datetime

from sqlmodel import Session

from app.auth.actor import Actor
from app.casework.notes import note, tell
from app.db import row_id
from app.errors import StepNotPossible
from app.files import intake
from app.files.store import StoreAway
from app.fristen import working_days_after
from app.i18n import SOURCE, _
from app.ideen.evidence import evidence_of
from app.ideen.models import Idee
from app.ideen.status import ART, LEBENSLAUF, LETTER, Schritt
from app.ideen.steps.moderation import PRUEFEN_WERKTAGE, back_to_desk, show_pictures
from app.quartiere.begriffe import Handlungsfeld
from app.settings import Settings
from app.vorgaenge.actions import open_vorgang
from app.vorgaenge.models import Vorgang


def einreichen(
    session: Session,
    settings: Settings,
    *,
    titel: str,
    text: str,
    quartier_id: int | None = None,
    stadtteil_id: int | None = None,
    ort: str,
    thema: Handlungsfeld | None,
    name_anzeige: str,
    email: str,
    foto: str,
    einreichung: str,
    sprache: str = SOURCE,
    at: datetime,
) -> Vorgang:
    """A new Idee with its Vorgang. `foto` is a staged reference or ""."""
    vorgang = open_vorgang(
        session,
        settings,
        art=ART,
        letter=LETTER,
        einreichung=einreichung,
        email=email,
        sprache=sprache,
        at=at,
    )
    idee = Idee(
        vorgang_id=row_id(vorgang.id),
        vorgangsnummer=vorgang.vorgangsnummer,
        titel=titel,
        text=text,
        quartier_id=quartier_id,
        stadtteil_id=stadtteil_id,
        ort=ort,
        thema=thema,
        name_anzeige=name_anzeige,
        eingegangen_am=at,
        pruefen_bis=working_days_after(at, PRUEFEN_WERKTAGE),
        vorgang=vorgang,
    )
    session.add(idee)
    session.flush()
    if foto:
        # An Idee is worth more than its photo: without a store it goes on alone.
        with suppress(StoreAway):
            intake.attach(session, settings, foto, thread=idee.vorgangsnummer, zweck="idee", at=at)
    by = Actor.holder(idee.vorgangsnummer)
    proof = evidence_of(idee, Schritt.einreichen)
    note(session, idee, Schritt.einreichen, None, by=by, at=at, evidence=proof)
    tell(session, idee, "idee_eingegangen", at=at)
    return vorgang


def widersprechen(session: Session, idee: Idee, *, einwand: str, by: Actor, at: datetime) -> None:
    """The sender objects to a refusal. Raises StepNotPossible the second time."""
    if reason := objected_before(idee):
        raise StepNotPossible(reason)
    idee.widersprochen_am = at
    back_to_desk(session, idee, Schritt.widersprechen, by=by, at=at, text=einwand)


def objected_before(idee: Idee) -> str:
    """Objecting is possible once; "" where nobody has."""
    if idee.widersprochen_am is None:
        return ""
    return _(
        "Sie haben schon einmal widersprochen. "
        "Sie können die Idee aber anders schreiben und neu schicken."
    )


def zurueckziehen(session: Session, idee: Idee, *, by: Actor, at: datetime) -> None:
    """It and its pictures are no longer public. Raises StepNotPossible."""
    before = LEBENSLAUF.move(idee, Schritt.zurueckziehen)
    # Only what was merged points to another Idee.
    idee.zusammengefuehrt_mit_id = None
    show_pictures(session, idee, public=False)
    note(session, idee, Schritt.zurueckziehen, before, by=by, at=at)
