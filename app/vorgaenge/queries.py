"""A Vorgang by link, by number, and what belongs to it."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_
from sqlmodel import Session, col, select

from app.db import hold
from app.errors import UnknownLink
from app.files.models import Datei
from app.i18n import _
from app.vorgaenge import links
from app.vorgaenge.models import Vorgang, Zugang, Zugangsart
from app.vorgaenge.nummern import read_letterless, read_number


def by_token(session: Session, token: str, *, lock: bool = False) -> Vorgang:
    """The Vorgang behind a secret link. Raises UnknownLink."""
    query = (
        select(Vorgang)
        .join(Zugang, col(Zugang.vorgang_id) == Vorgang.id)
        .where(Zugang.link_hash == links.hash_of(links.plain_token(token)), _valid())
    )
    found = hold(session, query, Vorgang) if lock else session.exec(query).all()
    if not found:
        raise UnknownLink(
            _(
                "Dieser Link ist unvollständig oder gilt nicht mehr. Mit Nummer und Code öffnen "
                "Sie Ihren Vorgang unter „Mein Vorgang“."
            ),
            way=("/vorgang", _("Mit Nummer und Code öffnen")),
        )
    return found[0]


def senders_zugang(session: Session, vorgang: Vorgang) -> Zugang:
    """The one that opens it now. An emptied Vorgang has none: NoResultFound."""
    return session.exec(select(Zugang).where(Zugang.vorgang_id == vorgang.id, _valid())).one()


def _valid() -> ColumnElement[bool]:
    return and_(col(Zugang.art) == Zugangsart.absender, col(Zugang.widerrufen_am).is_(None))


def by_number(session: Session, vorgangsnummer: str) -> Vorgang | None:
    return session.exec(select(Vorgang).where(Vorgang.vorgangsnummer == vorgangsnummer)).first()


def by_typed(session: Session, typed: str, *, lock: bool = False) -> Sequence[Vorgang]:
    """All that may be meant: without its letter a number is one of each kind. Emptied ones open
    to nobody. Locked as by `hold`."""
    column = col(Vorgang.vorgangsnummer)
    if rest := read_letterless(typed):
        query = select(Vorgang).where(column.like(f"_-{rest}")).order_by(column)
    else:
        query = select(Vorgang).where(column == (read_number(typed) or ""))
    query = query.where(col(Vorgang.geloescht_am).is_(None))
    return session.exec(query.with_for_update(key_share=True) if lock else query).all()


def files_of(session: Session, vorgangsnummer: str) -> Sequence[Datei]:
    return session.exec(
        select(Datei).where(Datei.thread == vorgangsnummer).order_by(col(Datei.id))
    ).all()
