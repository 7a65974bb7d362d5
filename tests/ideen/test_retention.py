"""What goes of an Idee when, and what stays for everybody to read."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlmodel import Session

from app.casework.lifecycle import Owner
from app.fristen import months_before
from app.history.chain import record
from app.ideen.models import Idee
from app.ideen.retention import RETENTIONS
from app.ideen.status import LEBENSLAUF, Ideenstatus, Schritt
from app.quartiere.models import Quartier
from app.settings import Settings
from app.text.formats import NOTHING
from app.vorgaenge.messages import Nachricht, Nachrichtenseite
from app.vorgaenge.models import Vorgang
from tests.support.client import PortalClient
from tests.support.clock import FixedNow
from tests.support.each import each
from tests.support.factories import eine_idee, eine_mitarbeiterin
from tests.support.zugang import secret_path

pytestmark = pytest.mark.both

_BY_NAME = {retention.name: retention for retention in RETENTIONS}


def _run(session: Session, settings: Settings, name: str, at: datetime) -> int:
    retention = _BY_NAME[name]
    assert retention.sweep is not None
    before = retention.period.before(at)
    done = retention.sweep.forget(session, settings, before=before, at=at, after=0).count
    session.commit()
    return done


def _idee(session: Session, status: Ideenstatus, now: FixedNow, **values: object) -> Idee:
    idee = eine_idee(session, status, email="rosa@post.example", name_anzeige="Rosa", **values)
    session.add(
        Nachricht(
            vorgang_id=idee.vorgang_id, seite=Nachrichtenseite.absender, text="Hier bin ich", am=now
        )
    )
    session.commit()
    return idee


def test_the_address_goes_a_year_after_the_end(
    session: Session, settings: Settings, now: FixedNow
) -> None:
    idee = _idee(session, Ideenstatus.umgesetzt, now)
    assert _run(session, settings, "idee_email", now.replace(year=2027)) == 0
    later = now.replace(year=2027, minute=1)
    assert _run(session, settings, "idee_email", later) == 1
    assert _run(session, settings, "idee_nachrichten", later) == 1
    assert _run(session, settings, "idee_nachrichten", later) == 0
    session.refresh(idee)
    assert session.get_one(Vorgang, idee.vorgang_id).email is None
    assert (idee.name_anzeige, idee.titel != NOTHING) == ("", True)


@each("status", LEBENSLAUF.owned_by(Owner.staff) | LEBENSLAUF.owned_by(Owner.sender))
def test_while_something_is_still_to_come_nothing_goes(
    session: Session, settings: Settings, now: FixedNow, status: Ideenstatus
) -> None:
    _idee(session, status, now)
    late = now.replace(year=2050)
    assert [_run(session, settings, name, late) for name in _BY_NAME] == [0] * len(_BY_NAME)


@each("status", LEBENSLAUF.owned_by(Owner.office))
def test_what_goes_on_outside_the_portal_has_its_time_from_its_last_step(
    session: Session, settings: Settings, now: FixedNow, status: Ideenstatus
) -> None:
    """No step of the portal ends it, so a period that waits for one would never begin."""
    idee = _idee(session, status, now)
    assert _run(session, settings, "idee_email", now + timedelta(days=360)) == 0
    assert _run(session, settings, "idee_email", now + timedelta(days=367)) == 1
    assert session.get_one(Vorgang, idee.vorgang_id).email is None


def test_what_ended_twice_has_its_time_from_the_last_end(
    session: Session, settings: Settings, now: FixedNow
) -> None:
    idee = _idee(session, Ideenstatus.geschlossen_ohne_antwort, now)
    second = now + timedelta(days=300)
    for state in (Ideenstatus.in_pruefung, Ideenstatus.geschlossen_ohne_antwort):
        record(
            session,
            thread=idee.vorgangsnummer,
            step=Schritt.schliessen,
            by=None,
            at=second,
            to_status=state,
        )
    session.commit()
    assert _run(session, settings, "idee_email", now + timedelta(days=366)) == 0
    assert _run(session, settings, "idee_email", second + timedelta(days=367)) == 1


def test_what_never_was_public_is_emptied_and_its_link_leads_nowhere(
    client: PortalClient, session: Session, settings: Settings, now: FixedNow
) -> None:
    idee = _idee(session, Ideenstatus.zurueckgezogen, now)
    link = secret_path(session, idee.vorgangsnummer)
    assert client.get(link).status_code == 200
    assert _run(session, settings, "idee_unveroeffentlicht", now.replace(year=2029)) == 1
    session.refresh(idee)
    assert (idee.titel, idee.text, idee.name_anzeige) == (NOTHING, NOTHING, "")
    session.rollback()
    assert client.get(link).status_code == 404
    assert _run(session, settings, "idee_unveroeffentlicht", now.replace(year=2029)) == 0


def test_the_page_says_until_when_the_address_is_stored(
    client: PortalClient, session: Session, settings: Settings, now: FixedNow
) -> None:
    idee = _idee(session, Ideenstatus.veroeffentlicht, now)
    page = client.get(secret_path(session, idee.vorgangsnummer)).text
    assert "Wir löschen sie 12 Monate nach der Antwort oder einem anderen Ende der Idee." in page


def test_months_end_where_the_month_does() -> None:
    day = datetime.fromisoformat("2026-08-31T12:00:00+02:00")
    assert months_before(day, 6) == datetime.fromisoformat("2026-02-28T12:00:00+01:00")
    assert months_before(day, 24) == datetime.fromisoformat("2024-08-31T12:00:00+02:00")


def test_staff_read_that_something_was_deleted(
    session: Session, settings: Settings, now: FixedNow, login: Callable[..., PortalClient]
) -> None:
    """In their language: the database holds a sign."""
    idee = _idee(session, Ideenstatus.zurueckgezogen, now)
    client = login(eine_mitarbeiterin(session, quartier=session.get(Quartier, idee.quartier_id)))
    _run(session, settings, "idee_unveroeffentlicht", now.replace(year=2029))
    listed = client.get("/intern/ideen?stand=zurueckgezogen").text
    page = client.get(f"/intern/ideen/{idee.vorgangsnummer}").text
    for text in (listed, page):
        assert "(gelöscht)" in text
        assert NOTHING not in text
