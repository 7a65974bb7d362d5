"""The sender's address, and when none is taken any more."""

from sqlmodel import Session

from app.antraege.status import Antragsstatus
from app.ideen.status import Ideenstatus
from tests.support.client import PortalClient
from tests.support.clock import FixedNow
from tests.support.factories import ein_antrag, eine_idee
from tests.vorgaenge.secrets import secret, vorgang_of


def test_no_address_is_taken_that_would_go_the_next_night(
    client: PortalClient, session: Session, now: FixedNow
) -> None:
    """Whoever sees "saved" has it for a while; taking it away is always possible."""
    idee = eine_idee(session, Ideenstatus.umgesetzt, email="rosa@post.example")
    session.commit()
    link = secret(session, idee)
    over = "speichern wir keine E-Mail-Adresse mehr"
    now.advance(days=365)
    page = client.get(link)
    assert "Ihre E-Mail-Adresse" in page.text
    assert over not in page.text
    assert client.post(f"{link}/email", data={"email": "neu@post.example"}).status_code == 303
    now.advance(days=1)
    page = client.get(link)
    assert over in page.text
    assert "Wir löschen sie" not in page.text
    for typed in ("rosa@post.example", "rosa"):
        refusal = client.post(f"{link}/email", data={"email": typed})
        assert refusal.status_code == 409
        assert over in refusal.text
    assert vorgang_of(session, idee).email == "neu@post.example"
    session.rollback()
    assert client.post(f"{link}/email", data={"email": ""}).status_code == 303
    assert vorgang_of(session, idee).email is None


def test_the_address_of_a_grant_has_its_time_too(
    client: PortalClient, session: Session, now: FixedNow
) -> None:
    """Of money of 2026 the papers go in 2034."""
    antrag = ein_antrag(session, Antragsstatus.abgeschlossen)
    session.commit()
    link = secret(session, antrag)
    over = "speichern wir keine E-Mail-Adresse mehr"
    now.advance(days=365 * 7)
    assert over not in client.get(link).text
    now.advance(days=60)
    assert over in client.get(link).text
    assert client.post(f"{link}/email", data={"email": "neu@post.example"}).status_code == 409
