"""Say who takes over an Antrag that nobody in charge of its place may act on (entscheidungen 4)."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import selectinload
from sqlmodel import Session, col, select

from app.antraege import policy
from app.antraege.bookkeeping import begin, save
from app.antraege.charge import ROLES, able, involved, is_decided_next, missing, waits_for
from app.antraege.hindrances import hindrance_to
from app.antraege.models import Antrag
from app.antraege.people import is_applicant
from app.antraege.phrases import ASSIGNED
from app.antraege.status import Schritt
from app.auth.actor import Actor
from app.auth.assignments import in_force
from app.auth.models import Mitarbeiter, Zustaendigkeit
from app.auth.permissions import PROFILE, Rolle
from app.casework.filters import or_none
from app.casework.notes import note
from app.casework.steps import StaffStep
from app.db import row_id
from app.errors import FieldRefused
from app.i18n import _, _l
from app.text.inputs import parse_int
from app.vorgaenge.zuweisung import Zuweisung
from app.web.fields import ChoiceField
from app.web.forms import Form


class ZuweisungForm(Form):
    person = ChoiceField(
        _l("Wer übernimmt?"),
        required=True,
        empty=_l("Bitte wählen"),
        coerce=or_none(lambda value: parse_int(value, low=1, high=9_999_999)),
        hint=_l("Nur für diesen Antrag. Wer befangen ist, steht nicht in der Liste."),
        missing=_l("Bitte wählen Sie aus, wer den Antrag übernimmt."),
    )


def zuweisen(session: Session, antrag: Antrag, *, person: int, by: Actor, at: datetime) -> None:
    """Whoever stood in for this role before does so no longer. Raises FieldRefused for somebody
    who cannot act on it."""
    antrag = begin(session, antrag, STEP.schritt, STEP.may, by=by, at=at)
    rolle = _needed(antrag, at)
    free = _free(session, antrag, rolle, at)
    chosen = next((one for one in free if one.id == person), None)
    if chosen is None:
        raise FieldRefused("person", _("Diese Person kann den Antrag nicht übernehmen."))
    rows = antrag.vorgang.zuweisungen
    row = next((row for row in rows if row.rolle is rolle), None)
    if row is not None:
        rows.remove(row)
        session.delete(row)
        session.flush()
    new = Zuweisung(
        vorgang_id=antrag.vorgang_id,
        staff_id=row_id(chosen.id),
        rolle=rolle,
        zugewiesen_am=at,
        mitarbeiter=chosen,
    )
    rows.append(new)
    save(session, antrag, at)
    remark = ASSIGNED(name=chosen.name, rolle=rolle.value)
    step = Schritt.zuweisen
    note(session, antrag, step, antrag.status, by=by, at=at, remark=remark, public=False)


def _offer(session: Session, antrag: Antrag, form: ZuweisungForm, at: datetime) -> None:
    rolle = _needed(antrag, at)
    word = str(PROFILE[rolle].name)
    people = _free(session, antrag, rolle, at)
    form.person.offer([(str(one.id), f"{one.name} ({word})") for one in people])


def _needed(antrag: Antrag, at: datetime) -> Rolle:
    return ROLES[waits_for(antrag, at)]


def _free(session: Session, antrag: Antrag, rolle: Rolle, at: datetime) -> Iterator[Mitarbeiter]:
    """Who has the role elsewhere and could act on this one, by name."""
    holds = select(Zustaendigkeit.mitarbeiter_id).where(Zustaendigkeit.rolle == rolle, in_force(at))
    query = (
        select(Mitarbeiter)
        .where(col(Mitarbeiter.aktiv), col(Mitarbeiter.id).in_(holds))
        .options(selectinload(Mitarbeiter.zustaendigkeiten))  # type: ignore[arg-type]
        .order_by(Mitarbeiter.name, col(Mitarbeiter.id))
    )
    there = able(antrag, waits_for(antrag, at), at)
    barred = {row.staff_id for row in antrag.befangenheiten}
    if is_decided_next(antrag):
        barred |= involved(antrag)
    for person in session.exec(query):
        if person.id not in there | barred and not is_applicant(person, antrag):
            yield person


STEP = StaffStep(
    Schritt.zuweisen,
    "zuweisung",
    _l("Bestimmen, wer übernimmt"),
    _l("Antrag übergeben"),
    ZuweisungForm,
    zuweisen,
    _l("Übergeben. Der Antrag steht jetzt bei der Person unter ihren Aufgaben."),
    policy.may_zuweisen,
    kind="haupt",
    leads=lambda antrag, at: missing(antrag, at) is not None,
    hindrance=hindrance_to(Schritt.zuweisen),
    sentence=_l(
        "Wenn im Quartier niemand da ist oder alle befangen sind: Eine Person mit derselben Rolle "
        "aus einem anderen Gebiet übernimmt. Sie selbst prüfen und entscheiden hier nicht."
    ),
    prepare=_offer,
    optional=True,
)
