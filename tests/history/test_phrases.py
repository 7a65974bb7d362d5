"""Sentences of the portal: stored as codes, made when they are read."""

import pytest
from sqlmodel import Session

from app.history.chain import record
from app.history.phrases import Phrase, register, sentence
from app.history.words import Words
from tests.support.clock import FixedNow


def _greeting(*, name: str, mal: int = 1) -> str:
    return f"Hallo {name}" * mal


GREETING = Phrase("test.gruss", _greeting, {"name": "Anna"})
PHRASES = register(GREETING)


def test_a_phrase_is_stored_as_its_code_and_parameters() -> None:
    remark = GREETING(name="Jörg", mal=2)
    assert (remark.phrase, remark.parameters) == ("test.gruss", '{"mal":2,"name":"Jörg"}')
    assert sentence(PHRASES, remark.phrase, remark.parameters) == "Hallo JörgHallo Jörg"


def test_parameters_go_by_name() -> None:
    with pytest.raises(TypeError, match=r"test\.gruss"):
        GREETING("Anna")


def test_nothing_said_is_nothing_and_the_unknown_shows_its_code() -> None:
    assert sentence(PHRASES, "", "") == ""
    assert sentence(PHRASES, "test.anders", "") == "test.anders"


def test_both_the_portal_and_a_person_may_say_why(session: Session, now: FixedNow) -> None:
    words = Words({"pruefen": "geprüft"}, sender="", phrases=PHRASES)
    remark = GREETING(name="Anna")
    step = record(
        session, thread="T", step="pruefen", by=None, at=now, remark=remark, reason="Gern."
    )
    assert words.reason(step) == "Hallo Anna Gern."
    assert words.why(step) == "Portal: Hallo Anna Gern."
