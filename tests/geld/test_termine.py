"""The next days of a Fonds: who enters them, what is refused, who follows, and who is told."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import httpx
import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from app.auth.models import Mitarbeiter
from app.auth.permissions import Rolle
from app.db import row_id
from app.fonds import queries
from app.fonds.models import Entscheidungsart, Fonds, Fondsjahr
from app.fonds.steps import thread_of
from app.geld import termine
from app.history.chain import trail
from app.quartiere.models import Quartier, Stadtbezirk
from tests.support.cast import actor_for
from tests.support.client import PortalClient
from tests.support.clock import FixedNow
from tests.support.dom import parse, text_of
from tests.support.each import each
from tests.support.factories import ein_fonds, ein_quartier, eine_mitarbeiterin
from tests.support.queries import queries as counted
from tests.support.races import at_once

Login = Callable[[Mitarbeiter], PortalClient]
HERE = "/intern/fonds/heslach/2026"
NEW_YEAR = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)  # half past midnight in Stuttgart
NEXT = {"frist": "2027-01-12", "sitzung": "2027-01-21"}


@dataclass
class Keeper:
    """Somebody who keeps the Fonds, with its page open or not."""

    client: PortalClient
    here: str = HERE

    def page(self) -> str:
        return self.client.get(self.here).text

    def opened(self) -> dict[str, str]:
        """What the form holds as it is opened."""
        fields = parse(self.page()).css("#termine ~ form input")
        return {f.attributes["name"] or "": f.attributes.get("value") or "" for f in fields}

    def send(self, over: dict[str, str] | None = None, **days: str) -> httpx.Response:
        """`over` is the form as it was opened; else it is opened now."""
        data = (self.opened() if over is None else over) | days
        return self.client.post(f"{self.here}/termine", data=data)


@pytest.fixture
def heslach(session: Session) -> Quartier:
    return ein_quartier(session, name="Heslach")


@pytest.fixture
def fonds(session: Session, heslach: Quartier) -> Fonds:
    """Annahmeschluss on 1 December, Sitzung on the 10th; today is 24 November."""
    return ein_fonds(session, quartier=heslach, slug="heslach", name="Fonds Heslach")


@pytest.fixture
def keeper(session: Session, login: Login, fonds: Fonds) -> Keeper:
    person = eine_mitarbeiterin(session, Rolle.gesamtkoordination, name="Mira Gesamt")
    return Keeper(login(person))


def days_of(session: Session, fonds: Fonds) -> tuple[date | None, date | None]:
    session.expire_all()
    row = session.get_one(Fonds, fonds.id)
    return row.naechste_frist, row.naechste_sitzung


def enter(session: Session, fonds: Fonds, frist: date | None, sitzung: date | None) -> None:
    row = session.get_one(Fonds, fonds.id)
    row.naechste_frist, row.naechste_sitzung = frist, sitzung
    session.commit()


def open_year(session: Session, fonds: Fonds, jahr: int) -> None:
    session.add(Fondsjahr(fonds_id=row_id(fonds.id), jahr=jahr))
    session.commit()


def test_entered_once_they_stand_on_the_public_page(
    keeper: Keeper, client: PortalClient, session: Session, fonds: Fonds
) -> None:
    assert keeper.opened() == {"gesehen": "", "frist": "2026-12-01", "sitzung": "2026-12-10"}
    done = keeper.send(**NEXT)
    assert (done.status_code, done.headers["location"]) == (303, f"{HERE}#termine")
    assert days_of(session, fonds) == (date(2027, 1, 12), date(2027, 1, 21))
    assert "21. Januar 2027" in client.get("/fonds/heslach").text
    assert "Zuletzt: Termine eingetragen (Mira Gesamt, 24. November 2026" in keeper.page()


def test_both_may_be_left_open(keeper: Keeper, session: Session, fonds: Fonds) -> None:
    assert keeper.send(frist="", sitzung="").status_code == 303
    assert days_of(session, fonds) == (None, None)
    assert "steht noch nicht fest" in keeper.page()
    assert keeper.send(frist="2026-12-03").status_code == 303
    assert keeper.send(sitzung="3.12.2026").status_code == 303
    assert days_of(session, fonds) == (date(2026, 12, 3), date(2026, 12, 3))


@each(
    ("frist", "sitzung", "field", "told"),
    [
        ("2026-12-11", "2026-12-10", "frist", "nicht nach der Sitzung"),
        ("2026-11-23", "2026-12-10", "frist", "Dieser Tag ist vorbei"),
        ("", "2026-11-23", "sitzung", "Dieser Tag ist vorbei"),
        ("", "2028-01-01", "sitzung", "Bitte prüfen Sie das Jahr"),
        ("", "1999-12-01", "sitzung", "Bitte prüfen Sie das Jahr"),
        ("31.2.", "2026-12-10", "frist", "Datum"),
    ],
)
def test_a_day_that_cannot_be_is_refused_and_stays_typed(
    keeper: Keeper, session: Session, fonds: Fonds, frist: str, sitzung: str, field: str, told: str
) -> None:
    answer = keeper.send(frist=frist, sitzung=sitzung)
    assert answer.status_code == 422
    page = parse(answer.text)
    assert told in text_of(page.css_first(f"#{field}-fehler"))
    assert page.css_first(f"[data-error-summary] a[href='#{field}']")
    typed = [page.css_first(f"#{name}").attributes["value"] or "" for name in ("frist", "sitzung")]
    assert typed == [frist, sitzung]
    assert days_of(session, fonds) == (date(2026, 12, 1), date(2026, 12, 10))


def test_an_annahmeschluss_that_is_over_stays_while_its_sitzung_is_moved(
    keeper: Keeper, client: PortalClient, session: Session, fonds: Fonds
) -> None:
    """Or whoever missed it would be told that the Sitzung can be reached again."""
    enter(session, fonds, date(2026, 11, 20), date(2026, 12, 10))
    assert keeper.opened()["frist"] == "2026-11-20"
    assert keeper.send(sitzung="2026-12-17").status_code == 303
    assert days_of(session, fonds) == (date(2026, 11, 20), date(2026, 12, 17))
    assert "17. Dezember 2026 ist vorbei" in client.get("/fonds/heslach").text


def test_a_second_writer_reads_both(
    keeper: Keeper, login: Login, session: Session, fonds: Fonds
) -> None:
    other = Keeper(login(eine_mitarbeiterin(session, Rolle.gesamtkoordination)))
    mine, theirs = keeper.opened(), other.opened()
    assert keeper.send(mine, **NEXT).status_code == 303
    late = other.send(theirs, frist="2026-12-04", sitzung="2026-12-15")
    assert late.status_code == 409
    assert days_of(session, fonds) == (date(2027, 1, 12), date(2027, 1, 21))
    page = parse(late.text)
    told = text_of(page.css_first("[data-error-summary]"))
    assert "Zuletzt: Termine eingetragen (Mira Gesamt" in told
    assert page.css_first("[data-error-summary] a[href='#termine']")
    assert "21. Januar 2027" in text_of(page.css_first("#termine ~ dl"))
    assert page.css_first("#sitzung").attributes["value"] == "2026-12-15"
    read = {"gesehen": page.css_first("[name=gesehen]").attributes["value"] or ""}
    again = other.send(read, frist="2026-12-04", sitzung="2026-12-15")
    assert again.status_code == 303
    assert days_of(session, fonds) == (date(2026, 12, 4), date(2026, 12, 15))


def test_a_form_that_says_nothing_takes_no_day_away(
    keeper: Keeper, session: Session, fonds: Fonds
) -> None:
    assert keeper.send({}).status_code == 409
    assert days_of(session, fonds) == (date(2026, 12, 1), date(2026, 12, 10))


def test_what_is_entered_already_is_no_step(keeper: Keeper, session: Session, fonds: Fonds) -> None:
    assert keeper.send().status_code == 303
    assert trail(session, thread_of(fonds)) == []


def test_the_record_says_the_day_before_and_after(
    keeper: Keeper, login: Login, session: Session, fonds: Fonds
) -> None:
    keeper.send(frist="", sitzung="2026-12-17")
    revision = login(eine_mitarbeiterin(session, Rolle.revision))
    page = revision.get("/intern/verlauf", params={"vorgang": thread_of(fonds)}).text
    row = text_of(parse(page).css_first(".aufgaben__zeile"))
    assert "Termine eingetragen" in row
    assert "Mira Gesamt" in row
    assert (
        "Fonds Heslach. Annahmeschluss: bisher 1. Dezember 2026, jetzt offen. "
        "Sitzung: bisher 10. Dezember 2026, jetzt 17. Dezember 2026." in row
    )


def test_once_the_sitzung_is_over_the_next_is_a_task_until_it_is_entered(
    keeper: Keeper, session: Session, fonds: Fonds, now: FixedNow
) -> None:
    assert "Nächste Sitzung eintragen" not in keeper.client.get("/intern").text
    enter(session, fonds, date(2026, 11, 12), date(2026, 11, 23))
    desk = parse(keeper.client.get("/intern").text)
    assert "Überfällig" in text_of(desk.css_first("h2"))
    row = desk.css_first(".aufgaben__zeile")
    for told in ("Fonds Heslach", "Nächste Sitzung eintragen", "seit gestern"):
        assert told in text_of(row)
    assert row.css_first("a").attributes["href"] == f"{HERE}#termine"
    assert keeper.opened() == {"gesehen": "", "frist": "", "sitzung": ""}
    keeper.send(**NEXT)
    assert "Nächste Sitzung eintragen" not in keeper.client.get("/intern").text


def test_the_desk_costs_the_same_however_many_fonds_wait(
    keeper: Keeper, session: Session, engine: Engine, fonds: Fonds
) -> None:
    def waits(row: Fonds) -> None:
        enter(session, row, None, date(2026, 11, 23))

    waits(fonds)
    with counted(engine) as one:
        keeper.client.get("/intern")
    for _ in range(5):
        waits(ein_fonds(session))
    with counted(engine) as six:
        page = keeper.client.get("/intern").text
    assert page.count("Nächste Sitzung eintragen") == 6
    assert one.count == six.count, six


@each("rolle", [rolle for rolle in Rolle if rolle is not Rolle.gesamtkoordination])
def test_nobody_else_enters_them(
    session: Session, login: Login, fonds: Fonds, heslach: Quartier, rolle: Rolle
) -> None:
    bezirk = session.get_one(Stadtbezirk, heslach.stadtbezirk_id)
    client = login(eine_mitarbeiterin(session, rolle, quartier=heslach, stadtbezirk=bezirk))
    page = client.get(HERE)
    if page.status_code == 200:
        assert "10. Dezember 2026" in page.text
        assert 'action="/intern/fonds' not in page.text
    refused = client.post(f"{HERE}/termine", data=NEXT | {"gesehen": ""})
    assert refused.status_code == 403
    if page.status_code == 200:
        assert "trägt nur ein, wer ihn verwaltet" in refused.text


def test_a_year_that_is_over_has_no_next_days(
    keeper: Keeper, session: Session, heslach: Quartier
) -> None:
    row = ein_fonds(session, quartier=heslach, slug="alt", jahr=2025)
    open_year(session, row, 2026)
    old = Keeper(keeper.client, "/intern/fonds/alt/2025")
    assert "Nächste Termine" not in old.page()
    assert old.client.post("/intern/fonds/alt/2024/termine").status_code == 404


@pytest.mark.parametrize("opened", [False, True])
def test_on_new_year_they_stand_on_the_page_of_the_newest_year(
    login: Login, session: Session, fonds: Fonds, now: FixedNow, opened: bool
) -> None:
    now.set(NEW_YEAR - timedelta(minutes=40))
    keeper = Keeper(login(eine_mitarbeiterin(session, Rolle.gesamtkoordination)))
    enter(session, fonds, date(2027, 1, 12), date(2027, 1, 21))
    assert keeper.opened() == {"gesehen": "", "frist": "2027-01-12", "sitzung": "2027-01-21"}
    if opened:
        open_year(session, fonds, 2027)
    now.set(NEW_YEAR)
    newest = Keeper(keeper.client, HERE.replace("2026", "2027")) if opened else keeper
    if opened:
        assert keeper.opened() == {}
    assert newest.opened() == {"gesehen": "", "frist": "2027-01-12", "sitzung": "2027-01-21"}
    done = newest.send(sitzung="2027-01-28")
    assert (done.status_code, done.headers["location"]) == (303, f"{newest.here}#termine")
    assert days_of(session, fonds) == (date(2027, 1, 12), date(2027, 1, 28))
    assert newest.send(sitzung="2029-01-01").status_code == 422
    assert newest.send(sitzung="2028-12-31").status_code == 303


def test_a_form_that_was_opened_before_new_year_is_saved_after_it(
    login: Login, session: Session, fonds: Fonds, now: FixedNow
) -> None:
    now.set(NEW_YEAR - timedelta(minutes=40))
    keeper = Keeper(login(eine_mitarbeiterin(session, Rolle.gesamtkoordination)))
    open_year(session, fonds, 2027)
    opened = keeper.opened()
    now.set(NEW_YEAR)
    late = keeper.send(opened, frist="2026-12-31", sitzung="2027-01-21")
    assert late.status_code == 422
    typed = parse(late.text).css_first("#termine ~ form #sitzung")
    assert typed.attributes["value"] == "2027-01-21"
    other = keeper.send(opened | {"gesehen": "7"}, **NEXT)
    assert other.status_code == 409
    assert parse(other.text).css_first("#frist").attributes["value"] == "2027-01-12"
    done = keeper.send(opened, **NEXT)
    assert done.status_code == 303
    assert done.headers["location"] == "/intern/fonds/heslach/2027#termine"
    assert days_of(session, fonds) == (date(2027, 1, 12), date(2027, 1, 21))


def test_where_nobody_votes_no_sitzung_is_asked_for(
    keeper: Keeper, session: Session, heslach: Quartier
) -> None:
    art = Entscheidungsart.bezirksvorsteher
    row = ein_fonds(session, quartier=heslach, slug="direkt", entscheidungsart=art)
    direct = Keeper(keeper.client, "/intern/fonds/direkt/2026")
    assert set(direct.opened()) == {"gesehen", "frist"}
    assert direct.send(frist="2026-12-20").status_code == 303
    assert days_of(session, row) == (date(2026, 12, 20), None)


def test_the_page_costs_one_query_more_for_who_enters(
    keeper: Keeper, login: Login, session: Session, engine: Engine, fonds: Fonds
) -> None:
    reader = login(eine_mitarbeiterin(session, Rolle.revision))
    keeper.send(**NEXT)
    with counted(engine) as plain:
        reader.get(HERE)
    with counted(engine) as entering:
        keeper.page()
    assert entering.count == plain.count + 1, entering


@pytest.mark.both
def test_of_two_at_once_one_waits_and_both_are_written(
    session: Session, engine: Engine, fonds: Fonds, now: FixedNow
) -> None:
    rolle = Rolle.gesamtkoordination
    by = actor_for(eine_mitarbeiterin(session, rolle), rolle)
    slug = fonds.slug
    session.rollback()

    def entering(day: date) -> Callable[[Session], object]:
        def deed(own: Session) -> None:
            stand = queries.one(own, slug, at=now)
            waiting = termine.lock(own, stand.fonds)
            termine.enter(own, stand, waiting, frist=None, sitzung=day, by=by, at=now)

        return deed

    days = [date(2026, 12, day) for day in range(11, 17)]
    assert at_once(engine, [entering(day) for day in days]) == [""] * len(days)
    steps = trail(session, f"fonds-{row_id(fonds.id)}")
    said = [step.parameters for step in steps]
    assert len(said) == len(days)
    # Each was entered over the one before it.
    last = days_of(session, fonds)[1]
    assert last in days
    assert f'"sitzung":"{last}"' in said[-1].replace(" ", "")
