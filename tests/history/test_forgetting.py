"""What people typed can be deleted, and the chain goes on holding."""

from sqlalchemy import text
from sqlmodel import Session, col, select

from app.history.agreement import Subject, disagreements
from app.history.chain import FORGET, broken, record, trail
from app.history.forgetting import forget_texts
from app.history.models import Step, StepEvidence, StepText
from app.history.words import Words
from tests.history.old_rows import KNOWN, insert, old_row
from tests.support.clock import FixedNow
from tests.support.guards import tamper

THREAD, OTHER = "A-2026-00001", "A-2026-00002"
WORDS = Words({"pruefen": "geprüft"}, sender="Antragsteller*in")


def _written(session: Session, now: FixedNow) -> None:
    for thread in (THREAD, OTHER):
        for reason in ("Anna Weber war da", ""):
            record(
                session,
                thread=thread,
                step="pruefen",
                by=None,
                at=now,
                to_status="geprueft",
                reason=reason,
                evidence={"titel": "Bank"},
            )
    session.commit()


def test_the_chain_holds_without_the_texts(session: Session, now: FixedNow) -> None:
    _written(session, now)
    assert forget_texts(session, [THREAD], at=now) == 1
    session.commit()
    session.expunge_all()
    assert list(broken(session)) == []
    first, second, said = trail(session, THREAD)
    assert (first.reason, first.lacks_text, second.lacks_text) == ("", True, False)
    assert (said.step, said.actor_kind, said.public) == (FORGET, "system", False)
    assert trail(session, OTHER)[0].reason == "Anna Weber war da"
    left = session.exec(select(Step.thread).join(StepEvidence)).all()
    assert left == [OTHER, OTHER]


def test_staff_read_that_there_was_a_text(session: Session, now: FixedNow) -> None:
    _written(session, now)
    forget_texts(session, [THREAD], at=now)
    session.commit()
    session.expunge_all()
    first, second, said = trail(session, THREAD)
    assert WORDS.why(first) == "Portal: Der Text ist gelöscht."
    assert (WORDS.reason(first), WORDS.why(second)) == ("", "Portal")
    assert WORDS.label(said) == "Texte gelöscht, weil ihre Frist um war"
    assert said not in WORDS.with_words([first, second, said])


def test_a_thread_that_holds_nothing_gets_no_step(session: Session, now: FixedNow) -> None:
    _written(session, now)
    assert forget_texts(session, [THREAD, "A-2026-09999"], at=now) == 1
    assert forget_texts(session, [THREAD], at=now) == 0
    session.commit()
    assert [s.seq for s in trail(session, THREAD)] == [1, 2, 3]


def test_nothing_typed_is_left_in_the_database(session: Session, now: FixedNow) -> None:
    _written(session, now)
    forget_texts(session, [THREAD, OTHER], at=now)
    session.commit()
    assert session.exec(select(StepText)).all() == []
    rows = session.execute(text("SELECT * FROM step")).all()
    assert "Anna" not in str(rows)


def test_old_reasons_stay_and_verify(session: Session, now: FixedNow) -> None:
    insert(session.connection(), old_row(thread="I-2026-00009"))
    row = session.exec(select(Step.hash)).one()
    session.execute(
        text("INSERT INTO step_head (thread, seq, hash) VALUES ('I-2026-00009', 1, :hash)"),
        {"hash": row},
    )
    assert forget_texts(session, ["I-2026-00009"], at=now) == 0
    session.commit()
    assert [s.reason for s in trail(session, "I-2026-00009")] == [KNOWN["reason"]]
    assert list(broken(session)) == []


def test_a_text_deleted_after_that_is_found_again(session: Session, now: FixedNow) -> None:
    _written(session, now)
    forget_texts(session, [THREAD], at=now)
    record(session, thread=THREAD, step="pruefen", by=None, at=now, reason="Später")
    tamper(session, f"DELETE FROM step_text WHERE step_id IN ({_ids(session)})")
    (fault,) = broken(session)
    assert "the text or the salt of step 4 was deleted, and no step says so" in fault


def _ids(session: Session) -> str:
    found = session.exec(select(col(Step.id)).where(Step.thread == THREAD))
    return ", ".join(map(str, found))


def test_what_stays_is_watched_from_then_on(session: Session, now: FixedNow) -> None:
    _written(session, now)
    forget_texts(session, [THREAD, OTHER], at=now, evidence={THREAD: {"titel": "Bank"}})
    session.commit()
    session.expunge_all()
    changed = [Subject(thread, "geprueft", {"titel": "Stuhl"}) for thread in (THREAD, OTHER)]
    (fault,) = disagreements(session, changed)
    assert fault == (
        f"record of {THREAD} (geprueft): changed since step 3 ({FORGET}), at least one of: titel"
    )
