"""The staff pages: who may what, every step in the history."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from app.auth import sessions
from app.auth.actor import Assignment
from app.auth.models import SCOPE_COLUMNS, Mitarbeiter
from app.auth.permissions import Rolle
from app.history.chain import broken, trail
from app.mail.models import Mail
from app.personal import staff
from app.personal.retention import RETENTIONS
from app.settings import Settings
from tests.personal.records import roles_of, steps_of
from tests.support.client import PortalClient
from tests.support.clock import FixedNow
from tests.support.dom import parse, text_of
from tests.support.each import each
from tests.support.factories import (
    ein_quartier,
    ein_stadtbezirk,
    eine_mitarbeiterin,
    eine_zustaendigkeit,
)
from tests.support.queries import queries

Login = Callable[[Mitarbeiter], PortalClient]
HOME = "/intern/personal"


def _everything(person: Mitarbeiter, role_id: int) -> list[tuple[str, str]]:
    own = f"{HOME}/{person.id}"
    return [
        ("GET", HOME),
        ("GET", f"{HOME}/einladung"),
        ("POST", f"{HOME}/einladung"),
        ("GET", own),
        ("POST", f"{own}/zustaendigkeiten"),
        ("GET", f"{own}/zustaendigkeiten/{role_id}/entzug"),
        ("POST", f"{own}/zustaendigkeiten/{role_id}/entzug"),
        ("POST", f"{own}/zustaendigkeiten/bestaetigung"),
        ("POST", f"{own}/zustaendigkeiten/{role_id}/ablehnung"),
        ("POST", f"{own}/einladung"),
        ("POST", f"{own}/adresse"),
        ("GET", f"{own}/sperre"),
        ("POST", f"{own}/sperre"),
        ("POST", f"{own}/sperre/aufhebung"),
        ("POST", f"{own}/sitzungen/widerruf"),
    ]


@pytest.mark.parametrize("rolle", [r for r in Rolle if r is not Rolle.administration])
def test_only_the_administration_may_come_in(
    session: Session, login: Login, anna: Mitarbeiter, rolle: Rolle
) -> None:
    client = login(eine_mitarbeiterin(session, rolle))
    (role,) = roles_of(session, anna)
    for method, path in _everything(anna, role.id or 0):
        assert client.request(method, path).status_code == 403, path
    assert steps_of(session, anna) == []


def test_nobody_comes_in_without_login(
    session: Session, client: PortalClient, anna: Mitarbeiter
) -> None:
    (role,) = roles_of(session, anna)
    for method, path in _everything(anna, role.id or 0):
        answer = client.request(method, path)
        assert answer.headers["location"].startswith("/intern/anmeldung?next=/intern"), path


def test_list_shows_roles_places_and_state_in_a_fixed_number_of_queries(
    session: Session, office: PortalClient, engine: Engine
) -> None:
    heslach = ein_quartier(session, name="Heslach")
    for n in range(12):
        person = eine_mitarbeiterin(session, quartier=heslach, name=f"Person {n:02d}")
        eine_zustaendigkeit(session, person, Rolle.kasse)
    eine_mitarbeiterin(session, Rolle.revision, name="Weg", aktiv=False)
    with queries(engine) as asked:
        page = office.get(HOME)
    session_staff_and_roles = 3
    assert asked.count == session_staff_and_roles + len(SCOPE_COLUMNS)
    cards = [text_of(card) for card in parse(page.text).css(".karte")]
    assert "Quartierskoordination: Heslach" in cards[1]
    assert "noch nicht angemeldet" in cards[1]
    assert "gesperrt" in cards[-1]


def test_invited_person_gets_a_role_a_mail_and_a_history(
    session: Session, office: PortalClient, admin: Mitarbeiter
) -> None:
    data = {"name": "Jule Hagen", "email": "Jule.Hagen@Stadt.example", "rolle": "revision"}
    answer = office.post(f"{HOME}/einladung", data=data)

    person = session.exec(select(Mitarbeiter).where(Mitarbeiter.name == "Jule Hagen")).one()
    there = answer.headers["location"]
    assert there == f"{HOME}/{person.id}?getan=eingeladen"
    assert "Eingeladen." in office.get(there).text
    assert person.email == "jule.hagen@stadt.example"
    assert [r.rolle for r in roles_of(session, person)] == [Rolle.revision]
    assert steps_of(session, person) == [
        ("eingeladen", "", admin.id),
        ("rolle_gegeben", "Revision", admin.id),
    ]
    assert not any(s.public for s in trail(session, f"personal-{person.id}"))
    mail = session.exec(select(Mail)).one()
    assert (mail.empfaenger, mail.thread) == ("jule.hagen@stadt.example", f"personal-{person.id}")
    for part in (mail.text, mail.html):
        assert "https://portal.test/intern" in part
        assert "Revision" in part


@pytest.mark.parametrize(
    ("change", "field", "message"),
    [
        ({"name": " "}, "name", "Vor- und Nachnamen"),
        ({"name": "x" * 121}, "name", "höchstens 120"),
        ({"email": ""}, "email", "Adresse auf"),
        ({"email": "jule"}, "email", "nicht vollständig"),
        ({"email": "jüle@stadt.example"}, "email", "ohne Umlaute"),
        ({"email": "ANNA@stadt.example"}, "email", "schon jemand eingeladen"),
        ({"rolle": ""}, "rolle", "Rolle aus"),
        ({"rolle": "kasse-1"}, "rolle", "Eintrag aus der Liste"),
        ({"rolle": "quartierskoordination"}, "rolle", "Eintrag aus der Liste"),
        ({"rolle": "quartierskoordination-999"}, "rolle", "Eintrag aus der Liste"),
    ],
)
def test_bad_invitation_keeps_what_was_typed_and_writes_nothing(
    session: Session, office: PortalClient, change: dict[str, str], field: str, message: str
) -> None:
    eine_mitarbeiterin(session, email="anna@stadt.example")
    before = len(session.exec(select(Mitarbeiter)).all())
    data = {"name": "Jule Hagen", "email": "jule@stadt.example", "rolle": "kasse", **change}
    page = office.post(f"{HOME}/einladung", data=data)

    assert page.status_code == 422
    document = parse(page.text)
    assert message in text_of(document.css_first(f"#{field}-fehler"))
    kept = document.css_first("#name" if field != "name" else "#email").attributes["value"]
    assert kept in data.values()
    assert len(session.exec(select(Mitarbeiter)).all()) == before
    assert session.exec(select(Mail)).all() == []


def test_client_cannot_choose_fields_the_form_does_not_name(
    session: Session, office: PortalClient
) -> None:
    data = {
        "name": "Jule Hagen",
        "email": "jule@stadt.example",
        "rolle": "kasse",
        "id": "4711",
        "oidc_iss": "https://boese.example",
        "oidc_sub": "boese",
        "aktiv": "",
    }
    office.post(f"{HOME}/einladung", data=data)
    person = session.exec(select(Mitarbeiter).where(Mitarbeiter.name == "Jule Hagen")).one()
    assert (person.oidc_iss, person.oidc_sub, person.aktiv) == (None, None, True)
    assert person.id != 4711


def test_roles_are_given_and_taken_with_their_place(
    session: Session, office: PortalClient, anna: Mitarbeiter, admin: Mitarbeiter
) -> None:
    sued = ein_stadtbezirk(session, name="Süd")
    own = f"{HOME}/{anna.id}"
    office.post(f"{own}/zustaendigkeiten", data={"rolle": f"bezirksvorsteher-{sued.id}"})
    role = roles_of(session, anna)[1]
    assert (role.rolle, role.stadtbezirk_id) == (Rolle.bezirksvorsteher, sued.id)
    assert "Bezirksvorsteher*in: Süd" in office.get(own).text

    answer = office.post(f"{own}/zustaendigkeiten/{role.id}/entzug")
    assert answer.headers["location"] == f"{own}?getan=rolle_entzogen"
    assert "Die Rolle ist entzogen" in office.get(answer.headers["location"]).text
    assert [r.rolle for r in roles_of(session, anna)] == [Rolle.kasse]
    assert steps_of(session, anna) == [
        ("rolle_vorgeschlagen", "Bezirksvorsteher*in: Süd", admin.id),
        ("rolle_entzogen", "Bezirksvorsteher*in: Süd", admin.id),
    ]
    assert list(broken(session)) == []


def test_same_role_is_not_given_twice(
    session: Session, office: PortalClient, anna: Mitarbeiter
) -> None:
    path = f"{HOME}/{anna.id}/zustaendigkeiten"
    answer = office.post(path, data={"rolle": "kasse"})
    assert answer.status_code == 409
    assert "hat diese Rolle schon" in answer.text
    assert steps_of(session, anna) == []


def test_role_that_is_none_is_refused_on_the_page(
    session: Session, office: PortalClient, anna: Mitarbeiter
) -> None:
    page = office.post(f"{HOME}/{anna.id}/zustaendigkeiten", data={"rolle": "koenigin"})
    assert page.status_code == 422
    assert len(roles_of(session, anna)) == 1


def test_role_of_another_person_is_not_found_here(
    session: Session, office: PortalClient, anna: Mitarbeiter
) -> None:
    other = eine_mitarbeiterin(session, Rolle.revision)
    (role,) = roles_of(session, anna)
    path = f"{HOME}/{other.id}/zustaendigkeiten/{role.id}/entzug"
    assert office.post(path).status_code == 404
    assert len(roles_of(session, anna)) == 1


@each("number", ["0", "-1", "999999", "99999999999999999999", "x"])
def test_person_who_is_not_there(office: PortalClient, number: str) -> None:
    assert office.get(f"{HOME}/{number}").status_code == 404
    for step in ("sperre", "sperre/aufhebung", "sitzungen/widerruf"):
        assert office.post(f"{HOME}/{number}/{step}").status_code == 404


def test_whose_address_is_deleted_is_invited_anew(
    office: PortalClient, session: Session, settings: Settings, anna: Mitarbeiter, now: FixedNow
) -> None:
    own = f"{HOME}/{anna.id}"
    office.post(f"{own}/sperre", data={"trotzdem": "ja"})
    (retention,) = RETENTIONS
    assert retention.sweep is not None
    later = now.replace(year=now.year + 1, minute=1)
    before = retention.period.before(later)
    retention.sweep.forget(session, settings, before=before, at=later, after=0)
    session.commit()
    session.refresh(anna)
    assert (anna.name, anna.oidc_sub) == ("Anna Weber", None)
    assert anna.email.endswith("@geloescht.invalid")
    session.rollback()
    answer = office.post(f"{own}/sperre/aufhebung")
    assert answer.status_code == 409
    assert "laden Sie die Person neu ein" in answer.text


def test_locked_out_person_is_out_at_once_and_can_come_back(
    session: Session, office: PortalClient, login: Login, anna: Mitarbeiter, admin: Mitarbeiter
) -> None:
    client = login(anna)
    own = f"{HOME}/{anna.id}"
    office.post(f"{own}/sperre", data={"trotzdem": "ja"})
    assert client.get("/intern/anmeldung").status_code == 200
    assert "gesperrt" in office.get(own).text
    assert office.post(f"{own}/sperre").status_code == 409

    office.post(f"{own}/sperre/aufhebung")
    assert client.get("/intern/anmeldung").status_code == 200
    assert office.post(f"{own}/sperre/aufhebung").status_code == 409
    steps = ["gesperrt", "entsperrt", "rolle_vorgeschlagen"]
    assert [step for step, _, _ in steps_of(session, anna)] == steps


def test_all_sessions_of_a_person_can_be_ended(
    session: Session, office: PortalClient, login: Login, anna: Mitarbeiter
) -> None:
    phone, desk = login(anna), login(anna)
    office.post(f"{HOME}/{anna.id}/sitzungen/widerruf")
    for client in (phone, desk):
        assert client.get("/intern/anmeldung").status_code == 200
    assert [step for step, _, _ in steps_of(session, anna)] == ["sitzungen_beendet"]


def test_invitation_by_the_portal_itself(
    session: Session, settings: Settings, now: FixedNow
) -> None:
    """As `quartier staff invite` does it."""
    person = staff.invite(
        session,
        settings,
        name="Erste Person",
        email="Erste@stadt.example",
        assignments=[Assignment(Rolle.administration), Assignment(Rolle.kasse)],
        by=None,
        at=now,
    )
    session.commit()
    assert [s.actor_kind for s in trail(session, f"personal-{person.id}")] == ["system"] * 3
    assert sessions.live_count(session, person.id or 0, settings=settings, at=now) == 0


def test_script_in_a_name_stays_text(session: Session, office: PortalClient) -> None:
    person = eine_mitarbeiterin(session, Rolle.kasse, name="<script>alert(1)</script>")
    for path in (HOME, f"{HOME}/{person.id}"):
        assert "<script>alert" not in office.get(path).text
