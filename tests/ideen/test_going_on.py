"""From one task to the next: in their order, without what was passed over, to an honest end."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import Session

from app.auth.models import Mitarbeiter
from app.auth.permissions import Rolle
from app.ideen.models import Idee
from app.ideen.status import Ideenstatus
from app.quartiere.models import Quartier
from tests.support.client import PortalClient
from tests.support.clock import FixedNow
from tests.support.dom import parse, text_of
from tests.support.each import each
from tests.support.factories import ein_quartier, eine_idee, eine_mitarbeiterin

Login = Callable[[Mitarbeiter], PortalClient]


@pytest.fixture
def heslach(session: Session) -> Quartier:
    return ein_quartier(session, slug="heslach", name="Heslach")


@pytest.fixture
def koordination(session: Session, login: Login, heslach: Quartier) -> PortalClient:
    return login(eine_mitarbeiterin(session, Rolle.quartierskoordination, quartier=heslach))


@pytest.fixture
def ideen(session: Session, heslach: Quartier, now: FixedNow) -> list[Idee]:
    """Four to be moderated, in the order of the desk, and an answer that is due before them."""
    due = [now + timedelta(days=day) for day in range(1, 5)]
    eine_idee(session, Ideenstatus.veroeffentlicht, quartier=heslach, antwort_bis=now)
    return [eine_idee(session, quartier=heslach, pruefen_bis=day) for day in due]


def own(idee: Idee) -> str:
    return f"/intern/ideen/{idee.vorgangsnummer}"


def passed_over(client: PortalClient, address: str) -> str:
    """Where the link leads that leaves this one as it is."""
    links = parse(client.get(address).text).css("main a[href*='/intern/naechste']")
    answer = client.get(links[0].attributes["href"])
    assert answer.status_code == 303
    return answer.headers["location"]


def publish(client: PortalClient, address: str) -> str:
    """By the press that leads on, on this page."""
    form = parse(client.get(address).text).css_first("#schritt-veroeffentlichung")
    answer = client.post(form.attributes["action"], data={"weiter": "1"})
    assert answer.status_code == 303
    return answer.headers["location"]


def test_each_is_offered_once_and_the_end_is_said(
    koordination: PortalClient, ideen: list[Idee]
) -> None:
    """From the third on, with those before it after those behind it, and the answer last."""
    address = own(ideen[2])
    for following in (ideen[3], ideen[0], ideen[1]):
        address = passed_over(koordination, address)
        assert address.startswith(own(following) + "?ohne=")
    address = passed_over(koordination, address)
    assert "Antwort geben" in koordination.get(address).text
    end = passed_over(koordination, address)
    told = text_of(parse(koordination.get(end).text).css_first("#ergebnis"))
    assert "Sie haben jetzt alle Vorgänge einmal gesehen. 5 Aufgaben warten noch." in told
    assert passed_over(koordination, own(ideen[2])).startswith(own(ideen[3])), "a new sitting"


def test_one_press_publishes_and_leads_to_the_next_of_the_same_work(
    koordination: PortalClient, session: Session, ideen: list[Idee]
) -> None:
    address = passed_over(koordination, own(ideen[0]))
    for idee, following in ((ideen[1], ideen[2]), (ideen[2], ideen[3])):
        address = publish(koordination, address)
        assert address.startswith(own(following) + "?vorher=")
        assert address.endswith("#ergebnis")
        page = parse(koordination.get(address).text)
        told = text_of(page.css_first("#ergebnis"))
        assert f"{idee.vorgangsnummer}: Veröffentlicht. Die Antwort ist bis zum" in told
        session.expire_all()
        assert session.get_one(Idee, idee.id).status is Ideenstatus.veroeffentlicht
    address = publish(koordination, address)
    assert "Antwort geben" in koordination.get(address).text, "what was passed over is left out"


def test_at_the_end_the_press_that_leads_on_stays_and_says_so(
    koordination: PortalClient, session: Session, heslach: Quartier
) -> None:
    idee = eine_idee(session, quartier=heslach)
    page = koordination.get(publish(koordination, own(idee))).text
    assert "Veröffentlicht. Die Antwort" in page
    assert "Das war die letzte, die Sie noch nicht gesehen hatten." in page


def test_by_htmx_it_leads_on_too(koordination: PortalClient, ideen: list[Idee]) -> None:
    data = {"frage": "Wo?", "weiter": "1"}
    headers = {"HX-Request": "true", "HX-Request-Type": "partial"}
    answer = koordination.post(f"{own(ideen[0])}/rueckfrage", data=data, headers=headers)
    assert answer.headers["HX-Redirect"].startswith(own(ideen[1]) + "?vorher=")


def test_a_refused_press_keeps_the_sitting_and_tells_nothing_as_typed(
    koordination: PortalClient, ideen: list[Idee]
) -> None:
    address = f"{own(ideen[1])}/rueckfrage?ohne={ideen[0].vorgangsnummer}"
    answer = koordination.post(address, data={"frage": " ", "weiter": "1"})
    assert answer.status_code == 422
    assert f"/rueckfrage?ohne={ideen[0].vorgangsnummer}" in answer.text
    assert "Das hatten Sie geschrieben" not in answer.text


def test_what_was_done_elsewhere_is_told_only_to_who_did_it(
    koordination: PortalClient, login: Login, session: Session, heslach: Quartier, ideen: list[Idee]
) -> None:
    address = publish(koordination, own(ideen[0]))
    other = login(eine_mitarbeiterin(session, Rolle.quartierskoordination, quartier=heslach))
    assert "Veröffentlicht." not in other.get(address).text


@each("nonsense", ["ohne=<b>", "ohne=" + "I-2026-00001," * 900, "vorher=I-2026-99999.x", "dann=²"])
def test_nonsense_is_as_if_it_were_not_there(
    koordination: PortalClient, ideen: list[Idee], nonsense: str
) -> None:
    page = koordination.get(f"{own(ideen[0])}?{nonsense}&getan=veroeffentlichung")
    assert page.status_code == 200
    assert "ergebnis" not in page.text
    led = koordination.get(f"/intern/naechste?nach={nonsense}&{nonsense}")
    assert led.status_code == 303
