"""The test ground itself: a fresh database, factories that fit it, a clock, an inspector."""

import httpx
import pytest
from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from sqlalchemy import Engine
from sqlmodel import Session, select

from app.antraege.status import Antragsstatus
from app.auth.models import Mitarbeiter
from app.auth.permissions import Rolle
from app.ideen.models import Idee
from app.ideen.status import Ideenstatus
from tests.support.client import PortalClient
from tests.support.clock import FixedNow, read_clock
from tests.support.each import each
from tests.support.factories import ein_antrag, ein_projekt, eine_idee, eine_mitarbeiterin
from tests.support.inspection import inspect
from tests.support.queries import queries


@pytest.mark.both
@pytest.mark.parametrize("order", ["first", "second"])
def test_every_test_begins_with_an_empty_database(session: Session, order: str) -> None:
    assert session.exec(select(Idee)).all() == [], order
    eine_idee(session)


@each("status", Ideenstatus)
def test_factory_makes_an_idee_in_every_state(session: Session, status: Ideenstatus) -> None:
    assert eine_idee(session, status).status is status


@each("status", Antragsstatus)
def test_factory_makes_an_antrag_in_every_state(session: Session, status: Antragsstatus) -> None:
    assert ein_antrag(session, status).status is status


@pytest.mark.parametrize("rolle", Rolle)
def test_factory_makes_staff_of_every_role(session: Session, rolle: Rolle) -> None:
    eine_mitarbeiterin(session, rolle)
    assert len(session.exec(select(Mitarbeiter)).all()) == 1


@pytest.mark.both
def test_queries_are_counted(session: Session, engine: Engine) -> None:
    ein_projekt(session)
    with queries(engine) as q:
        session.exec(select(Idee)).all()
        session.exec(select(Mitarbeiter)).all()
    assert q.count == 2, str(q)


def test_the_clock_stands_still_until_it_is_moved(now: FixedNow) -> None:
    later = now.advance(days=2, hours=1)
    assert read_clock() == later
    assert (later - now).total_seconds() == 49 * 3600


def test_a_request_refuses_to_lose_unsaved_rows(client: PortalClient, session: Session) -> None:
    idee = eine_idee(session)
    session.refresh(idee)
    idee.titel = "Noch nicht gespeichert"
    with pytest.raises(AssertionError, match="commit the session"):
        client.get("/healthz")


_PREVIEW = (
    "<meta property=og:title content=Ideen>"
    "<meta name=description content='Was vorgeschlagen wird.'>"
    "<meta property=og:description content='Was vorgeschlagen wird.'>"
    "<meta property=og:image content='https://portal.test/static/karte.png'>"
)
_GOOD = (
    f"<!DOCTYPE html><html lang=de><head><title>Ideen – Portal</title>{_PREVIEW}</head>"
    "<body><main><h1>Ideen</h1>{}</main></body></html>"
)


_HEADERS = {"content-security-policy": "default-src 'none'", "cache-control": "public"}


def _answer(body: str, **headers: str) -> httpx.Response:
    return httpx.Response(
        200,
        text=body,
        headers=_HEADERS | headers,
        request=httpx.Request("GET", "https://portal.test/ideen"),
    )


def test_inspection_is_content_with_a_good_page() -> None:
    inspect(_answer(_GOOD.format("<label for='a'>Titel</label><input id='a' name='a'>")))


@each(
    ("body", "fault"),
    [
        ("<h1>Noch eine</h1>", "2 h1"),
        ("<p id='x'></p><p id='x'></p>", "stands 2 times"),
        ("<input name='titel'>", "has no label"),
        ("<label><input name='titel'></label>", "has no label"),
        ("<script>alert(1)</script>", "inline script"),
        ("<style>p {}</style>", "inline style"),
        ("<p style='color:red'>x</p>", "has style="),
        ("<button onclick='x()'>Los</button>", "has onclick="),
        ("<img src='/a.png'>", "has no alt"),
        ("<a href='/x'> </a>", "without words"),
        ("<a href='javascript:x()'>x</a>", "a link to"),
        ("<a href='#weg'>x</a>", "which is not there"),
        ("<img alt='' src='https://cdn.example/a.png'>", "loads"),
        ("<main>zwei</main>", "more than one main"),
        ("<nav><p>a</p></nav><nav><p>b</p></nav>", "without a name of their own"),
        ("<div><p>offen</div>", "closes"),
        ("<p>{{ titel }}</p>", "left over"),
        ("<p aria-describedby='fehlt'>x</p>", "points to"),
        ("<fieldset><label>a <input></label></fieldset>", "without legend"),
    ],
)
def test_inspection_finds(body: str, fault: str) -> None:
    with pytest.raises(AssertionError, match=fault) as found:
        inspect(_answer(_GOOD.format(body)))
    assert "/ideen" in str(found.value), "the address is named"


def test_inspection_of_the_frame() -> None:
    with pytest.raises(AssertionError) as found:
        inspect(_answer("<html><body><h1>x</h1></body></html>", **{"set-cookie": "a=b"}))
    for fault in ("DOCTYPE", "no language", "no <main>", "does not begin", "sets a cookie"):
        assert fault in str(found.value)


@each(
    ("without", "fault"),
    [
        ("name=description", "its description is None"),
        ("property=og:title", "no preview"),
        ("https://portal.test", "the picture of its preview"),
    ],
)
def test_inspection_of_what_a_link_shows_elsewhere(without: str, fault: str) -> None:
    with pytest.raises(AssertionError, match=fault):
        inspect(_answer(_GOOD.format("").replace(without, "")))
    inspect(
        _answer(
            _GOOD.format("").replace(without, ""),
            **{"x-robots-tag": "noindex", "cache-control": "no-store"},
        )
    )


@pytest.mark.parametrize(
    ("headers", "fault"),
    [
        ({"cache-control": ""}, "whether it may be stored"),
        ({"cache-control": "public, no-store"}, "whether it may be stored"),
        ({"x-robots-tag": "noindex"}, "what nobody may find"),
        ({"cache-control": "no-store", "set-cookie": "a=b"}, "sets a cookie"),
    ],
)
def test_inspection_of_who_may_keep_a_page(headers: dict[str, str], fault: str) -> None:
    with pytest.raises(AssertionError, match=fault):
        inspect(_answer(_GOOD.format(""), **headers))


_SWAP_PAGE = (
    f"<!DOCTYPE html><html lang=de><head><title>Liste – Portal</title>{_PREVIEW}</head><body><main>"
    "<h1>Liste</h1><form id='f' hx-get='/liste' hx-target='#treffer' hx-push-url='true'>"
    "<label>Suche <input name='q' value='{q}'></label></form>"
    "<ul id='treffer'>{items}</ul></main></body></html>"
)


def _little_app(fragment_item: str) -> FastAPI:
    app = FastAPI()

    @app.middleware("http")
    async def policy(request, call_next):  # type: ignore[no-untyped-def]
        response = await call_next(request)
        response.headers.update(_HEADERS)
        return response

    from fastapi import Request

    @app.get("/liste")
    def liste(request: Request, q: str = "") -> HTMLResponse:
        if request.headers.get("hx-request-type") == "partial":
            return HTMLResponse(fragment_item.format(q=q))
        return HTMLResponse(_SWAP_PAGE.format(q="", items=f"<li>{q}</li>"))

    return app


def test_swap_player_puts_the_fragment_into_the_page() -> None:
    client = PortalClient(_little_app("<li>{q}</li>"))
    swapped = client.swap(client.get("/liste"), "#f", {"q": "Bank"})
    assert swapped.address == "https://portal.test/liste?q=Bank"
    assert swapped.document.css_first("#treffer li").text() == "Bank"
    assert swapped.response.request.headers["hx-target"] == "ul#treffer"


def test_swap_player_finds_a_fragment_that_differs_from_the_page() -> None:
    client = PortalClient(_little_app("<li class='neu'>{q}</li>"))
    with pytest.raises(AssertionError, match="differs from a fresh load"):
        client.swap(client.get("/liste"), "#f", {"q": "Bank"})
