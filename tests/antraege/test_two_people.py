"""Two people, or two tabs, on one draft: nobody overwrites what they have not seen."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlmodel import Session, col, select

from app.antraege.models import AntragZielgruppe, Finanzierungsposten, Kostenposition
from app.antraege.status import Antragsstatus
from tests.antraege.draft import Draft, sent_by, the_antrag, the_applicant
from tests.support.client import PortalClient
from tests.support.dom import parse, text_of
from tests.support.each import each

TABLES = {"zeile-text": "Tische", "zeile-kategorie": "miete", "zeile-einzelpreis": "300"}


class Tab:
    """A page as it was when it was opened."""

    def __init__(self, draft: Draft, page: str) -> None:
        self.draft, self.page, self.opened = draft, page, draft.get(page)

    def send(self, address: str = "", **fields: Any) -> Any:
        data = sent_by(self.opened, **fields)
        return self.draft.client.post(f"{self.draft.base}/{self.page}{address}", data=data)


def two(draft: Draft, page: str) -> tuple[Tab, Tab]:
    return Tab(draft, page), Tab(draft, page)


def choose(answer: Any, draft: Draft, page: str, **fields: Any) -> Any:
    """Send the page that came back once more."""
    return draft.client.post(f"{draft.base}/{page}", data=sent_by(answer, **fields))


def test_what_only_one_has_changed_is_taken_from_both(draft: Draft, session: Session) -> None:
    draft.fill("was", titel="Fest", kurz="Kurz.", nutzen="Viel.")
    older, newer = two(draft, "was")
    assert newer.send(titel="Hoffest", teilnehmende="40", zielgruppen=["alle"]).status_code == 303
    assert older.send(kurz="Ein Fest im Hof.", nutzen="").status_code == 303
    antrag = the_antrag(session)
    assert (antrag.titel, antrag.kurz, antrag.nutzen) == ("Hoffest", "Ein Fest im Hof.", "")
    assert antrag.teilnehmende == 40
    assert session.exec(select(AntragZielgruppe.zielgruppe)).all() == ["alle"]


@each(
    ("page", "name", "first", "second", "words"),
    [
        ("was", "titel", "Hoffest", "Straßenfest", "Hoffest"),
        ("was", "was", "Erst Musik.\r\nDann Essen.", "Nur Musik.", "Erst Musik.Dann Essen."),
        ("was", "zielgruppen", ["kinder"], ["alle"], "Kinder"),
        ("wer", "person", "Ayla Demir", "Ben Kaya", "Ayla Demir"),
        ("wann-und-wo", "oeffentlich", "ja", "nein", "Ja"),
        ("wann-und-wo", "beginn", "2027-03-20", "2027-03-27", "2027-03-20"),
        ("finanzierung", "beantragt_cent", "480,50", "300", "480,50"),
        ("finanzierung", "beantragt_cent", "250", "abc", "250,00"),
    ],
)
def test_both_texts_are_shown_where_both_changed_the_same(
    draft: Draft, page: str, name: str, first: Any, second: Any, words: str
) -> None:
    older, newer = two(draft, page)
    assert newer.send(**{name: first}).status_code == 303
    answer = older.send(**{name: second})
    assert answer.status_code == 409
    document = parse(answer.text)
    assert words in text_of(document.css_first("form#seite .zitat"))
    wanted = second if isinstance(second, list) else [second]
    assert sent_by(answer)[name] == wanted
    assert sent_by(draft.get(page))[name] != wanted
    assert "Diese Seite ist noch nicht gespeichert." in text_of(document.css_first("#stand"))


def test_whoever_has_read_both_chooses(draft: Draft, session: Session) -> None:
    for tick, wins in (({}, "Straßenfest"), ({"statt": "titel"}, "Hoffest")):
        older, newer = two(draft, "was")
        newer.send(titel="Hoffest", kurz="")
        answer = older.send(titel="Straßenfest", kurz="Kurz.")
        assert answer.status_code == 409
        assert choose(answer, draft, "was", **tick).status_code == 303
        antrag = the_antrag(session)
        assert (antrag.titel, antrag.kurz) == (wins, "Kurz.")
        draft.fill("was", titel="", kurz="")


def test_leaving_asks_as_well(draft: Draft, session: Session) -> None:
    older, newer = two(draft, "was")
    newer.send(titel="Hoffest")
    answer = older.send(titel="Straßenfest", zu="wer")
    assert answer.status_code == 409
    assert the_antrag(session).titel == "Hoffest"


def test_an_error_does_not_make_the_older_page_win(draft: Draft, session: Session) -> None:
    older, newer = two(draft, "wer")
    newer.send(gruppe="Hofgemeinschaft")
    refused = older.send(person="Ben Kaya", telefon="12")
    assert refused.status_code == 422
    assert choose(refused, draft, "wer", telefon="0711 5550199").status_code == 303
    who = the_applicant(session)
    assert (who.gruppe, who.person) == ("Hofgemeinschaft", "Ben Kaya")


def test_the_same_twice_is_no_question(draft: Draft) -> None:
    older, newer = two(draft, "finanzierung")
    newer.send(beantragt_cent="300")
    assert older.send(beantragt_cent="300,00 EUR").status_code == 303


def test_a_box_ticked_by_another_stays_ticked(draft: Draft, session: Session) -> None:
    older, newer = two(draft, "erklaerungen")
    newer.send(angaben_richtig="y")
    older.send(nicht_doppelt="y")
    antrag = the_antrag(session)
    assert (antrag.angaben_richtig, antrag.nicht_doppelt) == (True, True)


def test_lines_of_both_are_in_the_plan(draft: Draft, session: Session) -> None:
    older, newer = two(draft, "kosten")
    newer.send("/positionen", **TABLES)
    older.send("/positionen", **{**TABLES, "zeile-text": "Brot"})
    rows = session.exec(select(Kostenposition).order_by(col(Kostenposition.id))).all()
    assert [row.text for row in rows] == ["Tische", "Brot"]


def test_a_half_line_of_another_outlasts_my_whole_one(draft: Draft, session: Session) -> None:
    older, newer = two(draft, "kosten")
    newer.send(zu="was", **{"zeile-text": "Bühne"})
    older.send("/positionen", **TABLES)
    assert sent_by(draft.get("kosten"))["zeile-text"] == ["Bühne"]
    assert [row.text for row in session.exec(select(Kostenposition))] == ["Tische"]


def edited(draft: Draft, session: Session) -> tuple[int, Any]:
    """A line, and its page with the line open to be changed."""
    draft.cost("Tische", "miete", "300")
    number = session.exec(select(Kostenposition.id)).one() or 0
    session.rollback()
    page = draft.client.get(f"{draft.base}/kosten?zeile={number}")
    assert sent_by(page)["zeile-text"] == ["Tische"]
    return number, page


def test_a_line_can_be_changed(draft: Draft, session: Session) -> None:
    number, page = edited(draft, session)
    button = parse(draft.get("kosten").text).css_first("#kosten button[name='zu']")
    assert button.attributes["value"] == f"kosten?zeile={number}#eingabe"
    data = sent_by(page, **{"zeile-einzelpreis": "12,50", "zeile-anzahl": "4"})
    assert draft.client.post(f"{draft.base}/kosten/positionen", data=data).status_code == 303
    (row,) = session.exec(select(Kostenposition)).all()
    assert (row.id, row.text, row.betrag_cent) == (number, "Tische", 5_000)


def test_other_money_can_be_changed(draft: Draft, session: Session) -> None:
    draft.other_money("drittmittel", "Stiftung", "100", **{"zeile-zusage": "beantragt"})
    number = session.exec(select(Finanzierungsposten.id)).one()
    session.rollback()
    page = draft.client.get(f"{draft.base}/finanzierung?zeile={number}")
    data = sent_by(page, **{"zeile-zusage": "bewilligt"})
    assert draft.client.post(f"{draft.base}/finanzierung/posten", data=data).status_code == 303
    (row,) = session.exec(select(Finanzierungsposten)).all()
    assert (row.id, row.zusage, row.betrag_cent) == (number, "bewilligt", 10_000)


def test_a_changed_line_that_is_left_half_is_found_again(draft: Draft, session: Session) -> None:
    number, page = edited(draft, session)
    data = sent_by(page, zu="was", **{"zeile-einzelpreis": "viel"})
    draft.client.post(f"{draft.base}/kosten", data=data)
    there = sent_by(draft.get("kosten"))
    assert (there["zeile-id"], there["zeile-einzelpreis"]) == ([str(number)], ["viel"])
    assert session.exec(select(Kostenposition.einzelpreis_cent)).one() == 30_000


def test_two_who_change_one_line(draft: Draft, session: Session) -> None:
    number, page = edited(draft, session)
    mine, theirs = ({"zeile-einzelpreis": price} for price in ("200", "250"))
    address = f"{draft.base}/kosten/positionen"
    assert draft.client.post(address, data=sent_by(page, **theirs)).status_code == 303
    answer = draft.client.post(address, data=sent_by(page, **mine))
    assert answer.status_code == 409
    assert "250,00" in text_of(parse(answer.text).css_first("form#seite .zitat"))
    assert sent_by(answer)["zeile-einzelpreis"] == ["200"]
    assert draft.client.post(address, data=sent_by(answer)).status_code == 303
    assert session.exec(select(Kostenposition.einzelpreis_cent)).all() == [20_000]
    assert number


def test_a_line_that_is_gone_keeps_what_was_typed(draft: Draft, session: Session) -> None:
    number, page = edited(draft, session)
    draft.press("kosten", f"positionen/{number}/entfernung")
    address = f"{draft.base}/kosten/positionen"
    answer = draft.client.post(address, data=sent_by(page, **{"zeile-einzelpreis": "200"}))
    assert answer.status_code == 409
    assert draft.client.post(address, data=sent_by(answer)).status_code == 303
    assert session.exec(select(Kostenposition.einzelpreis_cent)).all() == [20_000]


@pytest.mark.parametrize("goal", ["", "was"])
def test_a_line_that_is_gone_keeps_what_was_half_typed(
    draft: Draft, session: Session, goal: str
) -> None:
    number, page = edited(draft, session)
    draft.press("kosten", f"positionen/{number}/entfernung")
    half = {"zeile-text": "Neue Zelte für alle", "zeile-einzelpreis": "zwölf", "zu": goal}
    answer = draft.client.post(f"{draft.base}/kosten", data=sent_by(page, **half))
    assert answer.status_code == 409
    assert "entfernt" in text_of(parse(answer.text).css_first("form#seite .zitat"))
    there = sent_by(answer)
    assert (there["zeile-text"], there["zeile-einzelpreis"]) == ([half["zeile-text"]], ["zwölf"])
    answer = draft.client.post(f"{draft.base}/kosten", data=sent_by(answer, zu="was"))
    assert answer.status_code == 303
    assert sent_by(draft.get("kosten"))["zeile-text"] == ["Neue Zelte für alle"]


def test_a_line_that_is_gone_and_emptied_is_no_question(draft: Draft, session: Session) -> None:
    number, page = edited(draft, session)
    draft.press("kosten", f"positionen/{number}/entfernung")
    empty = {name: "" for name in sent_by(page) if name.startswith("zeile-") and name != "zeile-id"}
    answer = draft.client.post(f"{draft.base}/kosten", data=sent_by(page, **empty))
    assert answer.status_code == 303
    assert session.exec(select(Kostenposition)).all() == []


def test_nobody_takes_out_a_line_that_they_have_not_seen(draft: Draft, session: Session) -> None:
    number, page = edited(draft, session)
    older = draft.get("kosten")
    changed = sent_by(page, **{"zeile-text": "Tische und Bänke"})
    draft.client.post(f"{draft.base}/kosten/positionen", data=changed)
    remove = f"{draft.base}/kosten/positionen/{number}/entfernung"
    answer = draft.client.post(remove, data=sent_by(older))
    assert answer.status_code == 409
    assert "Tische und Bänke" in text_of(parse(answer.text).css_first("[data-error-summary]"))
    assert draft.client.post(remove, data=sent_by(answer)).status_code == 303
    assert session.exec(select(Kostenposition)).all() == []


def test_nobody_sends_what_they_have_not_read(draft: Draft, session: Session) -> None:
    draft.breakfast()
    read = draft.get("pruefen")
    draft.fill("was", kurz="Etwas ganz anderes.")
    draft.fill("kosten", **{**TABLES, "zeile-text": "Bühne"})
    answer = draft.client.post(f"{draft.base}/einreichung", data=sent_by(read, last=True))
    assert answer.status_code == 409
    told = text_of(parse(answer.text).css_first("[data-error-summary]"))
    assert "geändert: Was, Kosten." in told
    assert the_antrag(session).status is Antragsstatus.entwurf


def test_who_has_read_it_again_sends_it(draft: Draft, session: Session) -> None:
    draft.breakfast()
    read = draft.get("pruefen")
    draft.fill("was", kurz="Etwas ganz anderes.")
    answer = draft.client.post(f"{draft.base}/einreichung", data=sent_by(read, last=True))
    again = draft.client.post(f"{draft.base}/einreichung", data=sent_by(answer, last=True))
    assert again.status_code == 303
    assert the_antrag(session).status is Antragsstatus.eingereicht


@pytest.mark.both
def test_many_at_once_lose_nothing(draft: Draft, session: Session) -> None:
    """Each changes one answer of the same page, all from the same state."""
    answers = {
        "titel": "Hoffest",
        "kurz": "Kurz.",
        "was": "Alles.",
        "nutzen": "Viel.",
        "mitwirkung": "Alle.",
        "teilnehmende": "40",
    }
    opened = draft.get("was")
    session.commit()

    def send(name: str) -> int:
        client = PortalClient(draft.client.app)  # type: ignore[arg-type]
        data = sent_by(opened, **{name: answers[name]})
        return client.post(f"{draft.base}/was", data=data).status_code

    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(send, answers)) == [303] * 6
    antrag = the_antrag(session)
    assert {name: str(getattr(antrag, name)) for name in answers} == answers


@pytest.mark.both
def test_of_many_who_change_the_same_one_wins_and_the_others_are_asked(
    draft: Draft, session: Session
) -> None:
    opened = draft.get("was")
    session.commit()

    def send(number: int) -> int:
        client = PortalClient(draft.client.app)  # type: ignore[arg-type]
        data = sent_by(opened, titel=f"Fest {number}")
        return client.post(f"{draft.base}/was", data=data).status_code

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(send, range(6))) == [303] + [409] * 5
