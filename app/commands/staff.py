"""Inviting staff; the first administration comes into the portal this way."""

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import Engine
from sqlmodel import Session

import app.models  # noqa: F401 - the keys of Zustaendigkeit lead to tables of features
from app.auth.actor import Assignment
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
) -> None:
    """`ort` is the slug of a place. Raises CommandRefused with what is wrong."""
    with session_for(engine, write=True) as session:
        assignment = _assignment(session, rolle, ort)
        try:
            staff.invite(
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
        session.commit()


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
