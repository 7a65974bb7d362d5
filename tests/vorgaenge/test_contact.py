"""The sender's address, and when none is taken any more."""

from sqlmodel import Session, select

from app.antraege.status import Antragsstatus
from app.auth.permissions import Rolle
from app.ideen.models import Idee
from app.ideen.status import Ideenstatus
from app.mail.models import Mail, Zustellung
from app.mail.outbox import queue
from app.quartiere.models import Quartier
from app.settings import Settings
from tests.support.client import PortalClient
from tests.support.clock import FixedNow
from tests.support.dom import parse, text_of
from tests.support.factories import ein_antrag, eine_idee, eine_mitarbeiterin
from tests.support.people import log_in
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


def _mailed(session: Session, zustand: Zustellung, now: FixedNow) -> Idee:
    idee = eine_idee(session, Ideenstatus.in_pruefung, email="rosa@post.exampel")
    mail = queue(
        session,
        to="rosa@post.exampel",
        template="vorgang_link",
        thread=idee.vorgangsnummer,
        sprache="de",
        at=now,
    )
    assert mail
    mail.zustand = zustand
    mail.zugestellt_am = now if zustand is Zustellung.zugestellt else None
    session.commit()
    return idee


def test_who_cannot_be_reached_learns_it_and_mends_it_there(
    client: PortalClient, session: Session, now: FixedNow
) -> None:
    idee = _mailed(session, Zustellung.gescheitert, now)
    link = secret(session, idee)
    told = "Unsere E-Mails an Sie kommen nicht an"
    page = client.get(link)
    assert told in page.text
    assert "Die Adresse r…@post.exampel nimmt sie nicht an." in page.text
    assert len(parse(page.text).css(f"form[action='{link}/email']")) == 1
    refused = client.post(f"{link}/email", data={"email": "rosa@"})
    assert (refused.status_code, told in refused.text) == (422, True)
    client.post(f"{link}/email", data={"email": "rosa@post.example"})
    assert told not in client.get(link).text
    (mail,) = session.exec(select(Mail).execution_options(populate_existing=True))
    assert (mail.empfaenger, mail.zustand) == ("rosa@post.example", Zustellung.wartet)


def test_what_waits_or_has_arrived_is_no_worry(
    client: PortalClient, session: Session, now: FixedNow
) -> None:
    for zustand in (Zustellung.wartet, Zustellung.zugestellt):
        page = client.get(secret(session, _mailed(session, zustand, now))).text
        assert "kommen nicht an" not in page


def test_staff_read_it_before_they_write(
    client: PortalClient, session: Session, settings: Settings, now: FixedNow
) -> None:
    idee = _mailed(session, Zustellung.gescheitert, now)
    quartier = session.get_one(Quartier, idee.quartier_id)
    person = eine_mitarbeiterin(session, Rolle.quartierskoordination, quartier=quartier)
    staff = log_in(client.another(), session, settings, person)
    assert "kommen nicht an" in staff.get(f"/intern/ideen/{idee.vorgangsnummer}").text


def test_a_new_address_is_offered_a_new_link(client: PortalClient, session: Session) -> None:
    """Only where another had the old link; it is said what is lost with it."""
    idee = eine_idee(session, Ideenstatus.in_pruefung)
    session.commit()
    link, offer = secret(session, idee), "Möchten Sie auch einen neuen Link?"
    for typed, offered in (
        ("rosa@post.example", False),
        ("Rosa@post.example", False),
        ("rosa@web.example", True),
        ("", False),
    ):
        answer = client.post(f"{link}/email", data={"email": typed})
        page = client.get(answer.headers["location"])
        assert (offer in page.text) is offered, typed
        if offered:
            assert "auch auf Papier" in text_of(parse(page.text).css_first("main"))


def test_the_receipt_says_where_the_mail_goes(client: PortalClient, session: Session) -> None:
    idee, silent = eine_idee(session, email="rosa@post.example"), eine_idee(session)
    session.commit()
    page = client.get(f"{secret(session, idee)}?eingegangen=1").text
    assert "geht an r…@post.example" in page
    assert "geht an" not in client.get(f"{secret(session, silent)}?eingegangen=1").text
