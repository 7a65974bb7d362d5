"""Who has a page asks whether it is still so, and what was withdrawn is gone at once."""

from sqlmodel import Session

from app.files.intake import attach, stage
from app.ideen.status import Ideenstatus
from app.settings import Settings
from tests.files import samples
from tests.support.client import PortalClient
from tests.support.clock import FixedNow
from tests.support.each import each
from tests.support.factories import eine_idee


@each("coding", ["identity", "gzip", "br"])
def test_a_page_that_has_not_changed_is_not_sent_again(coding: str, client: PortalClient) -> None:
    client.headers["accept-encoding"] = coding
    first = client.get("/hilfe")
    assert first.headers["cache-control"] == "public, no-cache"
    tag = first.headers["etag"]
    for sent in (tag, f'"other", {tag}', tag.removeprefix("W/"), "*"):
        again = client.get("/hilfe", headers={"if-none-match": sent})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag
        assert again.headers["cache-control"] == "public, no-cache"
        assert "content-encoding" not in again.headers
    other = client.get("/hilfe", headers={"if-none-match": '"other"'})
    assert (other.status_code, other.text) == (200, first.text)
    assert client.head("/hilfe").headers["etag"] == tag


@each("address", ["/ideen/neu", "/vorgang", "/intern", "/gibt-es-nicht"])
def test_what_nobody_may_keep_has_no_tag(address: str, client: PortalClient) -> None:
    answer = client.get(address, headers={"if-none-match": "*"})
    assert answer.status_code != 304
    assert "etag" not in answer.headers


def test_built_files_are_kept_for_good(client: PortalClient) -> None:
    page = client.get("/hilfe").text
    address = page.partition('rel="stylesheet" href="')[2].partition('"')[0]
    assert address, "no style sheet"
    assert "immutable" in client.get(address).headers["cache-control"]


def test_a_hidden_idee_is_gone_from_the_next_look(client: PortalClient, session: Session) -> None:
    idee = eine_idee(session, Ideenstatus.veroeffentlicht)
    session.commit()
    address = f"/ideen/{idee.vorgangsnummer}"
    present = {"if-none-match": client.get(address).headers["etag"]}
    assert client.get(address, headers=present).status_code == 304
    idee.status = Ideenstatus.in_pruefung
    session.add(idee)
    session.commit()
    assert client.get(address, headers=present).status_code == 410


def test_a_withdrawn_picture_is_gone_from_the_next_look(
    client: PortalClient, session: Session, settings: Settings, now: FixedNow
) -> None:
    reference = stage(samples.encoded("JPEG"), "Fest.jpg", settings).reference
    datei = attach(session, settings, reference, thread="I-2026-00042", zweck="idee", at=now)
    datei.oeffentlich = True
    session.commit()
    present = {"if-none-match": client.get(datei.address("klein")).headers["etag"]}
    assert client.get(datei.address("klein"), headers=present).status_code == 304
    datei.oeffentlich = False
    session.add(datei)
    session.commit()
    assert client.get(datei.address("klein"), headers=present).status_code == 404
