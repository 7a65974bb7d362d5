"""Telling us of a barrier: a mail to those in charge, once, and nothing for robots."""

import pytest
from sqlmodel import Session, select

from app.mail.models import Mail
from app.settings import Settings
from tests.support.client import PortalClient
from tests.support.clock import FixedNow
from tests.support.dom import parse, successful_fields, text_of
from tests.support.each import each

ADDRESS = "/barrierefreiheit"


def _fields(client: PortalClient, **changes: str) -> dict[str, str]:
    form = parse(client.get(ADDRESS).text).css_first("main form")
    return dict(successful_fields(form)) | {"text": "Der Knopf geht nicht."} | changes


def _mails(session: Session) -> list[Mail]:
    session.rollback()
    return list(session.exec(select(Mail)))


def test_a_report_becomes_one_mail(
    client: PortalClient, session: Session, settings: Settings
) -> None:
    fields = _fields(client, seite="Idee mitteilen", email="anna@beispiel.example")
    answer = client.post(ADDRESS, data=fields)
    assert (answer.status_code, answer.headers["location"]) == (303, "/barrierefreiheit/danke")
    (mail,) = _mails(session)
    assert mail.empfaenger == settings.betreiber.barriere_email
    for words in ("Der Knopf geht nicht.", "Idee mitteilen", "anna@beispiel.example"):
        assert words in mail.text
        assert words in mail.html
    assert "Vorgang" not in mail.text
    assert "nach vier Wochen" in mail.text
    assert "nach vier Wochen" in client.get("/barrierefreiheit/danke").text


def test_without_page_and_address_it_works_too(client: PortalClient, session: Session) -> None:
    assert client.post(ADDRESS, data=_fields(client)).status_code == 303
    (mail,) = _mails(session)
    assert "keine gewünscht" in mail.text


def test_the_same_form_sent_twice_is_one_mail(client: PortalClient, session: Session) -> None:
    fields = _fields(client)
    assert [client.post(ADDRESS, data=fields).status_code for _ in range(2)] == [303, 303]
    assert len(_mails(session)) == 1


@each(
    ("changes", "message", "target"),
    [
        ({"text": ""}, "Bitte schreiben Sie in ein paar Worten", "text"),
        ({"text": " \x00 "}, "Bitte schreiben Sie in ein paar Worten", "text"),
        ({"text": "x" * 2001}, "Bitte kürzen Sie den Text", "text"),
        ({"email": "anna@"}, "nicht vollständig", "email"),
    ],
)
def test_refused_with_a_sentence_and_values_kept(
    client: PortalClient, session: Session, changes: dict[str, str], message: str, target: str
) -> None:
    answer = client.post(ADDRESS, data=_fields(client, seite="Startseite", **changes))
    assert answer.status_code == 422
    document = parse(answer.text)
    summary = document.css_first("[data-error-summary]")
    assert message in text_of(summary)
    assert summary.css(f"a[href='#{target}']")
    assert document.css_first("#seite").attributes["value"] == "Startseite"
    assert answer.headers["cache-control"] == "no-store"
    assert _mails(session) == []


def test_a_filled_trap_is_told_without_leading_there(
    client: PortalClient, session: Session
) -> None:
    answer = client.post(ADDRESS, data=_fields(client, leer="http://spam.example"))
    assert answer.status_code == 422
    document = parse(answer.text)
    summary = document.css_first("[data-error-summary]")
    assert "Ihre Eingaben sind noch da" in text_of(summary)
    assert not summary.css("a")
    assert "http://spam.example" not in answer.text
    assert _mails(session) == []


@pytest.mark.parametrize("seal", ["", "gefälscht", "WyJ4IiwwXQ.abc"])
def test_without_a_valid_seal_a_fresh_one_comes_with_the_text(
    client: PortalClient, session: Session, seal: str
) -> None:
    answer = client.post(ADDRESS, data=_fields(client, siegel=seal))
    assert answer.status_code == 422
    form = parse(answer.text).css_first("main form")
    again = dict(successful_fields(form))
    assert again["text"].strip() == "Der Knopf geht nicht."
    assert client.post(ADDRESS, data=again).status_code == 303
    assert len(_mails(session)) == 1


def test_a_form_open_for_days(client: PortalClient, session: Session, now: FixedNow) -> None:
    fields = _fields(client)
    now.advance(hours=25)
    assert client.post(ADDRESS, data=fields).status_code == 422
    assert _mails(session) == []


def test_the_form_is_never_cached(client: PortalClient) -> None:
    answer = client.get(ADDRESS)
    assert answer.headers["cache-control"] == "no-store"
    assert _fields(client)["siegel"] != _fields(client)["siegel"]


def test_markup_in_a_report_stays_text(client: PortalClient, session: Session) -> None:
    client.post(
        ADDRESS, data=_fields(client, text="<script>x</script>", seite="\r\nBcc: a@b.example")
    )
    (mail,) = _mails(session)
    assert "<script>" not in mail.html
    assert "\n" not in mail.betreff


class TestLimits:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return settings.model_copy(
            update={
                "submissions_per_quarter_hour": 2,
                "form_min_seconds": 3,
                "doubtful_per_quarter_hour": 3,
            }
        )

    def test_too_many_from_one_address(
        self, client: PortalClient, session: Session, now: FixedNow
    ) -> None:
        forms = [_fields(client) for _ in range(3)]
        now.advance(seconds=5)
        answers = [client.post(ADDRESS, data=fields) for fields in forms]
        assert [a.status_code for a in answers] == [303, 303, 429]
        assert "0711\u00a00000-0" in answers[-1].text
        assert "retry-after" in answers[-1].headers
        assert "Der Knopf geht nicht." in answers[-1].text
        assert len(_mails(session)) == 2

    def test_faster_than_a_person_types(
        self, client: PortalClient, session: Session, now: FixedNow
    ) -> None:
        answer = client.post(ADDRESS, data=_fields(client))
        assert answer.status_code == 422
        assert "noch einmal" in answer.text
        assert _mails(session) == []

    def test_whoever_is_quick_presses_once_more(
        self, client: PortalClient, session: Session
    ) -> None:
        """Autofill, a keyboard, a text that was pasted: nothing is lost and nobody has to wait."""
        asked = client.post(ADDRESS, data=_fields(client, seite="Startseite"))
        again = dict(successful_fields(parse(asked.text).css_first("main form")))
        assert client.post(ADDRESS, data=again).status_code == 303
        (mail,) = _mails(session)
        assert "Der Knopf geht nicht." in mail.text
        assert "Startseite" in mail.text
        assert client.post(ADDRESS, data=again).status_code == 303
        assert len(_mails(session)) == 1

    def test_doubtful_ones_are_few(self, client: PortalClient, session: Session) -> None:
        codes = []
        for _ in range(4):
            asked = client.post(ADDRESS, data=_fields(client, leer="x"))
            again = dict(successful_fields(parse(asked.text).css_first("main form")))
            codes.append(client.post(ADDRESS, data=again | {"leer": "x"}).status_code)
        assert codes == [303, 303, 303, 429]
