"""What was typed waits on the server between the form and the press on the check page."""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from sqlmodel import Session, col, select

from app.files.models import Datei
from app.ideen.eingabe import Ideeneingabe
from app.ideen.models import Idee
from app.ideen.retention import RETENTIONS
from app.settings import Settings
from app.vorgaenge.models import Vorgang
from app.web import traps
from tests.ideen.handing_in import checked, hand_in
from tests.support.client import PortalClient
from tests.support.clock import FixedNow
from tests.support.dom import parse, successful_fields, text_of

NEW = "/ideen/neu"


def photo() -> tuple[str, bytes, str]:
    out = BytesIO()
    Image.new("RGB", (1600, 1200), "green").save(out, "JPEG")
    return "IMG_2041.jpg", out.getvalue(), "image/jpeg"


def sent_again(page: Any) -> dict[str, str]:
    """What the form on this page holds."""
    return dict(successful_fields(parse(page.text).css_first("main form")))


def ideen(session: Session) -> list[Idee]:
    session.rollback()
    return list(session.exec(select(Idee).order_by(col(Idee.id))))


def test_reload_and_a_dropped_tab_find_it_again(client: PortalClient, typed: dict) -> None:
    check = checked(client, typed)
    for browser in (client, client, client.another()):
        page = browser.get(check)
        assert page.status_code == 200
        assert "Beim Warten auf den Bus" in page.text
        assert page.headers["cache-control"] == "no-store"
        assert "noindex" in page.headers["x-robots-tag"]
        assert "set-cookie" not in page.headers


def test_zurueck_und_aendern_keeps_everything_and_the_photo(
    client: PortalClient, session: Session, typed: dict
) -> None:
    more = {"ort": "am Brunnen", "name_anzeige": "eine Nachbarin", "email": "anna@post.example"}
    check = checked(client, typed | more | {"thema": "umwelt"}, foto=photo())
    (back,) = parse(client.get(check).text).css("main .knoepfe a")
    assert text_of(back) == "Zurück und ändern"
    form = client.get(back.attributes["href"] or "")
    assert "IMG_2041" in form.text
    fields = sent_again(form)
    assert {name: fields[name].strip() for name in (*typed, *more)} == typed | more
    assert fields["thema"] == "umwelt"

    action = parse(form.text).css_first("main form").attributes["action"] or ""
    refused = client.post(action, data=fields | {"titel": ""})
    assert refused.status_code == 422
    assert "IMG_2041" in refused.text
    assert sent_again(client.get(action))["titel"] == typed["titel"], "its address can be opened"

    second = client.post(action, data=fields | {"ort": "an der Linde"}).headers["location"]
    assert client.post(second).status_code == 303
    (idee,) = ideen(session)
    assert (idee.ort, idee.titel) == ("an der Linde", typed["titel"])
    assert session.exec(select(Datei)).one().thread == idee.vorgangsnummer


def test_what_was_refused_can_be_opened_again_with_its_mistakes(
    client: PortalClient, session: Session, typed: dict
) -> None:
    """Back onto it and reload: the answer to a POST itself cannot be shown again."""
    wrong = {"titel": "", "email": "anna@", "text": typed["text"] + "!" * 2000}
    refused = client.post(NEW, data=typed | wrong, files={"foto": photo()})
    assert refused.status_code == 422
    (form,) = parse(refused.text).css("main form")
    address = form.attributes["data-kept-at"]
    assert address == form.attributes["action"]
    again = client.another().get(address)
    assert again.status_code == 422
    assert sent_again(again).items() >= wrong.items()
    assert "IMG_2041" in again.text
    assert again.text.count("data-error-summary") == 1

    right = sent_again(again) | {"titel": "Ein Brunnen", "email": "", "text": "Kurz"}
    check = client.post(address, data=right).headers["location"]
    client.post(check)
    assert [idee.titel for idee in ideen(session)] == ["Ein Brunnen"]
    assert len(session.exec(select(Datei)).all()) == 1


def test_a_flood_of_words_is_refused_and_not_stored(
    client: PortalClient, session: Session, typed: dict
) -> None:
    refused = client.post(NEW, data=typed | {"text": "x" * 30_000})
    assert refused.status_code == 422
    assert "x" * 30_000 in refused.text
    assert "data-kept-at" not in refused.text
    assert session.exec(select(Ideeneingabe)).all() == []


def test_the_check_page_shows_the_picture_and_every_line(
    client: PortalClient, session: Session, typed: dict
) -> None:
    text = "Erste Zeile\nZweite Zeile\n\nNeuer Absatz"
    check = checked(client, typed | {"text": text}, foto=photo())
    page = parse(client.get(check).text)
    assert "IMG_2041" not in text_of(page.css_first("main"))
    picture = page.css_first("main img")
    answer = client.get(picture.attributes["src"] or "")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/webp")
    assert answer.headers["cache-control"] == "no-store"
    assert "Erste Zeile<br>Zweite Zeile</p>" in client.get(check).text
    client.post(check)
    assert ideen(session)[0].text == text


def test_without_a_photo_there_is_no_picture(client: PortalClient, typed: dict) -> None:
    check = checked(client, typed)
    assert not parse(client.get(check).text).css("main img")
    assert client.get(check.replace("/pruefung", "/foto")).status_code == 404


def test_a_photo_can_be_taken_away(client: PortalClient, session: Session, typed: dict) -> None:
    check = checked(client, typed, foto=photo())
    form = client.get(check.removesuffix("/pruefung"))
    second = checked(client, sent_again(form) | {"foto_entfernen": "y"})
    assert not parse(client.get(second).text).css("main img")
    client.post(second)
    assert session.exec(select(Datei)).first() is None


def test_two_tabs_do_not_mix(client: PortalClient, session: Session, typed: dict) -> None:
    """Each shows and sends what stood there when it was opened."""
    first = checked(client, typed, foto=photo())
    form = sent_again(client.get(first.removesuffix("/pruefung")))
    second = checked(client, form | {"titel": "Ein Brunnen", "foto_entfernen": "y"})
    assert typed["titel"] in client.get(first).text
    assert "Ein Brunnen" not in client.get(first).text
    receipts = [client.post(check).headers["location"] for check in (first, second)]
    assert len(set(receipts)) == 2
    assert [idee.titel for idee in ideen(session)] == [typed["titel"], "Ein Brunnen"]
    assert len(session.exec(select(Datei)).all()) == 1


def test_sent_twice_it_is_one_idee_and_one_receipt(
    client: PortalClient, session: Session, typed: dict
) -> None:
    check = checked(client, typed)
    form = check.removesuffix("/pruefung")
    receipts = {client.post(check).headers["location"] for _ in range(3)}
    # Back, forward and reload afterwards.
    receipts |= {client.get(address).headers["location"] for address in (check, form, check)}
    assert len(receipts) == 1
    assert client.get(receipts.pop()).status_code == 200
    assert len(session.exec(select(Vorgang)).all()) == 1


def test_the_same_words_checked_twice_are_one_idee(
    client: PortalClient, session: Session, typed: dict
) -> None:
    """Back from the check page and on again, or a second tab of the same form."""
    one, other = checked(client, typed), checked(client, typed)
    assert one != other
    assert client.post(one).headers["location"] == client.post(other).headers["location"]
    assert len(ideen(session)) == 1


@pytest.mark.both
def test_twenty_times_at_once_it_is_one_idee(
    client: PortalClient, session: Session, typed: dict
) -> None:
    checks = [checked(client, typed), checked(client, typed)] * 10
    session.rollback()
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(client.post, checks))
    assert {a.status_code for a in answers} == {303}
    assert len({a.headers["location"] for a in answers}) == 1
    assert len(ideen(session)) == 1


def test_nothing_typed_stays_once_it_is_sent(
    client: PortalClient, session: Session, typed: dict
) -> None:
    checked(client, typed | {"email": "anna@post.example"})
    hand_in(client, typed | {"email": "anna@post.example"})
    session.rollback()
    assert [eingabe.felder for eingabe in session.exec(select(Ideeneingabe))] == ["", ""]


def test_it_is_kept_for_a_day_and_no_longer(
    client: PortalClient, session: Session, now: FixedNow, typed: dict
) -> None:
    check = checked(client, typed)
    now.advance(hours=23, minutes=59)
    assert client.get(check).status_code == 200
    now.advance(minutes=2)
    for answer in (client.get(check), client.post(check), client.get(f"{NEW}/quatsch")):
        assert answer.status_code == 404
        assert "24 Stunden" in answer.text
        assert "noch einmal" in answer.text
        assert parse(answer.text).css_first("main a.kern-btn[href='/ideen/neu']")
    assert ideen(session) == []


@pytest.mark.both
def test_the_nightly_run_takes_it_away(
    client: PortalClient, session: Session, settings: Settings, now: FixedNow, typed: dict
) -> None:
    checked(client, typed)
    hand_in(client, typed | {"titel": "Ein Brunnen"})
    (retention,) = [r for r in RETENTIONS if r.name == "idee_eingabe"]
    assert retention.sweep is not None
    assert not retention.asks
    for hours, left in ((23, 2), (25, 0)):
        at = now.advance(hours=hours)
        before = retention.period.before(at)
        retention.sweep.forget(session, settings, before=before, at=at, after=0)
        session.commit()
        assert len(session.exec(select(Ideeneingabe)).all()) == left
    assert len(ideen(session)) == 1


def test_data_protection_names_it(client: PortalClient) -> None:
    page = client.get("/datenschutz").text
    assert "angesehen und nicht abgeschickt" in page


def test_whoever_saw_the_check_page_is_kept_out_of_a_renewed_link(
    client: PortalClient, typed: dict
) -> None:
    check = checked(client, typed)
    receipt = client.post(check).headers["location"].partition("?")[0]
    assert client.post(f"{receipt}/erneuerung").status_code == 303
    assert client.get(check).status_code == 404


def test_a_photo_that_is_gone_meanwhile_is_told(
    client: PortalClient, session: Session, settings: Settings, typed: dict
) -> None:
    """It is not left out without a word, and the words are still there."""
    check = checked(client, typed, foto=photo())
    eingabe = session.exec(select(Ideeneingabe)).one()
    eingabe.felder = eingabe.felder.replace("foto_staged=", "foto_staged=x")
    session.commit()
    for answer in (client.get(check), client.post(check)):
        assert answer.status_code == 422
        assert "Bitte wählen Sie sie noch einmal aus" in answer.text
        assert typed["titel"] in answer.text
        action = parse(answer.text).css_first("main form").attributes["action"]
        assert action == check.removesuffix("/pruefung")
    assert ideen(session) == []


def test_a_check_page_from_before_an_upgrade_loses_nothing(
    client: PortalClient, session: Session, typed: dict
) -> None:
    """It sends the whole form to an address of its own."""
    for address in ("/ideen", "/ideen/neu/pruefung"):
        check = client.post(address, data=typed).headers["location"]
        assert typed["titel"] in client.get(check).text
    assert client.get("/ideen/neu/pruefung").headers["location"] == NEW


def test_a_forged_or_old_form_needs_no_more_than_its_check_page(
    client: PortalClient, session: Session, now: FixedNow, typed: dict
) -> None:
    now.advance(hours=25)
    for number, seal in enumerate(("", "gefälscht", "x" * 5000, typed["siegel"])):
        hand_in(client, typed | {"siegel": seal, "titel": f"Bank {number}"})
    assert len(ideen(session)) == 4


class TestDoubts:
    """Haste and a filled trap are asked about by the check page, which everybody sees anyway."""

    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        changed = {
            "submissions_per_quarter_hour": 5,
            "doubtful_per_quarter_hour": 2,
            "form_min_seconds": 3,
        }
        return settings.model_copy(update=changed)

    def form(self, settings: Settings, now: FixedNow, typed: dict, number: int) -> dict[str, Any]:
        return typed | {
            "siegel": traps.issue(settings, at=now.present),
            "titel": f"Bank Nummer {number}",
        }

    def test_a_filled_trap_loses_nothing(
        self, client: PortalClient, session: Session, typed: dict
    ) -> None:
        done = hand_in(client, typed | {"leer": "Rosa Muster"}, foto=photo())
        assert done.status_code == 303
        (idee,) = ideen(session)
        assert idee.titel == typed["titel"]
        assert session.exec(select(Datei)).one().thread == idee.vorgangsnummer

    def test_whoever_is_quick_meets_no_bar(
        self, client: PortalClient, session: Session, settings: Settings, now: FixedNow, typed: dict
    ) -> None:
        assert hand_in(client, self.form(settings, now, typed, 1)).status_code == 303
        assert len(ideen(session)) == 1

    def test_what_a_robot_may_have_sent_is_counted_for_itself(
        self, client: PortalClient, session: Session, settings: Settings, now: FixedNow, typed: dict
    ) -> None:
        quick = [hand_in(client, self.form(settings, now, typed, n)) for n in range(3)]
        assert [answer.status_code for answer in quick] == [303, 303, 429]
        forms = [self.form(settings, now, typed, n) for n in range(3, 9)]
        now.advance(seconds=60)
        calm = [hand_in(client, form) for form in forms]
        assert [answer.status_code for answer in calm] == [303] * 5 + [429]

    def test_a_refusal_keeps_everything_and_says_when_and_what_else(
        self, client: PortalClient, session: Session, settings: Settings, now: FixedNow, typed: dict
    ) -> None:
        for number in range(2):
            hand_in(client, self.form(settings, now, typed, number))
        check = checked(client, self.form(settings, now, typed, 3), foto=photo())
        refused = client.post(check)
        assert refused.status_code == 429
        assert 0 < int(refused.headers["retry-after"]) <= 15 * 60
        said = text_of(parse(refused.text).css_first("[data-error-summary]"))
        assert "Minuten" in said
        assert "rufen Sie uns an" in said
        assert parse(refused.text).css("main img")
        client.app.state.limiter.storage.reset()  # type: ignore[attr-defined]
        assert client.post(check).status_code == 303
        assert len(ideen(session)) == 3
