"""The pots: what they are for, their rules as data, their years and the money in them."""

from collections.abc import Iterator
from datetime import UTC, datetime

from sqlmodel import Session, SQLModel

from app.antraege.rules import REGELN
from app.auth.actor import Actor
from app.clock import BERLIN
from app.db import row_id
from app.demo.content import Row
from app.demo.days import Days
from app.fonds import ledger
from app.fonds.models import (
    Antragstellerart,
    Buchungsart,
    Entscheidungsart,
    Fonds,
    FondsAntragstellerart,
    Fondsart,
    Fondsjahr,
    FondsKategorie,
    FondsQuartier,
    Fondsregel,
    Kostenkategorie,
)
from app.fonds.queries import one
from app.geld.termine import enter, lock
from app.quartiere.models import Quartier, Stadtbezirk

_CATERING_PERCENT = 20
# The key of `fonds.toml` that sets a rule's parameter.
_WERT = {
    "R03": "mindestalter",
    "R04": "hoechstbetrag_cent",
    "R05": "mindestbetrag_cent",
    "R08": "vorlauf_tage",
}

# What a preset never pays, beside the Aufwandspauschale that no preset of Stuttgart knows.
_NEVER = {"kiez_kasse": (Kostenkategorie.honorar,)}


def fonds(
    session: Session,
    rows: list[Row],
    quartiere: dict[str, Quartier],
    bezirke: dict[str, Stadtbezirk],
) -> dict[str, Fonds]:
    """By slug, with their rules."""
    found = {}
    for row in rows:
        one = Fonds(
            slug=row["slug"],
            name=row["name"],
            art=Fondsart(row["art"]),
            entscheidungsart=Entscheidungsart(row["entscheidungsart"]),
            stadtbezirk_id=row_id(bezirke[row["stadtbezirk"]].id),
            kurztext=row["kurztext"],
            wer_entscheidet=row["wer_entscheidet"],
            zwecke="\n".join(row["zweck"]),
            ausschluesse="\n".join(row["nicht_gefoerdert"]),
            traeger_name=row["traeger"],
            grenze_koordination_cent=row.get("grenze_koordination_cent"),
        )
        session.add(one)
        session.flush()
        session.add_all(_parts(row, row_id(one.id), quartiere))
        found[one.slug] = one
    session.flush()
    return found


def open_years(
    session: Session,
    rows: list[Row],
    pots: dict[str, Fonds],
    days: Days,
    *,
    oldest_day: int,
    by: Actor,
) -> None:
    """A Fondsjahr for every year from the oldest Antrag's to the next.

    An Antrag is paid by the year in which it ends, and may be handed in the year before. Next
    year's are open already (the city decides two years at once): a demo that is kept over New Year
    goes on working.
    """
    present = days.today.year
    for jahr in range(days.day(oldest_day).year, present + 2):
        decided = datetime(jahr - 1, 1, 1, tzinfo=BERLIN).astimezone(UTC)
        for row in rows:
            year = Fondsjahr(fonds_id=row_id(pots[row["slug"]].id), jahr=jahr)
            session.add(year)
            session.flush()
            ansatz = row["ansatz_cent"]
            ledger.book(session, row_id(year.id), Buchungsart.ansatz, ansatz, by=by, at=decided)


def announce(session: Session, rows: list[Row], days: Days, *, by: Actor) -> None:
    """The coming deadlines and meetings; at the time of the earlier Anträge others were due."""
    for row in rows:
        stand = one(session, row["slug"], at=days.at)
        enter(
            session,
            stand,
            lock(session, stand.fonds),
            frist=days.day(row["naechste_frist_tage"]),
            sitzung=days.day(row["naechste_sitzung_tage"]),
            by=by,
            at=days.at,
        )


def _parts(row: Row, fonds_id: int, quartiere: dict[str, Quartier]) -> Iterator[SQLModel]:
    own: Row = {"fonds_id": fonds_id}
    for slug in row["quartiere"]:
        yield FondsQuartier(**own, quartier_id=row_id(quartiere[slug].id))
    for art in row["antragsteller"]:
        yield FondsAntragstellerart(**own, art=Antragstellerart(art))
    yield from _rules(row, fonds_id)
    yield FondsKategorie(
        **own,
        kategorie=Kostenkategorie.verpflegung,
        erlaubt=True,
        hoechstanteil_prozent=_CATERING_PERCENT,
    )
    for kategorie in (Kostenkategorie.aufwandspauschale, *_NEVER.get(row["preset"], ())):
        yield FondsKategorie(**own, kategorie=kategorie, erlaubt=False)


def _rules(row: Row, fonds_id: int) -> Iterator[Fondsregel]:
    """All of the register. What has a parameter applies where the Fonds names one: a Fonds
    without a maximum has no R04."""
    for regel in REGELN.values():
        name = _WERT.get(regel.id)
        if name is None or name in row:
            wert = row[name] if name else None
            yield Fondsregel(fonds_id=fonds_id, regel=regel.id, schwere=regel.schwere, wert=wert)
