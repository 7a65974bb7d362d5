"""Public pages travel packed, private ones never: their length must not tell what they hold."""

import re

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


@pytest.mark.parametrize("address", ["/vorgang", "/gibt-es-nicht"])
def test_a_private_page_is_never_packed(client: PortalClient, address: str) -> None:
    answer = client.get(address, headers={"accept-encoding": "gzip, br"})
    assert "content-encoding" not in answer.headers
    assert "public" not in answer.headers["cache-control"]


def test_a_form_that_anybody_may_open_is_packed_with_a_new_secret_each_time(
    client: PortalClient,
) -> None:
    """Nothing in it stays while it is asked for again and again, so its length tells nothing."""
    packed = {"accept-encoding": "gzip, br"}
    answers = [client.get("/ideen/neu", headers=packed) for _ in range(2)]
    assert [answer.headers.get("content-encoding") for answer in answers] == ["br", "br"]
    assert {answer.headers["cache-control"] for answer in answers} == {"no-store"}
    seals = [re.findall(r'name="siegel"[^>]* value="([^"]+)"', answer.text) for answer in answers]
    assert len(seals[0]) == len(seals[1]) == 1
    assert seals[0] != seals[1]
    without = [a.text.replace(seal, "") for a, (seal,) in zip(answers, seals, strict=True)]
    assert without[0] == without[1]


def test_what_answers_a_form_is_never_packed(client: PortalClient) -> None:
    """It holds what a person typed."""
    typed = {"titel": "Eine Bank", "text": "Zum Ausruhen."}
    answer = client.post("/ideen/neu", data=typed, headers={"accept-encoding": "gzip, br"})
    assert answer.status_code == 422
    assert "content-encoding" not in answer.headers


def test_pages_of_staff_are_never_packed(
    client: PortalClient, session: Session, settings: Settings
) -> None:
    person = eine_mitarbeiterin(session, quartier=ein_quartier(session))
    answer = log_in(client, session, settings, person).get("/intern/ideen")
    assert answer.status_code == 200
    assert "content-encoding" not in answer.headers
