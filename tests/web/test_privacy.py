"""Who may keep an answer is said by its route, and kept by whatever answers in its place."""

import pytest
from fastapi import APIRouter, FastAPI, HTTPException
from fastapi.responses import PlainTextResponse, RedirectResponse, Response
from fastapi.testclient import TestClient
from sqlmodel import Session
from starlette.middleware import Middleware
from structlog.testing import capture_logs

from app.settings import Settings
from app.web.privacy import Privacy
from app.web.security import InFlightCap, SecurityHeaders
from tests.support.answers import answering
from tests.support.client import PortalClient

LASTING = "public, max-age=86400, immutable"
NEVER = ("no-store", "noindex, nofollow")


def routes(**said: list[Privacy]) -> APIRouter:
    """A page, a file that names its own time, a redirect and an error."""
    router = APIRouter(**said)
    router.get("/seite")(lambda: PlainTextResponse("Text"))
    router.get("/datei")(lambda: Response(b"", headers={"Cache-Control": LASTING}))
    router.get("/weiter")(lambda: RedirectResponse("/", status_code=303))
    router.post("/seite")(lambda: PlainTextResponse("Text"))

    @router.get("/fehler")
    def broken() -> None:
        raise HTTPException(409)

    @router.get("/formular", tags=[Privacy.personal])
    def one_of_its_own() -> Response:
        return PlainTextResponse("Text")

    return router


@pytest.fixture
def portal() -> TestClient:
    app = FastAPI(middleware=[Middleware(SecurityHeaders, headers={})])
    for kind in Privacy:
        app.include_router(routes(tags=[kind]), prefix=f"/{kind}")
    app.include_router(routes(), prefix="/stumm")
    return TestClient(app, follow_redirects=False)


def kept(answer: Response) -> tuple[str | None, str | None]:
    return answer.headers.get("cache-control"), answer.headers.get("x-robots-tag")


def test_what_a_public_route_answers_may_be_kept(portal: TestClient) -> None:
    assert kept(portal.get("/public/seite")) == ("public, no-cache", None)
    assert kept(portal.get("/public/datei")) == (LASTING, None)
    for answer in (
        portal.get("/public/weiter"),
        portal.get("/public/fehler"),
        portal.post("/public/seite"),
        portal.delete("/public/seite"),
        portal.get("/public/formular"),
    ):
        assert kept(answer) == ("no-store", None)


@pytest.mark.parametrize(("place", "robots"), [("personal", None), ("private", NEVER[1])])
def test_nothing_else_is_kept(portal: TestClient, place: str, robots: str | None) -> None:
    for page in ("seite", "datei", "weiter", "fehler"):
        assert kept(portal.get(f"/{place}/{page}")) == ("no-store", robots)


@pytest.mark.parametrize("page", ["seite", "datei", "weiter", "fehler"])
def test_a_route_that_says_nothing_is_private(portal: TestClient, page: str) -> None:
    assert kept(portal.get(f"/stumm/{page}")) == NEVER


@pytest.mark.parametrize(
    "address",
    ["/gibt-es-nicht", "/vorgang/x/y/z", "/en/vorgang/x", "/ideen/%00"],
)
def test_an_unknown_address_is_private(client: PortalClient, address: str) -> None:
    for answer in (client.get(address), client.post(address), client.head(address)):
        assert answer.status_code in (404, 405)
        assert answer.headers["cache-control"] == "no-store"
    assert kept(client.get("/vorgang/x/y/z")) == NEVER


def test_an_unknown_address_of_staff_asks_who_it_is_and_is_private(client: PortalClient) -> None:
    for answer in (client.get("/intern/gibt-es-nicht"), client.head("/intern/gibt-es-nicht")):
        assert answer.status_code in (303, 405)
        assert kept(answer) == NEVER
    assert kept(client.post("/intern/gibt-es-nicht")) == NEVER


def test_an_unknown_method_is_not_kept(client: PortalClient) -> None:
    assert client.delete("/hilfe").status_code == 405
    assert kept(client.delete("/hilfe")) == ("no-store", None)
    assert kept(client.delete("/intern")) == NEVER


def test_a_refusal_before_any_route_is_private(client: PortalClient, settings: Settings) -> None:
    foreign = client.post("/ideen", headers={"sec-fetch-site": "cross-site"})
    too_large = client.post("/ideen", content=b"x" * (3 * settings.upload_max_bytes + 1))
    assert (foreign.status_code, too_large.status_code) == (403, 413)
    assert (kept(foreign), kept(too_large)) == (NEVER, NEVER)


def test_the_overload_is_private() -> None:
    full = SecurityHeaders(answering(InFlightCap(FastAPI(), limit=0, waiting=0)), headers={})
    answer = TestClient(full).get("/hilfe")
    assert (answer.status_code, *kept(answer)) == (503, *NEVER)


def test_a_crash_is_private_and_its_log_names_no_secret_address(
    app: FastAPI, session: Session
) -> None:
    @app.get("/geheim/{token}", tags=[Privacy.private])
    def broken(token: str) -> None:
        raise RuntimeError("Fehler")

    with (
        PortalClient(app, session=session, raise_server_exceptions=False) as client,
        capture_logs() as lines,
    ):
        answer = client.get("/geheim/wort")
    assert (answer.status_code, *kept(answer)) == (500, *NEVER)
    assert [line["path"] for line in lines] == ["/geheim/{token}"]
