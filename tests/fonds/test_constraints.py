"""What the database refuses of pots and ledger, one insert each."""

from datetime import date

import pytest
from sqlmodel import Session, select

from app.fonds.models import (
    Buchung,
    Buchungsart,
    Entscheidungsart,
    Fonds,
    FondsAntragstellerart,
    Fondsjahr,
    FondsKategorie,
    FondsQuartier,
    Fondsregel,
    Kostenkategorie,
    Schwere,
)
from tests.support import constraints
from tests.support.constraints import Values, copy_of
from tests.support.each import each
from tests.support.factories import das_fondsjahr, ein_antrag, ein_fonds, eine_buchung

pytestmark = pytest.mark.both

MODELS = (
    Fonds,
    FondsQuartier,
    Fondsregel,
    FondsAntragstellerart,
    FondsKategorie,
    Fondsjahr,
    Buchung,
)
TABLES = constraints.tables_of(*MODELS)
ALL = tuple(TABLES.values())

_ENTRY = {"antrag_id": None, "art": Buchungsart.ansatz}
CHECKS: dict[str, list[Values]] = {
    "ck_fonds_grenze_koordination": [{"grenze_koordination_cent": 0}],
    "ck_fonds_koordination_hat_grenze": [{"entscheidungsart": Entscheidungsart.koordination}],
    "ck_fonds_fristen": [
        {"frist_rueckfrage_tage": 0},
        {"frist_pruefung_tage": 0},
        {"frist_freigabe_tage": -1},
    ],
    "ck_fonds_frist_vor_sitzung": [{"naechste_frist": date(2026, 12, 11)}],
    "ck_fondsregel_wert": [{"wert": -1}],
    "ck_fonds_kategorie_hoechstanteil": [
        {"hoechstanteil_prozent": 0},
        {"hoechstanteil_prozent": 101},
    ],
    "ck_fonds_kategorie_nein_ohne_anteil": [{"erlaubt": False}],
    "ck_fondsjahr_jahr": [{"jahr": 1999}, {"jahr": 2101}],
    "ck_buchung_betrag_nicht_null": [{"betrag_cent": 0, "art": Buchungsart.korrektur}],
    "ck_buchung_betrag_positiv": [{"betrag_cent": -1}, {**_ENTRY, "betrag_cent": -1}],
    "ck_buchung_parameters_of_phrase": [{"parameters": "{}"}],
    "ck_buchung_nicht_sich_selbst": [{"id": 900, "storniert_id": 900}],
    "ck_buchung_antrag_benannt": [
        {"antrag_id": None, "art": art}
        for art in (
            Buchungsart.reservierung,
            Buchungsart.reserve_aufloesung,
            Buchungsart.bindung,
            Buchungsart.entbindung,
            Buchungsart.auszahlung,
            Buchungsart.rueckzahlung,
        )
    ],
}


@pytest.fixture
def rows(session: Session) -> dict[str, Values]:
    """A valid row of every table, as it stands there."""
    fonds = ein_fonds(session, regeln={"R04": (Schwere.B, 100_000)})
    session.add(
        FondsKategorie(
            fonds_id=fonds.id,
            kategorie=Kostenkategorie.verpflegung,
            erlaubt=True,
            hoechstanteil_prozent=20,
        )
    )
    antrag = ein_antrag(session, fonds=fonds)
    eine_buchung(session, das_fondsjahr(session, fonds), Buchungsart.bindung, 100, antrag=antrag)
    found = {m.__tablename__: copy_of(session.exec(select(m)).all()[-1]) for m in MODELS}
    session.rollback()
    return found


# Lets a copy stand beside its original where the test is about something else.
FRESH: dict[str, Values] = {
    "fonds": {"slug": "neu"},
    "fondsjahr": {"jahr": 2099},
    "buchung": {"art": Buchungsart.ansatz},  # what adds money is never an overdraft
}


@each("name", CHECKS)
def test_check(session: Session, rows: dict[str, Values], name: str) -> None:
    table = next(t for t in ALL if name in constraints.named_checks(t))
    for change in CHECKS[name]:
        constraints.assert_refused(session, table, {**rows[table.name], **change}, name)


def test_every_check_has_its_insert() -> None:
    assert set(CHECKS) == set(constraints.named_checks(*ALL))


@each("table", TABLES)
def test_enums(session: Session, rows: dict[str, Values], table: str) -> None:
    for column in constraints.enum_columns(TABLES[table]):
        constraints.assert_enum_refused(session, TABLES[table], rows[table], column)


@each("table", TABLES)
def test_foreign_keys(session: Session, rows: dict[str, Values], table: str) -> None:
    values = rows[table] | FRESH.get(table, {})
    for column in constraints.foreign_keys(TABLES[table]):
        constraints.assert_foreign_key_refused(session, TABLES[table], values, column)


@each("table", TABLES)
def test_uniques(session: Session, rows: dict[str, Values], table: str) -> None:
    """Everything is new but the columns that must not be there twice."""
    for columns in constraints.uniques(TABLES[table]):
        if columns == ("storniert_id",):
            continue  # an entry that takes none back may stand there often
        other = {k: v for k, v in FRESH.get(table, {}).items() if k not in columns}
        constraints.assert_refused(session, TABLES[table], rows[table] | other, "(?i)unique")


def test_an_entry_is_taken_back_once(session: Session, rows: dict[str, Values]) -> None:
    first = session.exec(select(Buchung.id)).first()
    back = rows["buchung"] | {"storniert_id": first}
    session.add(Buchung(**back))
    session.commit()
    constraints.assert_refused(session, TABLES["buchung"], back, "(?i)unique")
