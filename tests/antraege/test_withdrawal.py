"""Who withdraws an approved Antrag knows beforehand, and reads after it, that the money is gone."""

from sqlmodel import Session, col, select

from app.mail.models import Mail
from tests.antraege.test_granted_in_part import said
from tests.antraege.test_sent import secret
from tests.support.cast import Cast
from tests.support.client import PortalClient
from tests.support.dom import parse
from tests.support.factories import ein_antrag

BEFORE = (
    "Ihnen sind 400,00 EUR bewilligt. Wenn Sie zurückziehen, bekommen Sie dieses Geld nicht mehr:"
    " Es ist dann frei für andere."
)
AFTER = "Die bewilligten 400,00 EUR sind wieder frei für andere."


def test_approved_money_is_given_up_knowingly(
    client: PortalClient, session: Session, cast: Cast
) -> None:
    antrag = cast.bewilligt(40_000, empfohlen_cent=40_000, email="ayla@post.example")
    session.commit()
    free = cast.stand().verfuegbar
    here = secret(session, antrag.vorgangsnummer)
    question = said(client.get(f"{here}/zurueckziehung").text)
    assert BEFORE in question
    done = client.post(f"{here}/zurueckziehung")
    assert AFTER in said(client.get(done.headers["location"]).text)
    assert cast.stand().verfuegbar == free + 40_000
    mail = session.exec(select(Mail).where(col(Mail.betreff).contains("zurückgezogen"))).one()
    assert AFTER in said(mail.html)
    assert AFTER in mail.text.replace("\u202f", " ")


def test_where_nothing_is_approved_no_money_is_named(
    client: PortalClient, session: Session
) -> None:
    here = secret(session, ein_antrag(session, email="ayla@post.example").vorgangsnummer)
    assert "bewilligt" not in said(client.get(f"{here}/zurueckziehung").text)
    done = client.post(f"{here}/zurueckziehung")
    assert "frei für andere" not in client.get(done.headers["location"]).text
    assert "frei für andere" not in session.exec(select(Mail)).one().text


def test_the_mail_sends_to_a_page_that_begins_a_new_one(
    client: PortalClient, session: Session
) -> None:
    antrag = ein_antrag(session, email="ayla@post.example")
    here = secret(session, antrag.vorgangsnummer)
    assert not [a for a in _main_links(client, here) if a.startswith("/fonds/")]
    client.post(f"{here}/zurueckziehung")
    assert "neuen Antrag beginnen" in session.exec(select(Mail)).one().text
    link = next(a for a in _main_links(client, here) if a.startswith("/fonds/"))
    assert client.get(link).status_code == 200


def _main_links(client: PortalClient, address: str) -> list[str]:
    links = parse(client.get(address).text).css("main a[href]")
    return [a.attributes["href"] or "" for a in links]
