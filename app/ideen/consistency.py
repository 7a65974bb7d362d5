"""Does the record agree with the Ideen? For `quartier check`."""

from collections.abc import Iterator

from sqlmodel import Session, select

from app.history.agreement import Subject, disagreements
from app.history.evidence import values
from app.ideen.evidence import CONTENTS
from app.ideen.models import Idee
from app.ideen.trail import WORDS


def record_problems(session: Session) -> Iterator[str]:
    """One English sentence for each state without its step and each content changed since."""
    return disagreements(session, _subjects(session))


def _subjects(session: Session) -> Iterator[Subject]:
    query = select(Idee).order_by(Idee.vorgangsnummer).execution_options(yield_per=500)
    for idee in session.exec(query):
        yield Subject(
            idee.vorgangsnummer,
            idee.status,
            contents=values(CONTENTS, idee, CONTENTS),
            former_states=WORDS.former_states,
        )
