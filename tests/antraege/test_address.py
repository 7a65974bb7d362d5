"""Where mail about an Antrag goes, whichever page it was typed on."""

from datetime import timedelta

import pytest
from alembic import command
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from app.antraege.lage import lage
from app.antraege.models import Antrag, Antragsteller
from app.antraege.status import Antragsstatus
from app.auth.models import Mitarbeiter
from app.fonds.models import Fonds
from app.mail.models import Mail
from app.vorgaenge.models import Vorgang
from tests.antraege.draft import Draft
from tests.antraege.staff import Desk, freigabe
from tests.antraege.test_again import again, withdraw
from tests.support.client import PortalClient
from tests.support.database import alembic_config
from tests.support.factories import ein_antrag
from tests.vorgaenge.secrets import secret

OFFER = "Möchten Sie auch einen neuen Link?"


def _addresses(session: Session) -> tuple[str | None, str]:
    session.expire_all()
    query = select(Vorgang.email, Antragsteller.email)
    query = query.select_from(Antrag).join(Vorgang).join(Antragsteller)
    return tuple(session.exec(query).one())


def _recipients(session: Session) -> list[str]:
    session.expire_all()
    return list(session.exec(select(Mail.empfaenger).order_by(col(Mail.id))))


def test_what_is_corrected_in_the_antrag_is_where_mail_goes(
    client: PortalClient, session: Session, fonds: Fonds
) -> None:
    """Also what waits; and who had the old address may have the link."""
    draft = Draft.begun(client, fonds, email="alya@post.example")
    assert _recipients(session) == ["alya@post.example"]
    answer = draft.fill("wer", email="ayla@post.example")
    assert _addresses(session) == ("ayla@post.example", "ayla@post.example")
    assert _recipients(session) == ["ayla@post.example"]
    page = client.get(answer.headers["location"]).text
    assert OFFER in page
    vorgang = draft.base.removesuffix("/antrag")
    assert f'action="{vorgang}/erneuerung"' in page
    assert OFFER not in draft.get("was").text
    session.rollback()
    again = draft.fill("wer", email="ayla@post.example")
    assert "adresse" not in again.headers["location"]


@pytest.mark.parametrize(
    ("goal", "leads_to"),
    [
        ("was", "was?adresse=neu"),
        ("pruefen", "pruefen?adresse=neu"),
        ("kosten?zeile=3#eingabe", "kosten?zeile=3&adresse=neu#eingabe"),
    ],
)
def test_whoever_leaves_the_page_by_another_button_is_offered_a_new_link_as_well(
    client: PortalClient, fonds: Fonds, goal: str, leads_to: str
) -> None:
    draft = Draft.begun(client, fonds, email="alya@post.example")
    answer = draft.fill("wer", zu=goal, email="ayla@post.example")
    assert answer.headers["location"] == f"{draft.base}/{leads_to}"
    assert OFFER in client.get(answer.headers["location"]).text
    again = draft.fill("wer", zu=goal, email="ayla@post.example")
    assert again.headers["location"] == f"{draft.base}/{goal}"


def test_what_is_no_page_of_the_form_offers_no_link(client: PortalClient, fonds: Fonds) -> None:
    draft = Draft.begun(client, fonds, email="alya@post.example")
    answer = draft.fill("wer", zu="datenschutz", email="ayla@post.example")
    assert answer.headers["location"] == "/datenschutz"


def test_an_address_that_is_taken_away_gets_no_mail(
    client: PortalClient, session: Session, fonds: Fonds
) -> None:
    draft = Draft.begun(client, fonds, email="ayla@post.example")
    answer = draft.fill("wer", email="", telefon="0711 1234567")
    assert "adresse" not in answer.headers["location"]
    assert _addresses(session) == (None, "")
    assert _recipients(session) == []


def test_the_antrag_follows_the_page_of_its_vorgang(
    client: PortalClient, session: Session, fonds: Fonds
) -> None:
    draft = Draft.begun(client, fonds, email="ayla@post.example")
    vorgang = draft.base.removesuffix("/antrag")
    client.post(f"{vorgang}/email", data={"email": "hof@post.example"})
    assert _addresses(session) == ("hof@post.example", "hof@post.example")
    assert 'value="hof@post.example"' in draft.get("wer").text


@pytest.mark.parametrize("address", ["hof@post.example", ""])
def test_another_address_lets_nobody_decide_their_own_antrag(
    desk: Desk, client: PortalClient, address: str
) -> None:
    """Who decides applies under another name, and changes the address after submitting."""
    own = desk.session.get_one(Mitarbeiter, desk.cast.bezirksvorsteherin.staff_id).email
    antrag = desk.votiert(email=own)
    desk.session.get_one(Antragsteller, antrag.id).email = own
    desk.session.commit()
    here = secret(desk.session, antrag)
    assert client.post(f"{here}/email", data={"email": address}).status_code == 303
    assert _addresses(desk.session) == (address or None, own)
    desk.session.rollback()
    assert "Das ist Ihr eigener Antrag" in desk.get(antrag, desk.leader).text
    assert desk.post(antrag, "freigabe", desk.leader, **freigabe()).status_code == 403


def test_another_address_does_not_shake_off_a_nachweis(
    desk: Desk, client: PortalClient, session: Session
) -> None:
    due = desk.cast.now - timedelta(days=1)
    late = desk.antrag(Antragsstatus.nachweis_faellig, faellig_am=due)
    _known_by_address(session, late)
    client.post(f"{secret(session, late)}/email", data={"email": "hof@post.example"})
    new = desk.antrag(Antragsstatus.entwurf)
    assert lage(session, desk.fresh(new), at=desk.cast.now).offene_pflichten == 1


def _known_by_address(session: Session, antrag: Antrag) -> None:
    person = session.get_one(Antragsteller, antrag.id)
    person.gruppe, person.person, person.telefon = "", "", ""
    session.commit()


def test_staff_and_sender_read_the_address_that_is_written_to(
    desk: Desk, client: PortalClient, session: Session
) -> None:
    antrag = desk.antrag(email="ayla.demir@post.example")
    here = secret(session, antrag)
    client.post(f"{here}/email", data={"email": "hof@post.example"})
    for page in (desk.get(antrag, desk.checker).text, client.get(f"{here}/antrag").text):
        assert "hof@post.example" in page
        assert "ayla.demir@post.example" not in page


def test_who_begins_again_is_written_to_at_the_present_address(
    draft: Draft, session: Session
) -> None:
    draft.breakfast().submit()
    vorgang = draft.base.removesuffix("/antrag")
    draft.client.post(f"{vorgang}/email", data={"email": "hof@post.example"})
    new = again(draft.client, withdraw(draft))
    assert 'value="hof@post.example"' in new.get("wer").text


@pytest.mark.both
def test_drafts_of_before_are_mended(session: Session, engine: Engine) -> None:
    drafts = [ein_antrag(session, Antragsstatus.entwurf, email=e) for e in ("alt@x.example", None)]
    sent = ein_antrag(session, Antragsstatus.eingereicht, email="alt@x.example")
    session.commit()
    config = alembic_config(engine)
    command.downgrade(config, "20261130_adresse-1")
    command.upgrade(config, "head")
    session.expire_all()
    emails = [session.get_one(Vorgang, antrag.vorgang_id).email for antrag in (*drafts, sent)]
    assert emails == ["ayla.demir@post.example"] * 2 + ["alt@x.example"]
