"""Do record and answers agree with the Ideen? For `quartier check`."""

from collections.abc import Iterator

from sqlmodel import Session

from app.history.agreement import Subject, disagreements
from app.history.evidence import values
from app.ideen.antwort import Machbar
from app.ideen.evidence import CONTENTS
from app.ideen.models import Idee
from app.ideen.queries import with_answers
from app.ideen.status import BEANTWORTET, LEBENSLAUF, Ideenstatus
from app.ideen.trail import WORDS

_SAYS = {
    Ideenstatus.umsetzbar: Machbar.ja,
    Ideenstatus.teilweise_umsetzbar: Machbar.teilweise,
    Ideenstatus.nicht_umsetzbar: Machbar.nein,
}


def record_problems(session: Session) -> Iterator[str]:
    """One English sentence for each state without its step and each content changed since."""
    return disagreements(session, _subjects(session))


def answer_problems(session: Session) -> Iterator[str]:
    """One English sentence for each answered Idee without its answer, or with another one: no
    CHECK sees both."""
    for idee in with_answers(session, BEANTWORTET):
        if fault := _answer_fault(idee):
            yield f"answer of {idee.vorgangsnummer} ({idee.status}): {fault}"


def _answer_fault(idee: Idee) -> str:
    antwort = idee.antwort
    if antwort is None:
        return "there is none"
    if antwort.machbar is not _SAYS[idee.status]:
        return f"it says {antwort.machbar}"
    if antwort.gegeben_am != idee.beantwortet_am:
        return f"given at {antwort.gegeben_am}, the Idee says {idee.beantwortet_am}"
    return ""


def _subjects(session: Session) -> Iterator[Subject]:
    for idee in with_answers(session, LEBENSLAUF.all()):
        yield Subject(
            idee.vorgangsnummer,
            idee.status,
            contents=values(CONTENTS, idee, CONTENTS),
            former_states=WORDS.former_states,
        )
