"""What belongs to a Vorgang: messages and files."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from app.errors import NotFound
from app.files.models import Datei
from app.i18n import _
from app.vorgaenge import links
from app.vorgaenge.models import Vorgang
from app.vorgaenge.nummern import read_letterless, read_number


def by_token(session: Session, token: str, *, lock: bool = False) -> Vorgang:
    """The Vorgang behind a secret link. Raises NotFound."""
    query = select(Vorgang).where(Vorgang.link_hash == links.hash_of(links.plain_token(token)))
    if lock:
        query = query.with_for_update()
    vorgang = session.exec(query).first()
    if vorgang is None:
        raise NotFound(
            _(
                "Dieser Link ist unvollständig oder gilt nicht mehr. Mit Nummer und Code öffnen "
                "Sie Ihren Vorgang unter „Mein Vorgang“."
            )
        )
    return vorgang


def by_number(session: Session, vorgangsnummer: str) -> Vorgang | None:
    return session.exec(select(Vorgang).where(Vorgang.vorgangsnummer == vorgangsnummer)).first()


def by_typed(session: Session, typed: str, *, lock: bool = False) -> Sequence[Vorgang]:
    """All that may be meant: without its letter a number is one of each kind."""
    column = col(Vorgang.vorgangsnummer)
    if rest := read_letterless(typed):
        query = select(Vorgang).where(column.like(f"_-{rest}")).order_by(column)
    else:
        query = select(Vorgang).where(column == (read_number(typed) or ""))
    return session.exec(query.with_for_update() if lock else query).all()


def files_of(session: Session, vorgangsnummer: str) -> Sequence[Datei]:
    return session.exec(
        select(Datei).where(Datei.thread == vorgangsnummer).order_by(col(Datei.id))
    ).all()
