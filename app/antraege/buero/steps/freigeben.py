"""Approve an Antrag: in full or in part by who decides, as it was voted by who carries out."""

from datetime import datetime

from sqlmodel import Session

from app.antraege import policy
from app.antraege.bookkeeping import begin, bind, save
from app.antraege.decision import is_binding, most_cent
from app.antraege.evidence import evidence_of
from app.antraege.hindrances import hindrance_to
from app.antraege.models import Antrag
from app.antraege.status import Schritt
from app.auth.actor import Actor
from app.casework.notes import note, tell
from app.casework.steps import StaffStep
from app.db import row_id
from app.errors import FieldRefused, StepNotPossible
from app.i18n import _, _l
from app.text.formats import geld
from app.text.inputs import says_something
from app.web.fields import AreaField, EuroField
from app.web.forms import Form


class FreigabeForm(Form):
    betrag_cent = EuroField(
        _l("Betrag"), required=True, missing=_l("Bitte tragen Sie ein, wie viel Sie freigeben.")
    )
    auflagen = AreaField(
        _l("Auflagen"), max=2000, rows=2, hint=_l("Zum Beispiel: Alle dürfen kostenlos mitmachen.")
    )
    grund = AreaField(
        _l("Begründung"),
        id="freigabe-grund",
        max=2000,
        rows=2,
        hint=_l("Nötig, wenn Sie weniger freigeben als empfohlen."),
    )


def freigeben(
    session: Session,
    antrag: Antrag,
    *,
    betrag_cent: int | None = None,
    auflagen: str,
    grund: str = "",
    by: Actor,
    at: datetime,
) -> None:
    """Approve in full or in part: the reserve is given back and the amount is bound. What a body
    has decided is carried out as it is, and without an amount.

    Raises FieldRefused where the amount is more than recommended, or less without a reason, and
    StepNotPossible where the pot is short (R27), not opened for the year that pays (R10), or
    another amount was voted.
    """
    antrag = begin(session, antrag, STEP.schritt, STEP.may, by=by, at=at)
    betrag_cent, grund = _as_decided(antrag, betrag_cent, grund)
    before = antrag.status
    bind(session, antrag, betrag_cent, by=by, at=at)
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


def _as_decided(antrag: Antrag, betrag_cent: int | None, grund: str) -> tuple[int, str]:
    if not is_binding(antrag):
        _check_release(antrag, betrag_cent or 0, grund)
        return betrag_cent or 0, grund
    most = most_cent(antrag)
    if betrag_cent not in (None, most):
        raise StepNotPossible(
            _("Beschlossen sind %(betrag)s. Ein anderer Betrag geht hier nicht.")
            % {"betrag": geld(most)}
        )
    return most, antrag.voten[-1].grund if antrag.voten else ""


def _only_carry_out(_session: Session, antrag: Antrag, form: FreigabeForm, _at: datetime) -> None:
    """The body has decided on the amount, and why."""
    if is_binding(antrag):
        del form.betrag_cent, form.grund
        form.auflagen.description = _("Nur, was im Beschluss steht.")


def _check_release(antrag: Antrag, betrag_cent: int, grund: str) -> None:
    most = most_cent(antrag)
    if not 0 < betrag_cent <= most:
        raise FieldRefused(
            "betrag_cent",
            _("Tragen Sie einen Betrag bis %(betrag)s ein.") % {"betrag": geld(most)},
        )
    if betrag_cent < most and not says_something(grund):
        raise FieldRefused(
            "grund",
            _("Schreiben Sie, warum Sie weniger als %(betrag)s freigeben.")
            % {"betrag": geld(most)},
        )


STEP = StaffStep(
    Schritt.freigeben,
    "freigabe",
    _l("Freigeben"),
    _l("Freigeben"),
    FreigabeForm,
    freigeben,
    _l("Freigegeben: %(betrag)s. Das Geld ist im Topf gebunden."),
    policy.may_freigeben,
    kind="haupt",
    initial=lambda antrag: {"betrag_cent": most_cent(antrag)},
    prepare=_only_carry_out,
    hindrance=hindrance_to(Schritt.freigeben),
)
