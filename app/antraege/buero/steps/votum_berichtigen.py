"""Correct a Votum that was entered wrongly, as long as nobody has gone by it."""

from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from app.antraege import policy
from app.antraege.bookkeeping import begin, reserve, save
from app.antraege.buero.steps.reasons import REASON_MISSING
from app.antraege.buero.steps.votum import Stimmen, VotumForm, add_row, check_votum, tally_of
from app.antraege.evidence import evidence_of
from app.antraege.models import Antrag
from app.antraege.status import Schritt
from app.auth.actor import Actor
from app.casework.notes import note
from app.casework.steps import StaffStep
from app.errors import FieldRefused
from app.i18n import _, _l
from app.text.inputs import says_something
from app.web.fields import AreaField


class BerichtigungForm(VotumForm):
    berichtigung = AreaField(
        _l("Was war falsch?"),
        id="berichtigung-grund",
        max=600,
        required=True,
        rows=2,
        hint=_l("Das liest nur das Personal. Das alte Votum bleibt lesbar."),
        missing=REASON_MISSING,
    )


def votum_berichtigen(
    session: Session,
    antrag: Antrag,
    *,
    stimmen: Stimmen,
    datum: date,
    empfohlen_cent: int,
    grund: str,
    berichtigung: str,
    by: Actor,
    at: datetime,
) -> None:
    """Another row takes the place of the last one; the reserve follows it.

    Raises FieldRefused for values that do not fit, StepNotPossible where the pot is short.
    """
    antrag = begin(session, antrag, STEP.schritt, STEP.may, by=by, at=at)
    check_votum(antrag, stimmen, datum, empfohlen_cent, grund, at)
    if not says_something(berichtigung):
        raise FieldRefused("berichtigung", _("Nennen Sie den Grund."))
    reserve(session, antrag, empfohlen_cent, by=by, at=at)
    antrag.empfohlen_cent = empfohlen_cent
    for earlier in antrag.voten[-1:]:
        earlier.berichtigt_am = at
    add_row(session, antrag, stimmen, datum, empfohlen_cent, grund, by=by, at=at)
    save(session, antrag, at)
    note(
        session,
        antrag,
        Schritt.votum_berichtigen,
        antrag.status,
        by=by,
        at=at,
        reason=berichtigung,
        evidence=evidence_of(antrag, Schritt.votum_berichtigen),
        amount_cent=empfohlen_cent,
        public=False,
    )


def _correct(session: Session, antrag: Antrag, *, by: Actor, at: datetime, **typed: Any) -> None:
    stimmen, rest = tally_of(typed)
    votum_berichtigen(session, antrag, stimmen=stimmen, by=by, at=at, **rest)


def _as_it_stands(antrag: Antrag) -> dict[str, Any]:
    if not antrag.voten:
        return {}
    row = antrag.voten[-1]
    names = ("datum", "ja", "nein", "enthaltung", "befangen", "empfohlen_cent", "grund")
    return {name: getattr(row, name) for name in names}


STEP = StaffStep(
    Schritt.votum_berichtigen,
    "votum-berichtigung",
    _l("Votum berichtigen"),
    _l("Votum berichtigen"),
    BerichtigungForm,
    _correct,
    _l("Votum berichtigt. Vorgemerkt ist jetzt: %(betrag)s."),
    policy.may_votum_erfassen,
    sentence=_l("Für einen Tippfehler, solange niemand danach entschieden hat."),
    panel="intern/antraege/_votum_erfassen.html",
    initial=_as_it_stands,
    optional=True,
)
