"""Steps and states in words, also those that are called otherwise today."""

import pytest

from app.history.models import Step
from app.history.words import Words

WORDS = Words(
    {"rueckfrage": "nachgefragt", "pruefen": "geprüft"},
    sender="Absender*in",
    states={"rueckfrage": "Rückfrage läuft"},
    former={"nachfragen": "rueckfrage"},
    former_states={"nachgefragt": "rueckfrage"},
)


@pytest.mark.parametrize("word", ["nachfragen", "rueckfrage"])
def test_old_and_new_word_of_a_step_read_alike(word: str) -> None:
    step = Step(step=word)
    assert WORDS.name(step) == "rueckfrage"
    assert WORDS.label(step) == WORDS.what(step) == "nachgefragt"
    assert WORDS.with_words([step]) == [step]


def test_a_step_without_a_word_shows_its_code() -> None:
    assert WORDS.label(Step(step="link_senden")) == "link_senden"


@pytest.mark.parametrize("state", ["nachgefragt", "rueckfrage"])
def test_old_and_new_word_of_a_state_read_alike(state: str) -> None:
    assert WORDS.state(state) == "Rückfrage läuft"


def test_a_question_to_the_record_asks_for_both_words() -> None:
    assert WORDS.spellings(["rueckfrage", "pruefen"]) == {"rueckfrage", "nachfragen", "pruefen"}
    assert WORDS.spellings(["pruefen"]) == {"pruefen"}
