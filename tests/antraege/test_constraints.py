"""What the database refuses of Anträge, one insert each."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import Session, select

from app.antraege.models import (
    Angebot,
    Antrag,
    AntragHandlungsfeld,
    Antragsteller,
    AntragZieldimension,
    AntragZielgruppe,
    Befangenheit,
    Finanzierungsposten,
    Kostenposition,
    Pruefung,
    Regelbegruendung,
    Rohtext,
    Votum,
    Zusage,
)
from app.antraege.status import ART, LETTER, Antragsstatus
from app.quartiere.begriffe import Handlungsfeld, Zieldimension, Zielgruppe
from app.settings import Settings
from app.vorgaenge.actions import open_vorgang
from tests.support import constraints
from tests.support.cast import Cast
from tests.support.constraints import Values, copy_of
from tests.support.each import each
from tests.support.factories import eine_datei

pytestmark = pytest.mark.both

_S = Antragsstatus
MODELS = (
    Antrag,
    Antragsteller,
    Kostenposition,
    Angebot,
    Finanzierungsposten,
    AntragHandlungsfeld,
    AntragZielgruppe,
    AntragZieldimension,
    Regelbegruendung,
    Rohtext,
    Pruefung,
    Votum,
    Befangenheit,
)
TABLES = constraints.tables_of(*MODELS)
ALL = tuple(TABLES.values())

_BEWILLIGT = (
    _S.bewilligt,
    _S.vereinbart,
    _S.laufend,
    _S.nachweis_faellig,
    _S.nachweis_eingereicht,
    _S.nachweis_rueckfrage,
    _S.nachweis_geprueft,
    _S.rueckforderung,
    _S.zurueckgezahlt,
    _S.abgeschlossen,
)
CHECKS: dict[str, list[Values]] = {
    "ck_antrag_spanne": [{"beginn": date(2027, 3, 21), "ende": date(2027, 3, 20)}],
    "ck_antrag_beantragt": [
        {"status": _S.entwurf, "beantragt_cent": 0, "empfohlen_cent": None, "bewilligt_cent": None}
    ],
    "ck_antrag_bewilligt": [{"bewilligt_cent": 0}],
    "ck_antrag_deminimis": [{"deminimis_cent": -1}],
    "ck_antrag_empfohlen": [{"empfohlen_cent": -1}, {"empfohlen_cent": 48_051}],
    "ck_antrag_nicht_mehr_als_beantragt": [{"bewilligt_cent": 48_051}],
    "ck_antrag_eingereicht_vollstaendig": [
        {"status": _S.eingereicht, **missing}
        for missing in (
            {"eingereicht_am": None},
            {"beantragt_cent": None, "empfohlen_cent": None, "bewilligt_cent": None},
            {"titel": ""},
        )
    ],
    "ck_antrag_geprueft": [
        {"status": status, "geprueft_von_id": None}
        for status in (_S.formal_geprueft, _S.votiert, _S.zurueckgestellt)
    ],
    "ck_antrag_bewilligt_vollstaendig": [
        {"status": status, **missing}
        for status in _BEWILLIGT
        for missing in ({"bewilligt_cent": None}, {"entschieden_am": None})
    ],
    "ck_antrag_ablehnung_mit_grund": [
        {"status": _S.abgelehnt, "entscheidung_grund": ""},
        {"status": _S.abgelehnt, "entschieden_am": None},
    ],
    "ck_antrag_vier_augen": [{"geprueft_von_id": 1, "entschieden_von_id": 1}],
    "ck_kostenposition_anzahl": [{"anzahl": 0}, {"anzahl": -1}, {"anzahl": 10_000}],
    "ck_kostenposition_einzelpreis": [{"einzelpreis_cent": 0}, {"einzelpreis_cent": -1}],
    "ck_kostenposition_betrag": [
        {"anzahl": 9_999, "einzelpreis_cent": 999_999_999},
        {"anzahl": 2, "einzelpreis_cent": 500_000_000},
    ],
    "ck_finanzierungsposten_betrag": [{"betrag_cent": 0}],
    "ck_finanzierungsposten_zusage_drittmittel": [{"zusage": Zusage.beantragt}],
    "ck_votum_stimmen": [
        {"ja": -1, "nein": 3, "empfohlen_cent": 0},
        {"nein": -1},
        {"enthaltung": -1},
        {"befangen": -1},
    ],
    "ck_rohtext_text": [{"text": ""}],
    "ck_votum_jemand_stimmt": [{"ja": 0, "nein": 0, "enthaltung": 0, "empfohlen_cent": 0}],
    "ck_votum_empfohlen": [{"empfohlen_cent": -1, "ja": 1, "nein": 2}],
    "ck_votum_mehrheit": [{"ja": 3, "nein": 3}, {"ja": 2, "nein": 3}],
}


@pytest.fixture
def rows(cast: Cast, session: Session) -> dict[str, Values]:
    """A valid row of every table, as it stands there; the Antrag is approved."""
    antrag = cast.bewilligt()
    staff: dict[str, Any] = {"antrag_id": antrag.id}
    session.add(AntragHandlungsfeld(**staff, handlungsfeld=Handlungsfeld.kultur))
    session.add(AntragZielgruppe(**staff, zielgruppe=Zielgruppe.alle))
    session.add(AntragZieldimension(**staff, zieldimension=Zieldimension.ZD2))
    session.add(Regelbegruendung(**staff, regel="R08", text="Das Fest ist schon im Mai."))
    session.add(Rohtext(**staff, seite="was", feld="teilnehmende", text="viele"))
    session.add(Befangenheit(**staff, staff_id=cast.kollegin.staff_id, erklaert_am=cast.now))
    line = session.exec(select(Kostenposition.id)).one()
    session.add(Angebot(datei_id=eine_datei(session, antrag).id, kostenposition_id=line))
    session.commit()
    found = {m.__tablename__: copy_of(session.exec(select(m)).all()[-1]) for m in MODELS}
    session.rollback()
    return found


@pytest.fixture
def fresh(session: Session, settings: Settings, cast: Cast) -> dict[str, Values]:
    """Lets a copy stand beside its original where the test is about something else."""
    vorgang = open_vorgang(
        session,
        settings,
        art=ART,
        letter=LETTER,
        einreichung="ein-anderer",
        email=None,
        at=cast.now,
    )
    other = eine_datei(session, cast.antrag())
    session.commit()
    return {
        "antrag": {"vorgang_id": vorgang.id, "vorgangsnummer": vorgang.vorgangsnummer},
        "angebot": {"datei_id": other.id},
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
def test_foreign_keys(
    session: Session, rows: dict[str, Values], fresh: dict[str, Values], table: str
) -> None:
    values = rows[table] | fresh.get(table, {})
    for column in constraints.foreign_keys(TABLES[table]):
        constraints.assert_foreign_key_refused(session, TABLES[table], values, column)


@each("table", TABLES)
def test_uniques(
    session: Session, rows: dict[str, Values], fresh: dict[str, Values], table: str
) -> None:
    """Everything is new but the columns that must not be there twice."""
    for columns in constraints.uniques(TABLES[table]):
        other = {k: v for k, v in fresh.get(table, {}).items() if k not in columns}
        constraints.assert_refused(session, TABLES[table], rows[table] | other, "(?i)unique")


def test_a_draft_may_be_empty_and_be_withdrawn_so(cast: Cast, session: Session) -> None:
    antrag = cast.antrag(_S.entwurf)
    empty = "titel = '', beantragt_cent = NULL, beginn = NULL, ende = NULL"
    session.execute(text(f"UPDATE antrag SET {empty} WHERE id = {antrag.id}"))
    session.execute(text(f"UPDATE antrag SET status = 'zurueckgezogen' WHERE id = {antrag.id}"))
    session.commit()
