"""From the form over the check page to the receipt, with everything that people type."""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from sqlmodel import Session, select

from app.files import intake
from app.files.models import Datei
from app.files.store import STAGING, open_store
from app.history.chain import trail
from app.ideen.models import Idee
from app.ideen.status import Ideenstatus
from app.mail.models import Mail
from app.settings import Settings
from app.vorgaenge.models import Vorgang
from app.vorgaenge.sender import RUECKANTWORT
from app.web import traps
from tests.files import samples
from tests.support.client import PortalClient
from tests.support.clock import FixedNow
from tests.support.dom import parse, successful_fields, text_of
from tests.support.each import each
from tests.support.factories import ein_quartier


@pytest.fixture
def typed(session: Session, settings: Settings, now: FixedNow) -> dict[str, Any]:
    quartier = ein_quartier(session, slug="heslach", name="Heslach")
    seal = traps.issue(settings, at=now.advance(seconds=-60))
    now.advance(seconds=60)
    return {
        "titel": "Bänke am Südheimer Platz",
        "text": "Beim Warten auf den Bus kann niemand sitzen.",
        "quartier": quartier.slug,
        "siegel": seal,
    }


def picture() -> bytes:
    out = BytesIO()
    Image.new("RGB", (640, 480), "green").save(out, "JPEG")
    return out.getvalue()


def submitted(session: Session) -> Idee:
    return session.exec(select(Idee)).one()


def test_form_check_page_receipt(client: PortalClient, session: Session, typed: dict) -> None:
    page = client.get("/ideen/neu?quartier=heslach")
    assert page.status_code == 200
    assert page.headers["cache-control"] == "no-store"

    check = client.post("/ideen/neu/pruefung", data=typed)
    assert check.status_code == 200
    assert "Bänke am Südheimer Platz" in check.text
    assert session.exec(select(Idee)).first() is None

    done = client.post("/ideen", data=typed | {"email": "anna@beispiel.de"})
    assert done.status_code == 303
    idee = submitted(session)
    assert idee.status is Ideenstatus.eingereicht
    assert idee.vorgangsnummer == "I-2026-00001"
    receipt = client.get(done.headers["location"])
    assert "I-2026-00001" in receipt.text
    assert receipt.headers["cache-control"] == "no-store"
    assert [s.step for s in trail(session, idee.vorgangsnummer)] == ["einreichen"]
    assert session.exec(select(Mail)).one().empfaenger == "anna@beispiel.de"


def test_nothing_is_public_before_a_person_has_checked(
    client: PortalClient, session: Session, typed: dict
) -> None:
    client.post("/ideen", data=typed)
    nummer = submitted(session).vorgangsnummer
    for address in ("/", "/ideen", "/quartiere/heslach", "/ideen?suche=Bänke"):
        assert nummer not in client.get(address).text
        assert "Südheimer" not in client.get(address).text
    assert client.get(f"/ideen/{nummer}").status_code == 404


def test_public_pages_set_no_cookie(client: PortalClient, typed: dict) -> None:
    for address in ("/ideen", "/ideen/neu"):
        assert "set-cookie" not in client.get(address).headers
    assert "set-cookie" not in client.post("/ideen", data=typed).headers


@each(
    ("field", "value", "message"),
    [
        ("titel", "", "in einem kurzen Satz"),
        ("titel", "x" * 101, "höchstens 100 Zeichen"),
        ("text", " \n ", "mit ein paar Worten"),
        ("text", "ä" * 2001, "höchstens 2.000 Zeichen"),
        ("quartier", "", "Quartier aus der Liste"),
        ("quartier", "atlantis", "aus der Liste"),
        ("thema", "unsinn", "aus der Liste"),
        ("email", "anna@", "nicht vollständig"),
        ("webseite", "http://spam.example", "verstecktes Feld"),
    ],
)
def test_bad_input_is_said_and_nothing_is_lost(
    client: PortalClient, session: Session, typed: dict, field: str, value: str, message: str
) -> None:
    typed = typed | {"ort": "neben der Apotheke", "name_anzeige": "eine Nachbarin", field: value}
    for address in ("/ideen/neu/pruefung", "/ideen"):
        answer = client.post(address, data=typed)
        assert answer.status_code == 422
        assert message in answer.text
        assert "neben der Apotheke" in answer.text
        assert "eine Nachbarin" in answer.text
    assert session.exec(select(Idee)).first() is None


@pytest.mark.parametrize("text", ["Nul\x00l", "😀 schön", "﷽" * 100, "<script>alert(1)</script>"])
def test_odd_characters_are_kept_or_dropped_but_never_break(
    client: PortalClient, session: Session, typed: dict, text: str
) -> None:
    assert client.post("/ideen", data=typed | {"text": text}).status_code == 303
    assert submitted(session).text == text.replace("\x00", "")


def test_ten_megabytes_of_text_are_refused_without_a_crash(
    client: PortalClient, typed: dict
) -> None:
    answer = client.post("/ideen/neu/pruefung", data=typed | {"text": "a" * 10_000_000})
    assert answer.status_code in (400, 413, 422)


def test_client_chosen_fields_are_not_looked_at(
    client: PortalClient, session: Session, typed: dict
) -> None:
    more = {"status": "umgesetzt", "vorgangsnummer": "I-1999-00001", "veroeffentlicht_am": "2020"}
    client.post("/ideen", data=typed | more)
    idee = submitted(session)
    assert idee.status is Ideenstatus.eingereicht
    assert idee.veroeffentlicht_am is None
    assert idee.vorgangsnummer == "I-2026-00001"


def test_a_photo_survives_an_error_elsewhere(
    client: PortalClient, session: Session, typed: dict
) -> None:
    photo = {"foto": ("bank.jpg", picture(), "image/jpeg")}
    page = client.post("/ideen/neu/pruefung", data=typed | {"titel": ""}, files=photo)
    assert page.status_code == 422
    staged = page.text.split('name="foto_staged" value="')[1].split('"')[0]
    client.post("/ideen", data=typed | {"foto_staged": staged})
    datei = session.exec(select(Datei)).one()
    assert (datei.thread, datei.oeffentlich) == ("I-2026-00001", False)
    assert client.get(f"/dateien/{datei.schluessel}/gross").status_code == 404


def test_a_refused_photo_says_why(client: PortalClient, typed: dict) -> None:
    photo = {"foto": ("bild.jpg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/jpeg")}
    page = client.post("/ideen/neu/pruefung", data=typed, files=photo)
    assert page.status_code == 422
    assert "Bänke am Südheimer Platz" in page.text


def test_the_same_form_twice_is_one_idee(
    client: PortalClient, session: Session, typed: dict
) -> None:
    first = client.post("/ideen", data=typed)
    second = client.post("/ideen", data=typed)
    assert first.headers["location"] == second.headers["location"]
    assert len(session.exec(select(Vorgang)).all()) == 1


@pytest.mark.both
def test_the_same_form_twenty_times_at_once_is_one_idee(
    client: PortalClient, session: Session, typed: dict
) -> None:
    session.rollback()
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda _: client.post("/ideen", data=typed), range(20)))
    assert {a.status_code for a in answers} == {303}
    assert len({a.headers["location"] for a in answers}) == 1
    assert len(session.exec(select(Idee)).all()) == 1


def test_forged_and_stale_forms_are_told_what_to_do(
    client: PortalClient, session: Session, now: FixedNow, typed: dict
) -> None:
    stale = typed["siegel"]
    now.advance(hours=25)
    for seal in ("", "gefälscht", stale):
        answer = client.post("/ideen", data=typed | {"siegel": seal})
        assert answer.status_code == 422
        assert "zu lange offen" in answer.text
        assert "Bänke am Südheimer Platz" in answer.text
    assert session.exec(select(Idee)).first() is None


def test_the_form_after_a_stale_one_carries_a_fresh_seal(
    client: PortalClient, session: Session, typed: dict
) -> None:
    page = client.post("/ideen", data=typed | {"siegel": "gefälscht"})
    fresh = page.text.split('name="siegel" type="hidden" value="')[1].split('"')[0]
    assert client.post("/ideen", data=typed | {"siegel": fresh}).status_code == 303
    assert submitted(session)


class TestLimits:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return settings.model_copy(update={"submissions_per_hour": 2, "form_min_seconds": 3})

    def test_a_robot_is_too_fast(
        self, client: PortalClient, session: Session, settings: Settings, now: FixedNow, typed: dict
    ) -> None:
        fast = traps.issue(settings, at=now.advance(seconds=60))
        answer = client.post("/ideen", data=typed | {"siegel": fast})
        assert answer.status_code == 422
        assert "sehr schnell" in answer.text
        assert session.exec(select(Idee)).first() is None

    def test_who_sends_too_much_reads_why_and_how_else(
        self, client: PortalClient, session: Session, settings: Settings, now: FixedNow, typed: dict
    ) -> None:
        seals = [traps.issue(settings, at=now) for _ in range(3)]
        now.advance(seconds=60)
        *fine, stopped = [client.post("/ideen", data=typed | {"siegel": s}) for s in seals]
        assert [a.status_code for a in fine] == [303, 303]
        assert stopped.status_code == 429
        assert "rufen Sie uns an" in stopped.text
        assert int(stopped.headers["retry-after"]) > 0
        assert "Beim Warten auf den Bus kann niemand sitzen." in stopped.text
        assert len(session.exec(select(Idee)).all()) == 2

    def test_after_the_wait_the_same_form_is_taken(
        self, client: PortalClient, session: Session, settings: Settings, now: FixedNow, typed: dict
    ) -> None:
        app = client.app
        for seal in [traps.issue(settings, at=now) for _ in range(2)]:
            now.advance(seconds=60)
            client.post("/ideen", data=typed | {"siegel": seal})
        stopped = client.post("/ideen", data=typed)
        again = dict(successful_fields(parse(stopped.text).css_first("main form")))
        app.state.limiter.storage.reset()
        assert client.post("/ideen", data=again).status_code == 303
        assert len(session.exec(select(Idee)).all()) == 3


class TestUploads:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return settings.model_copy(update={"uploads_per_hour": 1})

    def test_more_photos_than_anybody_takes_are_refused_at_their_field(
        self, client: PortalClient, typed: dict
    ) -> None:
        address, photo = "/ideen/neu/pruefung", {"foto": ("bank.jpg", picture(), "image/jpeg")}
        assert client.post(address, data=typed, files=photo).status_code == 200
        stopped = client.post(address, data=typed, files=photo)
        assert stopped.status_code == 422
        assert "rufen Sie uns an" in text_of(parse(stopped.text).css_first("#foto-fehler"))
        assert "Beim Warten auf den Bus" in stopped.text

    def test_a_robot_gets_no_photo_decoded(
        self, client: PortalClient, settings: Settings, typed: dict
    ) -> None:
        photo = {"foto": ("bank.jpg", picture(), "image/jpeg")}
        sprung = typed | {"webseite": "https://spam.example"}
        stopped = client.post("/ideen/neu/pruefung", data=sprung, files=photo)
        assert stopped.status_code == 422
        assert list(open_store(settings).listed(STAGING)) == []


def test_a_text_that_no_form_of_ours_sends(
    client: PortalClient, session: Session, typed: dict
) -> None:
    answer = client.post("/ideen", data=typed | {"text": "x" * 300_000}, files={"foto": ("", b"")})
    assert answer.status_code == 422
    assert "viel zu lang" in answer.text
    assert session.exec(select(Idee)).first() is None


def test_change_leads_back_with_everything(client: PortalClient, typed: dict) -> None:
    page = client.post("/ideen/neu", data=typed | {"ort": "am Brunnen"})
    assert page.status_code == 200
    assert "am Brunnen" in page.text


def test_foreign_sites_cannot_send_for_a_visitor(
    client: PortalClient, session: Session, typed: dict
) -> None:
    for headers in (
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ):
        assert client.post("/ideen", data=typed, headers=headers).status_code == 403
    del client.headers["sec-fetch-site"]
    evil = client.post("/ideen", data=typed, headers={"origin": "https://evil.example"})
    assert evil.status_code == 403
    assert session.exec(select(Idee)).first() is None


def test_going_back_and_sending_something_else_is_another_idee(
    client: PortalClient, session: Session, typed: dict
) -> None:
    first = client.post("/ideen", data=typed)
    second = client.post("/ideen", data=typed | {"titel": "Ein Brunnen"})
    assert first.headers["location"] != second.headers["location"]
    assert len(session.exec(select(Idee)).all()) == 2


@each("letter", ["\u200b", "\u2060", "\u3164", "\u2800"], ids=ascii)
def test_a_title_that_nobody_sees_is_none(
    client: PortalClient, session: Session, typed: dict, letter: str
) -> None:
    for address in ("/ideen/neu/pruefung", "/ideen"):
        answer = client.post(address, data=typed | {"titel": letter, "text": letter})
        assert answer.status_code == 422
        assert "in einem kurzen Satz, was Ihre Idee ist" in answer.text
    assert session.exec(select(Idee)).first() is None


def test_a_file_of_another_form_is_no_photo(
    client: PortalClient, session: Session, settings: Settings, typed: dict
) -> None:
    """Publishing it would have been refused by the database, also for all others in bulk."""
    for purpose in (RUECKANTWORT, "antrag", ""):
        staged = intake.stage(samples.pdf(), "Angebot.pdf", settings, purpose=purpose)
        for address in ("/ideen/neu/pruefung", "/ideen"):
            answer = client.post(address, data=typed | {"foto_staged": staged.reference})
            assert answer.status_code == 422
            assert "Bitte wählen Sie sie noch einmal aus" in answer.text
            assert staged.reference not in answer.text
    assert session.exec(select(Idee)).first() is None
