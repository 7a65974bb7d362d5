"""From the form over the check page to the receipt, with everything that people type."""

from io import BytesIO

import pytest
from PIL import Image
from sqlmodel import Session, select

from app.files import intake
from app.files.models import Datei
from app.history.chain import trail
from app.ideen.models import Idee
from app.ideen.status import Ideenstatus
from app.mail.models import Mail
from app.settings import Settings
from app.vorgaenge.sender import RUECKANTWORT
from tests.files import samples
from tests.ideen.handing_in import checked, hand_in
from tests.support.client import PortalClient
from tests.support.dom import parse, text_of
from tests.support.each import each


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

    address = checked(client, typed | {"email": "anna@beispiel.de"})
    check = client.get(address)
    assert "Bänke am Südheimer Platz" in check.text
    assert check.headers["cache-control"] == "no-store"
    assert "noindex" in check.headers["x-robots-tag"]
    assert session.exec(select(Idee)).first() is None

    done = client.post(address)
    assert done.status_code == 303
    idee = submitted(session)
    assert idee.status is Ideenstatus.eingereicht
    assert idee.vorgangsnummer == "I-2026-00001"
    receipt = client.get(done.headers["location"])
    assert "I-2026-00001" in receipt.text
    assert receipt.headers["cache-control"] == "no-store"
    assert [s.step for s in trail(session, idee.vorgangsnummer)] == ["einreichen"]
    assert session.exec(select(Mail)).one().empfaenger == "anna@beispiel.de"
    assert "Danke. Das ist angekommen." in receipt.text
    kept = done.headers["location"]
    assert client.post(f"{kept.partition('?')[0]}/zurueckziehung").status_code == 303
    assert "Danke. Das ist angekommen." not in client.get(kept).text, "the state, not the receipt"


def test_nothing_is_public_before_a_person_has_checked(
    client: PortalClient, session: Session, typed: dict
) -> None:
    hand_in(client, typed)
    nummer = submitted(session).vorgangsnummer
    for address in ("/", "/ideen", "/quartiere/heslach", "/ideen?suche=Bänke"):
        assert nummer not in client.get(address).text
        assert "Südheimer" not in client.get(address).text
    assert client.get(f"/ideen/{nummer}").status_code == 404


def test_public_pages_set_no_cookie(client: PortalClient, typed: dict) -> None:
    for address in ("/ideen", "/ideen/neu"):
        assert "set-cookie" not in client.get(address).headers
    assert "set-cookie" not in hand_in(client, typed).headers


@each(
    ("field", "value", "message"),
    [
        ("titel", "", "in einem kurzen Satz"),
        ("titel", "x" * 101, "höchstens 100 Zeichen"),
        ("text", " \n ", "mit ein paar Worten"),
        ("text", "ä" * 2001, "höchstens 2.000 Zeichen"),
        ("quartier", "", "Ihren Stadtteil aus der Liste"),
        ("quartier", "atlantis", "aus der Liste"),
        ("thema", "unsinn", "aus der Liste"),
        ("email", "anna@", "nicht vollständig"),
    ],
)
def test_bad_input_is_said_and_nothing_is_lost(
    client: PortalClient, session: Session, typed: dict, field: str, value: str, message: str
) -> None:
    typed = typed | {"ort": "neben der Apotheke", "name_anzeige": "eine Nachbarin", field: value}
    answer = client.post("/ideen/neu", data=typed)
    assert answer.status_code == 422
    assert message in answer.text
    assert "neben der Apotheke" in answer.text
    assert "eine Nachbarin" in answer.text
    assert session.exec(select(Idee)).first() is None


@pytest.mark.parametrize("text", ["Nul\x00l", "😀 schön", "﷽" * 100, "<script>alert(1)</script>"])
def test_odd_characters_are_kept_or_dropped_but_never_break(
    client: PortalClient, session: Session, typed: dict, text: str
) -> None:
    assert hand_in(client, typed | {"text": text}).status_code == 303
    assert submitted(session).text == text.replace("\x00", "")


def test_ten_megabytes_of_text_are_refused_without_a_crash(
    client: PortalClient, typed: dict
) -> None:
    answer = client.post("/ideen/neu", data=typed | {"text": "a" * 10_000_000})
    assert answer.status_code in (400, 413, 422)


def test_client_chosen_fields_are_not_looked_at(
    client: PortalClient, session: Session, typed: dict
) -> None:
    more = {"status": "umgesetzt", "vorgangsnummer": "I-1999-00001", "veroeffentlicht_am": "2020"}
    hand_in(client, typed | more)
    idee = submitted(session)
    assert idee.status is Ideenstatus.eingereicht
    assert idee.veroeffentlicht_am is None
    assert idee.vorgangsnummer == "I-2026-00001"


def test_a_photo_survives_an_error_elsewhere(
    client: PortalClient, session: Session, typed: dict
) -> None:
    photo = {"foto": ("bank.jpg", picture(), "image/jpeg")}
    page = client.post("/ideen/neu", data=typed | {"titel": ""}, files=photo)
    assert page.status_code == 422
    staged = page.text.split('name="foto_staged" value="')[1].split('"')[0]
    hand_in(client, typed | {"foto_staged": staged})
    datei = session.exec(select(Datei)).one()
    assert (datei.thread, datei.oeffentlich) == ("I-2026-00001", False)
    assert client.get(f"/dateien/{datei.schluessel}/gross").status_code == 404


def test_a_refused_photo_says_why(client: PortalClient, typed: dict) -> None:
    photo = {"foto": ("bild.jpg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/jpeg")}
    page = client.post("/ideen/neu", data=typed, files=photo)
    assert page.status_code == 422
    assert "Bänke am Südheimer Platz" in page.text


class TestUploads:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return settings.model_copy(update={"uploads_per_hour": 1})

    def test_more_photos_than_anybody_takes_are_refused_at_their_field(
        self, client: PortalClient, typed: dict
    ) -> None:
        address, photo = "/ideen/neu", {"foto": ("bank.jpg", picture(), "image/jpeg")}
        assert client.post(address, data=typed, files=photo).status_code == 303
        stopped = client.post(address, data=typed, files=photo)
        assert stopped.status_code == 422
        assert "rufen Sie uns an" in text_of(parse(stopped.text).css_first("#foto-fehler"))
        assert "Beim Warten auf den Bus" in stopped.text


def test_a_text_that_no_form_of_ours_sends(
    client: PortalClient, session: Session, typed: dict
) -> None:
    form = typed | {"text": "x" * 300_000}
    answer = client.post("/ideen/neu", data=form, files={"foto": ("", b"")})
    assert answer.status_code == 422
    assert "viel zu lang" in answer.text
    assert session.exec(select(Idee)).first() is None


def test_foreign_sites_cannot_send_for_a_visitor(
    client: PortalClient, session: Session, typed: dict
) -> None:
    check = checked(client, typed)
    for headers in (
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ):
        assert client.post("/ideen/neu", data=typed, headers=headers).status_code == 403
        assert client.post(check, headers=headers).status_code == 403
    del client.headers["sec-fetch-site"]
    evil = client.post(check, headers={"origin": "https://evil.example"})
    assert evil.status_code == 403
    assert session.exec(select(Idee)).first() is None


@each("letter", ["\u200b", "\u2060", "\u3164", "\u2800"], ids=ascii)
def test_a_title_that_nobody_sees_is_none(
    client: PortalClient, session: Session, typed: dict, letter: str
) -> None:
    answer = client.post("/ideen/neu", data=typed | {"titel": letter, "text": letter})
    assert answer.status_code == 422
    assert "in einem kurzen Satz, was Ihre Idee ist" in answer.text
    assert session.exec(select(Idee)).first() is None


def test_a_file_of_another_form_is_no_photo(
    client: PortalClient, session: Session, settings: Settings, typed: dict
) -> None:
    """Publishing it would have been refused by the database, also for all others in bulk."""
    for purpose in (RUECKANTWORT, "antrag", ""):
        staged = intake.stage(samples.pdf(), "Angebot.pdf", settings, purpose=purpose)
        answer = client.post("/ideen/neu", data=typed | {"foto_staged": staged.reference})
        assert answer.status_code == 422
        assert "Bitte wählen Sie sie noch einmal aus" in answer.text
        assert staged.reference not in answer.text
    assert session.exec(select(Idee)).first() is None
