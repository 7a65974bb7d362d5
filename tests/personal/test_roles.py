"""Roles that decide on money: never by one alone, and nothing before a second has agreed."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from app.anmeldung.login import NotInvited, admit
from app.anmeldung.provider import Identity
from app.auth import sessions
from app.auth.actor import Actor
from app.auth.models import Mitarbeiter, Zustaendigkeit
from app.auth.permissions import PROFILE, Permission, Rolle
from app.commands.staff import invite
from app.fristen import working_days_after
from app.history.chain import broken
from app.mail.models import Mail
from app.personal.roles import end_roles, may_confirm
from app.personal.tasks import tasks
from app.settings import Settings
from tests.personal.records import roles_of, steps_of
from tests.support.cast import actor_for
from tests.support.client import PortalClient
from tests.support.clock import FixedNow
from tests.support.dom import parse, text_of
from tests.support.factories import (
    ein_quartier,
    ein_stadtbezirk,
    eine_mitarbeiterin,
    eine_zustaendigkeit,
)

Login = Callable[[Mitarbeiter], PortalClient]
HOME = "/intern/personal"


@pytest.fixture
def second(session: Session) -> Mitarbeiter:
    return eine_mitarbeiterin(session, Rolle.administration, name="Gundula Przybilla")


@pytest.fixture
def ruth(session: Session) -> Mitarbeiter:
    """She has a role that decides nothing."""
    return eine_mitarbeiterin(session, Rolle.revision, name="Ruth Adler")


def _give(client: PortalClient, person: Mitarbeiter, *rolle: str, **more: str) -> str:
    path = f"{HOME}/{person.id}/zustaendigkeiten"
    answer = client.post(path, data={"rolle": list(rolle), **more})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def _confirm(client: PortalClient, person: Mitarbeiter, *rows: Zustaendigkeit) -> int:
    ids = [str(row.id) for row in rows]
    path = f"{HOME}/{person.id}/zustaendigkeiten/bestaetigung"
    return client.post(path, data={"zustaendigkeit": ids}).status_code


def _permissions(
    session: Session, settings: Settings, engine: Engine, person: Mitarbeiter, at: FixedNow
) -> Actor:
    token = sessions.start(session, person, settings=settings, at=at)
    session.commit()
    return sessions.actor_of(engine, token, settings=settings, at=at)


def test_which_roles_one_person_cannot_give() -> None:
    alone = {rolle for rolle in Rolle if not PROFILE[rolle].needs_two}
    assert alone == {Rolle.revision}


def test_a_role_with_money_counts_when_a_second_administration_has_confirmed_it(
    session: Session,
    login: Login,
    admin: Mitarbeiter,
    second: Mitarbeiter,
    ruth: Mitarbeiter,
    settings: Settings,
    engine: Engine,
    now: FixedNow,
) -> None:
    sued = ein_stadtbezirk(session, name="Süd")
    office, other = login(admin), login(second)
    there = _give(office, ruth, f"bezirksvorsteher-{sued.id}")
    assert "sobald eine zweite Person der Administration" in office.get(there).text
    waiting = roles_of(session, ruth)[1]
    session.rollback()
    assert waiting.wartet_seit == now
    actor = _permissions(session, settings, engine, ruth, now)
    assert not actor.has(Permission.antraege_freigeben)

    assert _confirm(office, ruth, waiting) == 403, "not by whoever gave it"
    assert _confirm(other, ruth, waiting) == 303
    actor = _permissions(session, settings, engine, ruth, now)
    assert actor.has(Permission.antraege_freigeben)
    assert _confirm(other, ruth, waiting) == 409
    assert steps_of(session, ruth) == [
        ("rolle_vorgeschlagen", "Bezirksvorsteher*in: Süd", admin.id),
        ("rolle_bestaetigt", "Bezirksvorsteher*in: Süd", second.id),
    ]
    assert list(broken(session)) == []


def test_a_second_administration_that_is_waiting_itself_confirms_nothing(
    session: Session, login: Login, admin: Mitarbeiter, ruth: Mitarbeiter
) -> None:
    """Or one person would make their own second one."""
    helper = eine_mitarbeiterin(session, Rolle.revision)
    office = login(admin)
    _give(office, helper, "administration")
    _give(office, ruth, "kasse")
    waiting = roles_of(session, ruth)[1]
    session.rollback()
    assert _confirm(login(helper), ruth, waiting) == 403
    assert "Außer Ihnen hat sich noch keine Administration" in office.get(f"{HOME}/{ruth.id}").text


def test_nobody_gives_or_confirms_a_role_to_themselves(
    session: Session, login: Login, admin: Mitarbeiter, second: Mitarbeiter
) -> None:
    office = login(admin)
    for rolle in ("kasse", "revision"):
        answer = office.post(f"{HOME}/{admin.id}/zustaendigkeiten", data={"rolle": rolle})
        assert answer.status_code == 403
        assert "Sich selbst kann niemand eine Rolle geben" in answer.text
    _give(login(second), admin, "kasse")
    waiting = roles_of(session, admin)[1]
    session.rollback()
    assert _confirm(office, admin, waiting) == 403
    assert len(roles_of(session, admin)) == 2


def test_revision_and_all_administrations_are_told_at_each_step(
    session: Session, login: Login, admin: Mitarbeiter, second: Mitarbeiter, ruth: Mitarbeiter
) -> None:
    def told() -> set[tuple[str, str]]:
        mails = {(m.empfaenger, m.betreff) for m in session.exec(select(Mail))}
        for mail in session.exec(select(Mail)):
            session.delete(mail)
        session.commit()
        return mails

    anna = eine_mitarbeiterin(session, None, name="Anna Weber")
    overseers = {admin.email, second.email, ruth.email}
    _give(login(admin), anna, "kasse")
    assert told() == {(m, "Rolle mit Geld wartet auf Bestätigung: Anna Weber") for m in overseers}
    _confirm(login(second), anna, roles_of(session, anna)[0])
    assert told() == {(m, "Rolle mit Geld gilt jetzt: Anna Weber") for m in overseers} | {
        (anna.email, "Ihre neue Rolle im Quartiersportal")
    }
    _give(login(admin), anna, "gesamtkoordination")
    told()
    waiting = roles_of(session, anna)[1]
    path = f"{HOME}/{anna.id}/zustaendigkeiten/{waiting.id}/ablehnung"
    assert login(second).post(path, data={}).status_code == 422
    data = {f"rolle{waiting.id}-grund": "Anna wechselt das Amt."}
    there = login(second).post(path, data=data).headers["location"]
    page = text_of(parse(login(second).get(there).text).body)
    assert "Nicht bestätigt. Die Rolle ist nicht gegeben." in page
    assert "Anna wechselt das Amt." in page
    assert told() == {(m, "Rolle mit Geld nicht bestätigt: Anna Weber") for m in overseers}
    assert [row.rolle for row in roles_of(session, anna)] == [Rolle.kasse]


def test_it_waits_on_the_desk_of_the_second_and_revision_has_a_notice(
    session: Session,
    login: Login,
    admin: Mitarbeiter,
    second: Mitarbeiter,
    ruth: Mitarbeiter,
    now: FixedNow,
) -> None:
    anna = eine_mitarbeiterin(session, None, name="Anna Weber")
    _give(login(admin), anna, "kasse")
    (task,) = [
        t
        for t in tasks(session, actor_for(second, Rolle.administration), now)
        if t.was == "Rolle bestätigen"
    ]
    assert (task.titel, task.due) == ("Anna Weber, Kasse", working_days_after(now, 2))
    mine = tasks(session, actor_for(admin, Rolle.administration), now)
    assert "Rolle bestätigen" not in [t.was for t in mine]
    notices = tasks(session, actor_for(ruth, Rolle.revision), now)
    assert [t.titel for t in notices] == ["1 Rolle wartet auf Bestätigung"]
    session.rollback()
    assert "wartet auf Bestätigung" in login(ruth).get("/intern/rollen").text


def test_what_changed_since_it_was_read_is_not_confirmed(
    session: Session, login: Login, admin: Mitarbeiter, second: Mitarbeiter
) -> None:
    """An address that was put in the place of another after the second had read it."""
    office, other = login(admin), login(second)
    data = {"name": "Jule", "email": "jule@stadt.example", "rolle": "kasse"}
    office.post(f"{HOME}/einladung", data=data)
    person = session.exec(select(Mitarbeiter).where(Mitarbeiter.name == "Jule")).one()
    session.rollback()
    page = parse(other.get(f"{HOME}/{person.id}").text)
    form = page.css_first("form[action$='bestaetigung']")
    values = {i.attributes["name"]: i.attributes["value"] for i in form.css("input")}
    office.post(f"{HOME}/{person.id}/adresse", data={"name": "Jule", "email": "x@stadt.example"})
    path = f"{HOME}/{person.id}/zustaendigkeiten/bestaetigung"
    assert other.post(path, data=values).status_code == 409


def test_the_command_gives_at_once_only_while_nobody_could_confirm(
    session: Session,
    login: Login,
    settings: Settings,
    engine: Engine,
    now: FixedNow,
) -> None:
    def by_command(name: str, rolle: Rolle) -> bool:
        session.commit()
        return invite(
            engine, settings, email=f"{name}@stadt.example", name=name, rolle=rolle, ort=None
        )

    def person(name: str) -> Mitarbeiter:
        return session.exec(select(Mitarbeiter).where(Mitarbeiter.name == name)).one()

    assert by_command("erste", Rolle.administration)
    assert by_command("getippt", Rolle.administration), "the first address may be mistyped"
    erste = person("erste")
    erste.oidc_iss, erste.oidc_sub = "https://anmeldung.test", "erste"
    session.commit()
    assert not by_command("zweite", Rolle.administration)
    assert not by_command("kasse", Rolle.kasse)
    with pytest.raises(NotInvited):
        admit(session, Identity("https://anmeldung.test", "z", "zweite@stadt.example"), at=now)
    session.rollback()
    office = login(erste)
    for name in ("zweite", "kasse"):
        assert _confirm(office, person(name), *roles_of(session, person(name))) == 303
        session.rollback()
        admit(session, Identity("https://anmeldung.test", name, f"{name}@stadt.example"), at=now)
        session.commit()


def test_several_places_at_once_and_all_confirmed_by_one_press(
    session: Session, login: Login, admin: Mitarbeiter, second: Mitarbeiter
) -> None:
    places = [ein_quartier(session, name=name) for name in ("Heslach", "Rot", "Giebel")]
    anna = eine_mitarbeiterin(session, None, name="Anna Weber")
    _give(login(admin), anna, *(f"quartierskoordination-{q.id}" for q in places))
    assert {row.quartier_id for row in roles_of(session, anna)} == {q.id for q in places}
    assert len(session.exec(select(Mail)).all()) == 2, "one for each who has to know"
    session.rollback()
    page = login(second).get(f"{HOME}/{anna.id}").text
    assert "Alle 3 Rollen bestätigen" in page
    assert _confirm(login(second), anna, *roles_of(session, anna)) == 303
    assert not [row for row in roles_of(session, anna) if row.wartet_seit]


def test_a_deputys_role_begins_and_ends_by_itself(
    session: Session,
    login: Login,
    admin: Mitarbeiter,
    anna: Mitarbeiter,
    settings: Settings,
    engine: Engine,
    now: FixedNow,
) -> None:
    days = {"gilt_ab": now + timedelta(days=2), "gilt_bis": now + timedelta(days=4)}
    written = {name: day.date().isoformat() for name, day in days.items()}
    _give(login(admin), anna, "revision", vertretung="y", **written)
    counts = []
    for _day in range(6):
        at = FixedNow.present
        actor = _permissions(session, settings, engine, anna, at)
        counts.append(actor.has(Permission.verlauf_sehen))
        FixedNow.present.advance(days=1)
    assert counts == [False, False, True, True, True, False]
    assert end_roles(engine, settings, FixedNow.present) == 1
    assert end_roles(engine, settings, FixedNow.present) == 0
    assert [step for step, _why, _who in steps_of(session, anna)] == [
        "rolle_gegeben",
        "rolle_beendet",
    ]
    assert "Vertretung, 2" in steps_of(session, anna)[1][1]
    assert [row.rolle for row in roles_of(session, anna)] == [Rolle.kasse]


@pytest.mark.parametrize(
    ("ab", "bis", "message"),
    [
        ("2027-02-02", "2027-02-01", "nicht vor dem ersten"),
        ("2026-11-01", "", "heute oder einen Tag"),
        ("2099-01-01", "2099-12-31", "heute oder einen Tag"),
        ("", "2100-12-31", "Höchstens zehn Jahre"),
        ("", "2020-01-01", "Dieser Tag ist vorbei"),
        ("31.02.2030", "", "Dieses Datum gibt es nicht"),
    ],
)
def test_days_that_cannot_be(
    session: Session,
    office: PortalClient,
    anna: Mitarbeiter,
    ab: str,
    bis: str,
    message: str,
) -> None:
    path = f"{HOME}/{anna.id}/zustaendigkeiten"
    page = office.post(path, data={"rolle": "revision", "gilt_ab": ab, "gilt_bis": bis})
    assert page.status_code == 422
    assert message in page.text
    assert len(roles_of(session, anna)) == 1


def test_an_administration_with_a_last_day_is_not_the_one_that_stays(
    session: Session, office: PortalClient, admin: Mitarbeiter, second: Mitarbeiter, now: FixedNow
) -> None:
    (role,) = roles_of(session, second)
    role.gilt_bis = now.date() + timedelta(days=9)
    session.commit()
    path = f"{HOME}/{admin.id}/sperre"
    assert office.post(path, data={"trotzdem": "ja"}).status_code == 409


@pytest.mark.both
@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"gilt_ab": "2026-02-02", "gilt_bis": "2026-02-01"}, "tage"),
        ({"vergeben": "self", "wartet": True}, "nicht_selbst"),
        ({"vergeben": "one", "bestaetigt": "one"}, "andere"),
        ({"vergeben": "one", "bestaetigt": "self"}, "andere"),
        ({"vergeben": "one"}, "vier_augen"),
        ({"wartet": True, "bestaetigt": "one"}, "wartet"),
    ],
)
def test_the_database_keeps_four_eyes_too(
    session: Session,
    admin: Mitarbeiter,
    now: FixedNow,
    values: dict[str, object],
    constraint: str,
) -> None:
    person = eine_mitarbeiterin(session, None)
    who = {"self": person.id, "one": admin.id, None: None}
    row = Zustaendigkeit(
        mitarbeiter_id=person.id,
        rolle=Rolle.kasse,
        gilt_ab=_day(values.get("gilt_ab")),
        gilt_bis=_day(values.get("gilt_bis")),
        wartet_seit=now if values.get("wartet") else None,
        vergeben_von_id=who[values.get("vergeben")],  # type: ignore[index]
        bestaetigt_von_id=who[values.get("bestaetigt")],  # type: ignore[index]
    )
    session.add(row)
    with pytest.raises(IntegrityError, match=f"ck_zustaendigkeit_{constraint}"):
        session.flush()


def _day(value: object) -> object:
    return date.fromisoformat(value) if isinstance(value, str) else None


def test_whoever_is_let_in_again_gets_money_by_a_second_person_only(
    session: Session, login: Login, admin: Mitarbeiter, second: Mitarbeiter, anna: Mitarbeiter
) -> None:
    office = login(admin)
    office.post(f"{HOME}/{anna.id}/sperre", data={"trotzdem": "ja"})
    office.post(f"{HOME}/{anna.id}/sperre/aufhebung")
    (row,) = roles_of(session, anna)
    assert row.wartet_seit is not None
    session.rollback()
    assert _confirm(office, anna, row) == 403
    assert _confirm(login(second), anna, row) == 303


def test_a_mistyped_invitation_is_put_right_and_leaves_anew(
    session: Session, office: PortalClient, settings: Settings, now: FixedNow
) -> None:
    data = {"name": "Jule Hagen", "email": "jule.hagn@stadt.example", "rolle": "revision"}
    office.post(f"{HOME}/einladung", data=data)
    person = session.exec(select(Mitarbeiter).where(Mitarbeiter.name == "Jule Hagen")).one()
    session.rollback()
    own = f"{HOME}/{person.id}"
    right = {"name": "Jule Hagen", "email": "Jule.Hagen@stadt.example"}
    bad = office.post(f"{own}/adresse", data=right | {"email": "jule"})
    assert bad.status_code == 422
    assert 'value="jule"' in bad.text
    taken = eine_mitarbeiterin(session, Rolle.revision, email="da@stadt.example")
    session.commit()
    assert office.post(f"{own}/adresse", data=right | {"email": taken.email}).status_code == 422
    there = office.post(f"{own}/adresse", data=right).headers["location"]
    assert "Die Einladung ist berichtigt." in office.get(there).text
    assert [m.empfaenger for m in session.exec(select(Mail))] == ["jule.hagen@stadt.example"]
    session.rollback()
    there = office.post(f"{own}/einladung").headers["location"]
    assert "noch einmal unterwegs" in office.get(there).text
    assert len(session.exec(select(Mail)).all()) == 2
    admit(session, Identity("https://anmeldung.test", "j", "jule.hagen@stadt.example"), at=now)
    session.commit()
    for path in ("einladung", "adresse"):
        assert office.post(f"{own}/{path}", data=right).status_code == 409


def test_another_address_may_be_another_person(
    session: Session, login: Login, admin: Mitarbeiter, second: Mitarbeiter
) -> None:
    anna = eine_mitarbeiterin(session, Rolle.kasse, oidc_iss=None, oidc_sub=None, name="Anna")
    data = {"name": "Anna", "email": "florian-zwei@stadt.example"}
    login(admin).post(f"{HOME}/{anna.id}/adresse", data=data)
    (row,) = roles_of(session, anna)
    assert (row.wartet_seit is not None, row.vergeben_von_id) == (True, admin.id)
    assert data["email"] not in {mail.empfaenger for mail in session.exec(select(Mail))}


def test_taking_the_last_one_warns_before_and_the_gap_is_shown(
    session: Session, login: Login, office: PortalClient, now: FixedNow
) -> None:
    heslach = ein_quartier(session, name="Heslach")
    jule, deniz = (
        eine_mitarbeiterin(session, Rolle.quartierskoordination, quartier=heslach, name=name)
        for name in ("Jule", "Deniz")
    )
    city = login(eine_mitarbeiterin(session, Rolle.gesamtkoordination))

    def entzug(person: Mitarbeiter) -> str:
        (row,) = roles_of(session, person)
        session.rollback()
        return f"{HOME}/{person.id}/zustaendigkeiten/{row.id}/entzug"

    assert "niemand mehr zuständig" not in office.get(entzug(jule)).text
    assert office.post(entzug(jule)).status_code == 303
    there = entzug(deniz)
    assert "niemand mehr zuständig" in office.get(there).text
    stopped = office.post(there)
    assert stopped.status_code == 409
    assert "Quartierskoordination: Heslach" in stopped.text
    assert "niemand mehr zuständig" in office.get(f"{HOME}/{deniz.id}/sperre").text
    before = _empty(city)
    assert office.post(there, data={"trotzdem": "ja"}).status_code == 303
    assert _empty(city) == before + 1
    row = next(r for r in parse(city.get("/intern/rollen").text).css("tr") if "Heslach" in r.text())
    assert "niemand zuständig" in row.text()
    assert "ohne Zuständige" in office.get("/intern").text


def _empty(city: PortalClient) -> int:
    """How many places have nobody, as the desk says."""
    desk = parse(city.get("/intern").text)
    (task,) = [a for a in desk.css("main a") if "ohne Zuständige" in a.text()]
    return int(task.text().split()[0])


def test_who_acts_alone_lacks_a_deputy(session: Session, login: Login) -> None:
    heslach = ein_quartier(session, name="Heslach")
    jule = eine_mitarbeiterin(session, Rolle.quartierskoordination, quartier=heslach)
    city = login(eine_mitarbeiterin(session, Rolle.gesamtkoordination))

    def told() -> str:
        rows = parse(city.get("/intern/rollen").text).css("tr")
        return next(text_of(r) for r in rows if text_of(r).startswith("Heslach"))

    assert "Vertretung fehlt" in told()
    other = eine_mitarbeiterin(session, None)
    row = eine_zustaendigkeit(session, other, Rolle.quartierskoordination, quartier=heslach)
    row.vertretung = True
    session.commit()
    assert "besetzt" in told()
    assert jule.name in told()


def test_a_refused_role_can_be_given_anew(
    session: Session, login: Login, admin: Mitarbeiter, ruth: Mitarbeiter
) -> None:
    """Whoever gave it takes it back."""
    office = login(admin)
    _give(office, ruth, "kasse")
    waiting = roles_of(session, ruth)[1]
    session.rollback()
    assert "Zurücknehmen" in office.get(f"{HOME}/{ruth.id}").text
    path = f"{HOME}/{ruth.id}/zustaendigkeiten/{waiting.id}/ablehnung"
    data = {f"rolle{waiting.id}-grund": "Vertippt."}
    assert [office.post(path, data=data).status_code for _again in range(2)] == [303, 409]
    _give(office, ruth, "kasse")
    (anew,) = roles_of(session, ruth)[1:]
    assert not may_confirm(actor_for(admin, Rolle.administration), anew)
