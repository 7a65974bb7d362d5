"""Opening a Vorgang: draws the Vorgangsnummer and gives link and code."""

from collections.abc import Callable, Iterable
from datetime import datetime

from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from app.clock import BERLIN
from app.db import row_id
from app.i18n import SOURCE
from app.settings import Settings
from app.vorgaenge import links
from app.vorgaenge.models import Nummernkreis, Vorgang, Zugang, Zugangsart
from app.vorgaenge.queries import senders_zugang

_SKIPPED = 1_000
"""More than come in between two backups (entscheidungen 34)."""


def open_vorgang(
    session: Session,
    settings: Settings,
    *,
    art: str,
    letter: str,
    einreichung: str | None,
    email: str | None,
    sprache: str = SOURCE,
    at: datetime,
) -> Vorgang:
    """A new Vorgang with the next number of its kind and year, flushed.

    `art` and `letter` are those of the kind's door, `sprache` is that of the page on which it was
    opened.
    """
    vorgangsnummer = draw_number(session, art, letter, at=at)
    vorgang = Vorgang(
        vorgangsnummer=vorgangsnummer,
        art=art,
        einreichung=einreichung,
        email=email or None,
        sprache=sprache,
        angelegt_am=at,
    )
    session.add(vorgang)
    session.flush()
    _give_link(session, settings, vorgang, at=at)
    return vorgang


def renew_link(session: Session, settings: Settings, vorgang: Vorgang, *, at: datetime) -> Zugang:
    """The old link and code stop working, and no form that was sent before leads to the new ones.
    The Vorgang is locked."""
    vorgang.einreichung = None
    senders_zugang(session, vorgang).widerrufen_am = at
    session.flush()
    return _give_link(session, settings, vorgang, at=at)


def _give_link(session: Session, settings: Settings, vorgang: Vorgang, *, at: datetime) -> Zugang:
    seal = links.new_seal(settings)
    zugang = Zugang(
        art=Zugangsart.absender,
        vorgang_id=row_id(vorgang.id),
        zufall=seal.zufall,
        link_hash=seal.link_hash,
        code_hash=seal.code_hash,
        angelegt_am=at,
    )
    session.add(zugang)
    session.flush()
    return zugang


def draw_number(session: Session, art: str, letter: str, *, at: datetime) -> str:
    """I-2026-00042. The counter's row stays locked until the transaction ends."""
    jahr = at.astimezone(BERLIN).year
    return f"{letter}-{jahr}-{_count_on(session, art, jahr, by=1):05d}"


def skip_numbers(session: Session, arten: Iterable[str], *, at: datetime) -> int:
    """Move the ranges of these kinds on, and say by how many numbers.

    Those of this year alone give numbers; one from which the backup knows no number yet too.
    """
    for art in arten:
        _count_on(session, art, at.astimezone(BERLIN).year, by=_SKIPPED)
    return _SKIPPED


def _count_on(session: Session, art: str, jahr: int, *, by: int) -> int:
    """The last number of the range from now on."""
    insert = sqlite_insert if session.get_bind().dialect.name == "sqlite" else pg_insert
    statement = (
        insert(Nummernkreis)
        .values(art=art, jahr=jahr, letzte=by)
        .on_conflict_do_update(
            index_elements=["art", "jahr"], set_={"letzte": col(Nummernkreis.letzte) + by}
        )
        .returning(col(Nummernkreis.letzte))
    )
    letzte: int = session.execute(statement).scalar_one()
    return letzte


def find_by_einreichung(session: Session, einreichung: str) -> Vorgang | None:
    return session.exec(select(Vorgang).where(Vorgang.einreichung == einreichung)).first()


def opened_once(session: Session, einreichung: str, submit: Callable[[], Vorgang]) -> Vorgang:
    """The Vorgang that this sending has opened already, or the one that `submit` opens now.

    The database decides when two copies of one form arrive at the same moment.
    """
    earlier = find_by_einreichung(session, einreichung)
    if earlier is not None:
        return earlier
    try:
        return submit()
    except IntegrityError:
        session.rollback()
        earlier = find_by_einreichung(session, einreichung)
        if earlier is None:
            raise
        return earlier
