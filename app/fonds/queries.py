"""Pots with where their money stands; each function is a constant number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import joinedload, selectinload
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from app.clock import BERLIN
from app.errors import NotFound
from app.fonds import ledger
from app.fonds.ledger import Stand
from app.fonds.models import Fonds, Fondsjahr, FondsQuartier


@dataclass(frozen=True)
class Topf:
    """A Fonds in one year. `fondsjahr` is None where the year is not opened yet."""

    fonds: Fonds
    fondsjahr: Fondsjahr | None
    stand: Stand


def year_of(at: datetime) -> int:
    """The Fondsjahr's year in Europe/Berlin."""
    return at.astimezone(BERLIN).year


def all_pots(session: Session, *, at: datetime) -> list[Topf]:
    """Every Fonds by name, with Stadtbezirk and Quartiere."""
    return _pots(session, _listed().order_by(col(Fonds.name)), at)


def pots_of_quartier(session: Session, quartier_id: int, *, at: datetime) -> list[Topf]:
    query = _listed().join(FondsQuartier).where(FondsQuartier.quartier_id == quartier_id)
    return _pots(session, query.order_by(col(Fonds.name)), at)


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


def pot(session: Session, slug: str, *, at: datetime) -> Topf:
    """One Fonds with its rules, in the year of `at`. Raises NotFound."""
    return pot_in_year(session, slug, year_of(at))


def pot_in_year(session: Session, slug: str, jahr: int) -> Topf:
    """Raises NotFound for an unknown Fonds; a year that was never opened has no Fondsjahr."""
    fonds = session.exec(with_rules(_listed()).where(Fonds.slug == slug)).first()
    if fonds is None:
        raise NotFound
    return _topf(session, [fonds], jahr)[0]


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


def _pots(session: Session, query: SelectOfScalar[Fonds], at: datetime) -> list[Topf]:
    return _topf(session, session.exec(query).all(), year_of(at))


def _topf(session: Session, fonds: Sequence[Fonds], jahr: int) -> list[Topf]:
    rows = session.exec(
        select(Fondsjahr).where(
            Fondsjahr.jahr == jahr, col(Fondsjahr.fonds_id).in_([f.id for f in fonds])
        )
    )
    jahre = {row.fonds_id: row for row in rows}
    staende = ledger.staende(session, [row.id for row in jahre.values() if row.id is not None])
    return [_with_stand(f, jahre.get(f.id or 0), staende) for f in fonds]


def _with_stand(fonds: Fonds, jahr: Fondsjahr | None, staende: dict[int, Stand]) -> Topf:
    return Topf(fonds, jahr, staende[jahr.id] if jahr and jahr.id is not None else Stand())
