"""The number of queries of each page of the form is fixed, however much stands in the draft."""

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from app.antraege.models import Kostenposition
from tests.antraege.draft import Draft, the_antrag
from tests.support.queries import queries

pytestmark = pytest.mark.both

# Vorgang 1, the Antrag with all that belongs to it 18, what the rules ask of pot and applicant 4.
PLAIN = 23
COUNTS = {
    "wer": PLAIN,
    "was": PLAIN + 1,  # the Projekte that can be picked
    "wann-und-wo": PLAIN,
    "mit-wem": PLAIN,
    "kosten": PLAIN,
    "finanzierung": PLAIN,
    "erklaerungen": PLAIN,
    "anlagen": PLAIN + 2,  # the files, and which line each belongs to
    "pruefen": PLAIN + 2,  # the same
}


@pytest.mark.parametrize("lines", [0, 20])
def test_every_page_has_its_number_of_queries(
    draft: Draft, session: Session, engine: Engine, lines: int
) -> None:
    draft.breakfast()
    number = the_antrag(session).id
    for line in range(lines):
        session.add(
            Kostenposition(
                antrag_id=number, kategorie="material", text=f"{line}", einzelpreis_cent=100
            )
        )
    session.commit()
    counted = {}
    for page in COUNTS:
        with queries(engine) as q:
            assert draft.get(page).status_code == 200
        counted[page] = q.count
    assert counted == COUNTS
