"""What administrators do with staff. Every step is written to the history of the person.

The portal must never be without an active administration: whoever takes one away first locks all
that there are, in one order, so that two who remove each other wait for each other.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from app.auth import sessions
from app.auth.actor import Actor, Assignment
from app.auth.models import SCOPE_COLUMNS, Mitarbeiter, Zustaendigkeit
from app.auth.permissions import Rolle
from app.db import row_id
from app.errors import NotFound, StepNotPossible
from app.history.chain import record
from app.history.phrases import Remark
from app.i18n import SOURCE, _
from app.mail.outbox import queue
from app.personal import places
from app.personal.phrases import ROLE
from app.personal.steps import Personalschritt
from app.settings import Settings

THREAD = "personal-"
"""How the threads of staff begin."""

FORGOTTEN = "@geloescht.invalid"
"""How the address of a person ends who was locked out long ago."""


def thread_of(person: Mitarbeiter) -> str:
    return f"{THREAD}{person.id}"


def same_case(email: str) -> str:
    """Small ASCII letters; other letters stay, for some of them turn into ASCII when lowered."""
    return "".join(c.lower() if c.isascii() else c for c in email.strip())


def invite(
    session: Session,
    settings: Settings,
    *,
    name: str,
    email: str,
    assignments: Sequence[Assignment],
    by: Actor | None,
    at: datetime,
) -> Mitarbeiter:
    """Let a person in at the first login with this verified address, and tell them by mail.

    Raises StepNotPossible with what is wrong about the address.
    """
    if not email.isascii():
        raise StepNotPossible(_("Bitte nehmen Sie eine E-Mail-Adresse ohne Umlaute."))
    person = Mitarbeiter(name=name, email=same_case(email), aktiv=True, eingeladen_am=at)
    try:
        with session.begin_nested():
            session.add(person)
    except IntegrityError as error:
        raise StepNotPossible(_("Mit dieser Adresse ist schon jemand eingeladen.")) from error
    _step(session, person, Personalschritt.eingeladen, by=by, at=at)
    for assignment in assignments:
        give(session, person, assignment, by=by, at=at)
    names = places.load(session)
    queue(
        session,
        to=person.email,
        template="einladung",
        thread=thread_of(person),
        sprache=SOURCE,
        at=at,
        adresse=f"{settings.base_url}/intern",
        rollen=[names.title(a) for a in assignments],
    )
    return person


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
    session: Session, person: Mitarbeiter, assignment: Assignment, *, by: Actor | None, at: datetime
) -> Zustaendigkeit:
    """Raises StepNotPossible where the person has it already."""
    row = Zustaendigkeit(mitarbeiter_id=row_id(person.id), rolle=assignment.rolle)
    if column := SCOPE_COLUMNS.get(assignment.scope):
        setattr(row, column, assignment.place_id)
    remark = _role(session, assignment)
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError as error:
        raise StepNotPossible(
            _("%(name)s hat diese Rolle schon.") % {"name": person.name}
        ) from error
    _step(session, person, Personalschritt.rolle_gegeben, by=by, at=at, remark=remark)
    return row


def take(
    session: Session, staff_id: int, zustaendigkeit_id: int, *, by: Actor, at: datetime
) -> Mitarbeiter:
    """Take a role away; works at once, also in sessions that are open.

    Raises NotFound, or StepNotPossible for the last administration.
    """
    admins = _lock_administration(session)
    person = locked(session, staff_id)
    row = session.get(Zustaendigkeit, zustaendigkeit_id)
    if row is None or row.mitarbeiter_id != person.id:
        raise NotFound
    if row.rolle is Rolle.administration:
        _keep_one(admins, person)
    remark = _role(session, row)
    session.delete(row)
    _step(session, person, Personalschritt.rolle_entzogen, by=by, at=at, remark=remark)
    return person


def lock_out(session: Session, staff_id: int, *, by: Actor, at: datetime) -> Mitarbeiter:
    """No login any more, and every session over. Raises StepNotPossible for the last
    administration, and where it is done already."""
    admins = _lock_administration(session)
    person = locked(session, staff_id)
    if not person.aktiv:
        raise StepNotPossible(_("%(name)s ist schon gesperrt.") % {"name": person.name})
    _keep_one(admins, person)
    person.aktiv = False
    sessions.end_all(session, staff_id, at=at)
    _step(session, person, Personalschritt.gesperrt, by=by, at=at)
    return person


def let_in_again(session: Session, staff_id: int, *, by: Actor, at: datetime) -> Mitarbeiter:
    person = locked(session, staff_id)
    if person.aktiv:
        raise StepNotPossible(_("%(name)s ist nicht gesperrt.") % {"name": person.name})
    if person.email.endswith(FORGOTTEN):
        raise StepNotPossible(
            _("Die Adresse von %(name)s ist gelöscht. Bitte laden Sie die Person neu ein.")
            % {"name": person.name}
        )
    person.aktiv = True
    _step(session, person, Personalschritt.entsperrt, by=by, at=at)
    return person


def end_sessions(session: Session, staff_id: int, *, by: Actor, at: datetime) -> Mitarbeiter:
    """Log the person out everywhere."""
    person = locked(session, staff_id)
    sessions.end_all(session, staff_id, at=at)
    _step(session, person, Personalschritt.sitzungen_beendet, by=by, at=at)
    return person


def _lock_administration(session: Session) -> set[int]:
    """The ids of all active administrators who have logged in before, their rows and roles locked
    in the order of ids. An invitation counts for nothing: its address may be mistyped."""
    rows = session.exec(
        select(Mitarbeiter.id, Zustaendigkeit.id)
        .join(Zustaendigkeit, col(Zustaendigkeit.mitarbeiter_id) == Mitarbeiter.id)
        .where(
            Zustaendigkeit.rolle == Rolle.administration,
            col(Mitarbeiter.aktiv),
            col(Mitarbeiter.oidc_sub).is_not(None),
        )
        .order_by(col(Mitarbeiter.id))
        .with_for_update(key_share=True, of=[Mitarbeiter, Zustaendigkeit])
    )
    return {staff_id for staff_id, _id in rows if staff_id is not None}


def _keep_one(admins: set[int], person: Mitarbeiter) -> None:
    if admins == {person.id}:
        raise StepNotPossible(
            _(
                "%(name)s ist die letzte aktive Administration. "
                "Geben Sie diese Rolle zuerst einer zweiten Person, und warten Sie, bis sie sich "
                "einmal angemeldet hat."
            )
            % {"name": person.name}
        )


def _role(session: Session, assignment: Assignment | Zustaendigkeit) -> Remark:
    place = places.load(session).place(assignment)
    return ROLE(rolle=assignment.rolle.value, ort=place)


def _step(
    session: Session,
    person: Mitarbeiter,
    step: Personalschritt,
    *,
    by: Actor | None,
    at: datetime,
    remark: Remark | None = None,
) -> None:
    record(session, thread=thread_of(person), step=step, by=by, at=at, remark=remark, public=False)
