"""Every step of staff on an Antrag: what it does, and what stands in its way."""

import pytest
from sqlmodel import select

from app.antraege.status import Antragsstatus
from app.fonds.models import Entscheidungsart
from app.history.chain import trail
from app.mail.models import Mail
from app.vorgaenge.messages import Nachricht
from tests.antraege.staff import Desk, freigabe, votum
from tests.support.cast import cast_for
from tests.support.dom import parse
from tests.support.newest import newest

S = Antragsstatus
GRUND = {"grund": "Bitte klären Sie erst, wo die Bänke stehen."}


def test_a_question_reaches_the_applicant(desk: Desk) -> None:
    antrag = desk.antrag(email="ayla@post.example")
    done = desk.post(antrag, "rueckfrage", desk.checker, frage="Wer bringt die Bänke?")
    assert done.status_code == 303
    assert desk.fresh(antrag).status is S.rueckfrage
    assert desk.session.exec(select(Nachricht)).one().text == "Wer bringt die Bänke?"
    assert "Wer bringt die Bänke?" in desk.get(antrag, desk.checker).text
    mail = newest(desk.session, Mail)
    assert "Bänke" not in mail.text
    assert "wartet auf den Versand" in desk.get(antrag, desk.checker).text


def test_an_answer_by_phone_is_written_down(desk: Desk) -> None:
    antrag = desk.antrag()
    desk.post(antrag, "rueckfrage", desk.checker, frage="Ist der Platz frei?")
    step = parse(desk.get(antrag, desk.checker).text).css_first(".kasten--hell")
    assert "Ist der Platz frei?" in step.text()
    assert desk.post(antrag, "rueckantwort", desk.checker, rueckantwort="").status_code == 422
    done = desk.post(antrag, "rueckantwort", desk.checker, rueckantwort="Ja, sagt das Ordnungsamt.")
    assert done.status_code == 303
    assert desk.fresh(antrag).status is S.eingereicht
    assert "Ja, sagt das Ordnungsamt." in desk.get(antrag, desk.checker).text


def test_handing_back_brings_another_votum(desk: Desk) -> None:
    antrag = desk.votiert()
    assert desk.post(antrag, "rueckgabe", desk.leader, **GRUND).status_code == 303
    assert desk.fresh(antrag).status is S.formal_geprueft
    assert desk.stand().reserviert == antrag.beantragt_cent
    assert GRUND["grund"] in above_the_steps(desk.get(antrag, desk.checker).text)
    again = votum(ja="5", nein="1", empfohlen_cent="350,00")
    assert desk.post(antrag, "votum", desk.checker, **again).status_code == 303
    page = desk.get(antrag, desk.leader).text
    assert GRUND["grund"] not in above_the_steps(page)
    assert "Frühere Voten" in page
    assert 'value="350,00"' in page


def above_the_steps(page: str) -> str:
    return page.split('id="entscheiden"')[0]


def test_rejecting_gives_the_money_back_and_tells_why(desk: Desk) -> None:
    antrag = desk.votiert(email="ayla@post.example")
    assert desk.post(antrag, "ablehnung", desk.leader, **GRUND).status_code == 303
    assert desk.fresh(antrag).status is S.abgelehnt
    assert desk.stand().reserviert == 0
    assert GRUND["grund"] in desk.get(antrag, desk.checker).text
    assert newest(desk.session, Mail).betreff


def test_the_checker_may_refuse_what_is_not_eligible(desk: Desk) -> None:
    antrag = desk.antrag()
    assert desk.post(antrag, "ablehnung", desk.checker, **GRUND).status_code == 303
    assert desk.fresh(antrag).status is S.abgelehnt


def test_postponed_and_taken_up_again(desk: Desk) -> None:
    antrag = desk.votiert()
    assert desk.post(antrag, "zurueckstellung", desk.leader, **GRUND).status_code == 422
    later = GRUND | {"tag": "2027-01-11"}
    assert desk.post(antrag, "zurueckstellung", desk.leader, **later).status_code == 303
    assert desk.fresh(antrag).status is S.zurueckgestellt
    assert desk.stand().reserviert == 40_000
    assert GRUND["grund"] in above_the_steps(desk.get(antrag, desk.checker).text)
    assert desk.post(antrag, "wiederaufnahme", desk.checker).status_code == 403
    assert desk.post(antrag, "wiederaufnahme", desk.leader).status_code == 303
    assert desk.fresh(antrag).status is S.votiert


def test_who_is_biased_takes_no_further_step(desk: Desk) -> None:
    antrag = desk.votiert()
    assert desk.post(antrag, "befangenheit", desk.leader).status_code == 303
    page = desk.get(antrag, desk.leader).text
    assert "Sie haben sich für befangen erklärt" in page
    assert desk.post(antrag, "freigabe", desk.leader, **freigabe()).status_code == 403
    assert desk.post(antrag, "befangenheit", desk.leader).status_code == 403
    assert desk.post(antrag, "freigabe", desk.deputy, **freigabe()).status_code == 303


def test_a_votum_against_recommends_nothing(desk: Desk) -> None:
    antrag = desk.geprueft()
    against = votum(ja="2", nein="4", empfohlen_cent="0", grund="Das gab es schon im Mai.")
    assert desk.post(antrag, "votum", desk.checker, **against).status_code == 303
    assert desk.stand().reserviert == 0
    page = desk.get(antrag, desk.leader).text
    assert 'id="schritt-freigabe"' not in page
    assert desk.post(antrag, "freigabe", desk.leader, **freigabe()).status_code == 409
    assert desk.post(antrag, "ablehnung", desk.leader, **GRUND).status_code == 303


def test_without_a_gremium_the_check_leads_to_the_release(desk: Desk) -> None:
    cast = cast_for(desk.session, entscheidungsart=Entscheidungsart.bezirksvorsteher)
    other = Desk(cast, desk.session, desk.login)
    antrag = other.geprueft()
    page = other.get(antrag, other.leader).text
    assert "wartet auf die Entscheidung" in page
    assert other.post(antrag, "votum", other.checker, **votum()).status_code == 409
    full = freigabe(betrag_cent="480,50", grund="")
    assert other.post(antrag, "freigabe", other.leader, **full).status_code == 303


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"betrag_cent": ""}, "wie viel Sie freigeben"),
        ({"betrag_cent": "zwölf"}, "so: 120,50"),
        ({"betrag_cent": "-5"}, "so: 120,50"),
        ({"betrag_cent": "0"}, "einen Betrag bis"),
        ({"betrag_cent": "400,01"}, "einen Betrag bis"),
        ({"betrag_cent": "99999999999"}, "zu groß"),
        ({"betrag_cent": "350,00", "grund": " "}, "weniger als"),
        ({"auflagen": "x" * 2001}, "höchstens 2.000 Zeichen"),
    ],
)
def test_a_release_that_does_not_fit_is_said_and_nothing_is_lost(
    desk: Desk, changes: dict[str, str], message: str
) -> None:
    antrag = desk.votiert()
    sent = freigabe(**changes)
    answer = desk.post(antrag, "freigabe", desk.leader, **sent)
    assert answer.status_code == 422
    assert message in answer.text
    assert "data-error-summary" in answer.text
    assert all(value.strip() in answer.text for value in sent.values())
    assert desk.fresh(antrag).status is S.votiert
    assert desk.stand().gebunden == 0


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"datum": ""}, "wann abgestimmt wurde"),
        ({"datum": "31.02.2026"}, "gibt es nicht"),
        ({"datum": "2026-11-25"}, "liegt in der Zukunft"),
        ({"ja": ""}, "Ja gesagt"),
        ({"ja": "-1"}, "eine Zahl von 0"),
        ({"ja": "0", "nein": "0", "befangen": "7"}, "wie viele Personen abgestimmt"),
        ({"ja": "3", "nein": "3"}, "Ohne Mehrheit ist nichts empfohlen"),
        ({"empfohlen_cent": "480,51"}, "So viel ist beantragt"),
        ({"empfohlen_cent": "0"}, "So viel ist beantragt"),
        ({"grund": ""}, "warum weniger"),
        ({"grund": "\u200b\u2060"}, "warum weniger"),
        ({"grund": "---"}, "warum weniger"),
        ({"datum": " "}, "wann abgestimmt wurde"),
        ({"datum": "2026-11-23"}, "Der Antrag kam erst am 24. November 2026"),
        ({"datum": "2001-01-01"}, "Der Antrag kam erst am 24. November 2026"),
        ({"ja": " "}, "Ja gesagt"),
        ({"enthaltung": "\u200b"}, "Wenn niemand"),
        ({"empfohlen_cent": "\u00a0"}, "wie viel das Gremium empfiehlt"),
    ],
)
def test_a_votum_that_does_not_fit_is_said_and_nothing_is_lost(
    desk: Desk, changes: dict[str, str], message: str
) -> None:
    antrag = desk.geprueft()
    answer = desk.post(antrag, "votum", desk.checker, **votum(**changes))
    assert answer.status_code == 422
    assert message in answer.text
    if "grund" not in changes:
        assert votum()["grund"] in answer.text
    assert desk.fresh(antrag).status is S.formal_geprueft
    assert desk.stand().reserviert == 48_050


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"betrag_cent": " "}, "wie viel Sie freigeben"),
        ({"betrag_cent": "\u200b"}, "wie viel Sie freigeben"),
        ({"betrag_cent": "300", "grund": "\u200b"}, "warum Sie weniger"),
    ],
)
def test_a_release_that_says_nothing_is_asked_back(
    desk: Desk, changes: dict[str, str], message: str
) -> None:
    antrag = desk.votiert()
    answer = desk.post(antrag, "freigabe", desk.leader, **freigabe(**changes))
    assert answer.status_code == 422
    assert message in answer.text
    assert freigabe()["auflagen"] in answer.text
    assert desk.fresh(antrag).status is S.votiert


def test_zeros_in_front_release_what_was_typed(desk: Desk) -> None:
    antrag = desk.votiert()
    desk.post(antrag, "freigabe", desk.leader, **freigabe(betrag_cent="0000000000350,00"))
    assert desk.fresh(antrag).bewilligt_cent == 35_000


@pytest.mark.parametrize("grund", [" \n ", "\u200b", "..."])
@pytest.mark.parametrize("step", ["rueckgabe", "zurueckstellung", "ablehnung"])
def test_a_reason_is_demanded(desk: Desk, step: str, grund: str) -> None:
    antrag = desk.votiert()
    answer = desk.post(antrag, step, desk.leader, grund=grund, tag="2027-01-11")
    assert answer.status_code == 422
    assert "Bitte schreiben Sie den Grund" in answer.text
    assert desk.fresh(antrag).status is S.votiert


def test_fields_that_no_form_names_change_nothing(desk: Desk) -> None:
    antrag = desk.votiert()
    forged = {
        "status": "abgeschlossen",
        "bewilligt_cent": "100000",
        "quartier_id": "999",
        "by": "1",
        "entschieden_von_id": str(desk.cast.koordination.staff_id),
        "beantragt_cent": "999999",
        "at": "2020-01-01",
    }
    assert desk.post(antrag, "freigabe", desk.leader, **freigabe(), **forged).status_code == 303
    decided = desk.fresh(antrag)
    assert (decided.status, decided.bewilligt_cent) == (S.bewilligt, 40_000)
    assert decided.beantragt_cent == 48_050
    assert decided.quartier_id == antrag.quartier_id
    assert decided.entschieden_von_id == desk.cast.bezirksvorsteherin.staff_id
    assert trail(desk.session, antrag.vorgangsnummer)[-1].at == desk.cast.now


def test_the_pot_is_too_small_for_the_check(desk: Desk) -> None:
    antrag = desk.antrag(beantragt_cent=2_000_001)
    assert "Das Geld reicht nicht" in desk.get(antrag, desk.checker).text
    answer = desk.post(antrag, "pruefung", desk.checker, vermerk="Alles da.")
    assert answer.status_code == 409
    assert "Das Geld reicht nicht: Im Topf sind noch 20.000,00" in answer.text
    assert "Alles da." in answer.text
    assert desk.fresh(antrag).status is S.eingereicht
    assert desk.stand().reserviert == 0
