"""What is public can be taken down with a reason, redacted, and published again."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from app.auth.models import Mitarbeiter
from app.auth.permissions import Rolle
from app.files.models import Datei
from app.history.chain import broken, trail
from app.ideen.consistency import record_problems
from app.ideen.models import Idee
from app.ideen.retention import RETENTIONS
from app.ideen.status import OEFFENTLICH, Ideenstatus
from app.mail.models import Mail
from app.quartiere.models import Quartier
from app.settings import Settings
from tests.ideen.test_redaction import photo_of, secret
from tests.support.client import PortalClient
from tests.support.clock import FixedNow
from tests.support.dom import parse, successful_fields, text_of
from tests.support.each import each
from tests.support.factories import ein_quartier, eine_idee, eine_mitarbeiterin

Login = Callable[[Mitarbeiter], PortalClient]
S = Ideenstatus
REASON = {"grund": "daten_dritter", "erklaerung": "Der Name Ihrer Nachbarin steht im Text."}


@pytest.fixture
def heslach(session: Session) -> Quartier:
    return ein_quartier(session, slug="heslach", name="Heslach")


@pytest.fixture
def koordination(session: Session, login: Login, heslach: Quartier) -> PortalClient:
    return login(eine_mitarbeiterin(session, Rolle.quartierskoordination, quartier=heslach))


@pytest.fixture
def idee(session: Session, koordination: PortalClient, heslach: Quartier) -> Idee:
    """Public, with its photo."""
    text = "Ella Öztürk lässt ihr Rad im Hof."
    idee = eine_idee(session, quartier=heslach, titel="Räder", text=text, email="anna@post.example")
    photo_of(session, idee)
    step(koordination, idee, "veroeffentlichung", {"titel": idee.titel, "text": text})
    return idee


def step(client: PortalClient, idee: Idee, name: str, data: dict[str, str]) -> str:
    answer = client.post(f"/intern/ideen/{idee.vorgangsnummer}/{name}", data=data)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def take_down(client: PortalClient, idee: Idee) -> str:
    return step(client, idee, "veroeffentlichung-ruecknahme", REASON)


def state(session: Session, idee: Idee) -> Ideenstatus:
    session.expire_all()
    return session.exec(select(Idee.status).where(Idee.id == idee.id)).one()


def picture_of(session: Session, idee: Idee) -> Datei:
    return session.exec(select(Datei).where(Datei.thread == idee.vorgangsnummer)).one()


def test_nobody_outside_reads_it_any_more(
    koordination: PortalClient, client: PortalClient, session: Session, idee: Idee
) -> None:
    picture = picture_of(session, idee).address("klein")
    public = f"/ideen/{idee.vorgangsnummer}"
    assert client.get(picture).status_code == client.get(public).status_code == 200
    done = koordination.get(take_down(koordination, idee)).text
    assert "Nicht mehr öffentlich. Bitte entscheiden Sie bis zum" in done
    gone = client.get(public)
    assert gone.status_code == 410
    assert "Das ist nicht mehr öffentlich" in gone.text
    assert client.get(picture).status_code == 404
    for outlet in ("/ideen", "/", "/quartiere/heslach", "/ideen?suche=Hof"):
        assert "Räder" not in client.get(outlet).text, outlet


def test_its_sender_is_told_the_reason_and_what_comes_next(
    koordination: PortalClient, client: PortalClient, session: Session, idee: Idee
) -> None:
    take_down(koordination, idee)
    mail = session.exec(select(Mail).order_by(col(Mail.id).desc())).first()
    assert mail is not None
    assert "nicht mehr öffentlich" in mail.betreff
    assert "private Daten anderer Menschen" in mail.text
    own = text_of(parse(client.get(secret(session, idee)).text).css_first("main"))
    assert "Ihre Idee ist vorerst nicht mehr öffentlich." in own
    assert "private Daten anderer Menschen" in own
    assert REASON["erklaerung"] in own
    assert "Bis zum 27. November 2026 sagen wir Ihnen, wie es weitergeht." in own


def test_it_waits_on_the_desk_and_in_the_list(
    koordination: PortalClient, session: Session, idee: Idee
) -> None:
    take_down(koordination, idee)
    assert "Idee neu prüfen" in koordination.get("/intern").text
    assert "Von der Seite genommen" in koordination.get("/intern/ideen").text
    data = {"nummer": idee.vorgangsnummer}
    koordination.get(f"/intern/ideen/{idee.vorgangsnummer}")
    koordination.post("/intern/ideen/veroeffentlichungen", data=data)
    assert state(session, idee) is S.verborgen, "it is decided by itself"


def test_redacted_it_is_public_again_and_the_original_is_kept(
    koordination: PortalClient, client: PortalClient, session: Session, idee: Idee
) -> None:
    original = idee.text
    take_down(koordination, idee)
    page = parse(koordination.get(f"/intern/ideen/{idee.vorgangsnummer}").text)
    form = dict(successful_fields(page.css_first("#schritt-wiederveroeffentlichung")))
    told = step(koordination, idee, "wiederveroeffentlichung", form | {"text": "Räder im Hof."})
    assert "steht wieder auf der öffentlichen Seite" in koordination.get(told).text
    public = client.get(f"/ideen/{idee.vorgangsnummer}").text
    assert "Räder im Hof." in public
    assert "wieder veröffentlicht" in public
    for secret_text in (original, REASON["erklaerung"], "private Daten anderer"):
        assert secret_text not in public
    assert client.get(picture_of(session, idee).address("klein")).status_code == 200
    assert original in koordination.get(f"/intern/ideen/{idee.vorgangsnummer}").text
    assert original in client.get(secret(session, idee)).text
    mail = session.exec(select(Mail).order_by(col(Mail.id).desc())).first()
    assert mail is not None
    assert "wieder öffentlich" in mail.betreff
    assert "Was anders ist" in mail.text
    assert list(broken(session)) == list(record_problems(session)) == []


def test_a_photo_that_was_held_back_stays_so(
    koordination: PortalClient, session: Session, heslach: Quartier
) -> None:
    idee = eine_idee(session, quartier=heslach)
    photo_of(session, idee)
    data = {"titel": idee.titel, "text": idee.text, "ohne_foto": "y"}
    step(koordination, idee, "veroeffentlichung", data)
    take_down(koordination, idee)
    page = parse(koordination.get(f"/intern/ideen/{idee.vorgangsnummer}").text)
    form = dict(successful_fields(page.css_first("#schritt-wiederveroeffentlichung")))
    step(koordination, idee, "wiederveroeffentlichung", form)
    session.expire_all()
    assert not picture_of(session, idee).oeffentlich


@each("before", OEFFENTLICH)
def test_it_goes_on_where_it_stood(
    koordination: PortalClient, session: Session, heslach: Quartier, before: Ideenstatus
) -> None:
    """What was merged stands for itself again."""
    idee = eine_idee(session, before, quartier=heslach)
    take_down(koordination, idee)
    assert state(session, idee) is S.verborgen
    step(koordination, idee, "wiederveroeffentlichung", {})
    merged = before is S.zusammengefuehrt
    assert state(session, idee) is (S.veroeffentlicht if merged else before)


def test_a_question_or_an_objection_leads_back_to_where_it_was(
    koordination: PortalClient, client: PortalClient, session: Session, heslach: Quartier
) -> None:
    idee = eine_idee(session, S.umgesetzt, quartier=heslach)
    take_down(koordination, idee)
    step(koordination, idee, "rueckfrage", {"frage": "Dürfen wir den Namen nennen?"})
    step(koordination, idee, "rueckantwort", {"rueckantwort": "Nein."})
    assert state(session, idee) is S.verborgen
    step(koordination, idee, "ablehnung", {"grund": "daten_dritter", "erklaerung": ""})
    objection = {"einwand": "Dann ohne den Namen."}
    assert client.post(f"{secret(session, idee)}/widerspruch", data=objection).status_code == 303
    assert state(session, idee) is S.verborgen
    step(koordination, idee, "wiederveroeffentlichung", {})
    assert state(session, idee) is S.umgesetzt


def test_a_reason_is_demanded(koordination: PortalClient, session: Session, idee: Idee) -> None:
    address = f"/intern/ideen/{idee.vorgangsnummer}/veroeffentlichung-ruecknahme"
    answer = koordination.post(address, data={"erklaerung": "Weil."})
    assert answer.status_code == 422
    assert "Weil." in answer.text
    assert state(session, idee) is S.veroeffentlicht


def test_the_first_version_of_a_late_redaction_has_its_time_from_then(
    koordination: PortalClient,
    session: Session,
    settings: Settings,
    now: FixedNow,
    heslach: Quartier,
) -> None:
    long_ago = now - timedelta(days=300)
    idee = eine_idee(session, S.veroeffentlicht, quartier=heslach, veroeffentlicht_am=long_ago)
    take_down(koordination, idee)
    step(koordination, idee, "wiederveroeffentlichung", {"titel": "Räder", "text": "Im Hof."})
    (kept,) = (r for r in RETENTIONS if r.name == "idee_erste_fassung")

    def due(days: int) -> int:
        assert kept.sweep is not None
        return kept.sweep.count(session, settings, kept.period.before(now + timedelta(days=days)))

    assert (due(1), due(200)) == (0, 1)
    assert [s.step for s in trail(session, idee.vorgangsnummer)][-2:] == [
        "verbergen",
        "wieder_veroeffentlichen",
    ]
