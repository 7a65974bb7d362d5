"""Handing in an Idee without a mouse: Tab, Space, Enter and typing, and the focus always seen."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import NewPerson

pytestmark = pytest.mark.browser

# The portal's own ring, on the element or on the card that it spans; the browser's is too thin.
_SEEN = """
() => {
  const e = document.activeElement;
  if (!e || e === document.body) return "nothing has the focus";
  const box = e.getBoundingClientRect();
  if (box.bottom < 0 || box.top > innerHeight) return "out of sight: " + e.outerHTML.slice(0, 80);
  const ring = (style) => style.outlineStyle === "solid" && parseFloat(style.outlineWidth) >= 2;
  const seen = ["", "::before", "::after"].some((part) => ring(getComputedStyle(e, part || null)));
  return seen ? "" : "not to be seen: " + e.outerHTML.slice(0, 80);
}
"""


def _tab_to(page: Page, name: str, *, most: int = 40) -> None:
    """On by Tab alone; wherever the focus comes it is seen."""
    for _ in range(most):
        page.keyboard.press("Tab")
        assert page.evaluate(_SEEN) == ""
        if name in _focused(page):
            return
    raise AssertionError(f"Tab does not lead to {name!r}")


def _focused(page: Page) -> str:
    """The words of what has the focus: its label, or its own text."""
    words: str = page.evaluate(
        "() => { const e = document.activeElement;"
        " return e.labels?.length ? e.labels[0].innerText : e.innerText ?? ''; }"
    )
    return words


def test_an_idee_with_the_keyboard_alone(new_person: NewPerson) -> None:
    page = new_person().new_page()
    page.goto("/quartiere/heslach")
    _tab_to(page, "Zum Inhalt springen")
    page.keyboard.press("Enter")
    _tab_to(page, "Idee mitteilen")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ideen/neu?quartier=heslach")

    # Sent empty, the summary has the focus and its first link leads into the field.
    _tab_to(page, "Weiter")
    page.keyboard.press("Enter")
    expect(page.locator("[data-error-summary]")).to_be_focused()
    assert page.evaluate(_SEEN) == ""
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Was ist Ihre Idee?")).to_be_focused()
    page.keyboard.type("Ein Wasserspender am Spielplatz")
    _tab_to(page, "Erzählen Sie mehr")
    page.keyboard.type("Im Sommer haben die Kinder Durst.")
    _tab_to(page, "In welchem Quartier oder Stadtteil?")
    expect(page.get_by_label("In welchem Quartier oder Stadtteil?")).to_have_value("heslach")
    _tab_to(page, "Foto, Ort, Thema, Name")
    page.keyboard.press("Enter")
    _tab_to(page, "Welcher Name soll dabeistehen?")
    page.keyboard.type("eine Mutter")
    _tab_to(page, "Weiter")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Stimmt alles?")
    _tab_to(page, "Idee absenden")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Danke. Das ist angekommen.")).to_be_visible()
