"""Link, number and code however they come: pasted with words around them, misread, of old."""

import base64
import hashlib
import hmac

import pytest
from fastapi import FastAPI
from sqlmodel import Session

from app.ideen.models import Idee
from app.settings import Settings
from app.vorgaenge import links
from tests.support.client import PortalClient
from tests.support.dom import parse
from tests.support.each import each
from tests.support.factories import ein_antrag, eine_idee
from tests.support.zugang import zugang_of
from tests.vorgaenge.secrets import code, secret

MISREAD = str.maketrans("582U", "SBZV")


@pytest.fixture
def idee(session: Session) -> Idee:
    row = eine_idee(session)
    session.commit()
    return row


def _from(network: int, client: PortalClient) -> PortalClient:
    app = client.app
    assert isinstance(app, FastAPI)
    return PortalClient(app, client=(f"192.0.2.{network}", 1))


def _open(client: PortalClient, number: str, typed: str) -> tuple[int, str]:
    answer = client.post("/vorgang", data={"vorgangsnummer": number, "code": typed})
    return answer.status_code, answer.headers.get("location", "")


def test_number_and_code_are_found_in_what_was_pasted(
    client: PortalClient, session: Session, idee: Idee
) -> None:
    own, number = code(session, idee), idee.vorgangsnummer
    typed = (
        (f"Vorgang {number}", f"Code: {own}"),
        (f"#{number}", f"Mein Code ist {own.lower()}."),
        (number.removeprefix("I-"), own.replace("-", "")),
        (f"Vorgangsnummer: {number}\u200b", own.translate(MISREAD)),
        (number, f"{number} {own}"),
    )
    for words in typed:
        assert _open(client, *words) == (303, secret(session, idee)), words


def test_without_its_letter_the_code_decides(
    client: PortalClient, session: Session, idee: Idee
) -> None:
    antrag = ein_antrag(session)
    session.commit()
    rest = idee.vorgangsnummer.removeprefix("I-")
    assert antrag.vorgangsnummer == f"A-{rest}"
    for row in (idee, antrag):
        assert _open(client, rest, code(session, row)) == (303, secret(session, row))
    assert _open(client, rest, "AAA-AAA-AA")[0] == 422


def test_a_text_full_of_codes_is_not_many_tries(
    client: PortalClient, session: Session, idee: Idee
) -> None:
    guesses = " ".join(["AAA-AAA-AA", "CCC-CCC-CC", "DDD-DDD-DD", code(session, idee)])
    assert _open(client, idee.vorgangsnummer, guesses)[0] == 422


def test_new_codes_and_links_hold_nothing_that_is_misread(settings: Settings) -> None:
    for _ in range(300):
        seal = links.new_seal(settings)
        assert not set(links.code_of(settings, seal)) & set("01OILSZBV")
        token = links.token_of(settings, seal)
        assert token.isalnum()
        assert token.isascii()
        assert len(token) == 33


def test_tries_at_one_number_are_counted_from_whatever_network_they_come(
    client: PortalClient, session: Session, idee: Idee
) -> None:
    """Whatever the number is written like, and whether there is a Vorgang of it or not."""
    rest = idee.vorgangsnummer.partition("-")[2]
    for written, another in ((idee.vorgangsnummer, rest), ("A-2020-00001", "2020-1")):
        data = {"vorgangsnummer": written, "code": "AAA-AAA-AA"}
        for network in range(30):
            assert _from(network, client).post("/vorgang", data=data).status_code == 422
        blocked = _from(30, client).post("/vorgang", data=data | {"vorgangsnummer": another})
        assert blocked.status_code == 429
        assert "Zu dieser Nummer wurden gerade sehr viele Codes eingegeben." in blocked.text
        assert int(blocked.headers["retry-after"]) <= 3600
        assert "AAA-AAA-AA" in blocked.text
    assert client.get(secret(session, idee)).status_code == 200
    other = eine_idee(session)
    session.commit()
    assert _open(client, other.vorgangsnummer, code(session, other))[0] == 303


@each(
    "behind",
    [
        *(".", ",", ")", "?", "…", "%3E", "”.", " ", "_", "~", "|", "-", "=", "&", "`", "%5C"),
        *("%E2%80%8B", "%C2%AD", "%C2%A0", "%EF%BB%BF", "%0A", "&gt;"),
    ],
)
def test_a_link_forgives_what_stood_behind_it(
    client: PortalClient, session: Session, idee: Idee, behind: str
) -> None:
    assert client.get(secret(session, idee) + behind).status_code == 200


def test_a_link_that_does_not_fit_leads_to_number_and_code(client: PortalClient) -> None:
    for address in ("/vorgang/abc123abc123abc123abc1", "/vorgang/abc/antrag/wer"):
        answer = client.get(address)
        assert answer.status_code == 404
        assert "Mit Nummer und Code" in answer.text
        assert parse(answer.text).css_first("main a.kern-btn[href='/vorgang']")


@pytest.mark.both
def test_what_was_handed_out_before_stays_valid(
    client: PortalClient, session: Session, settings: Settings, idee: Idee
) -> None:
    new = secret(session, idee)
    token, old_code = _of_old(settings, idee.vorgangsnummer)
    plain = old_code.replace("-", "")
    zugang = zugang_of(session, idee.vorgangsnummer)
    zugang.zufall = f"{idee.vorgangsnummer}:1"
    zugang.link_hash = hashlib.sha256(token.encode()).hexdigest()
    zugang.code_hash = _keyed(settings, f"codehash:{idee.vorgangsnummer}:{plain}").hex()
    session.commit()
    page = client.get(f"/vorgang/{token}")
    assert old_code in page.text
    assert f"/vorgang/{token}" in page.text
    for typed in (old_code, old_code.translate(MISREAD)):
        assert _open(client, idee.vorgangsnummer, typed) == (303, f"/vorgang/{token}")
    assert client.get(new).status_code == 404


def _of_old(settings: Settings, nummer: str) -> tuple[str, str]:
    letters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
    number = int.from_bytes(_keyed(settings, f"code:{nummer}:1"), "big")
    text = ""
    for _ in range(8):
        number, rest = divmod(number, len(letters))
        text += letters[rest]
    token = base64.urlsafe_b64encode(_keyed(settings, f"link:{nummer}:1")[:24]).decode()
    return token, f"{text[:3]}-{text[3:6]}-{text[6:]}"


def _keyed(settings: Settings, message: str) -> bytes:
    secret_key = settings.secret_key.get_secret_value().encode()
    return hmac.new(secret_key, message.encode(), hashlib.sha256).digest()
