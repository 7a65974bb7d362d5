"""An Antrag is sent once, whatever the network and the thumb do."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import Session, col, select

from app.antraege.status import Antragsstatus
from app.history.models import Step
from app.mail.models import Mail
from tests.antraege.draft import FRUEHSTUECK, Draft, the_antrag
from tests.antraege.test_drafts import PAGES
from tests.support.client import PortalClient
from tests.support.each import each


@pytest.fixture
def ready(draft: Draft) -> Draft:
    return draft.breakfast()


def test_sending_twice_ends_on_the_same_page(ready: Draft, session: Session) -> None:
    first = ready.submit()
    again = ready.client.post(f"{ready.base}/einreichung")
    assert first.headers["location"] == again.headers["location"]
    steps = session.exec(select(Step).where(Step.step == "einreichen")).all()
    assert len(steps) == 1
    assert (
        len(session.exec(select(Mail).where(col(Mail.betreff).contains("angekommen"))).all()) <= 1
    )


@pytest.mark.both
def test_many_at_once_send_it_once(ready: Draft, session: Session) -> None:
    def send(_: int) -> str:
        client = PortalClient(ready.client.app)  # type: ignore[arg-type]
        return client.post(f"{ready.base}/einreichung").headers["location"]

    session.commit()
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(send, range(8)))
    assert len(found) == 1
    assert the_antrag(session).status is Antragsstatus.eingereicht
    assert len(session.exec(select(Step).where(Step.step == "einreichen")).all()) == 1


@each("page", PAGES)
def test_what_was_sent_is_read_on_its_own_page(ready: Draft, page: str) -> None:
    ready.submit()
    answer = ready.get(page)
    assert answer.status_code == 303
    assert answer.headers["location"] == ready.base.removesuffix("/antrag")


def test_what_was_sent_cannot_be_changed(ready: Draft, session: Session) -> None:
    ready.submit()
    number = the_antrag(session).titel
    for page in FRUEHSTUECK:
        answer = ready.client.post(f"{ready.base}/{page}", data={"titel": "Anders"})
        assert answer.status_code == 303
    ready.client.post(f"{ready.base}/finanzierung", data={"beantragt_cent": "999"})
    ready.client.post(f"{ready.base}/kosten/positionen", data={"zeile-text": "x"})
    ready.client.post(f"{ready.base}/anlagen", data={})
    antrag = the_antrag(session)
    assert (antrag.titel, antrag.beantragt_cent) == (number, 48_050)


def test_a_swap_after_sending_leaves_the_form(ready: Draft) -> None:
    page = ready.get("kosten")
    ready.submit()
    left = ready.client.swap(page, "button[formaction$='/positionen']", {"zeile-text": "x"})
    assert left.left == ready.base.removesuffix("/antrag")


def test_a_year_that_ended_meanwhile_keeps_the_draft(
    ready: Draft,
    session: Session,
    now,  # type: ignore[no-untyped-def]
) -> None:
    page = ready.get("pruefen")
    now.advance(days=60)
    assert page.status_code == 200
    answer = ready.client.post(f"{ready.base}/einreichung")
    assert answer.status_code in (409, 422)
    assert "Entwurf bleibt erhalten" in answer.text or "nur noch" in answer.text
    assert the_antrag(session).status is Antragsstatus.entwurf
