"""Inviting staff; the first administration comes into the portal this way."""

from collections.abc import Sequence

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import Engine
from sqlmodel import Session, select

from app.auth.actor import Assignment
from app.auth.permissions import PROFILE, Rolle, Scope
from app.clock import utc_now
from app.commands.terminal import CommandRefused
from app.db import session_for
from app.errors import DomainError
from app.personal import staff
from app.quartiere.models import Quartier, Stadtbezirk
from app.settings import Settings


def invite(
    engine: Engine,
    settings: Settings,
    *,
    email: str,
    name: str,
    rolle: Rolle,
    quartier: str | None,
    stadtbezirk: str | None,
) -> None:
    """`quartier` and `stadtbezirk` are slugs. Raises CommandRefused with what is wrong."""
    with session_for(engine, write=True) as session:
        assignment = _assignment(session, rolle, quartier, stadtbezirk)
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


def _assignment(
    session: Session, rolle: Rolle, quartier: str | None, stadtbezirk: str | None
) -> Assignment:
    scope = PROFILE[rolle].scope
    if (scope is Scope.quartier) != bool(quartier):
        raise CommandRefused(_place_fault(rolle, "--quartier", needed=scope is Scope.quartier))
    if (scope is Scope.stadtbezirk) != bool(stadtbezirk):
        raise CommandRefused(
            _place_fault(rolle, "--stadtbezirk", needed=scope is Scope.stadtbezirk)
        )
    if quartier:
        return Assignment(rolle, _find(session.exec(select(Quartier)).all(), quartier))
    if stadtbezirk:
        return Assignment(rolle, _find(session.exec(select(Stadtbezirk)).all(), stadtbezirk))
    return Assignment(rolle)


def _place_fault(rolle: Rolle, option: str, *, needed: bool) -> str:
    if needed:
        return f"{rolle} is given for a place: name it with {option}."
    return f"{rolle} is not given with {option}: leave it away."


def _find(rows: Sequence[Quartier] | Sequence[Stadtbezirk], slug: str) -> int | None:
    found = {row.slug: row.id for row in rows}
    if slug not in found:
        raise CommandRefused(
            f"There is no {slug}; known are: {', '.join(sorted(found)) or 'none yet'}."
        )
    return found[slug]
