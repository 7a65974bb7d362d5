"""Number, code and link on their way to paper, to another app, to another language."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import NewPerson
from tests.journeys.portal import Portal
from tests.journeys.resident import heading, press, shown_number
from tests.support.pages import FONDS

pytestmark = pytest.mark.browser

ARABIC = "مقعد في الساحة"
_DIRECTION = "(element) => getComputedStyle(element).direction"
# Apps of a phone that take texts; a browser on a desk may have none.
_APPS = """
() => {
  navigator.canShare = ({ text }) => Boolean(text);
  navigator.share = async ({ text }) => { window.handedOn = text; };
  window.print = () => { window.printed = true; };
}
"""
# Elements whose own words hold a number, and which a translator may change.
_TRANSLATED = """
() => [...document.querySelectorAll("body *")]
  .filter((e) => [...e.childNodes].some((part) => part.nodeType === 3 && NUMBER.test(part.data)))
  .filter((e) => e.translate && e.checkVisibility())
  .map((e) => e.outerHTML.slice(0, 120))
""".replace("NUMBER", r"/[IAP]-\d{4}-\d{5}/")


def _receipt(page: Page, title: str = "Eine Bank am Platz") -> str:
    """Returns the Vorgangsnummer."""
    page.goto("/ideen/neu?quartier=heslach")
    page.get_by_label("Was ist Ihre Idee?").fill(title)
    page.get_by_label("Erzählen Sie mehr").fill(f"{title}.")
    press(page, "Weiter")
    heading(page, "Stimmt alles?")
    press(page, "Idee absenden")
    expect(page.get_by_text("Danke. Das ist angekommen.")).to_be_visible()
    return shown_number(page)


def test_number_code_and_link_are_copied_handed_on_and_printed(
    new_person: NewPerson, portal: Portal
) -> None:
    somebody = new_person()
    somebody.grant_permissions(["clipboard-read", "clipboard-write"], origin=portal.address)
    page = somebody.new_page()
    page.add_init_script(f"({_APPS})()")
    number = _receipt(page)
    code = page.locator("dd.kennung").nth(1).inner_text()

    press(page, "Kopieren")
    expect(page.get_by_text("Nummer, Code und Link sind kopiert.")).to_be_visible()
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert number in copied
    assert code in copied
    assert page.url.partition("?")[0] in copied

    press(page, "Weitergeben")
    page.wait_for_function("() => window.handedOn")
    assert page.evaluate("() => window.handedOn") == copied
    press(page, "Drucken")
    assert page.evaluate("() => window.printed") is True

    # The same on the page of the Vorgang, on any later day.
    page.goto(page.url.partition("?")[0])
    expect(page.get_by_role("button", name="Kopieren")).to_be_visible()


def test_on_paper_number_code_and_link_can_be_read(new_person: NewPerson, portal: Portal) -> None:
    page = new_person().new_page()
    number = _receipt(page)
    page.emulate_media(media="print")
    box = page.get_by_role("region", name="Zum Aufschreiben")
    expect(box.get_by_text(number)).to_be_visible()
    expect(box.locator(".kennung").nth(1)).to_be_visible()
    expect(box.get_by_text(page.url.partition("?")[0])).to_be_visible()
    expect(page.get_by_role("button", name="Drucken")).to_be_hidden()


def test_without_the_script_no_button_promises_it(new_person: NewPerson) -> None:
    page = new_person(java_script_enabled=False).new_page()
    _receipt(page)
    for words in ("Kopieren", "Weitergeben", "Drucken"):
        expect(page.get_by_role("button", name=words)).to_be_hidden()


def test_what_people_wrote_stands_in_the_direction_of_its_script(new_person: NewPerson) -> None:
    page = new_person().new_page()
    page.goto("/ideen/neu?quartier=heslach")
    page.get_by_label("Was ist Ihre Idee?").fill(ARABIC)
    assert page.get_by_label("Was ist Ihre Idee?").evaluate(_DIRECTION) == "rtl"
    _receipt(page, ARABIC)
    for words in (ARABIC, f"{ARABIC}."):
        text = page.get_by_role("main").get_by_text(words, exact=True).first
        assert text.evaluate(_DIRECTION) == "rtl"
    assert page.get_by_text("Mit Nummer und Code").evaluate(_DIRECTION) == "ltr"


def test_no_translator_changes_numbers_and_codes(new_person: NewPerson) -> None:
    page = new_person().new_page()
    _receipt(page)
    assert page.evaluate(_TRANSLATED) == []
    assert page.locator("dd.kennung").nth(1).get_attribute("translate") == "no"
    page.goto("/ideen")
    page.locator(".karte__ziel").first.click()
    page.wait_for_url(re.compile(r"/ideen/I-"))
    assert page.evaluate(_TRANSLATED) == []
    page.goto(f"/fonds/{FONDS}/antrag")
    press(page, "Antrag beginnen")
    heading(page, "Wer stellt den Antrag?")
    assert page.evaluate(_TRANSLATED) == []
