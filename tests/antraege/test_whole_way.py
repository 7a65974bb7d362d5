"""The whole way of an Antrag through its form, with plain requests and no script."""

from sqlmodel import Session

from app.antraege.status import Antragsstatus
from app.fonds.models import Fonds
from tests.antraege.draft import Draft, the_antrag, the_applicant
from tests.support.client import PortalClient


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
