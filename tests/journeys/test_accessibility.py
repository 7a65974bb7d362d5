"""axe finds nothing on any page, before and after interactions.

Each page is looked at narrow and light, one of each kind wide and dark as well; `make test-long`
looks at all of them in every way.
"""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.look import look_at, unfold
from tests.journeys.pages import PAGES
from tests.journeys.portal import Portal
from tests.journeys.resident import heading, photo, press
from tests.journeys.staff import log_in
from tests.support.each import each
from tests.support.pages import COORDINATOR, FONDS, HEAD_OF_DISTRICT, Seite
from tests.support.size import LONG

pytestmark = pytest.mark.browser

OpenedBy = Callable[[str], Page]

# What is on these pages is on all others.
_KINDS = {
    "/",
    "/ideen",
    "/ideen/{vorgangsnummer}",
    "/vorgang/{token}",
    "/vorgang/{token}/antrag/{seite}",
    "/intern",
    "/intern/antraege/{vorgangsnummer}",
    "/entwicklung/bausteine",
}
_EVERYWHERE = PAGES if LONG else [next(s for s in PAGES if s.route == kind) for kind in _KINDS]


@pytest.fixture(scope="module")
def opened_by(portal: Portal, browser: Browser) -> Iterator[OpenedBy]:
    """One tab for everyone who looks at pages; staff log in once."""
    with _Desk(portal, browser) as desk:
        yield desk


class _Desk:
    def __init__(self, portal: Portal, browser: Browser) -> None:
        self._portal, self._browser = portal, browser
        self._pages: dict[str, Page] = {}
        self._open: list[BrowserContext] = []

    def __enter__(self) -> "_Desk":
        return self

    def __exit__(self, *_error: object) -> None:
        for context in self._open:
            context.close()

    def __call__(self, sub: str) -> Page:
        if sub not in self._pages:
            # axe comes from outside the page, which its own policy would refuse.
            context = self._browser.new_context(base_url=self._portal.address, bypass_csp=True)
            self._open.append(context)
            self._pages[sub] = log_in(context, sub) if sub else context.new_page()
        return self._pages[sub]


@each("seite", PAGES)
def test_no_barrier_on_the_page(seite: Seite, portal: Portal, opened_by: OpenedBy) -> None:
    with portal.reading() as session:
        address = seite.address(session, portal.settings)
    page = opened_by(seite.who)
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 200, address
    unfold(page)
    what = f"{seite} {address.partition('?')[0]}"
    look_at(page, what=what, everywhere=seite in _EVERYWHERE)


def test_no_barrier_in_a_refused_idee_and_on_its_check_page(opened_by: OpenedBy) -> None:
    page = opened_by("")
    page.goto("/ideen/neu")
    press(page, "Weiter")
    expect(page.locator("[data-error-summary]")).to_be_focused()
    look_at(page, what="errors of an Idee")

    page.get_by_label("Was ist Ihre Idee?").fill("Eine Bank")
    page.get_by_label("Erzählen Sie mehr").fill("Zum Ausruhen.")
    page.get_by_label("In welchem Quartier oder Stadtteil?").select_option("heslach")
    page.get_by_text("Foto, Ort, Thema, Name (freiwillig)").click()
    page.get_by_label("Foto", exact=False).first.set_input_files(photo())
    press(page, "Weiter")
    heading(page, "Stimmt alles?")
    look_at(page, what="check page of an Idee")

    page.get_by_role("link", name="Zurück und ändern").click()
    heading(page, "Idee mitteilen")
    look_at(page, what="an Idee that is changed once more")


def test_no_barrier_on_the_page_of_a_sammlung(opened_by: OpenedBy) -> None:
    page = opened_by(COORDINATOR)
    page.goto("/intern/sammlungen")
    page.get_by_label("Wofür?").fill("Sommerfest am Bihlplatz")
    press(page, "Sammlung eröffnen")
    heading(page, "Sammlung: Sommerfest am Bihlplatz")
    look_at(page, what="a Sammlung that is open")
    press(page, "Jetzt beenden")
    expect(page.get_by_text("Diese Sammlung ist zu Ende")).to_be_visible()
    look_at(page, what="a Sammlung that has ended")


def test_no_barrier_after_swaps_in_an_antrag(opened_by: OpenedBy) -> None:
    page = opened_by("")
    page.goto(f"/fonds/{FONDS}/antrag")
    press(page, "Antrag beginnen")
    heading(page, "Wer stellt den Antrag?")
    base = page.url.rpartition("/")[0]
    page.goto(f"{base}/kosten")
    press(page, "Zeile hinzufügen")
    expect(page.locator("[data-error-summary]")).to_be_focused()
    look_at(page, what="errors of a line")

    page.get_by_label("Wofür brauchen Sie Geld?").fill("Brot und Käse")
    page.get_by_label("Was für Kosten sind das?").select_option(label="Essen und Trinken")
    page.get_by_label("Was kostet eines davon?").fill("100")
    press(page, "Zeile hinzufügen")
    expect(page.get_by_role("listitem").filter(has_text="Brot und Käse")).to_be_visible()
    look_at(page, what="a line that was swapped in")

    page.goto(f"{base}/finanzierung")
    page.get_by_label("Wie viel Geld brauchen Sie aus dem Topf?").fill("abc")
    press(page, "Speichern und weiter")
    expect(page.locator("[data-error-summary]")).to_be_focused()
    look_at(page, what="errors of the plan")
    page.goto(f"{base}/pruefen")
    look_at(page, what="what is still open")


def test_no_barrier_in_hits_that_come_while_typing(opened_by: OpenedBy) -> None:
    page = opened_by("")
    page.goto("/")
    page.get_by_label("Wo wohnen Sie?").press_sequentially("Heslach")
    expect(page.locator("#treffer").get_by_role("link", name="Heslach")).to_be_visible()
    look_at(page, what="hits while typing")


@pytest.mark.parametrize(
    ("who", "listed", "button"),
    [
        (COORDINATOR, "/intern/ideen", "Frage senden"),
        (HEAD_OF_DISTRICT, "/intern/antraege", "Freigeben"),
    ],
)
def test_no_barrier_in_a_refused_step_of_staff(
    opened_by: OpenedBy, portal: Portal, who: str, listed: str, button: str
) -> None:
    page = opened_by(who)
    seite = next(
        s
        for s in PAGES
        if s.who == who and s.route.startswith(listed + "/") and "ige" not in s.name
    )
    with portal.reading() as session:
        page.goto(seite.address(session, portal.settings))
    unfold(page)
    for amount in page.get_by_label("Betrag").all():
        amount.fill("abc")
    press(page, button)
    expect(page.locator("[data-error-summary]").first).to_be_visible()
    look_at(page, what=f"{button} refused")


def test_no_barrier_on_error_pages(opened_by: OpenedBy) -> None:
    page = opened_by("")
    for address in ("/gibt-es-nicht", "/vorgang/unbekannt"):
        page.goto(address)
        look_at(page)
