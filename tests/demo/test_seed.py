"""The demo city as it stands after the seed: complete, true to itself, the same every time."""

from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

import pytest
from sqlmodel import Session, col, func, select

from app.antraege import consistency
from app.antraege.models import Antrag, Befangenheit, Regelbegruendung
from app.antraege.status import SCHRITTWORTE, Antragsstatus
from app.auth.models import Mitarbeiter, Zustaendigkeit
from app.auth.permissions import Rolle
from app.demo.seed import NotEmpty, is_empty, seed
from app.files.janitor import orphans
from app.files.models import Datei
from app.files.store import open_store
from app.fonds import ledger
from app.fonds.models import Buchung, Entscheidungsart, Fonds, Fondsjahr
from app.history import chain
from app.history.models import Step
from app.ideen import consistency as ideen
from app.ideen.models import Idee
from app.ideen.status import OEFFENTLICH, Ideenstatus
from app.ideen.status import SCHRITTE as IDEENSCHRITTE
from app.mail.models import Mail, Zustellung
from app.projekte.models import Projekt
from app.quartiere.master import load_stadtteile
from app.quartiere.models import Quartier, QuartierStadtteil, Stadtbezirk, Stadtteil
from app.vorgaenge.messages import Nachricht
from app.vorgaenge.models import Vorgang
from app.web.assets import manifest
from tests.demo.city import Seeded, fingerprints, seeded
from tests.support.clock import START
from tests.support.database import SqliteFiles

NEW_YEAR = datetime(2026, 12, 31, 23, 3, tzinfo=UTC)  # three minutes past midnight in Stuttgart


def number_of(session: Session, table: type) -> int:
    return session.exec(select(func.count()).select_from(table)).one()


def test_there_is_as_much_as_promised(city: Seeded, rows: Session) -> None:
    counts = city.counts
    assert (counts.stadtbezirke, counts.stadtteile) == (23, 152)
    assert counts.quartiere >= 12
    assert counts.projekte >= 15
    assert counts.ideen >= 60
    assert counts.antraege >= 25
    assert counts.fonds == 4
    stored = [Stadtbezirk, Stadtteil, Quartier, Projekt, Fonds, Mitarbeiter, Idee, Antrag]
    assert [number_of(rows, table) for table in stored] == list(vars(counts).values())


def test_every_state_and_every_role_is_there(rows: Session) -> None:
    ideen = set(rows.exec(select(Idee.status)))
    assert ideen == set(Ideenstatus)
    assert set(rows.exec(select(Antrag.status))) == set(Antragsstatus)
    assert set(rows.exec(select(Zustaendigkeit.rolle))) == set(Rolle)
    assert len(set(rows.exec(select(Fonds.entscheidungsart)))) == 4
    assert set(rows.exec(select(Fonds.entscheidungsart))) < set(Entscheidungsart)


def test_each_state_is_what_its_content_says(city: Seeded, rows: Session) -> None:
    from app.demo import content

    for files, table, model in (("ideen", "idee", Idee), ("antraege", "antrag", Antrag)):
        wanted = {r["titel"]: r["status"] for r in content.rows(f"{files}_*.toml", table)}
        assert {row.titel: row.status.value for row in rows.exec(select(model))} == wanted


def test_stadtbezirke_know_where_they_are(rows: Session) -> None:
    inner = rows.exec(select(Stadtbezirk.name).where(col(Stadtbezirk.innen)))
    assert set(inner) == {"Mitte", "Nord", "Ost", "Süd", "West"}
    assert rows.exec(select(Stadtbezirk.slug).where(Stadtbezirk.name == "Süd")).one() == "sued"
    in_quartiere = select(func.count()).select_from(QuartierStadtteil)
    assert rows.exec(in_quartiere).one() >= number_of(rows, Quartier)


def test_pictures_are_part_of_the_build(rows: Session) -> None:
    named = {*rows.exec(select(Quartier.bild)), *rows.exec(select(Projekt.bild))}
    assert named <= set(manifest())


def test_ledger_states_record_and_files_agree(city: Seeded, rows: Session) -> None:
    assert list(consistency.problems(rows)) == []
    assert list(consistency.record_problems(rows)) == []
    assert list(ideen.record_problems(rows)) == []
    assert list(chain.broken(rows)) == []
    assert orphans(rows, open_store(city.settings), at=city.at) == []


def test_every_step_has_a_word(rows: Session) -> None:
    of_ideen = select(Step.step).where(col(Step.thread).startswith("I-"))
    assert set(rows.exec(of_ideen)) <= set(IDEENSCHRITTE)
    of_antraege = select(Step.step).where(col(Step.thread).startswith("A-"))
    assert set(rows.exec(of_antraege)) <= set(SCHRITTWORTE)


def test_the_record_ends_where_the_row_stands(rows: Session) -> None:
    for model in (Idee, Antrag):
        for row in rows.exec(select(model)):
            steps = chain.trail(rows, row.vorgangsnummer)
            assert steps[-1].to_status == row.status, row.vorgangsnummer
            befores = [s.from_status for s in steps[1:]]
            assert befores == [s.to_status for s in steps[:-1]], row.vorgangsnummer


def check_times(session: Session, at: datetime) -> None:
    steps = session.exec(select(Step).order_by(Step.thread, col(Step.seq))).all()
    for thread, of_thread in groupby(steps, key=lambda s: s.thread):
        times = [step.at for step in of_thread]
        assert times == sorted(times), thread
    for column in (
        Step.at,
        Buchung.am,
        Mail.angelegt_am,
        Mail.zugestellt_am,
        Nachricht.am,
        Datei.angelegt_am,
        Vorgang.angelegt_am,
        Mitarbeiter.eingeladen_am,
        Antrag.geaendert_am,
    ):
        assert session.exec(select(func.max(column))).one() <= at, column


def check_pots(session: Session) -> None:
    """Booked in the order of time, and never more spent than there was."""
    for year in session.exec(select(Fondsjahr)).all():
        entries = ledger.buchungen(session, year.id or 0)
        assert [b.am for b in entries] == sorted(b.am for b in entries)
        assert ledger.stand(session, year.id or 0).verfuegbar >= 0


def test_nothing_lies_in_the_future_and_nothing_goes_backwards(city: Seeded, rows: Session) -> None:
    check_times(rows, city.at)
    check_pots(rows)


def test_numbers_follow_time(rows: Session) -> None:
    for model, column in ((Idee, Idee.eingegangen_am), (Antrag, Antrag.angelegt_am)):
        numbers = rows.exec(select(model.vorgangsnummer).order_by(column, col(model.id))).all()
        assert list(numbers) == sorted(numbers)


def test_two_people_decided_on_everything_that_was_granted(rows: Session) -> None:
    granted = rows.exec(select(Antrag).where(col(Antrag.bewilligt_cent).is_not(None))).all()
    assert len(granted) >= 10
    assert all(a.geprueft_von_id and a.entschieden_von_id for a in granted)
    assert all(a.geprueft_von_id != a.entschieden_von_id for a in granted)


def test_no_mail_waits(rows: Session) -> None:
    assert set(rows.exec(select(Mail.zustand))) == {Zustellung.zugestellt}
    assert all(to.endswith(".example") for to in rows.exec(select(Mail.empfaenger)))


def test_photos_are_public_with_their_idee(rows: Session) -> None:
    photos = rows.exec(select(Datei, Idee).join(Idee, col(Idee.vorgangsnummer) == Datei.thread))
    found = [(d.oeffentlich, d.alt, i.status in OEFFENTLICH) for d, i in photos]
    assert len(found) == 9
    assert all(alt for _public, alt, _published in found)
    assert all(public == published for public, _alt, published in found)


def test_what_belongs_together_is_linked(rows: Session) -> None:
    from_ideen = select(Idee.status).join(Antrag, col(Antrag.idee_id) == Idee.id)
    assert list(rows.exec(from_ideen)) == [Ideenstatus.als_fondsantrag] * 2
    assert number_of(rows, Befangenheit) == 1
    assert set(rows.exec(select(Regelbegruendung.regel))) == {"R08", "R12", "R22"}


def test_a_filled_database_is_refused(city: Seeded) -> None:
    before = fingerprints(city.engine)
    with pytest.raises(NotEmpty):
        seed(city.engine, city.settings, at=START)
    assert fingerprints(city.engine) == before


def test_stadtteile_can_be_loaded_again(city: Seeded, rows: Session) -> None:
    assert load_stadtteile(rows) == (0, 0)
    assert not is_empty(rows)


def test_the_same_moment_gives_the_same_city(city: Seeded, tmp_path: Path) -> None:
    """Also on the other kind of database."""
    with SqliteFiles(tmp_path).fresh() as engine:
        again = seeded(engine, tmp_path, at=START)
        assert again.counts == city.counts
        assert fingerprints(engine) == fingerprints(city.engine)


def test_a_city_may_begin_at_new_year(tmp_path: Path) -> None:
    """What was handed in last year belongs to the pot of the year in which it ends; this and next
    year's are open."""
    with SqliteFiles(tmp_path).fresh() as engine:
        city = seeded(engine, tmp_path, at=NEW_YEAR)
        with city.reading() as session:
            assert list(consistency.problems(session)) == []
            check_times(session, NEW_YEAR)
            check_pots(session)
            assert set(session.exec(select(Fondsjahr.jahr))) == {2026, 2027, 2028}
            assert set(session.exec(select(Antrag.status))) == set(Antragsstatus)
            years = select(Fondsjahr.jahr).join(Antrag).where(Antrag.status != "entwurf")
            assert set(session.exec(years)) == {2026, 2027}
