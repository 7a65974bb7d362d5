"""The sender's own view: by secret link or number and code, and nobody else's."""

from sqlalchemy import Engine
from sqlmodel import Session, select

from app.casework.lifecycle import Owner
from app.history.chain import trail
from app.ideen.models import Idee
from app.ideen.status import LEBENSLAUF, Ideenstatus, Schritt
from app.mail.models import Mail, Zustellung
from app.mail.outbox import queue
from tests.support.client import PortalClient
from tests.support.clock import read_clock
from tests.support.dom import parse, text_of
from tests.support.each import each
from tests.support.factories import eine_idee
from tests.support.queries import queries
from tests.vorgaenge.secrets import code, secret, vorgang_of


@each("status", Ideenstatus)
def test_every_state_is_said_in_plain_words(
    client: PortalClient, session: Session, status: Ideenstatus
) -> None:
    page = client.get(secret(session, eine_idee(session, status)))
    assert page.status_code == 200
    assert page.headers["cache-control"] == "no-store"
    assert "noindex" in page.headers["x-robots-tag"]
    assert page.headers["referrer-policy"] == "same-origin"


@each("token", ["x", "A" * 32, "%00", "I-2026-00001"])
def test_a_wrong_link_is_not_found(client: PortalClient, session: Session, token: str) -> None:
    eine_idee(session)
    assert client.get(f"/vorgang/{token}").status_code == 404


def test_number_and_code_lead_to_the_link(client: PortalClient, session: Session) -> None:
    idee = eine_idee(session)
    for typed in (code(session, idee), code(session, idee).lower().replace("-", " ")):
        data = {"vorgangsnummer": idee.vorgangsnummer.lower(), "code": typed}
        answer = client.post("/vorgang", data=data)
        assert answer.headers["location"] == secret(session, idee)


def test_the_number_is_read_as_people_write_it(client: PortalClient, session: Session) -> None:
    idee = eine_idee(session, email="anna@beispiel.de")
    for nummer in ("i 2026 1", "I2026-00001", "1-2026-1"):
        data = {"vorgangsnummer": nummer, "code": code(session, idee)}
        assert client.post("/vorgang", data=data).headers["location"] == secret(session, idee)
    data = {"nummer": "i 2026 1", "adresse": "anna@beispiel.de"}
    client.post("/vorgang/link", data=data)
    assert len(session.exec(select(Mail)).all()) == 1


def test_finding_a_vorgang_uses_the_words_of_what_was_written_down(
    client: PortalClient, session: Session
) -> None:
    receipt = parse(client.get(secret(session, eine_idee(session))).text)
    word = text_of(receipt.css_first("section:has(.kennung) > h2"))
    refused = [client.post(address, data={}).text for address in ("/vorgang", "/vorgang/link")]
    for page in (client.get("/vorgang").text, *refused):
        assert f"unter „{word}“" in page
        assert "Quittung" not in page
    assert refused[0].count(f"steht unter „{word}“") >= 2


def test_a_wrong_code_never_says_which_part_was_wrong(
    client: PortalClient, session: Session
) -> None:
    idee, other = eine_idee(session), eine_idee(session)
    texts = set()
    for nummer, typed in (
        (idee.vorgangsnummer, "AAA-AAA-AA"),
        (idee.vorgangsnummer, code(session, other)),
        ("I-2026-99999", code(session, idee)),
    ):
        answer = client.post("/vorgang", data={"vorgangsnummer": nummer, "code": typed})
        assert answer.status_code == 422
        texts.add("passen nicht zusammen" in answer.text)
    assert texts == {True}


def test_codes_cannot_be_tried_out(client: PortalClient, session: Session) -> None:
    idee = eine_idee(session)
    data = {"vorgangsnummer": idee.vorgangsnummer, "code": "AAA-AAA-AA"}
    answers = [client.post("/vorgang", data=data).status_code for _ in range(31)]
    assert answers == [422] * 30 + [429]
    stopped = client.post("/vorgang", data=data)
    assert "in 15 Minuten" in stopped.text
    assert f'value="{idee.vorgangsnummer}"' in stopped.text


def test_objecting_is_possible_once(client: PortalClient, session: Session) -> None:
    idee = eine_idee(session, Ideenstatus.abgelehnt_netiquette)
    here = secret(session, idee)
    assert client.post(f"{here}/widerspruch", data={"einwand": ""}).status_code == 422
    data = {"einwand": "Das ist keine Werbung."}
    assert client.post(f"{here}/widerspruch", data=data).status_code == 303
    row = session.get(Idee, idee.id)
    row.status, row.ablehnungsgrund = Ideenstatus.abgelehnt_netiquette, "werbung"
    session.commit()
    assert client.post(f"{here}/widerspruch", data=data).status_code == 409


def test_withdrawing_is_asked_once_and_hides_the_idee(
    client: PortalClient, session: Session
) -> None:
    idee = eine_idee(session, Ideenstatus.veroeffentlicht, titel="Hochbeete")
    here = secret(session, idee)
    question = client.get(f"{here}/zurueckziehung")
    assert "Hochbeete" in question.text
    assert client.get(f"/ideen/{idee.vorgangsnummer}").status_code == 200
    assert client.post(f"{here}/zurueckziehung").status_code == 303
    assert client.get(f"/ideen/{idee.vorgangsnummer}").status_code == 410
    assert client.post(f"{here}/zurueckziehung").status_code == 409


def test_the_address_can_be_changed_and_removed(client: PortalClient, session: Session) -> None:
    idee = eine_idee(session, email="alt@beispiel.de")
    here = secret(session, idee)
    assert client.post(f"{here}/email", data={"email": "kaputt@"}).status_code == 422
    client.post(f"{here}/email", data={"email": "neu@beispiel.de"})
    assert vorgang_of(session, idee).email == "neu@beispiel.de"
    client.post(f"{here}/email", data={"email": ""})
    assert vorgang_of(session, idee).email is None
    reasons = " ".join(s.reason for s in trail(session, idee.vorgangsnummer))
    assert "beispiel.de" not in reasons


def test_mails_that_have_not_left_follow_the_address(
    client: PortalClient, session: Session
) -> None:
    """The link in a mail is the newest: whoever had the old address must not get it."""
    idee, other = eine_idee(session, email="alt@beispiel.de"), eine_idee(session)
    here = secret(session, idee)
    client.post(f"{here}/link")
    for thread in (idee.vorgangsnummer, other.vorgangsnummer):
        queue(
            session,
            to="alt@beispiel.de",
            template="vorgang_link",
            thread=thread,
            sprache="de",
            at=idee.eingegangen_am,
        )
    dead, delivered = session.exec(select(Mail).where(Mail.thread == idee.vorgangsnummer)).all()
    dead.zustand, dead.versuche = Zustellung.gescheitert, 12
    delivered.zustand, delivered.zugestellt_am = Zustellung.zugestellt, idee.eingegangen_am
    session.commit()

    client.post(f"{here}/email", data={"email": "neu@beispiel.de"})
    assert recipients(session, idee) == ["alt@beispiel.de", "neu@beispiel.de"]
    session.refresh(dead)
    assert (dead.zustand, dead.versuche) == (Zustellung.wartet, 0)
    client.post(f"{here}/email", data={"email": ""})
    assert recipients(session, idee) == ["alt@beispiel.de"]
    assert recipients(session, other) == ["alt@beispiel.de"]


def recipients(session: Session, idee: Idee) -> list[str]:
    query = select(Mail.empfaenger).where(Mail.thread == idee.vorgangsnummer)
    return sorted(session.exec(query))


@each("status", LEBENSLAUF.sources(Schritt.zurueckziehen))
def test_withdrawing_from_every_state_that_allows_it(
    client: PortalClient, session: Session, status: Ideenstatus
) -> None:
    idee = eine_idee(session, status)
    here = secret(session, idee)
    assert client.post(f"{here}/zurueckziehung").status_code == 303
    session.expire_all()
    assert session.get_one(Idee, idee.id).status is Ideenstatus.zurueckgezogen
    assert client.get(here).status_code == 200


def test_what_was_withdrawn_is_named_on_no_other_page(
    client: PortalClient, session: Session
) -> None:
    merged = eine_idee(session, Ideenstatus.zusammengefuehrt)
    parent = session.get_one(Idee, merged.zusammengefuehrt_mit_id)
    parent.titel = "Kante am Eingang"
    session.commit()
    public = f"/ideen/{merged.vorgangsnummer}"
    assert "Kante am Eingang" in client.get(public).text
    client.post(f"{secret(session, parent)}/zurueckziehung")
    page = client.get(public)
    assert page.status_code == 200
    assert "Kante am Eingang" not in page.text


def test_what_was_merged_leads_to_the_other_as_long_as_it_is_public(
    client: PortalClient, session: Session
) -> None:
    merged = eine_idee(session, Ideenstatus.zusammengefuehrt)
    other = session.get_one(Idee, merged.zusammengefuehrt_mit_id)
    here = secret(session, merged)
    address, begin = f"main a[href='/ideen/{other.vorgangsnummer}']", "main a[href^='/ideen/neu']"
    page = parse(client.get(here).text)
    assert "lesen Sie dort" in text_of(page.css_first(".meldung"))
    assert (len(page.css(address)), len(page.css(begin))) == (1, 0)
    client.post(f"{secret(session, other)}/zurueckziehung")
    page = parse(client.get(here).text)
    assert "nicht mehr öffentlich" in text_of(page.css_first(".meldung"))
    assert (len(page.css(address)), len(page.css(begin))) == (0, 1)


@each("status", LEBENSLAUF.owned_by(Owner.nobody))
def test_an_end_sends_nobody_to_people_who_can_do_nothing(
    client: PortalClient, session: Session, status: Ideenstatus
) -> None:
    """A call changes the answer to an Idee; everything else is begun anew, or goes on here."""
    idee = eine_idee(session, status, widersprochen_am=read_clock())
    page = parse(client.get(secret(session, idee)).text)
    said = text_of(page.css_first("main .meldung"))
    assert ("rufen Sie" in said) is (status is Ideenstatus.nicht_umsetzbar)
    assert bool(page.css("main a[href^='/ideen/neu']")) is ("schicken" in said)


def test_a_renewed_link_ends_the_old_one(client: PortalClient, session: Session) -> None:
    idee = eine_idee(session)
    old, old_code = secret(session, idee), code(session, idee)
    answer = client.post(f"{old}/erneuerung")
    assert answer.status_code == 303
    assert client.get(old).status_code == 404
    assert client.get(answer.headers["location"]).status_code == 200
    data = {"vorgangsnummer": idee.vorgangsnummer, "code": old_code}
    assert client.post("/vorgang", data=data).status_code == 422


def test_a_lost_link_is_mailed_only_to_the_known_address(
    client: PortalClient, session: Session
) -> None:
    idee = eine_idee(session, email="anna@beispiel.de")
    for typed in ("fremd@beispiel.de", "Anna@beispiel.de"):
        data = {"nummer": idee.vorgangsnummer, "adresse": typed}
        answer = client.post("/vorgang/link", data=data)
        assert answer.headers["location"] == "/vorgang?gesendet=1"
    assert [m.empfaenger for m in session.exec(select(Mail))] == ["anna@beispiel.de"]


def test_the_secret_is_nowhere_in_the_database(
    client: PortalClient, session: Session, engine: Engine
) -> None:
    idee = eine_idee(session, email="anna@beispiel.de")
    token = secret(session, idee).removeprefix("/vorgang/")
    client.post(f"/vorgang/{token}/link")
    vorgang = vorgang_of(session, idee)
    mail = session.exec(select(Mail)).one()
    stored = " ".join(str(v) for row in (vorgang, mail) for v in row.model_dump().values())
    assert token not in stored
    assert code(session, idee) not in stored


def test_another_vorgangs_file_is_not_found(client: PortalClient, session: Session) -> None:
    here = secret(session, eine_idee(session))
    assert client.get(f"{here}/dateien/fremd/gross").status_code == 404


def test_the_page_costs_a_fixed_number_of_queries(
    client: PortalClient, session: Session, engine: Engine
) -> None:
    idee = eine_idee(session, Ideenstatus.veroeffentlicht)
    here = secret(session, idee)
    with queries(engine) as seen:
        client.get(here)
    assert seen.count == 8  # the hours of the Quartiersbüro are one of them
