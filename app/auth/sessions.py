"""Sessions of staff live in the database: the cookie is a random token, the row knows its hash.

A session ends by logout, by an administrator, after a time without use, and in any case some
hours after the login. Who is inactive or has lost the last role has no session either.
"""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Engine, delete, update
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, col, select
from starlette.responses import Response

from app.auth.actor import ANONYMOUS, Actor, Assignment
from app.auth.assignments import in_force
from app.auth.models import Mitarbeiter, StaffSession, Zustaendigkeit
from app.db import row_id, session_for
from app.settings import Settings

TOUCH_EVERY = timedelta(minutes=1)
ID_TOKEN_MAX = 4096
PROVIDER_SID_MAX = 255

Row = tuple[StaffSession, Mitarbeiter, Zustaendigkeit]


def hash_of(token: str) -> str:
    """The token has 256 random bits, so a plain hash cannot be searched backwards."""
    return hashlib.sha256(token.encode()).hexdigest()


def start(
    session: Session,
    mitarbeiter: Mitarbeiter,
    *,
    settings: Settings,
    at: datetime,
    provider_sid: str | None = None,
    id_token: str = "",
) -> str:
    """Begin a session; returns the token for the cookie. Rows that are long over go here."""
    session.execute(
        delete(StaffSession).where(col(StaffSession.begonnen_am) <= at - absolute_limit(settings))
    )
    token = secrets.token_urlsafe(32)
    session.add(
        StaffSession(
            token_hash=hash_of(token),
            mitarbeiter_id=row_id(mitarbeiter.id),
            begonnen_am=at,
            zuletzt_am=at,
            provider_sid=provider_sid if len(provider_sid or "") <= PROVIDER_SID_MAX else None,
            # A longer one would not fit into the address of the provider's logout anyway.
            id_token_hint=id_token if len(id_token) <= ID_TOKEN_MAX else "",
        )
    )
    session.flush()
    return token


def actor_of(engine: Engine, token: str, *, settings: Settings, at: datetime) -> Actor:
    """Who this cookie belongs to, or ANONYMOUS. Uses one query on a connection that is given
    back at once, and at most once a minute a short write that keeps the session alive."""
    with session_for(engine, write=False) as session:
        rows = find(session, token, settings=settings, at=at)
    if not rows:
        return ANONYMOUS
    if at - rows[0][0].zuletzt_am >= TOUCH_EVERY:
        _touch(engine, rows[0][0], at)
    return _actor(rows, at)


def find(session: Session, token: str, *, settings: Settings, at: datetime) -> Sequence[Row]:
    """The live session of a token with the person, one row per assignment; empty where there is
    no such session, the person is inactive, or has no assignment that counts."""
    found = session.exec(
        select(StaffSession, Mitarbeiter, Zustaendigkeit)
        .join(Mitarbeiter, col(Mitarbeiter.id) == StaffSession.mitarbeiter_id)
        .join(Zustaendigkeit, col(Zustaendigkeit.mitarbeiter_id) == Mitarbeiter.id)
        .where(
            StaffSession.token_hash == hash_of(token),
            col(StaffSession.widerrufen_am).is_(None),
            col(StaffSession.begonnen_am) > at - absolute_limit(settings),
            col(StaffSession.zuletzt_am) > at - timedelta(minutes=settings.session_idle_minutes),
            col(Mitarbeiter.aktiv),
            in_force(at),
        )
        .order_by(col(Zustaendigkeit.id))
    )
    return found.all()


def end(session: Session, token: str, *, at: datetime) -> str | None:
    """Revoke the session of this cookie. Returns the ID token to show to the provider's logout
    ("" where none was kept), or None where there was no session to end."""
    row = session.exec(
        select(StaffSession)
        .where(StaffSession.token_hash == hash_of(token))
        .where(col(StaffSession.widerrufen_am).is_(None))
    ).first()
    if row is None:
        return None
    hint = row.id_token_hint
    row.widerrufen_am, row.id_token_hint = at, ""
    session.flush()
    return hint


def end_all(
    session: Session, mitarbeiter_id: int, *, at: datetime, provider_sid: str | None = None
) -> int:
    """Revoke a person's sessions, or those of one login at the provider; returns how many."""
    query = (
        update(StaffSession)
        .where(col(StaffSession.mitarbeiter_id) == mitarbeiter_id)
        .where(col(StaffSession.widerrufen_am).is_(None))
        .values(widerrufen_am=at, id_token_hint="")
    )
    if provider_sid is not None:
        query = query.where(col(StaffSession.provider_sid) == provider_sid)
    return int(session.execute(query).rowcount)  # type: ignore[attr-defined]


def live_count(session: Session, mitarbeiter_id: int, *, settings: Settings, at: datetime) -> int:
    rows = session.exec(
        select(StaffSession.id)
        .where(StaffSession.mitarbeiter_id == mitarbeiter_id)
        .where(col(StaffSession.widerrufen_am).is_(None))
        .where(col(StaffSession.begonnen_am) > at - absolute_limit(settings))
        .where(col(StaffSession.zuletzt_am) > at - timedelta(minutes=settings.session_idle_minutes))
    )
    return len(rows.all())


def absolute_limit(settings: Settings) -> timedelta:
    return timedelta(hours=settings.session_absolute_hours)


def cookie_name(settings: Settings) -> str:
    """The prefix makes browsers refuse the cookie from subdomains and over plain http."""
    return "__Host-sitzung" if settings.secure_cookies else "sitzung"


def set_cookie(response: Response, token: str, settings: Settings) -> None:
    response.set_cookie(
        cookie_name(settings),
        token,
        path="/",
        secure=settings.secure_cookies,
        httponly=True,
        samesite="lax",
    )


def delete_cookie(response: Response, settings: Settings) -> None:
    response.delete_cookie(
        cookie_name(settings),
        path="/",
        secure=settings.secure_cookies,
        httponly=True,
        samesite="lax",
    )


def _actor(rows: Sequence[Row], at: datetime) -> Actor:
    session_row, person, _ = rows[0]
    return Actor(
        staff_id=person.id,
        name=person.name,
        email=person.email,
        session_id=session_row.id,
        assignments=tuple(Assignment(z.rolle, z.place_id) for _, _, z in rows),
        at=at,
    )


def _touch(engine: Engine, row: StaffSession, at: datetime) -> None:
    """A transaction of its own: the request itself may be a GET, which cannot write."""
    try:
        with session_for(engine, write=True) as session:
            session.execute(
                update(StaffSession)
                .where(col(StaffSession.id) == row.id, col(StaffSession.zuletzt_am) < at)
                .values(zuletzt_am=at)
            )
            session.commit()
    except OperationalError:
        # The database is busy. The page matters more; the next request keeps the session alive.
        return
