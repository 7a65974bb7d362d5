"""The whole way of an Antrag through its form, with plain requests and no script."""

import pytest
from sqlmodel import Session

from app.antraege.status import Antragsstatus
from app.fonds.models import Fonds, Fondsart, Schwere
from tests.antraege.draft import Draft, the_antrag, the_applicant
from tests.support.client import PortalClient
from tests.support.factories import ein_fonds, ein_quartier

B, W = Schwere.B, Schwere.W
REGELN = {
    "R01": (B, None),
    "R02": (B, None),
    "R03": (B, 16),
    "R04": (B, 100_000),
    "R05": (B, 5_000),
    "R07": (B, None),
    "R08": (W, 42),
    "R12": (W, None),
    "R20": (B, None),
    "R21": (B, None),
    "R25": (B, None),
    "R27": (W, None),
}


@pytest.fixture
def fonds(session: Session) -> Fonds:
    quartier = ein_quartier(session, name="Heslach")
    return ein_fonds(
        session, quartier=quartier, regeln=REGELN, slug="heslach", name="Fonds Heslach"
    )


def test_a_group_asks_for_480_50_euros(
    client: PortalClient, session: Session, fonds: Fonds
) -> None:
    draft = Draft.begun(client, fonds, email="ayla@post.example").breakfast()
    check = draft.get("pruefen")
    assert "Alles da" in check.text
    assert "480,50" in check.text
    answer = draft.submit()
    assert answer.status_code == 303
    assert answer.headers["location"] == draft.base.removesuffix("/antrag") + "?eingereicht=1"
    antrag = the_antrag(session)
    assert antrag.status is Antragsstatus.eingereicht
    assert antrag.beantragt_cent == 48_050
    assert antrag.titel == "Nachbarschaftsfrühstück im Hof"
    assert the_applicant(session).gruppe == "Hofgemeinschaft Böheimstraße"
