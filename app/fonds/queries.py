"""Fonds with where their money stands; each function is a constant number of queries."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import joinedload, selectinload
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from app.clock import BERLIN
from app.db import row_id
from app.errors import NotFound
from app.fonds import ledger
from app.fonds.fondsstand import Fondsstand
from app.fonds.ledger import Stand
from app.fonds.models import Fonds, Fondsjahr, FondsQuartier


def year_of(at: datetime) -> int:
    """The Fondsjahr's year in Europe/Berlin."""
    return at.astimezone(BERLIN).year


def every_fonds(session: Session, *, at: datetime) -> list[Fondsstand]:
    """Every Fonds by name, with Stadtbezirk and Quartiere."""
    return _in_year(session, _listed().order_by(col(Fonds.name)), year_of(at), at)


def every_account(session: Session, *, at: datetime) -> list[Fondsstand]:
    """Every Fonds as `every_fonds`, but where the year is not opened in its newest one."""
    query = _listed().order_by(col(Fonds.name))
    return _in_year(session, query, year_of(at), at, or_newest=True)


def fonds_of_quartier(session: Session, quartier_id: int, *, at: datetime) -> list[Fondsstand]:
    query = _listed().join(FondsQuartier).where(FondsQuartier.quartier_id == quartier_id)
    return _in_year(session, query.order_by(col(Fonds.name)), year_of(at), at)


def open_in_quartier(
    session: Session, quartier_id: int, *, at: datetime
) -> Sequence[tuple[str, str]]:
    """(slug, name) of the Fonds that take requests from this Quartier now."""
    query = (
        select(Fonds.slug, Fonds.name)
        .join(FondsQuartier)
        .join(Fondsjahr)
        .where(FondsQuartier.quartier_id == quartier_id, Fondsjahr.jahr == year_of(at))
        .order_by(col(Fonds.name))
    )
    return session.exec(query).all()


def one(session: Session, slug: str, *, at: datetime) -> Fondsstand:
    """One Fonds with its rules, in the year of `at`. Raises NotFound."""
    return one_in_year(session, slug, year_of(at), at=at)


def one_in_year(session: Session, slug: str, jahr: int, *, at: datetime) -> Fondsstand:
    """Raises NotFound for an unknown Fonds; a year that was never opened has no Fondsjahr."""
    found = _in_year(session, with_rules(_listed()).where(Fonds.slug == slug), jahr, at)
    if not found:
        raise NotFound
    return found[0]


def fondsjahr_at(session: Session, fonds_id: int, at: datetime) -> Fondsjahr | None:
    return session.exec(
        select(Fondsjahr).where(Fondsjahr.fonds_id == fonds_id, Fondsjahr.jahr == year_of(at))
    ).first()


def with_rules(query: SelectOfScalar[Fonds]) -> SelectOfScalar[Fonds]:
    """All that `antraege.rules` needs of a Fonds."""
    return query.options(
        selectinload(Fonds.regeln),  # type: ignore[arg-type]
        selectinload(Fonds.quartiere),  # type: ignore[arg-type]
        selectinload(Fonds.antragstellerarten),  # type: ignore[arg-type]
        selectinload(Fonds.kategorien),  # type: ignore[arg-type]
    )


def _listed() -> SelectOfScalar[Fonds]:
    return select(Fonds).options(
        joinedload(Fonds.stadtbezirk),  # type: ignore[arg-type]
        selectinload(Fonds.quartiere),  # type: ignore[arg-type]
    )


def _in_year(
    session: Session,
    query: SelectOfScalar[Fonds],
    jahr: int,
    at: datetime,
    *,
    or_newest: bool = False,
) -> list[Fondsstand]:
    fonds = session.exec(query).all()
    opened = _opened(session, [row_id(f.id) for f in fonds])
    rows: list[tuple[Fonds, int, int]] = []
    for f in fonds:
        newest = max(opened[row_id(f.id)], default=jahr)
        is_open = jahr in opened[row_id(f.id)]
        rows.append((f, newest if or_newest and not is_open else jahr, newest))
    jahre = [opened[row_id(f.id)].get(year) for f, year, _newest in rows]
    staende = ledger.staende(session, [row_id(row.id) for row in jahre if row])
    today = at.astimezone(BERLIN).date()
    return [
        Fondsstand(f, row, staende[row_id(row.id)] if row else Stand(), year, newest, today)
        for (f, year, newest), row in zip(rows, jahre, strict=True)
    ]


def _opened(session: Session, fonds_ids: list[int]) -> dict[int, dict[int, Fondsjahr]]:
    """Every opened year of each Fonds."""
    found: dict[int, dict[int, Fondsjahr]] = {fonds_id: {} for fonds_id in fonds_ids}
    for row in session.exec(select(Fondsjahr).where(col(Fondsjahr.fonds_id).in_(fonds_ids))):
        found[row.fonds_id][row.jahr] = row
    return found
