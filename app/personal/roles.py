"""Giving roles and taking them away.

A role that decides on money, or gives such roles, waits until a second administration confirms it,
whoever gave it and by whatever way. Until then it is nobody's: see `in_force`. Nobody gives a role
to themselves. Every step is written to the history of the person.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from app.auth.actor import Actor, Assignment
from app.auth.assignments import not_over
from app.auth.models import SCOPE_COLUMNS, Mitarbeiter, Zustaendigkeit
from app.auth.permissions import PROFILE, Rolle
from app.clock import BERLIN
from app.db import row_id, session_for
from app.errors import YES, FieldRefused, NotAllowed, NotFound, StepNotPossible, Verdict
from app.history.chain import record
from app.i18n import _
from app.personal import places
from app.personal.administration import administrators, keep_one, lock_administration
from app.personal.notices import Ereignis, tell_overseers, tell_person, thread_of
from app.personal.steps import Personalschritt
from app.settings import Settings


@dataclass(frozen=True)
class Zeitraum:
    """Whether it is a deputy's role, and its days in Europe/Berlin, both included."""

    vertretung: bool = False
    ab: date | None = None
    bis: date | None = None


IMMER = Zeitraum()

# What lies beyond is a slip of the finger.
LONGEST_BEFORE, LONGEST = timedelta(days=2 * 366), timedelta(days=10 * 366)


def locked(session: Session, staff_id: int) -> Mitarbeiter:
    """The person's row, locked until the commit. Raises NotFound."""
    person = session.exec(
        select(Mitarbeiter)
        .where(Mitarbeiter.id == staff_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).first()
    if person is None:
        raise NotFound
    return person


def give(
    session: Session,
    settings: Settings,
    person: Mitarbeiter,
    assignments: Sequence[Assignment],
    *,
    by: Actor | None,
    at: datetime,
    zeitraum: Zeitraum = IMMER,
) -> list[Zustaendigkeit]:
    """Give these roles, or propose them where another person has to confirm; `by=None` is the
    command line, which alone counts where no administration has ever logged in.

    Raises NotAllowed for oneself, FieldRefused for days that cannot be, and StepNotPossible where
    the person has one of them already.
    """
    _check(zeitraum, at)
    if by is not None and by.staff_id == person.id:
        raise NotAllowed(
            _("Sich selbst kann niemand eine Rolle geben. Das macht eine andere Administration.")
        )
    alone = by is None and not administrators(session, at=at)
    names = places.load(session)
    rows = []
    for assignment in assignments:
        waits = PROFILE[assignment.rolle].needs_two and not alone
        row = _row(person, assignment, zeitraum, by)
        row.wartet_seit = at if waits else None
        _add(session, person, row, names, at=at)
        step = Personalschritt.rolle_vorgeschlagen if waits else Personalschritt.rolle_gegeben
        _step(session, person, step, row, names, by=by, at=at)
        rows.append(row)
    tell_person(session, settings, person, rows, names, at=at)
    waiting = [row for row in rows if row.wartet_seit]
    at_once = [row for row in rows if not row.wartet_seit]
    tell_overseers(session, settings, Ereignis.vorgeschlagen, person, waiting, names, by=by, at=at)
    tell_overseers(session, settings, Ereignis.bestaetigt, person, at_once, names, by=by, at=at)
    return rows


def may_confirm(actor: Actor, row: Zustaendigkeit) -> Verdict:
    """Neither whoever gave it nor whoever gets it."""
    if actor.staff_id == row.mitarbeiter_id:
        return Verdict(_("Ihre eigene Rolle bestätigt eine andere Administration."))
    if actor.staff_id == row.vergeben_von_id:
        return Verdict(_("Sie haben diese Rolle vergeben. Bestätigen muss sie eine andere Person."))
    return YES


def confirm(
    session: Session,
    settings: Settings,
    staff_id: int,
    ids: Collection[int],
    *,
    by: Actor,
    at: datetime,
) -> Mitarbeiter:
    """From now on these roles count. Raises NotFound, NotAllowed, or StepNotPossible where nothing
    waits any more."""
    person, rows = _waiting(session, staff_id, ids)
    names = places.load(session)
    for row in rows:
        may_confirm(by, row).demand()
        row.wartet_seit, row.bestaetigt_von_id = None, by.staff_id
        _step(session, person, Personalschritt.rolle_bestaetigt, row, names, by=by, at=at)
    session.flush()
    tell_person(session, settings, person, rows, names, at=at)
    tell_overseers(session, settings, Ereignis.bestaetigt, person, rows, names, by=by, at=at)
    return person


def refuse(
    session: Session,
    settings: Settings,
    staff_id: int,
    ids: Collection[int],
    *,
    grund: str,
    by: Actor,
    at: datetime,
) -> Mitarbeiter:
    """These roles are not given after all; whoever gave them may take them back this way. Raises as
    `confirm`, but for NotAllowed."""
    person, rows = _waiting(session, staff_id, ids)
    names = places.load(session)
    for row in rows:
        step = Personalschritt.rolle_abgelehnt
        _step(session, person, step, row, names, by=by, at=at, reason=grund)
    tell_overseers(session, settings, Ereignis.abgelehnt, person, rows, names, by=by, at=at)
    for row in rows:
        session.delete(row)
    return person


def take(
    session: Session, staff_id: int, zustaendigkeit_id: int, *, by: Actor, at: datetime
) -> Mitarbeiter:
    """Take a role away; works at once, also in sessions that are open.

    Raises NotFound, or StepNotPossible for the last administration.
    """
    admins = lock_administration(session, at=at)
    person = locked(session, staff_id)
    row = session.get(Zustaendigkeit, zustaendigkeit_id)
    if row is None or row.mitarbeiter_id != person.id:
        raise NotFound
    if row.rolle is Rolle.administration:
        keep_one(admins, person)
    names = places.load(session)
    _step(session, person, Personalschritt.rolle_entzogen, row, names, by=by, at=at)
    session.delete(row)
    return person


def ask_again(
    session: Session, settings: Settings, person: Mitarbeiter, *, by: Actor, at: datetime
) -> None:
    """Whoever lets this person in anew, or under another address, gives them all they had: what one
    alone cannot give waits once more."""
    rows = [row for row in _roles_of(session, person) if PROFILE[row.rolle].needs_two]
    names = places.load(session)
    for row in rows:
        row.wartet_seit, row.bestaetigt_von_id, row.vergeben_von_id = at, None, by.staff_id
        _step(session, person, Personalschritt.rolle_vorgeschlagen, row, names, by=by, at=at)
    tell_overseers(session, settings, Ereignis.vorgeschlagen, person, rows, names, by=by, at=at)


def end_roles(engine: Engine, _settings: Settings, at: datetime) -> int:
    """Roles whose last day is over go, and the record says so; they counted no more before."""
    today = at.astimezone(BERLIN).date()
    with session_for(engine, write=True) as session:
        over = session.exec(
            select(Zustaendigkeit, Mitarbeiter)
            .join(Mitarbeiter, col(Zustaendigkeit.mitarbeiter_id) == Mitarbeiter.id)
            .where(~not_over(today))
            .order_by(col(Zustaendigkeit.id))
            .with_for_update(of=Zustaendigkeit)
        ).all()
        names = places.load(session)
        for row, person in over:
            step = Personalschritt.rolle_beendet
            _step(session, person, step, row, names, by=None, at=at)
            session.delete(row)
        session.commit()
    return len(over)


def _check(zeitraum: Zeitraum, at: datetime) -> None:
    ab, bis, today = zeitraum.ab, zeitraum.bis, at.astimezone(BERLIN).date()
    if ab and not today <= ab <= today + LONGEST_BEFORE:
        raise FieldRefused(
            "gilt_ab", _("Bitte nehmen Sie heute oder einen Tag in den nächsten zwei Jahren.")
        )
    if bis and bis > today + LONGEST:
        raise FieldRefused(
            "gilt_bis", _("Höchstens zehn Jahre. Ohne Ende: Lassen Sie das Feld leer.")
        )
    if bis and bis < today:
        raise FieldRefused("gilt_bis", _("Dieser Tag ist vorbei. Bitte nehmen Sie einen späteren."))
    if ab and bis and ab > bis:
        raise FieldRefused(
            "gilt_bis", _("Bitte nehmen Sie einen Tag, der nicht vor dem ersten liegt.")
        )


def _row(
    person: Mitarbeiter, assignment: Assignment, zeitraum: Zeitraum, by: Actor | None
) -> Zustaendigkeit:
    row = Zustaendigkeit(
        mitarbeiter_id=row_id(person.id),
        rolle=assignment.rolle,
        vertretung=zeitraum.vertretung,
        gilt_ab=zeitraum.ab,
        gilt_bis=zeitraum.bis,
        vergeben_von_id=by.staff_id if by else None,
    )
    if column := SCOPE_COLUMNS.get(assignment.scope):
        setattr(row, column, assignment.place_id)
    return row


def _add(
    session: Session,
    person: Mitarbeiter,
    row: Zustaendigkeit,
    names: places.Places,
    *,
    at: datetime,
) -> None:
    today = at.astimezone(BERLIN).date()
    for old in _roles_of(session, person):
        same = (old.rolle, old.place_id) == (row.rolle, row.place_id)
        if same and old.gilt_bis is not None and old.gilt_bis < today:
            session.delete(old)
            session.flush()
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError as error:
        words = {"name": person.name, "rolle": names.title(row)}
        raise StepNotPossible(_("%(name)s hat diese Rolle schon: %(rolle)s.") % words) from error


def _roles_of(session: Session, person: Mitarbeiter) -> list[Zustaendigkeit]:
    own = Zustaendigkeit.mitarbeiter_id == row_id(person.id)
    query = select(Zustaendigkeit).where(own).order_by(col(Zustaendigkeit.id))
    return list(session.exec(query.with_for_update()))


def _waiting(
    session: Session, staff_id: int, ids: Collection[int]
) -> tuple[Mitarbeiter, list[Zustaendigkeit]]:
    person = locked(session, staff_id)
    rows = [row for row in _roles_of(session, person) if row.id in ids]
    if not rows or any(row.wartet_seit is None for row in rows):
        raise StepNotPossible(_("Diese Rolle wartet nicht mehr auf eine Bestätigung."))
    return person, rows


def _step(
    session: Session,
    person: Mitarbeiter,
    step: Personalschritt,
    row: Zustaendigkeit,
    names: places.Places,
    *,
    by: Actor | None,
    at: datetime,
    reason: str = "",
) -> None:
    record(
        session,
        thread=thread_of(person),
        step=step,
        by=by,
        at=at,
        reason=reason,
        remark=names.remark(row),
        public=False,
    )
