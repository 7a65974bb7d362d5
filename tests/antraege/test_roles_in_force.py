"""A role that does not count yet, or any more, is nobody who is there."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from app.antraege.buero.steps.befangenheit import befangenheit_erklaeren
from app.antraege.buero.steps.zuweisen import zuweisen
from app.antraege.door import tasks, tasks_of_nobody
from app.antraege.models import Antrag
from app.auth.actor import Actor
from app.auth.models import Mitarbeiter, Zustaendigkeit
from app.auth.permissions import Rolle
from app.errors import FieldRefused
from tests.antraege.staff import Desk
from tests.antraege.test_modes import possible
from tests.support.cast import Cast, actor_for, cast_for
from tests.support.factories import ein_quartier, eine_mitarbeiterin

# (days from today: first, last; whether it waits for its confirmation)
NOT_IN_FORCE = [(1, None, False), (None, -1, False), (None, None, True)]
LACKING = "Ohne Zuständige: bestimmen Sie, wer übernimmt"


def _limit_role(
    cast: Cast, staff_id: int | None, first: int | None, last: int | None, waits: bool
) -> None:
    rows = cast.session.exec(
        select(Zustaendigkeit).where(Zustaendigkeit.mitarbeiter_id == staff_id)
    )
    for row in rows:
        today = cast.now.date()
        row.gilt_ab = None if first is None else today + timedelta(days=first)
        row.gilt_bis = None if last is None else today + timedelta(days=last)
        row.wartet_seit = cast.now if waits else None
    cast.session.commit()


def _words(cast: Cast, actor: Actor) -> list[str]:
    return [task.was for task in tasks(cast.session, actor, cast.now)]


def _biased(cast: Cast) -> Antrag:
    antrag = cast.antrag()
    befangenheit_erklaeren(cast.session, antrag, by=cast.koordination, at=cast.now)
    cast.session.commit()
    return cast.fresh(antrag)


def _staff(session: Session, rolle: Rolle, name: str) -> Mitarbeiter:
    there = ein_quartier(session) if rolle is Rolle.quartierskoordination else None
    return eine_mitarbeiterin(session, rolle, quartier=there, name=name)


@pytest.mark.parametrize(("first", "last", "waits"), NOT_IN_FORCE)
def test_a_colleague_of_another_time_is_nobody_to_check(
    cast: Cast, session: Session, first: int | None, last: int | None, waits: bool
) -> None:
    gesamt = actor_for(_staff(session, Rolle.gesamtkoordination, "Gesa"), Rolle.gesamtkoordination)
    _biased(cast)
    assert _words(cast, gesamt) == []
    _limit_role(cast, cast.kollegin.staff_id, first, last, waits)
    assert _words(cast, gesamt) == [LACKING]


def test_a_gesamtkoordination_of_another_time_names_nobody(cast: Cast, session: Session) -> None:
    gesamt = _staff(session, Rolle.gesamtkoordination, "Gesa")
    admin = actor_for(_staff(session, Rolle.administration, "Adam"), Rolle.administration)
    _biased(cast)
    _limit_role(cast, cast.kollegin.staff_id, 1, None, waits=False)
    assert tasks_of_nobody(session, admin, cast.now) == []
    _limit_role(cast, gesamt.id, None, -1, waits=False)
    assert len(tasks_of_nobody(session, admin, cast.now)) == 1


@pytest.mark.parametrize(("first", "last", "waits"), NOT_IN_FORCE)
def test_a_second_coordinator_of_another_time_decides_nothing(
    session: Session, first: int | None, last: int | None, waits: bool
) -> None:
    cast = cast_for(session, grenze_koordination_cent=50_000)
    antrag = cast.geprueft()
    session.commit()
    assert "freigeben" not in possible(cast.bezirksvorsteherin, cast.fresh(antrag))
    _limit_role(cast, cast.kollegin.staff_id, first, last, waits)
    assert {"freigeben", "ablehnen"} <= possible(cast.bezirksvorsteherin, cast.fresh(antrag))
    assert _words(cast, cast.bezirksvorsteherin) != []


def test_the_page_and_the_desk_say_the_same_of_who_decides(desk: Desk, session: Session) -> None:
    """The actor of a request carries its moment."""
    desk.cast.fonds.grenze_koordination_cent = 50_000
    antrag = desk.geprueft()
    button = "Entscheidung der Bezirksvorsteher*in"
    assert button not in desk.get(antrag, desk.leader).text
    _limit_role(desk.cast, desk.cast.kollegin.staff_id, 1, None, waits=False)
    assert button in desk.get(antrag, desk.leader).text
    form = {"betrag_cent": "480,50", "grund": "Passt."}
    assert desk.post(antrag, "freigabe", desk.leader, **form).status_code == 303


@pytest.mark.parametrize(("first", "last", "waits"), NOT_IN_FORCE)
def test_who_holds_the_role_at_another_time_is_not_offered(
    cast: Cast, session: Session, first: int | None, last: int | None, waits: bool
) -> None:
    gesamt = actor_for(_staff(session, Rolle.gesamtkoordination, "Gesa"), Rolle.gesamtkoordination)
    stranger = _staff(session, Rolle.quartierskoordination, "Fatma Fern")
    antrag = _biased(cast)
    _limit_role(cast, stranger.id, first, last, waits)
    with pytest.raises(FieldRefused):
        zuweisen(session, antrag, person=stranger.id or 0, by=gesamt, at=cast.now)


@pytest.mark.parametrize(("first", "last", "waits"), NOT_IN_FORCE)
def test_who_stands_in_does_so_as_long_as_the_role_counts(
    cast: Cast, session: Session, first: int | None, last: int | None, waits: bool
) -> None:
    gesamt = actor_for(_staff(session, Rolle.gesamtkoordination, "Gesa"), Rolle.gesamtkoordination)
    stranger = _staff(session, Rolle.quartierskoordination, "Fatma Fern")
    session.get_one(Mitarbeiter, cast.kollegin.staff_id).aktiv = False
    antrag = _biased(cast)
    zuweisen(session, antrag, person=stranger.id or 0, by=gesamt, at=cast.now)
    session.commit()
    session.expire_all()
    assert _words(cast, gesamt) == []
    _limit_role(cast, stranger.id, first, last, waits)
    session.expire_all()
    assert _words(cast, gesamt) == [LACKING]
