"""Inviting staff; the first administration comes into the portal this way."""

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import Engine
from sqlmodel import Session, select

import app.models  # noqa: F401 - the keys of Zustaendigkeit lead to tables of features
from app.auth.actor import Assignment
from app.auth.models import Zustaendigkeit
from app.auth.permissions import PROFILE, Rolle, Scope
from app.clock import utc_now
from app.commands.terminal import CommandRefused
from app.db import session_for
from app.errors import DomainError
from app.personal import places, staff
from app.settings import Settings


def invite(
    engine: Engine,
    settings: Settings,
    *,
    email: str,
    name: str,
    rolle: Rolle,
    ort: str | None,
) -> bool:
    """`ort` is the slug of a place. Returns whether the role counts at once: what decides on money
    waits for a confirmation, but where no administration has ever logged in. Raises CommandRefused
    with what is wrong."""
    with session_for(engine, write=True) as session:
        assignment = _assignment(session, rolle, ort)
        try:
            person = staff.invite(
                session,
                settings,
                name=name,
                email=_address(email),
                assignments=[assignment],
                by=None,
                at=utc_now(),
            )
        except DomainError as error:
            raise CommandRefused(error.reason) from error
        rows = session.exec(
            select(Zustaendigkeit.wartet_seit).where(Zustaendigkeit.mitarbeiter_id == person.id)
        ).all()
        session.commit()
    return rows == [None]


def _address(email: str) -> str:
    try:
        return validate_email(email, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError as error:
        raise CommandRefused(f"{email} is no e-mail address: {error}") from error


def _assignment(session: Session, rolle: Rolle, ort: str | None) -> Assignment:
    scope = PROFILE[rolle].scope
    if scope is Scope.stadt:
        if ort:
            raise CommandRefused(f"{rolle} is given for the whole city: leave --ort away.")
        return Assignment(rolle)
    ids = places.slugs(session, scope)
    if ort not in ids:
        raise CommandRefused(
            f"{rolle} is given for a {scope}: name it with --ort; "
            f"known are: {', '.join(sorted(ids)) or 'none yet'}."
        )
    return Assignment(rolle, ids[ort])
