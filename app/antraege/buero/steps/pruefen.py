"""The formal check: whether everything is there and can be funded."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from app.antraege import policy
from app.antraege.aims import AntragZieldimension
from app.antraege.bookkeeping import begin, reserve, save
from app.antraege.fristen import decide_by
from app.antraege.models import Antrag, Pruefung
from app.antraege.phrases import GOALS
from app.antraege.rules.purpose import demand_goals, goals_needed
from app.antraege.status import Antragsstatus, Schritt
from app.auth.actor import Actor
from app.casework.notes import note
from app.casework.steps import StaffStep
from app.db import row_id
from app.errors import FieldRefused
from app.history.phrases import Remark
from app.i18n import _l
from app.quartiere.begriffe import ZIELDIMENSIONEN, Zieldimension
from app.web.fields import AreaField, MultiChoiceField
from app.web.forms import Form


class PruefungForm(Form):
    zieldimensionen = MultiChoiceField(
        _l("Wobei hilft die Aktion?"),
        choices=ZIELDIMENSIONEN.items(),
        hint=_l("So steht es im Antrag. Ändern oder ergänzen Sie es, wo es nötig ist."),
    )
    vermerk = AreaField(
        _l("Vermerk zur Prüfung"),
        max=2000,
        rows=3,
        hint=_l("Das Gremium und die Bezirksvorsteher*in lesen ihn."),
    )


def pruefen(
    session: Session,
    antrag: Antrag,
    *,
    by: Actor,
    at: datetime,
    vermerk: str = "",
    zieldimensionen: Sequence[str] | None = None,
) -> None:
    """The formal check is passed: the requested amount is reserved.

    After a return by the Bezirksvorsteher*in or a Rückfrage the reserve is what it was.
    `zieldimensionen` replace what the applicant named; without them that stays. Raises FieldRefused
    where the Fonds asks for more of them (R28).
    """
    antrag = begin(session, antrag, STEP.schritt, STEP.may, by=by, at=at)
    remark = _set_goals(session, antrag, zieldimensionen)
    staff_id = row_id(by.staff_id)
    reserve(session, antrag, antrag.reserve_cent, by=by, at=at)
    antrag.pruefen(staff_id=staff_id, faellig_am=decide_by(session, antrag, at))
    check = Pruefung(antrag_id=row_id(antrag.id), staff_id=staff_id, vermerk=vermerk, am=at)
    session.add(check)
    antrag.pruefungen.append(check)
    save(session, antrag, at)
    amount = antrag.reserve_cent
    before = Antragsstatus.eingereicht
    note(session, antrag, Schritt.pruefen, before, by=by, at=at, remark=remark, amount_cent=amount)


def _set_goals(session: Session, antrag: Antrag, wanted: Sequence[str] | None) -> Remark | None:
    before = [row.zieldimension for row in antrag.zieldimensionen]
    goals = before if wanted is None else sorted(map(Zieldimension, wanted))
    if len(goals) < (needed := goals_needed(antrag.fonds)):
        raise FieldRefused("zieldimensionen", demand_goals(needed))
    for row in [row for row in antrag.zieldimensionen if row.zieldimension not in goals]:
        antrag.zieldimensionen.remove(row)
        session.delete(row)
    new = (goal for goal in goals if goal not in before)
    antrag_id = row_id(antrag.id)
    antrag.zieldimensionen.extend(
        AntragZieldimension(antrag_id=antrag_id, zieldimension=goal) for goal in new
    )
    return None if set(goals) == set(before) else GOALS(ziele=[goal.value for goal in goals])


STEP = StaffStep(
    Schritt.pruefen,
    "pruefung",
    _l("Formal prüfen"),
    _l("Ist vollständig und förderfähig"),
    PruefungForm,
    pruefen,
    _l("Geprüft. Vorgemerkt im Topf: %(betrag)s."),
    policy.may_pruefen,
    kind="haupt",
    initial=lambda antrag: {
        "zieldimensionen": tuple(row.zieldimension for row in antrag.zieldimensionen)
    },
    sentence=_l("Danach ist das Geld im Topf vorgemerkt. Freigeben muss eine andere Person."),
)
