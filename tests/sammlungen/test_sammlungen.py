"""A whole feast on one connection hands in its Ideen, counted and for some hours."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlmodel import Session, select

from app.auth.models import Mitarbeiter
from app.auth.permissions import Rolle
from app.history.chain import trail
from app.ideen.models import Idee
from app.quartiere.models import Quartier
from app.sammlungen.models import Sammlung
from app.settings import Settings
from tests.antraege.draft import sent_by
from tests.ideen.handing_in import hand_in
from tests.sammlungen.example import a_sammlung
from tests.support.client import PortalClient
from tests.support.clock import FixedNow
from tests.support.dom import parse, text_of
from tests.support.each import each
from tests.support.factories import ein_quartier, eine_mitarbeiterin

HOME = "/intern/sammlungen"
OPENED = {"titel": "Sommerfest", "stunden": "4", "hoechstens": "50"}

Login = Callable[[Mitarbeiter], PortalClient]


@pytest.fixture
def settings(settings: Settings) -> Settings:
    strict = {
        "submissions_per_quarter_hour": 1,
        "doubtful_per_quarter_hour": 1,
        "uploads_per_hour": 1,
    }
    return settings.model_copy(update=strict)


@pytest.fixture
def heslach(session: Session) -> Quartier:
    return ein_quartier(session, slug="heslach", name="Heslach")


@pytest.fixture
def coordinator(session: Session, heslach: Quartier, login: Login) -> PortalClient:
    return login(eine_mitarbeiterin(session, quartier=heslach))


def opened(session: Session) -> Sammlung:
    session.expire_all()
    return session.exec(select(Sammlung)).one()


def from_link(client: PortalClient, kurz: str, number: int) -> dict[str, Any]:
    """The form to which the link leads, filled in."""
    form = client.get(f"/s/{kurz}", follow_redirects=True)
    assert form.status_code == 200
    fields = sent_by(form)
    assert fields["quartier"] == ["heslach"]
    return fields | {"titel": f"Bank Nummer {number}", "text": "Zum Ausruhen."}


def test_a_coordinator_opens_one_and_gets_link_and_code(
    client: PortalClient, coordinator: PortalClient, session: Session, heslach: Quartier
) -> None:
    answer = coordinator.post(HOME, data=OPENED | {"quartier": str(heslach.id)})
    page = coordinator.get(answer.headers["location"])
    sammlung = opened(session)
    assert parse(page.text).css_first("svg.qr title")
    assert f"portal.test/s/{sammlung.kurz}" in page.text
    assert "0 von höchstens 50 Ideen" in page.text
    (step,) = trail(session, f"sammlung-{sammlung.id}")
    assert (step.step, step.reason, step.public) == ("sammlung_eroeffnen", "Sommerfest", False)
    listed = coordinator.get(HOME)
    assert "Sommerfest" in listed.text
    assert "läuft" in listed.text


@each(
    ("field", "value"),
    [("titel", ""), ("hoechstens", "0"), ("hoechstens", "501"), ("stunden", "9999")],
)
def test_what_cannot_be_is_said_with_everything_kept(
    coordinator: PortalClient, session: Session, heslach: Quartier, field: str, value: str
) -> None:
    answer = coordinator.post(HOME, data=OPENED | {"quartier": str(heslach.id), field: value})
    assert answer.status_code == 422
    assert parse(answer.text).css("[data-error-summary]")
    assert session.exec(select(Sammlung)).first() is None


def test_only_for_ones_own_quartier(
    coordinator: PortalClient, session: Session, login: Login, heslach: Quartier
) -> None:
    other = ein_quartier(session, slug="ost", name="Ost")
    refused = coordinator.post(HOME, data=OPENED | {"quartier": str(other.id)})
    assert refused.status_code == 422
    sammlung = a_sammlung(session, other)
    page = f"{HOME}/{sammlung.id}"
    assert coordinator.get(page).status_code == 404
    assert coordinator.post(f"{page}/beendigung").status_code == 404
    city = login(eine_mitarbeiterin(session, Rolle.gesamtkoordination))
    assert city.get(page).status_code == 200


def test_twenty_people_on_one_connection(
    client: PortalClient, session: Session, heslach: Quartier
) -> None:
    sammlung = a_sammlung(session, heslach)
    answers = [hand_in(client, from_link(client, sammlung.kurz, n)) for n in range(20)]
    assert {answer.status_code for answer in answers} == {303}
    assert opened(session).eingegangen == 20
    # The same without the link.
    codes = []
    for number in range(2):
        fields = sent_by(client.get("/ideen/neu?quartier=heslach"))
        words = {"titel": f"Linde {number}", "text": "Schatten."}
        codes.append(hand_in(client, fields | words).status_code)
    assert codes == [303, 429]


def test_going_back_does_not_lose_the_sammlung(
    client: PortalClient, session: Session, heslach: Quartier
) -> None:
    sammlung = a_sammlung(session, heslach)
    for number in range(3):
        check = client.post("/ideen/neu", data=from_link(client, sammlung.kurz, number))
        form = client.get(check.headers["location"].removesuffix("/pruefung"))
        assert hand_in(client, sent_by(form)).status_code == 303
    assert opened(session).eingegangen == 3


def test_the_same_idee_twice_counts_once(
    client: PortalClient, session: Session, heslach: Quartier
) -> None:
    sammlung = a_sammlung(session, heslach)
    form = from_link(client, sammlung.kurz, 1)
    assert [hand_in(client, form).status_code for _ in range(3)] == [303] * 3
    assert opened(session).eingegangen == 1


@pytest.mark.both
def test_no_more_than_were_allowed_also_at_once(
    client: PortalClient, session: Session, heslach: Quartier
) -> None:
    sammlung = a_sammlung(session, heslach, hoechstens=5)
    checks = [
        client.post("/ideen/neu", data=from_link(client, sammlung.kurz, n)).headers["location"]
        for n in range(9)
    ]
    session.rollback()
    with ThreadPoolExecutor(9) as pool:
        codes = sorted(answer.status_code for answer in pool.map(client.post, checks))
    # One more has the usual place of its connection.
    assert codes == [303] * 6 + [429] * 3
    assert opened(session).eingegangen == 5
    assert len(session.exec(select(Idee)).all()) == 6


def test_after_its_hours_the_usual_limits_hold(
    client: PortalClient, session: Session, now: FixedNow, heslach: Quartier
) -> None:
    sammlung = a_sammlung(session, heslach)
    late = [from_link(client, sammlung.kurz, n) for n in range(2)]
    now.advance(hours=4, minutes=1)
    assert [hand_in(client, form).status_code for form in late] == [303, 429]
    assert "sammlung=" not in client.get(f"/s/{sammlung.kurz}").headers["location"]


def test_it_can_be_ended_once(
    client: PortalClient, coordinator: PortalClient, session: Session, heslach: Quartier
) -> None:
    sammlung = a_sammlung(session, heslach)
    page, number = f"{HOME}/{sammlung.id}", sammlung.id
    assert coordinator.post(f"{page}/beendigung").status_code == 303
    assert "zu Ende" in coordinator.get(page).text
    assert "zu Ende" in coordinator.get(HOME).text
    assert not parse(coordinator.get(page).text).css("svg.qr")
    again = coordinator.post(f"{page}/beendigung")
    assert again.status_code == 409
    assert "schon zu Ende" in again.text
    assert [s.step for s in trail(session, f"sammlung-{number}")] == [
        "sammlung_eroeffnen",
        "sammlung_beenden",
    ]


def test_the_link_is_read_as_people_type_it(
    client: PortalClient, session: Session, heslach: Quartier
) -> None:
    sammlung = a_sammlung(session, heslach)
    for typed in (sammlung.kurz.upper(), f"{sammlung.kurz}."):
        assert client.get(f"/s/{typed}").status_code == 303
    missing = client.get("/s/gibtesnicht")
    assert missing.status_code == 404
    assert "Kurzlink" in text_of(parse(missing.text).css_first("main"))
    unknown = sent_by(client.get("/ideen/neu?sammlung=gibtesnicht&quartier=heslach"))
    assert hand_in(client, unknown | {"titel": "Bank", "text": "Ruhe."}).status_code == 303
