"""`quartier check` sees where the record and the Ideen disagree."""

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from app.commands import check
from app.ideen import actions, queries
from app.ideen.consistency import record_problems
from app.ideen.models import Idee
from app.ideen.status import Ablehnungsgrund
from app.ideen.steps.ablehnen import ablehnen
from app.ideen.steps.veroeffentlichen import veroeffentlichen
from app.settings import Settings
from tests.support.cast import Cast, cast_for
from tests.support.factories import eine_idee
from tests.support.guards import tamper


@pytest.fixture
def cast(session: Session) -> Cast:
    return cast_for(session)


@pytest.fixture
def idee(session: Session, cast: Cast) -> Idee:
    """Published by the portal's own step, with the title redacted."""
    sent = eine_idee(session, quartier=cast.quartier, name_anzeige="Anna", ort="am Markt")
    row = queries.of_vorgang(session, sent.vorgang_id)
    veroeffentlichen(session, row, by=cast.koordination, at=cast.now, titel="Eine Bank am Markt")
    session.commit()
    return row


def faults(session: Session) -> list[str]:
    session.expire_all()
    return list(record_problems(session))


def test_all_is_well(session: Session, cast: Cast, idee: Idee) -> None:
    other = queries.of_vorgang(session, eine_idee(session, quartier=cast.quartier).vorgang_id)
    grund = Ablehnungsgrund.werbung
    ablehnen(session, other, grund=grund, erklaerung="", by=cast.koordination, at=cast.now)
    actions.zurueckziehen(session, idee, by=cast.koordination, at=cast.now)
    session.commit()
    assert faults(session) == []


@pytest.mark.parametrize(
    "change", ["titel = 'Kauft Gold'", "text = 'Kauft Gold'", "ort = ''", "name_anzeige = 'Bea'"]
)
def test_a_published_text_that_was_changed(session: Session, idee: Idee, change: str) -> None:
    tamper(session, f"UPDATE idee SET {change} WHERE id = {idee.id}")
    (fault,) = faults(session)
    assert fault == (
        f"record of {idee.vorgangsnummer} (veroeffentlicht): changed since step 3"
        " (veroeffentlichen), at least one of: name_anzeige, ort, text, titel"
    )


def test_what_somebody_handed_in_was_changed_before_anybody_read_it(
    session: Session, settings: Settings, cast: Cast
) -> None:
    vorgang = actions.einreichen(
        session,
        settings,
        einreichung="e" * 32,
        titel="Eine Bank",
        text="Am Markt fehlt eine Bank.",
        quartier_id=cast.quartier.id or 0,
        ort="",
        thema=None,
        name_anzeige="",
        email="",
        foto="",
        at=cast.now,
    )
    session.commit()
    assert faults(session) == []
    tamper(session, "UPDATE idee SET text = 'Kauft Gold'")
    (fault,) = faults(session)
    assert fault.startswith(
        f"record of {vorgang.vorgangsnummer} (eingereicht): changed since step 1 (einreichen)"
    )


def test_a_state_without_its_step(session: Session, idee: Idee) -> None:
    tamper(session, f"UPDATE idee SET status = 'in_umsetzung' WHERE id = {idee.id}")
    (fault,) = faults(session)
    assert fault == (
        f"record of {idee.vorgangsnummer} (in_umsetzung): the last step leads to veroeffentlicht"
    )


def test_a_thread_that_was_deleted_with_its_head(session: Session, idee: Idee) -> None:
    """The chain of steps alone cannot miss it any more."""
    here = f"thread = '{idee.vorgangsnummer}'"
    tamper(
        session,
        "DELETE FROM step_evidence",
        f"DELETE FROM step WHERE {here}",
        f"DELETE FROM step_head WHERE {here}",
    )
    (fault,) = faults(session)
    assert fault == f"record of {idee.vorgangsnummer} (veroeffentlicht): it has no step at all"


def test_the_command_says_it(
    session: Session, engine: Engine, settings: Settings, idee: Idee
) -> None:
    assert check.faults(engine, settings) == []
    tamper(session, f"UPDATE idee SET text = 'Kauft Gold' WHERE id = {idee.id}")
    (fault,) = check.faults(engine, settings)
    assert idee.vorgangsnummer in fault
