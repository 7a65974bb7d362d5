"""The record of steps: names and links, what was done to a person, the table to take along."""

import csv
import io
from collections.abc import Callable

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from app.auth.models import Mitarbeiter
from app.auth.permissions import Rolle
from app.history.chain import record
from app.personal.phrases import ROLE
from app.text.sheets import as_csv
from tests.support.cast import actor_for
from tests.support.client import PortalClient
from tests.support.clock import FixedNow
from tests.support.dom import parse, text_of
from tests.support.each import each
from tests.support.factories import eine_idee, eine_mitarbeiterin
from tests.support.queries import queries

Login = Callable[[Mitarbeiter], PortalClient]
HOME = "/intern/verlauf"


@pytest.fixture
def anna(session: Session, now: FixedNow) -> Mitarbeiter:
    """The administration gave her a role, and she checked an Idee."""
    anna = eine_mitarbeiterin(session, Rolle.kasse, name="Anna Weber")
    admin = eine_mitarbeiterin(session, Rolle.administration, name="Florian Nguyen")
    by = actor_for(admin, Rolle.administration)
    thread, given = f"personal-{anna.id}", ROLE(rolle="kasse", ort="")
    record(session, thread=thread, step="rolle_gegeben", by=by, at=now, remark=given)
    idee = eine_idee(session)
    by = actor_for(anna, Rolle.kasse)
    record(session, thread=idee.vorgangsnummer, step="pruefen", by=by, at=now, reason="=1+1")
    session.commit()
    return anna


@pytest.fixture
def revision(session: Session, login: Login) -> PortalClient:
    return login(eine_mitarbeiterin(session, Rolle.revision))


def _lines(page: str) -> list[str]:
    return [text_of(row) for row in parse(page).css(".aufgaben__zeile")]


def test_people_are_called_by_name_and_lead_to_their_page(
    revision: PortalClient, login: Login, session: Session, anna: Mitarbeiter
) -> None:
    thread = f"personal-{anna.id}"
    for client, leads in (
        (login(eine_mitarbeiterin(session, Rolle.administration)), True),
        (revision, False),
    ):
        page = client.get(HOME, params={"vorgang": thread}).text
        assert "Personal: Anna Weber" in _lines(page)[0]
        links = [a.attributes["href"] for a in parse(page).css(".aufgaben__zeile a")]
        assert (f"/intern/personal/{anna.id}" in links) is leads


def test_a_number_leads_to_the_page_of_the_vorgang(
    revision: PortalClient, anna: Mitarbeiter
) -> None:
    page = parse(revision.get(HOME, params={"person": str(anna.id)}).text)
    (link,) = [a for a in page.css(".aufgaben__zeile a") if a.text().startswith("I-")]
    there = revision.get(link.attributes["href"] or "").headers["location"]
    assert revision.get(there).status_code == 200


def test_what_was_done_to_a_person_is_found_with_what_they_did(
    revision: PortalClient, anna: Mitarbeiter
) -> None:
    found = _lines(revision.get(HOME, params={"person": str(anna.id)}).text)
    assert len(found) == 2
    assert any("Rolle gegeben" in line and "Florian Nguyen" in line for line in found)
    assert any("Prüfung begonnen" in line and "Anna Weber" in line for line in found)


def test_the_table_keeps_the_filter_and_runs_no_formula(
    revision: PortalClient, anna: Mitarbeiter, session: Session, engine: Engine, now: FixedNow
) -> None:
    for n in range(30):
        record(session, thread=f"I-2026-{90000 + n}", step="pruefen", by=None, at=now)
    session.commit()
    page = parse(revision.get(HOME, params={"person": str(anna.id)}).text)
    (link,) = [a for a in page.css("main a") if "Tabelle" in a.text()]
    with queries(engine) as asked:
        answer = revision.get(link.attributes["href"] or "")
    assert asked.count < 8
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["cache-control"].startswith("no-store")
    assert "attachment" in answer.headers["content-disposition"]
    rows = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff")), delimiter=";"))
    assert rows[0][:4] == ["Zeit", "Wer", "Schritt", "Worum es geht"]
    assert len(rows) == 3
    assert {row[-1] for row in rows[1:]} == {"'=1+1", "Kasse"}
    everything = revision.get(f"{HOME}.csv").text
    assert len(everything.splitlines()) == 1 + 30 + 3


@each("text", ["=1+1", "+49", "-1+2", "@x", " =x", "\t=x", "%0A", "|cmd"])
def test_what_could_be_a_formula_is_text(text: str) -> None:
    (_head, (cell,)) = csv.reader(io.StringIO(as_csv(["a"], [[text]])), delimiter=";")
    assert cell == f"'{text}"


@each("text", ["-12,50", "12", "Anna = Weber", "Zeile 1\nZeile 2", 'sagt "ja"; nein', ""])
def test_everything_else_stays_as_it_is(text: str) -> None:
    sheet = as_csv(["a", "b"], [[text, "x"]])
    (_head, (cell, _x)) = csv.reader(io.StringIO(sheet, newline=""), delimiter=";")
    assert cell == text


def test_the_table_is_for_revision_and_administration(login: Login, session: Session) -> None:
    assert login(eine_mitarbeiterin(session, Rolle.kasse)).get(f"{HOME}.csv").status_code == 403
