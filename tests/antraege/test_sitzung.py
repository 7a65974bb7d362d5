"""Which Sitzung an Antrag is promised, and what its sender reads where none can be named."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session

from app.antraege.buero.steps.pruefen import pruefen
from app.antraege.buero.steps.wiederaufnehmen import wiederaufnehmen
from app.antraege.buero.steps.zurueckgeben import zurueckgeben
from app.antraege.buero.steps.zurueckstellen import zurueckstellen
from app.antraege.models import Antrag
from app.antraege.status import Antragsstatus
from app.auth.actor import Actor
from app.errors import FieldRefused
from app.fonds.models import Fonds
from app.mail.models import Mail
from tests.support.cast import Cast, cast_for
from tests.support.client import PortalClient
from tests.support.clock import FixedNow
from tests.support.dom import parse, text_of
from tests.support.each import each
from tests.support.factories.fonds import ein_fondsjahr
from tests.support.newest import newest
from tests.support.zugang import secret_path

DECEMBER = date(2026, 12, 10)
JANUARY = date(2027, 1, 21)
NO_DAY = "Wann über Ihren Antrag beraten wird, steht noch nicht fest."


def announce(cast: Cast, sitzung: date | None, *, frist: date | None = None) -> None:
    row = cast.session.get_one(Fonds, cast.fonds.id)
    row.naechste_frist, row.naechste_sitzung = frist, sitzung
    cast.session.commit()


def put_off(
    cast: Cast, antrag: Antrag, by: Actor | None = None, tag: date | None = None
) -> date | None:
    """Before the vote by whoever brings it there, without a `tag`."""
    by = by or cast.koordination
    zurueckstellen(cast.session, antrag, grund="Später.", tag=tag, by=by, at=cast.now)
    return due(antrag)


def due(antrag: Antrag) -> date | None:
    return antrag.faellig_am.date() if antrag.faellig_am else None


def own_page(client: PortalClient, session: Session, antrag: Antrag) -> str:
    return text_of(parse(client.get(secret_path(session, antrag.vorgangsnummer)).text).body)


@each(
    ("frist", "sitzung", "promised"),
    [
        (None, None, None),
        (None, DECEMBER, DECEMBER),
        (date(2026, 12, 1), DECEMBER, DECEMBER),
        (date(2026, 11, 24), date(2026, 11, 24), date(2026, 11, 24)),
        # It came after the Annahmeschluss, or the Sitzung is over.
        (date(2026, 11, 23), DECEMBER, None),
        (date(2026, 11, 1), date(2026, 11, 23), None),
    ],
)
def test_the_check_promises_the_sitzung_that_the_antrag_is_in_time_for(
    session: Session, frist: date | None, sitzung: date | None, promised: date | None
) -> None:
    cast = cast_for(session)
    announce(cast, sitzung, frist=frist)
    antrag = cast.antrag()
    pruefen(session, antrag, by=cast.koordination, at=cast.now)
    assert due(antrag) == promised


@pytest.mark.parametrize("opened", [False, True])
@pytest.mark.parametrize(
    ("handed_in", "promised"), [(date(2026, 12, 31), JANUARY), (date(2027, 1, 13), None)]
)
def test_checked_after_new_year_it_is_promised_the_sitzung_entered_before(
    cast: Cast, now: FixedNow, handed_in: date, promised: date | None, opened: bool
) -> None:
    """Its Sitzung is the one of when it was handed in, whichever year pays."""
    announce(cast, JANUARY, frist=date(2027, 1, 12))
    moment = datetime(handed_in.year, handed_in.month, handed_in.day, 10, tzinfo=UTC)
    antrag = cast.antrag(eingereicht_am=moment)
    if opened:
        ein_fondsjahr(cast.session, cast.fonds, 2027)
        cast.session.commit()
    now.set(datetime(2027, 1, 14, 10, tzinfo=UTC))
    pruefen(cast.session, antrag, by=cast.koordination, at=cast.now)
    assert due(antrag) == promised


def test_where_nobody_votes_the_term_of_the_fonds_counts(session: Session) -> None:
    cast = cast_for(session, grenze_koordination_cent=100_000)
    announce(cast, None)
    assert due(cast.geprueft()) == date(2026, 12, 8)


def test_postponed_from_the_sitzung_that_comes_it_is_not_promised_that_one(
    cast: Cast, now: FixedNow
) -> None:
    antrag = cast.geprueft()
    assert due(antrag) == DECEMBER
    now.advance(days=1)
    assert put_off(cast, antrag) is None


def test_postponed_on_the_day_of_the_sitzung(cast: Cast, now: FixedNow) -> None:
    antrag = cast.geprueft()
    now.set(datetime(2026, 12, 10, 18, tzinfo=UTC))
    assert put_off(cast, antrag) is None


def test_postponed_after_the_sitzung_it_is_promised_the_next(cast: Cast, now: FixedNow) -> None:
    antrag = cast.geprueft()
    now.set(datetime(2026, 12, 14, 10, tzinfo=UTC))
    announce(cast, JANUARY)
    assert put_off(cast, cast.fresh(antrag)) == JANUARY


@each("sitzung", [None, date(2026, 11, 24), JANUARY])
def test_postponed_after_its_votum_it_waits_for_a_day_and_for_no_sitzung(
    cast: Cast, sitzung: date | None
) -> None:
    """The Votum stays, so no Sitzung comes first: whoever decides names the day."""
    voted = cast.votiert()
    announce(cast, sitzung)
    with pytest.raises(FieldRefused):
        put_off(cast, cast.fresh(voted), cast.bezirksvorsteherin)
    antrag = cast.fresh(voted)
    assert put_off(cast, antrag, cast.bezirksvorsteherin, date(2027, 1, 15)) == date(2027, 1, 15)
    assert antrag.empfohlen_cent is not None


def test_given_back_on_the_day_of_the_votum_it_waits_for_another_sitzung(
    cast: Cast, session: Session
) -> None:
    antrag = cast.votiert()
    announce(cast, cast.now.date())
    antrag = cast.fresh(antrag)
    zurueckgeben(session, antrag, grund="Noch einmal.", by=cast.bezirksvorsteherin, at=cast.now)
    assert due(antrag) is None


def test_taken_up_again_it_is_for_the_sitzung_that_comes(cast: Cast, session: Session) -> None:
    antrag = cast.geprueft()
    put_off(cast, antrag)
    wiederaufnehmen(session, antrag, by=cast.koordination, at=cast.now)
    assert due(antrag) == DECEMBER


@each(
    ("sitzung", "told"),
    [
        (DECEMBER, "Bis zum 10. Dezember 2026 wird wieder über ihn beraten."),
        (None, "Wann wieder über ihn beraten wird, steht noch nicht fest."),
    ],
)
def test_the_mail_on_taking_it_up_names_no_day_that_nobody_has_fixed(
    cast: Cast, session: Session, sitzung: date | None, told: str
) -> None:
    antrag = cast.geprueft(email="ayla@post.example")
    put_off(cast, antrag)
    announce(cast, sitzung)
    wiederaufnehmen(session, antrag, by=cast.koordination, at=cast.now)
    session.flush()
    mail = newest(session, Mail)
    assert told in mail.text
    assert told in (mail.html or "")


def test_its_sender_reads_a_day_only_while_it_is_to_come(
    cast: Cast, session: Session, client: PortalClient, now: FixedNow
) -> None:
    antrag = cast.geprueft()
    session.commit()
    told = "Bis zum 10. Dezember 2026 wird über Ihren Antrag beraten."
    assert told in own_page(client, session, antrag)
    now.set(datetime(2026, 12, 11, 10, tzinfo=UTC))
    page = own_page(client, session, antrag)
    assert "Bis zum 10. Dezember" not in page
    assert "Das dauert länger als versprochen." in page


@each("status", [Antragsstatus.formal_geprueft, Antragsstatus.zurueckgestellt])
def test_without_a_sitzung_its_sender_reads_that_no_day_is_fixed(
    cast: Cast, session: Session, client: PortalClient, status: Antragsstatus
) -> None:
    page = own_page(client, session, cast.antrag(status, faellig_am=None))
    assert NO_DAY in page
    assert "Bis zum" not in page
    dated = cast.antrag(status, faellig_am=cast.now + timedelta(days=3))
    assert NO_DAY not in own_page(client, session, dated)
