"""What a visit costs on a phone: bytes, requests and third parties, counted by the browser.

Compressed as it travels, without photos. Counts only: times depend on the machine.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.browser import person
from tests.journeys.pages import PUBLIC
from tests.journeys.portal import Portal
from tests.support.each import each
from tests.support.pages import Seite

pytestmark = pytest.mark.browser

KB = 1024
FIRST_VISIT, FURTHER_PAGE, SCRIPT = 60 * KB, 15 * KB, 18 * KB
REQUESTS = 8
_PHOTO = re.compile(r"/dateien/|/img/(quartiere|projekte)/")

# What a resident reads or fills in; the catalogue is for developers, the login for staff.
VISITED = [s for s in PUBLIC if not s.route.startswith(("/entwicklung", "/intern"))]


@dataclass
class Traffic:
    """By request id: (kind, address, bytes over the wire)."""

    requests: dict[str, tuple[str, str]] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)

    def asked(self, event: dict[str, Any]) -> None:
        if not event["request"]["url"].startswith("data:"):
            self.requests[event["requestId"]] = (event["type"], event["request"]["url"])

    def arrived(self, event: dict[str, Any]) -> None:
        if event["requestId"] in self.requests:
            self.sizes[event["requestId"]] = int(event["encodedDataLength"])

    def without_photos(self) -> dict[str, int]:
        """Scenes drawn for Quartiere and Projekte stand where a city has photos."""
        return {
            address: self.sizes.get(number, 0)
            for number, (_kind, address) in self.requests.items()
            if not _PHOTO.search(address)
        }

    def scripts(self) -> int:
        kinds = {number for number, (kind, _address) in self.requests.items() if kind == "Script"}
        return sum(self.sizes.get(number, 0) for number in kinds)


@contextmanager
def _counted(page: Page) -> Iterator[Traffic]:
    traffic = Traffic()
    protocol = page.context.new_cdp_session(page)
    protocol.on("Network.requestWillBeSent", traffic.asked)
    protocol.on("Network.loadingFinished", traffic.arrived)
    protocol.send("Network.enable")
    yield traffic
    page.wait_for_load_state("networkidle")
    protocol.detach()


@pytest.fixture(scope="module")
def visitor(portal: Portal, browser: Browser) -> Iterator[Page]:
    """Somebody who has been here before."""
    with person(browser, portal.address) as context:
        page = context.new_page()
        page.goto("/intern/anmeldung", wait_until="networkidle")
        yield page


def _address(portal: Portal, seite: Seite) -> str:
    with portal.reading() as session:
        return seite.address(session, portal.settings)


@each("seite", VISITED)
def test_a_first_visit(portal: Portal, browser: Browser, seite: Seite) -> None:
    with person(browser, portal.address) as context:
        page = context.new_page()
        with _counted(page) as traffic:
            page.goto(_address(portal, seite))
    asked = traffic.without_photos()
    assert sum(asked.values()) <= FIRST_VISIT, asked
    assert len(asked) <= REQUESTS, asked
    assert 0 < traffic.scripts() <= SCRIPT, asked


@each("seite", VISITED)
def test_a_further_page(portal: Portal, visitor: Page, seite: Seite) -> None:
    with _counted(visitor) as traffic:
        visitor.goto(_address(portal, seite))
    asked = traffic.without_photos()
    assert 0 < sum(asked.values()) <= FURTHER_PAGE, asked
