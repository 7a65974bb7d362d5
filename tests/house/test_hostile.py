"""Whatever bytes a client sends, wherever it sends them: the answer is the portal's own."""

from collections.abc import Callable

import pytest
from sqlmodel import Session

from app.auth.models import Mitarbeiter
from app.auth.permissions import Rolle
from app.quartiere.models import Stadtbezirk
from app.settings import Settings
from tests.house.routes import ROUTES, address, roles_for
from tests.support.access import EVERYONE, HOLDER, World
from tests.support.client import PortalClient
from tests.support.dom import parse
from tests.support.each import each
from tests.support.factories import ein_quartier, eine_mitarbeiterin

LOGIN = "/intern/anmeldung"
URLENCODED = "application/x-www-form-urlencoded"
# Some give what no database takes, some fail in a way of their own, some are no codecs.
CHARSETS = ["raw_unicode_escape", "punycode", "undefined", "utf-7", "a\\0"]
BYTES = [b" ", b"\\ud800", b"\x00", b"\xed\xa0\x80", b"\xff\xfe", b"a" * 5000]
NAMES = [
    "a", "betrag", "datum", "email", "frist", "gesehen", "jahr", "lauf", "logout_token", "name",
    "next", "nummer", "rolle", "siegel", "text", "titel", "leer",
]  # fmt: skip
QUERIES = ["%00", "%%0000", "%25%2500", "%ED%A0%80", "%FF", "9" * 900, "%C2%B2", "//%5Bx"]
HEADERS = ["accept-encoding", "authorization", "cookie", "hx-request-type", "if-none-match"]

Login = Callable[[Mitarbeiter], PortalClient]


@pytest.fixture
def world(session: Session, settings: Settings) -> World:
    return World(session, settings, ein_quartier(session))


@pytest.fixture
def visitor(
    client: PortalClient, session: Session, world: World, login: Login
) -> Callable[[str], PortalClient]:
    """Somebody who the route is open to."""
    bezirk = session.get_one(Stadtbezirk, world.quartier.stadtbezirk_id)
    staff = {
        rolle: login(
            eine_mitarbeiterin(session, rolle, quartier=world.quartier, stadtbezirk=bezirk)
        )
        for rolle in Rolle
    }

    def open_to(route: str) -> PortalClient:
        who = ROUTES[route]
        return (
            client
            if who in (EVERYONE, HOLDER)
            else staff[min(roles_for(route), default=Rolle.quartierskoordination)]
        )

    return open_to


def form_with(value: bytes, names: list[str], *, charset: str = "", file: bool = False) -> dict:
    """A form with files, in which every field has this value."""
    kind = b'"; filename="a' if file else b""
    parts = [b'--x\r\nContent-Disposition: form-data; name="%s%s"\r\n\r\n%s\r\n' % row
             for row in ((name.encode(), kind, value) for name in names)]  # fmt: skip
    content_type = f"multipart/form-data; boundary=x; charset={charset}"
    return {"content": b"".join([*parts, b"--x--\r\n"]), "headers": {"content-type": content_type}}


def fields_of(page: str) -> list[str]:
    names = {node.attributes.get("name") for node in parse(page).css("[name]")}
    return sorted({*NAMES, *filter(None, names)} - {"viewport", "description"})


@each("route", [route for route in ROUTES if route.startswith("POST ")])
def test_no_form_makes_the_portal_fail(
    route: str, visitor: Callable[[str], PortalClient], world: World
) -> None:
    there, browser = address(route, world), visitor(route)
    world.session.commit()
    names = fields_of(browser.post(there).text)
    forms = [form_with(rb"\ud800", names, charset=charset) for charset in CHARSETS]
    forms += [form_with(value, names) for value in BYTES]
    forms += [
        form_with(b"7", names, file=True),
        {"headers": {"content-type": "multipart/form-data"}},
    ]
    for value in [b"%00", b"%%0000", b"%ED%A0%80", b"\x00\xff", b"9" * 5000, b"\xb2"]:
        body = b"&".join(b"%s=%s" % (name.encode(), value) for name in names)
        forms.append({"content": body, "headers": {"content-type": URLENCODED}})
    for form in forms:
        answer = browser.post(there, **form)
        assert answer.status_code < 500 or LOGIN in route, (form["headers"], form.get("content"))


@each("route", [route for route in ROUTES if route.startswith("GET ")])
def test_no_address_and_no_header_makes_the_portal_fail(
    route: str, visitor: Callable[[str], PortalClient], world: World
) -> None:
    there, browser = address(route, world), visitor(route)
    world.session.commit()
    names = [*fields_of(browser.get(there).text), "seite", "q", "state", "code", "getan"]
    for value in QUERIES:
        query = "&".join(f"{name}={value}" for name in names)
        answer = browser.get(there, params=query.encode())
        assert answer.status_code < 500 or LOGIN in route, value
    for header in HEADERS:
        answer = browser.get(there, headers={header: b'\xff[\xed\xa0\x80"\\355;=' * 500})
        assert answer.status_code < 500 or LOGIN in route, header


@each("route", [route for route in ROUTES if "{" in route])
def test_no_hole_of_an_address_makes_the_portal_fail(
    route: str, visitor: Callable[[str], PortalClient], world: World
) -> None:
    method, _, path = route.partition(" ")
    browser, real = visitor(route), address(route, world).split("/")
    world.session.commit()
    for place, part in enumerate(path.split("/")):
        for value in QUERIES if "{" in part else []:
            there = "/".join([*real[:place], value.replace("/", "%2F"), *real[place + 1 :]])
            assert browser.request(method, there).status_code < 500, there


@each("origin", ["http://[x", "http://]", "null", "\xff", "//", "http://a:b", ""])
def test_a_broken_origin_is_another_site(origin: str, client: PortalClient) -> None:
    sender = {"origin": origin.encode("latin-1")}
    client.headers.pop("sec-fetch-site", None)
    assert client.post("/ideen/neu", headers=sender).status_code == 403
