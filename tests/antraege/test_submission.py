"""An Antrag is sent once, whatever the network and the thumb do."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import Session, col, select

from app.antraege.status import Antragsstatus
from app.history.models import Step
from app.mail.models import Mail
from tests.antraege.draft import ALLE_REGELN, FRUEHSTUECK, Draft, sent_by, the_antrag
from tests.antraege.test_drafts import PAGES
from tests.files.samples import pdf
from tests.support.client import PortalClient
from tests.support.dom import parse, text_of
from tests.support.each import each
from tests.support.factories import ein_fonds, ein_quartier


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


def test_what_was_sent_cannot_be_changed_and_nothing_typed_is_lost(
    ready: Draft, session: Session
) -> None:
    pages = {page: sent_by(ready.get(page)) for page in ("was", "finanzierung", "kosten")}
    ready.submit()
    for page, typed in (
        ("was", {"was": "Zuerst bauen wir auf.\r\nDann essen wir."}),
        ("finanzierung", {"beantragt_cent": "ungefähr 999"}),
        ("kosten/positionen", {"zeile-text": "Luftballons"}),
    ):
        answer = ready.client.post(f"{ready.base}/{page}", data=pages[page.split("/")[0]] | typed)
        assert answer.status_code == 409, page
        told = parse(answer.text).css_first("main .meldung")
        for text in typed.values():
            assert text_of(told).count(text.split("\r\n")[0]) == 1, page
        assert len(told.css("blockquote")) == 1, page
        assert parse(answer.text).css_first("main a.kern-btn").attributes["href"] == vorgang(ready)
    antrag = the_antrag(session)
    assert (antrag.titel, antrag.beantragt_cent) == (FRUEHSTUECK["was"]["titel"], 48_050)


def test_a_page_that_says_nothing_new_after_sending_leads_to_the_vorgang(ready: Draft) -> None:
    pages = {page: sent_by(ready.get(page)) for page in PAGES[:-1]}
    ready.submit()
    for page, data in pages.items():
        answer = ready.client.post(f"{ready.base}/{page}", data=data)
        assert answer.headers["location"] == vorgang(ready), page


def test_a_file_that_comes_after_sending_is_told(ready: Draft) -> None:
    ready.submit()
    files = {"datei": ("Angebot.pdf", pdf())}
    answer = ready.client.post(f"{ready.base}/anlagen", files=files)
    assert answer.status_code == 409
    assert "Angebot.pdf" in text_of(parse(answer.text).css_first("main .meldung"))


def test_a_swap_after_sending_keeps_what_was_typed(ready: Draft) -> None:
    page = ready.get("kosten")
    ready.submit()
    add = "button[formaction$='/positionen']"
    late = ready.client.swap(page, add, {"zeile-text": "Luftballons"})
    assert late.response.status_code == 409
    assert "Luftballons" in text_of(late.document.css_first("#plan"))
    left = ready.client.swap(page, add)
    assert left.left == vorgang(ready)


def vorgang(draft: Draft) -> str:
    return draft.base.removesuffix("/antrag")


def test_a_year_that_ended_meanwhile_keeps_the_draft(
    client: PortalClient,
    session: Session,
    now,  # type: ignore[no-untyped-def]
) -> None:
    """And nobody has opened the Fonds for the next."""
    quartier = ein_quartier(session, name="Heslach")
    fonds = ein_fonds(session, quartier=quartier, regeln=ALLE_REGELN)
    ready = Draft.begun(client, fonds).breakfast()
    page = ready.get("pruefen")
    now.advance(days=60)
    assert page.status_code == 200
    answer = ready.client.post(f"{ready.base}/einreichung")
    assert answer.status_code in (409, 422)
    assert "Entwurf bleibt erhalten" in answer.text or "nur noch" in answer.text
    assert the_antrag(session).status is Antragsstatus.entwurf
