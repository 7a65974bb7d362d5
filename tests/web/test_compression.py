"""Public pages travel packed, private ones never: their length must not tell what they hold."""

import pytest
from sqlmodel import Session

from app.settings import Settings
from tests.support.client import PortalClient
from tests.support.each import each
from tests.support.factories import ein_quartier, eine_mitarbeiterin
from tests.support.people import log_in


@each(
    ("accept", "coding"),
    [("gzip, br", "br"), ("gzip", "gzip"), ("br;q=0, gzip", "gzip"), ("identity", None)],
)
def test_a_public_page_in_the_best_packing_the_client_takes(
    client: PortalClient, accept: str, coding: str | None
) -> None:
    plain = client.get("/hilfe", headers={"accept-encoding": "identity"})
    answer = client.get("/hilfe", headers={"accept-encoding": accept})

    assert answer.headers.get("content-encoding") == coding
    assert "Accept-Encoding" in answer.headers["vary"]
    assert "HX-Request-Type" in answer.headers["vary"]
    assert answer.text == plain.text
    if coding:
        assert int(answer.headers["content-length"]) < len(plain.content) / 2


@pytest.mark.parametrize("address", ["/vorgang", "/ideen/neu", "/gibt-es-nicht"])
def test_a_private_page_is_never_packed(client: PortalClient, address: str) -> None:
    answer = client.get(address, headers={"accept-encoding": "gzip, br"})
    assert "content-encoding" not in answer.headers
    assert "public" not in answer.headers["cache-control"]


def test_pages_of_staff_are_never_packed(
    client: PortalClient, session: Session, settings: Settings
) -> None:
    person = eine_mitarbeiterin(session, quartier=ein_quartier(session))
    answer = log_in(client, session, settings, person).get("/intern/ideen")
    assert answer.status_code == 200
    assert "content-encoding" not in answer.headers
