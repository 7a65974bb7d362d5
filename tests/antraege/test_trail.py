"""The trail of an Antrag as its sender reads it: what is waited for, and until when."""

from datetime import timedelta

from selectolax.lexbor import LexborHTMLParser
from sqlmodel import Session

from app.antraege.models import Antrag
from app.antraege.status import Antragsstatus
from tests.support.client import PortalClient
from tests.support.clock import FixedNow
from tests.support.dom import parse, text_of
from tests.support.each import each
from tests.support.factories import ein_antrag
from tests.support.zugang import secret_path

S = Antragsstatus
OURS = {
    S.eingereicht: "Wir prüfen Ihren Antrag",
    S.formal_geprueft: "Beratung über Ihren Antrag",
    S.votiert: "Entscheidung",
    S.zurueckgestellt: "Nächste Beratung über Ihren Antrag",
}
THEIRS = {S.rueckfrage: "Wir warten auf Ihre Antwort"}
# The portal has no form for what follows the decision, so it announces none of it.
SETTLED = [s for s in S if s not in OURS | THEIRS]


def own_page(client: PortalClient, session: Session, antrag: Antrag) -> LexborHTMLParser:
    return parse(client.get(secret_path(session, antrag.vorgangsnummer)).text)


def now_line(client: PortalClient, session: Session, antrag: Antrag) -> str:
    return text_of(own_page(client, session, antrag).css_first("[aria-current='step']"))


@each("status", OURS | THEIRS)
def test_a_step_that_waits_says_until_when(
    client: PortalClient, session: Session, now: FixedNow, status: Antragsstatus
) -> None:
    antrag = ein_antrag(session, status, faellig_am=now + timedelta(days=12))
    line = now_line(client, session, antrag)
    assert line.startswith(f"{(OURS | THEIRS)[status]} bis (jetzt) 6. Dezember 2026")
    assert line.endswith("in 12 Tagen")


@each("status", OURS | THEIRS)
def test_a_day_that_is_over_is_told_to_whom_it_concerns(
    client: PortalClient, session: Session, now: FixedNow, status: Antragsstatus
) -> None:
    antrag = ein_antrag(session, status, faellig_am=now - timedelta(days=2))
    line = now_line(client, session, antrag)
    assert ("länger als versprochen" in line) is (status in OURS)
    assert ("Bitte melden Sie sich noch." in line) is (status in THEIRS)


def test_without_a_day_none_is_promised(client: PortalClient, session: Session) -> None:
    antrag = ein_antrag(session, S.eingereicht, faellig_am=None)
    assert now_line(client, session, antrag) == "Wir prüfen Ihren Antrag (jetzt)"
    assert "Ein Tag steht noch nicht fest." in text_of(own_page(client, session, antrag).body)


def test_after_the_decision_nothing_is_promised_that_the_portal_cannot_do(
    client: PortalClient, session: Session, now: FixedNow
) -> None:
    for status in SETTLED:
        antrag = ein_antrag(session, status, faellig_am=now + timedelta(days=12))
        page = own_page(client, session, antrag)
        assert page.css("[aria-current='step']") == [], status
        assert "6. Dezember" not in text_of(page.body), status
