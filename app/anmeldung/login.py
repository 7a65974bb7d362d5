"""From who the provider says it is to a session: bound once by a verified address, then by
`iss` and `sub` alone. Whoever was not invited gets nothing, and nothing is written."""

from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from app.anmeldung.provider import Identity
from app.auth import sessions
from app.auth.actor import Actor
from app.auth.assignments import in_force
from app.auth.models import Mitarbeiter, Zustaendigkeit
from app.db import session_for
from app.history.chain import record
from app.personal.notices import thread_of
from app.personal.staff import same_case
from app.personal.steps import Personalschritt
from app.settings import Settings


class NotInvited(Exception):
    """The provider knows this person, the portal does not (or no longer)."""


def log_in(
    engine: Engine, settings: Settings, identity: Identity, *, old_token: str, at: datetime
) -> str:
    """Admit the person in one transaction; returns the new session's token.

    A session that this browser still had is over. Raises NotInvited.
    """
    with session_for(engine, write=True) as session:
        person = admit(session, identity, at=at)
        if old_token:
            sessions.end(session, old_token, at=at)
        token = sessions.start(
            session,
            person,
            settings=settings,
            at=at,
            provider_sid=identity.sid,
            id_token=identity.id_token,
        )
        session.commit()
    return token


def log_out(engine: Engine, token: str, *, at: datetime) -> str | None:
    """Revoke the session of this cookie; returns what `sessions.end` returns."""
    with session_for(engine, write=True) as session:
        hint = sessions.end(session, token, at=at)
        session.commit()
    return hint


def admit(session: Session, identity: Identity, *, at: datetime) -> Mitarbeiter:
    """The active member of staff with at least one role that counts. Raises NotInvited."""
    person = _bound(session, identity) or _bind(session, identity, at=at)
    if not person.aktiv or not _has_role(session, person, at=at):
        raise NotInvited
    person.angemeldet_am = at
    return person


def _bound(session: Session, identity: Identity) -> Mitarbeiter | None:
    return session.exec(
        select(Mitarbeiter)
        .where(Mitarbeiter.oidc_iss == identity.iss, Mitarbeiter.oidc_sub == identity.sub)
        .with_for_update(key_share=True)
    ).first()


def _bind(session: Session, identity: Identity, *, at: datetime) -> Mitarbeiter:
    """The first login: the row is locked, so that of two accounts with one address one wins."""
    person = session.exec(
        select(Mitarbeiter)
        .where(Mitarbeiter.email == same_case(identity.email))
        .where(col(Mitarbeiter.oidc_sub).is_(None), col(Mitarbeiter.aktiv))
        .with_for_update(key_share=True)
    ).first()
    if not identity.email or person is None:
        raise NotInvited
    person.oidc_iss, person.oidc_sub = identity.iss, identity.sub
    by = Actor(staff_id=person.id, name=person.name)
    record(
        session,
        thread=thread_of(person),
        step=Personalschritt.erste_anmeldung,
        by=by,
        at=at,
        public=False,
    )
    return person


def _has_role(session: Session, person: Mitarbeiter, *, at: datetime) -> bool:
    own = Zustaendigkeit.mitarbeiter_id == person.id
    query = select(Zustaendigkeit.id).where(own, in_force(at)).limit(1)
    return session.exec(query).first() is not None
