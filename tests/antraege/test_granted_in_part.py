"""Who gets less than they asked for is told so, and what to do where that is not enough."""

import pytest
from sqlmodel import Session, col, select

from app.antraege.status import Antragsstatus
from app.mail.models import Mail
from tests.antraege.test_sent import secret
from tests.support.cast import Cast
from tests.support.client import PortalClient
from tests.support.dom import parse, text_of
from tests.support.factories import ein_antrag

S = Antragsstatus
AMOUNTS = "Beantragt waren 480,50 EUR, bewilligt sind 400,00 EUR."
CALL = (
    "Geht Ihre Aktion mit weniger Geld nicht, sprechen Sie mit dem Quartiersbüro "
    "oder ziehen Sie den Antrag zurück."
)


def said(html: str) -> str:
    text = text_of(parse(html).css_first("main") or parse(html).body)
    return text.replace("\u202f", " ").replace("\xa0", " ")


@pytest.mark.parametrize("granted", [40_000, 48_050])
def test_page_and_mail_say_that_it_is_less(
    client: PortalClient, session: Session, cast: Cast, granted: int
) -> None:
    antrag = cast.bewilligt(granted, empfohlen_cent=granted, email="ayla@post.example")
    session.commit()
    less = granted < 48_050
    mail = session.exec(select(Mail).where(col(Mail.betreff).contains("bewilligt"))).one()
    page = client.get(secret(session, antrag.vorgangsnummer)).text
    for text in (said(page), said(mail.html), mail.text.replace("\u202f", " ")):
        assert (AMOUNTS in text, CALL in text) == (less, less)


@pytest.mark.parametrize(
    ("status", "amounts", "call"),
    [
        (S.bewilligt, True, True),
        (S.vereinbart, True, False),
        (S.laufend, True, False),
        (S.abgeschlossen, False, False),
        (S.zurueckgezogen, False, False),
    ],
)
def test_it_is_said_as_long_as_somebody_plans_with_it(
    client: PortalClient, session: Session, status: S, amounts: bool, call: bool
) -> None:
    antrag = ein_antrag(
        session, status, bewilligt_cent=None if status is S.zurueckgezogen else 40_000
    )
    page = said(client.get(secret(session, antrag.vorgangsnummer)).text)
    assert (AMOUNTS in page, CALL in page) == (amounts, call)
