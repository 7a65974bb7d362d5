"""What the sender does with an Antrag: begin it, hand it in, take it back.

Each runs in the caller's transaction, locks the Antrag, asks policy and lifecycle again under the
lock, and writes status, ledger, history and mail together. Amounts are cents, `at` is aware UTC.
All raise NotAllowed, or StepNotPossible where another person was faster.
"""

from datetime import datetime

from sqlmodel import Session, select

from app.antraege.bookkeeping import begin, release_all, save
from app.antraege.errors import Blockiert
from app.antraege.evidence import evidence_of
from app.antraege.fristen import check_by
from app.antraege.lage import lage
from app.antraege.models import Antrag, Antragsteller
from app.antraege.policy import may_as_sender
from app.antraege.retention import draft_until
from app.antraege.rules import pruefe
from app.antraege.status import ART, LETTER, Antragsstatus, Schritt
from app.antraege.years import paying_year
from app.auth.actor import Actor
from app.casework.notes import note, tell
from app.clock import BERLIN
from app.db import row_id
from app.errors import StepNotPossible
from app.fonds.models import Fonds, Fondsjahr
from app.fonds.queries import fondsjahr_at
from app.i18n import SOURCE, _
from app.settings import Settings
from app.vorgaenge.actions import find_by_einreichung, open_vorgang


def entwurf_anlegen(
    session: Session,
    settings: Settings,
    *,
    fonds: Fonds,
    einreichung: str | None,
    email: str | None,
    sprache: str = SOURCE,
    at: datetime,
    quartier_id: int | None = None,
    idee_id: int | None = None,
) -> Antrag:
    """A new draft with its Vorgang, in this year's Fondsjahr; the link goes out by mail.

    The same `einreichung` again gives the draft of the first time. Raises StepNotPossible where the
    year is not opened.
    """
    first = _opened_before(session, einreichung)
    if first is not None:
        return first
    jahr = _fondsjahr(session, row_id(fonds.id), at)
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
    antrag = Antrag(
        vorgang_id=row_id(vorgang.id),
        vorgangsnummer=vorgang.vorgangsnummer,
        fonds_id=row_id(fonds.id),
        fondsjahr_id=row_id(jahr.id),
        quartier_id=quartier_id,
        idee_id=idee_id,
        angelegt_am=at,
        geaendert_am=at,
        vorgang=vorgang,
        fonds=fonds,
    )
    session.add(antrag)
    session.flush()
    session.add(Antragsteller(antrag_id=row_id(antrag.id), email=email or ""))
    session.flush()
    by = Actor.holder(antrag.vorgangsnummer)
    note(session, antrag, Schritt.anlegen, None, by=by, at=at)
    tell(session, antrag, "antrag_entwurf", at=at, frist=draft_until(antrag))
    return antrag


def einreichen(session: Session, antrag: Antrag, *, by: Actor, at: datetime) -> None:
    """Submit, to the year that pays for it. Raises Blockiert with the findings: what is missing,
    what a rule refuses, and what a rule warns of without a sentence of the applicant. Returned
    drafts are submitted anew."""
    antrag = begin(session, antrag, Schritt.einreichen, may_as_sender, by=by, at=at)
    findings = pruefe(antrag, lage(session, antrag, at=at))
    if blocking := [befund for befund in findings if befund.blocks]:
        raise Blockiert(antrag.vorgangsnummer, blocking)
    jahr = paying_year(antrag, at.astimezone(BERLIN).date())
    if jahr is None:
        raise StepNotPossible(_not_open_yet())
    antrag.fondsjahr, antrag.fondsjahr_id = jahr, row_id(jahr.id)
    if not antrag.vorgang.email:
        antrag.vorgang.email = antrag.antragsteller.email or None
    antrag.einreichen(at=at, faellig_am=check_by(antrag, at))
    save(session, antrag, at)
    amount = antrag.beantragt_cent
    before = Antragsstatus.entwurf
    note(
        session,
        antrag,
        Schritt.einreichen,
        before,
        by=by,
        at=at,
        evidence=evidence_of(antrag, Schritt.einreichen),
        amount_cent=amount,
    )
    tell(session, antrag, "antrag_eingegangen", at=at, frist=antrag.faellig_am)


def zurueckziehen(
    session: Session, antrag: Antrag, *, by: Actor, at: datetime, grund: str = ""
) -> None:
    """The sender takes it back; reserve and binding are free again."""
    antrag = begin(session, antrag, Schritt.zurueckziehen, may_as_sender, by=by, at=at)
    before = antrag.status
    if antrag.eingereicht_am is not None:
        release_all(session, antrag, by=by, at=at)
    antrag.move(Schritt.zurueckziehen)
    save(session, antrag, at)
    note(session, antrag, Schritt.zurueckziehen, before, by=by, at=at, reason=grund)
    tell(session, antrag, "antrag_zurueckgezogen", at=at)


def _opened_before(session: Session, einreichung: str | None) -> Antrag | None:
    vorgang = find_by_einreichung(session, einreichung) if einreichung else None
    if vorgang is None:
        return None
    return session.exec(select(Antrag).where(Antrag.vorgang_id == vorgang.id)).first()


def _fondsjahr(session: Session, fonds_id: int, at: datetime) -> Fondsjahr:
    jahr = fondsjahr_at(session, fonds_id, at)
    if jahr is None:
        raise StepNotPossible(_not_open_yet())
    return jahr


def _not_open_yet() -> str:
    return _(
        "Für dieses Jahr ist der Fonds noch nicht eröffnet. Ihr Entwurf bleibt erhalten: "
        "Fragen Sie das Quartiersbüro, ab wann Sie ihn abschicken können."
    )
