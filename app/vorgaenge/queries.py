"""What belongs to a Vorgang: messages and files."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from app.errors import NotFound
from app.files.models import Datei
from app.vorgaenge import links
from app.vorgaenge.models import Vorgang
from app.vorgaenge.nummern import read_number


def by_token(session: Session, token: str, *, lock: bool = False) -> Vorgang:
    """The Vorgang behind a secret link. Raises NotFound."""
    query = select(Vorgang).where(Vorgang.link_hash == links.hash_of(token))
    if lock:
        query = query.with_for_update()
    vorgang = session.exec(query).first()
    if vorgang is None:
        raise NotFound
    return vorgang


def by_number(session: Session, typed: str, *, lock: bool = False) -> Vorgang | None:
    """`typed` as people read it off paper."""
    query = select(Vorgang).where(Vorgang.vorgangsnummer == (read_number(typed) or ""))
    return session.exec(query.with_for_update() if lock else query).first()


def files_of(session: Session, vorgangsnummer: str) -> Sequence[Datei]:
    return session.exec(
        select(Datei).where(Datei.thread == vorgangsnummer).order_by(col(Datei.id))
    ).all()
