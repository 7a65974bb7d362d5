"""Steps that decide on an Antrag: the Gremium's Votum and what follows it.

Like `actions`: locked, judged under the lock, and everything written in the caller's transaction.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from app.antraege.actions import decide_by
from app.antraege.bookkeeping import begin, book, release_all, reserve, save
from app.antraege.evidence import evidence_of
from app.antraege.models import Antrag, Votum
from app.antraege.status import Antragsstatus, Schritt
from app.antraege.steps import most_cent
from app.auth.actor import Actor
from app.casework.notes import note, tell
from app.clock import BERLIN
from app.db import row_id
from app.errors import FieldRefused
from app.fonds.models import Buchungsart
from app.fristen import days_after
from app.i18n import _
from app.text.formats import geld


@dataclass(frozen=True)
class Stimmen:
    """The tally of a Gremium."""

    ja: int
    nein: int
    enthaltung: int = 0
    befangen: int = 0

    @property
    def carried(self) -> bool:
        """Simple majority; a tie is a no (fonds.md 5.4)."""
        return self.ja > self.nein


def votum_erfassen(
    session: Session,
    antrag: Antrag,
    *,
    stimmen: Stimmen,
    datum: date,
    empfohlen_cent: int,
    grund: str,
    by: Actor,
    at: datetime,
) -> None:
    """Record the tally; the reserve follows what is recommended.

    Without a majority nothing is recommended and the reserve is free. Raises FieldRefused for
    values that do not fit the Antrag.
    """
    antrag = begin(session, antrag, Schritt.votum, by=by)
    _check_votum(antrag, stimmen, datum, empfohlen_cent, grund, at)
    reserve(session, antrag, empfohlen_cent, by=by, at=at)
    frist = days_after(at, antrag.fonds.frist_freigabe_tage)
    antrag.votieren(empfohlen_cent=empfohlen_cent, faellig_am=frist)
    row = Votum(
        antrag_id=row_id(antrag.id),
        datum=datum,
        ja=stimmen.ja,
        nein=stimmen.nein,
        enthaltung=stimmen.enthaltung,
        befangen=stimmen.befangen,
        empfohlen_cent=empfohlen_cent,
        grund=grund,
        erfasst_von_id=row_id(by.staff_id),
        erfasst_am=at,
    )
    session.add(row)
    antrag.voten.append(row)
    save(session, antrag, at)
    note(
        session,
        antrag,
        Schritt.votum,
        Antragsstatus.formal_geprueft,
        by=by,
        at=at,
        reason=grund,
        evidence=evidence_of(antrag, Schritt.votum),
        amount_cent=empfohlen_cent,
        public=False,  # the tally is public after the decision; the Votum's row tells it then
    )


def freigeben(
    session: Session,
    antrag: Antrag,
    *,
    betrag_cent: int,
    auflagen: str,
    grund: str,
    by: Actor,
    at: datetime,
) -> None:
    """Approve in full or in part: the reserve is given back and the amount is bound.

    Raises FieldRefused where the amount is more than recommended, or less without a reason, and
    StepNotPossible where the pot is short (R27).
    """
    antrag = begin(session, antrag, Schritt.freigeben, by=by)
    _check_release(antrag, betrag_cent, grund)
    before = antrag.status
    reserve(session, antrag, 0, by=by, at=at)
    book(session, antrag, Buchungsart.bindung, betrag_cent, by=by, at=at)
    antrag.bewilligen(
        betrag_cent=betrag_cent,
        auflagen=auflagen,
        grund=grund,
        staff_id=row_id(by.staff_id),
        at=at,
    )
    save(session, antrag, at)
    note(
        session,
        antrag,
        Schritt.freigeben,
        before,
        by=by,
        at=at,
        reason=grund,
        evidence=evidence_of(antrag, Schritt.freigeben),
        amount_cent=betrag_cent,
    )
    tell(session, antrag, "antrag_bewilligt", at=at)


def ablehnen(session: Session, antrag: Antrag, *, grund: str, by: Actor, at: datetime) -> None:
    """Reject with a reason that the sender reads; the reserve is free again."""
    antrag = begin(session, antrag, Schritt.ablehnen, by=by)
    _demand_reason(grund)
    before = antrag.status
    release_all(session, antrag, by=by, at=at)
    antrag.ablehnen(grund=grund, staff_id=row_id(by.staff_id), at=at)
    save(session, antrag, at)
    proof = evidence_of(antrag, Schritt.ablehnen)
    note(session, antrag, Schritt.ablehnen, before, by=by, at=at, reason=grund, evidence=proof)
    tell(session, antrag, "antrag_abgelehnt", at=at)


def zurueckgeben(session: Session, antrag: Antrag, *, grund: str, by: Actor, at: datetime) -> None:
    """Back to the Quartierskoordination, which brings it to the Gremium once more.

    Raises StepNotPossible where the pot no longer holds what was requested.
    """
    antrag = begin(session, antrag, Schritt.zurueckgeben, by=by)
    _demand_reason(grund)
    _reserve_anew(session, antrag, by=by, at=at)
    before = antrag.move(Schritt.zurueckgeben, faellig_am=decide_by(antrag, at))
    save(session, antrag, at)
    note(session, antrag, Schritt.zurueckgeben, before, by=by, at=at, reason=grund, public=False)


def zurueckstellen(
    session: Session, antrag: Antrag, *, grund: str, by: Actor, at: datetime
) -> None:
    """To a later meeting; the reserve stays."""
    antrag = begin(session, antrag, Schritt.zurueckstellen, by=by)
    _demand_reason(grund)
    before = antrag.move(Schritt.zurueckstellen, faellig_am=decide_by(antrag, at))
    save(session, antrag, at)
    note(session, antrag, Schritt.zurueckstellen, before, by=by, at=at, reason=grund)
    tell(session, antrag, "antrag_zurueckgestellt", at=at, grund=grund)


def wiederaufnehmen(session: Session, antrag: Antrag, *, by: Actor, at: datetime) -> None:
    """Raises StepNotPossible where the pot no longer holds what was requested."""
    antrag = begin(session, antrag, Schritt.wiederaufnehmen, by=by)
    _reserve_anew(session, antrag, by=by, at=at)
    before = antrag.move(Schritt.wiederaufnehmen, faellig_am=decide_by(antrag, at))
    save(session, antrag, at)
    note(session, antrag, Schritt.wiederaufnehmen, before, by=by, at=at)


def _reserve_anew(session: Session, antrag: Antrag, *, by: Actor, at: datetime) -> None:
    """What waits for a Gremium has all it asks for reserved, whatever an earlier Votum said."""
    antrag.empfohlen_cent = None
    reserve(session, antrag, antrag.reserve_cent, by=by, at=at)


def _check_votum(
    antrag: Antrag, stimmen: Stimmen, datum: date, empfohlen_cent: int, grund: str, at: datetime
) -> None:
    asked = antrag.beantragt_cent or 0
    if min(stimmen.ja, stimmen.nein, stimmen.enthaltung, stimmen.befangen) < 0:
        raise FieldRefused("ja", _("Eine Zahl von Stimmen kann nicht kleiner als null sein."))
    if stimmen.ja + stimmen.nein + stimmen.enthaltung == 0:
        raise FieldRefused("ja", _("Tragen Sie ein, wie viele Personen abgestimmt haben."))
    if datum > at.astimezone(BERLIN).date():
        raise FieldRefused("datum", _("Der Tag der Abstimmung liegt in der Zukunft."))
    if not stimmen.carried and empfohlen_cent != 0:
        raise FieldRefused(
            "empfohlen_cent",
            _("Ohne Mehrheit ist nichts empfohlen. Tragen Sie null Euro ein."),
        )
    if stimmen.carried and not 0 < empfohlen_cent <= asked:
        raise FieldRefused(
            "empfohlen_cent",
            _("Tragen Sie einen Betrag bis %(betrag)s ein: So viel ist beantragt.")
            % {"betrag": geld(asked)},
        )
    if empfohlen_cent < asked and not grund.strip():
        raise FieldRefused(
            "grund", _("Schreiben Sie, warum weniger als der beantragte Betrag empfohlen ist.")
        )


def _check_release(antrag: Antrag, betrag_cent: int, grund: str) -> None:
    most = most_cent(antrag)
    if not 0 < betrag_cent <= most:
        raise FieldRefused(
            "betrag_cent",
            _("Tragen Sie einen Betrag bis %(betrag)s ein.") % {"betrag": geld(most)},
        )
    if betrag_cent < most and not grund.strip():
        raise FieldRefused(
            "grund",
            _("Schreiben Sie, warum Sie weniger als %(betrag)s freigeben.")
            % {"betrag": geld(most)},
        )


def _demand_reason(grund: str) -> None:
    if not grund.strip():
        raise FieldRefused("grund", _("Nennen Sie den Grund."))
