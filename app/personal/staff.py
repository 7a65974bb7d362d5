"""Who may log in at all: invited, locked out, let in again; their roles are in `roles`. Every step
is written to the history of the person."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from app.auth import sessions
from app.auth.actor import Actor, Assignment
from app.auth.models import Mitarbeiter, Zustaendigkeit
from app.errors import FieldRefused, StepNotPossible
from app.history.chain import record
from app.i18n import _, _l
from app.mail.outbox import forward_undelivered
from app.personal import places
from app.personal.administration import keep_one, lock_administration
from app.personal.notices import tell_person, thread_of
from app.personal.roles import IMMER, Zeitraum, ask_again, give, locked
from app.personal.steps import Personalschritt
from app.settings import Settings

FORGOTTEN = "@geloescht.invalid"
"""How the address of a person ends who was locked out long ago."""


_TAKEN = _l("Mit dieser Adresse ist schon jemand eingeladen.")


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
    zeitraum: Zeitraum = IMMER,
) -> Mitarbeiter:
    """Let a person in at the first login with this verified address. They are told by mail, as soon
    as one of the roles counts without another confirmation.

    Raises FieldRefused with what is wrong about the address.
    """
    person = Mitarbeiter(name=name, email=_spelled(email), aktiv=True, eingeladen_am=at)
    try:
        with session.begin_nested():
            session.add(person)
    except IntegrityError as error:
        raise FieldRefused("email", str(_TAKEN)) from error
    _step(session, person, Personalschritt.eingeladen, by=by, at=at)
    give(session, settings, person, assignments, by=by, at=at, zeitraum=zeitraum)
    return person


def invite_again(
    session: Session, settings: Settings, staff_id: int, *, by: Actor, at: datetime
) -> Mitarbeiter:
    """The same mail once more. Raises StepNotPossible for who has logged in, and where no role
    counts that the mail could name."""
    person = _invited(session, staff_id)
    rows = _confirmed(session, person)
    if not rows:
        raise StepNotPossible(
            _("Die Einladung geht hinaus, sobald eine Rolle gegeben und bestätigt ist.")
        )
    _step(session, person, Personalschritt.einladung_wiederholt, by=by, at=at)
    tell_person(session, settings, person, rows, places.load(session), at=at)
    return person


def correct_invitation(
    session: Session,
    settings: Settings,
    staff_id: int,
    *,
    name: str,
    email: str,
    by: Actor,
    at: datetime,
) -> Mitarbeiter:
    """Another name or address for who has never logged in; what is on its way to the old address is
    dropped, and the invitation leaves anew.

    Another address may be another person: what one alone cannot give waits once more. Raises
    FieldRefused as `invite`, and StepNotPossible for who has logged in.
    """
    person = _invited(session, staff_id)
    before, address = person.email, _spelled(email)
    try:
        with session.begin_nested():
            # Past the row that is loaded, which a refused UPDATE would leave without values.
            this = col(Mitarbeiter.id) == staff_id
            session.execute(
                update(Mitarbeiter)
                .where(this)
                .values(name=name, email=address)
                .execution_options(synchronize_session=False)
            )
    except IntegrityError as error:
        raise FieldRefused("email", str(_TAKEN)) from error
    session.refresh(person)
    _step(session, person, Personalschritt.einladung_berichtigt, by=by, at=at)
    if address != before:
        forward_undelivered(session, thread_of(person), to=None, at=at)
        ask_again(session, settings, person, by=by, at=at)
        rows = _confirmed(session, person)
        tell_person(session, settings, person, rows, places.load(session), at=at)
    return person


def lock_out(session: Session, staff_id: int, *, by: Actor, at: datetime) -> Mitarbeiter:
    """No login any more, and every session over. Raises StepNotPossible for the last
    administration, and where it is done already."""
    admins = lock_administration(session, at=at)
    person = locked(session, staff_id)
    if not person.aktiv:
        raise StepNotPossible(_("%(name)s ist schon gesperrt.") % {"name": person.name})
    keep_one(admins, person)
    person.aktiv = False
    sessions.end_all(session, staff_id, at=at)
    _step(session, person, Personalschritt.gesperrt, by=by, at=at)
    return person


def let_in_again(
    session: Session, settings: Settings, staff_id: int, *, by: Actor, at: datetime
) -> Mitarbeiter:
    """Login is possible once more; what one alone cannot give waits for a confirmation. Raises
    StepNotPossible."""
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
    ask_again(session, settings, person, by=by, at=at)
    return person


def end_sessions(session: Session, staff_id: int, *, by: Actor, at: datetime) -> Mitarbeiter:
    """Log the person out everywhere."""
    person = locked(session, staff_id)
    sessions.end_all(session, staff_id, at=at)
    _step(session, person, Personalschritt.sitzungen_beendet, by=by, at=at)
    return person


def _invited(session: Session, staff_id: int) -> Mitarbeiter:
    person = locked(session, staff_id)
    if person.oidc_sub is not None or not person.aktiv:
        raise StepNotPossible(_("%(name)s ist nicht mehr nur eingeladen.") % {"name": person.name})
    return person


def _confirmed(session: Session, person: Mitarbeiter) -> Sequence[Zustaendigkeit]:
    own = Zustaendigkeit.mitarbeiter_id == person.id
    query = select(Zustaendigkeit).where(own, col(Zustaendigkeit.wartet_seit).is_(None))
    return session.exec(query.order_by(col(Zustaendigkeit.id))).all()


def _spelled(email: str) -> str:
    """Raises FieldRefused."""
    if not email.isascii():
        raise FieldRefused("email", _("Bitte nehmen Sie eine E-Mail-Adresse ohne Umlaute."))
    return same_case(email)


def _step(
    session: Session,
    person: Mitarbeiter,
    step: Personalschritt,
    *,
    by: Actor | None,
    at: datetime,
) -> None:
    record(session, thread=thread_of(person), step=step, by=by, at=at, public=False)
