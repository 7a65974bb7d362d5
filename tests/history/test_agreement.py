"""The record and what it is about, compared."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from app.history.agreement import Subject, disagreements
from app.history.chain import record
from app.history.hashing import canonical
from app.ideen.status import Ideenstatus
from tests.support.clock import FixedNow
from tests.support.queries import queries

THREAD = "A-2026-00001"
GRANT = {"auflagen": "Belege bis Juli", "bewilligt_cent": 40_000}


@pytest.fixture
def write(session: Session, now: FixedNow):  # type: ignore[no-untyped-def]
    def one(step: str, to_status: str | None = None, thread: str = THREAD, **values: object):  # type: ignore[no-untyped-def]
        return record(
            session, thread=thread, step=step, by=None, at=now, to_status=to_status, **values
        )

    return one


def faults(session: Session, *subjects: Subject) -> list[str]:
    session.commit()
    session.expunge_all()
    return list(disagreements(session, subjects))


def test_all_is_well(session: Session, write) -> None:  # type: ignore[no-untyped-def]
    write("freigeben", "bewilligt", amount_cent=40_000, evidence=GRANT)
    write("link_senden")
    subject = Subject(THREAD, "bewilligt", GRANT, amounts={"freigeben": 40_000})
    assert faults(session, subject) == []


def test_an_item_without_any_step(session: Session) -> None:
    assert faults(session, Subject(THREAD, "eingereicht")) == [
        f"record of {THREAD} (eingereicht): it has no step at all"
    ]


def test_a_state_without_its_step(session: Session, write) -> None:  # type: ignore[no-untyped-def]
    write("pruefen", "geprueft")
    write("email_aendern")
    (fault,) = faults(session, Subject(THREAD, "bewilligt"))
    assert fault == f"record of {THREAD} (bewilligt): the last step leads to geprueft"


def test_a_state_that_is_called_otherwise_today(session: Session, write) -> None:  # type: ignore[no-untyped-def]
    write("nachfragen", "nachgefragt")
    subject = Subject(THREAD, "rueckfrage", former_states={"nachgefragt": "rueckfrage"})
    assert faults(session, subject) == []


def test_only_steps_that_change_nothing(session: Session, write) -> None:  # type: ignore[no-untyped-def]
    write("link_senden")
    (fault,) = faults(session, Subject(THREAD, "eingereicht"))
    assert "the last step leads to no state" in fault


@pytest.mark.parametrize("told", [None, 39_999])
def test_an_amount_that_no_step_told(session: Session, write, told: int | None) -> None:  # type: ignore[no-untyped-def]
    write("freigeben", "bewilligt", amount_cent=told)
    (fault,) = faults(session, Subject(THREAD, "bewilligt", amounts={"freigeben": 40_000}))
    assert fault.endswith("no step freigeben says 40000 cents")


@pytest.mark.parametrize(
    "contents",
    [
        GRANT | {"auflagen": ""},
        GRANT | {"bewilligt_cent": 40_001},
        GRANT | {"bewilligt_cent": None},
        {"auflagen": GRANT["auflagen"]},
    ],
    ids=["emptied", "changed", "taken", "untold"],
)
def test_contents_that_are_no_longer_those_of_the_step(
    session: Session,
    write,  # type: ignore[no-untyped-def]
    contents: dict[str, object],
) -> None:
    write("freigeben", "bewilligt", evidence=GRANT)
    (fault,) = faults(session, Subject(THREAD, "bewilligt", contents))
    assert fault.endswith(
        "changed since step 1 (freigeben), at least one of: auflagen, bewilligt_cent"
    )


def test_a_later_step_stands_for_the_contents(session: Session, write) -> None:  # type: ignore[no-untyped-def]
    """Published twice: what was public in between is over."""
    write("veroeffentlichen", evidence={"titel": "Bank", "text": "Alt"})
    write("anonymisieren", "veroeffentlicht", evidence={"titel": "Bank", "text": "Neu"})
    now_public = Subject(THREAD, "veroeffentlicht", {"titel": "Bank", "text": "Neu"})
    assert faults(session, now_public) == []
    again = Subject(THREAD, "veroeffentlicht", {"titel": "Bank", "text": "Alt"})
    (fault,) = faults(session, again)
    assert "changed since step 2 (anonymisieren)" in fault


def test_many_items_cost_one_query_for_five_hundred(
    session: Session,
    engine: Engine,
    write,  # type: ignore[no-untyped-def]
) -> None:
    for number in range(3):
        write("einreichen", "eingereicht", thread=f"A-{number}")
    session.commit()
    with queries(engine) as seen:
        assert (
            list(disagreements(session, [Subject(f"A-{n}", "eingereicht") for n in range(3)])) == []
        )
    assert seen.count == 1, seen


def test_equal_contents_have_one_form() -> None:
    in_berlin = datetime(2026, 11, 24, 10, 30, tzinfo=timezone(timedelta(hours=1)))
    in_utc = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
    assert canonical({"b": in_berlin, "a": 1}) == canonical({"a": 1, "b": in_utc})
    assert canonical([date(2026, 1, 2), Ideenstatus.umgesetzt, None, "ä"]) == (
        '["2026-01-02","umgesetzt",null,"ä"]'
    )
    with pytest.raises(TypeError, match="no canonical form"):
        canonical(object())
