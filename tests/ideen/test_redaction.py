"""Redact and publish: what staff take out is nowhere public, and its sender sees what it was."""

from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image
from sqlmodel import Session

from app.auth.models import Mitarbeiter
from app.auth.permissions import Rolle
from app.files import intake
from app.files.models import Datei
from app.history.chain import trail
from app.ideen.models import SCHWAERZBAR, Idee
from app.ideen.status import Ideenstatus
from app.mail.models import Mail
from app.quartiere.models import Quartier
from app.settings import Settings
from tests.files import samples
from tests.support.client import PortalClient
from tests.support.clock import read_clock
from tests.support.dom import parse, successful_fields
from tests.support.factories import ein_quartier, eine_idee, eine_mitarbeiterin
from tests.support.newest import newest
from tests.support.zugang import secret_path

Login = Callable[[Mitarbeiter], PortalClient]

SENT = {
    "titel": "Bänke statt Maiers Müll",
    "text": "Frau Maier aus der 12 stört.",
    "ort": "bei Maier, 0711 4711",
    "name_anzeige": "Anna, 0151 1234",
}
SHOWN = {"titel": "Bänke", "text": "Ohne Namen.", "ort": "am Platz", "name_anzeige": ""}


@pytest.fixture
def heslach(session: Session) -> Quartier:
    return ein_quartier(session, slug="heslach", name="Heslach")


@pytest.fixture
def koordination(session: Session, login: Login, heslach: Quartier) -> PortalClient:
    return login(eine_mitarbeiterin(session, Rolle.quartierskoordination, quartier=heslach))


@pytest.fixture
def idee(session: Session, heslach: Quartier) -> Idee:
    return eine_idee(session, quartier=heslach, email="anna@beispiel.de", **SENT)


def publish(client: PortalClient, idee: Idee, data: dict[str, str]) -> None:
    address = f"/intern/ideen/{idee.vorgangsnummer}/veroeffentlichung"
    assert client.post(address, data=data).status_code == 303


def press_publish(client: PortalClient, idee: Idee, **typed: str) -> None:
    """As its page offers it, with what was typed into the form."""
    page = client.get(f"/intern/ideen/{idee.vorgangsnummer}").text
    form = parse(page).css_first("#schritt-veroeffentlichung")
    publish(client, idee, dict(successful_fields(form)) | typed)


def photo_of(session: Session, idee: Idee) -> Datei:
    settings: Settings = session.info["settings"]
    buffer = BytesIO()
    Image.new("RGB", (400, 300), "green").save(buffer, "JPEG")
    staged = intake.stage(buffer.getvalue(), "Gesicht.jpg", settings, pdf=False).reference
    datei = intake.attach(
        session, settings, staged, thread=idee.vorgangsnummer, zweck="idee", at=read_clock()
    )
    session.commit()
    return datei


def secret(session: Session, idee: Idee) -> str:
    return secret_path(session, idee.vorgangsnummer)


@pytest.mark.parametrize("name", SCHWAERZBAR)
def test_what_was_taken_out_is_shown_only_to_the_sender_and_those_in_charge(
    koordination: PortalClient,
    client: PortalClient,
    login: Login,
    session: Session,
    idee: Idee,
    name: str,
) -> None:
    publish(koordination, idee, SENT | {name: SHOWN[name]})
    elsewhere = login(
        eine_mitarbeiterin(
            session, Rolle.quartierskoordination, quartier=ein_quartier(session), name="Fern"
        )
    )
    public = client.get(f"/ideen/{idee.vorgangsnummer}").text
    inner = f"/intern/ideen/{idee.vorgangsnummer}"
    for page in (public, client.get("/ideen").text, elsewhere.get(inner).text):
        assert SENT[name] not in page
    assert SHOWN[name] in public
    assert f"Vor der Veröffentlichung angepasst: {SCHWAERZBAR[name]}." in public
    for page in (koordination.get(inner).text, client.get(secret(session, idee)).text):
        assert SENT[name] in page
    assert all(SENT[name] not in step.reason for step in trail(session, idee.vorgangsnummer))
    mail = newest(session, Mail)
    assert "Was anders ist, sehen Sie auf Ihrer Vorgangsseite." in mail.text


def test_only_what_was_changed_has_an_original(
    koordination: PortalClient, client: PortalClient, session: Session, idee: Idee
) -> None:
    publish(koordination, idee, SENT | {"ort": "am Platz", "name_anzeige": ""})
    session.refresh(idee)
    assert (idee.ort, idee.name_anzeige) == ("am Platz", "")
    assert (idee.original_ort, idee.original_name_anzeige) == (SENT["ort"], SENT["name_anzeige"])
    assert (idee.original_titel, idee.original_text) == (None, None)
    own = parse(client.get(secret(session, idee)).text).css_first("#idee").parent.text()
    assert "bei Maier, 0711 4711, jetzt: am Platz" in own
    assert "Anna, 0151 1234, jetzt: keine Angabe" in own
    public = client.get(f"/ideen/{idee.vorgangsnummer}").text
    assert "von:" not in public
    assert "angepasst: Ort, Name." in public


def test_published_as_it_stands_nothing_is_redacted(
    koordination: PortalClient, client: PortalClient, session: Session, heslach: Quartier
) -> None:
    """By its one button, and several at once."""
    one, other = (eine_idee(session, quartier=heslach, **SENT) for _ in range(2))
    pictures = [photo_of(session, idee) for idee in (one, other)]
    press_publish(koordination, one)
    koordination.get(f"/intern/ideen/{other.vorgangsnummer}")
    chosen = {"nummer": other.vorgangsnummer}
    koordination.post("/intern/ideen/veroeffentlichungen", data=chosen)
    for idee, picture in zip((one, other), pictures, strict=True):
        session.refresh(idee)
        assert {name: getattr(idee, name) for name in SENT} == SENT
        assert not idee.is_redacted
        public = client.get(f"/ideen/{idee.vorgangsnummer}").text
        assert "angepasst" not in public
        assert picture.address("gross") in public
        assert trail(session, idee.vorgangsnummer)[-1].reason == ""


def test_what_is_typed_beside_the_press_is_what_is_published(
    koordination: PortalClient, client: PortalClient, session: Session, idee: Idee
) -> None:
    """There is one form and one press, so no redaction is dropped by another one beside it."""
    page = parse(koordination.get(f"/intern/ideen/{idee.vorgangsnummer}").text)
    to_publish = [f for f in page.css("form") if f.attributes["action"].endswith("lichung")]
    assert len(to_publish) == 1
    press_publish(koordination, idee, text="Ohne Namen.", ort="am Platz")
    public = client.get(f"/ideen/{idee.vorgangsnummer}").text
    assert "Ohne Namen." in public
    assert SENT["text"] not in public
    assert SENT["ort"] not in public


def test_a_withheld_photo_stays_between_sender_and_staff(
    koordination: PortalClient, client: PortalClient, session: Session, idee: Idee
) -> None:
    picture = photo_of(session, idee)
    publish(koordination, idee, SENT | {"ohne_foto": "y"})
    public = client.get(f"/ideen/{idee.vorgangsnummer}").text
    assert picture.schluessel not in public + client.get("/ideen").text
    assert "Ohne das Foto veröffentlicht." in public
    for size in ("gross", "klein"):
        assert client.get(picture.address(size)).status_code == 404
    inner, own = f"/intern/ideen/{idee.vorgangsnummer}", secret(session, idee)
    for reader, page, told in (
        (koordination, inner, "Dieses Foto ist nicht öffentlich."),
        (client, own, "Ihr Foto zeigen wir nicht öffentlich."),
    ):
        assert told in reader.get(page).text
        assert reader.get(f"{page}/dateien/{picture.schluessel}/klein").status_code == 200
    assert "Was anders ist" in newest(session, Mail).text


def test_without_a_photo_none_can_be_withheld(
    koordination: PortalClient, session: Session, idee: Idee
) -> None:
    inner = f"/intern/ideen/{idee.vorgangsnummer}"
    assert "ohne_foto" not in koordination.get(inner).text
    photo_of(session, idee)
    assert "ohne_foto" in koordination.get(inner).text


def test_a_claimed_photo_that_is_not_there_changes_nothing(
    koordination: PortalClient, session: Session, idee: Idee
) -> None:
    publish(koordination, idee, SENT | {"ohne_foto": "y"})
    assert trail(session, idee.vorgangsnummer)[-1].reason == ""


def test_what_does_not_fit_keeps_everything_typed(
    koordination: PortalClient, session: Session, idee: Idee
) -> None:
    photo_of(session, idee)
    address = f"/intern/ideen/{idee.vorgangsnummer}/veroeffentlichung"
    typed = SHOWN | {"ort": "x" * 121, "name_anzeige": "eine Nachbarin", "ohne_foto": "y"}
    answer = koordination.post(address, data=typed)
    assert answer.status_code == 422
    form = parse(answer.text).css_first("#schritt-veroeffentlichung")
    assert form.css_first("[name=ort]").attributes["value"] == "x" * 121
    assert form.css_first("[name=name_anzeige]").attributes["value"] == "eine Nachbarin"
    assert "checked" in form.css_first("[name=ohne_foto]").attributes


def test_a_pdf_that_once_came_in_as_a_photo_holds_nobody_up(
    koordination: PortalClient, session: Session, settings: Settings, heslach: Quartier
) -> None:
    one, other = (eine_idee(session, quartier=heslach, **SENT) for _ in range(2))
    staged = intake.stage(samples.pdf(), "Angebot.pdf", settings).reference
    thread, picture = one.vorgangsnummer, photo_of(session, other)
    paper = intake.attach(session, settings, staged, thread=thread, zweck="idee", at=read_clock())
    session.commit()
    chosen = {"nummer": [thread, other.vorgangsnummer]}
    for number in chosen["nummer"]:
        koordination.get(f"/intern/ideen/{number}")
    answer = koordination.post("/intern/ideen/veroeffentlichungen", data=chosen)
    assert answer.status_code == 303
    session.expire_all()
    assert (one.status, other.status) == (Ideenstatus.veroeffentlicht,) * 2
    assert (paper.oeffentlich, picture.oeffentlich) == (False, True)
