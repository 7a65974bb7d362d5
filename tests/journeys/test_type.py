"""Letters: one typeface on a page, and a head that holds letters twice as large."""

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import NewPerson
from tests.journeys.staff import log_in
from tests.support.pages import COORDINATOR

pytestmark = pytest.mark.browser

_TWICE = "() => { document.documentElement.style.fontSize = '200%'; }"
_BROKEN_WORDS = """
() => [...document.querySelectorAll(".logo > span, .navigation__ziel")].filter((e) => {
  const words = document.createRange();
  words.selectNodeContents(e);
  const lines = new Set([...words.getClientRects()].map((box) => Math.round(box.top))).size;
  return lines > e.innerHTML.split(/<wbr>|\\s+/).filter(Boolean).length;
}).map((e) => e.innerText)
"""
_FACES = """
() => document.fonts.ready.then(() => [...document.fonts]
  .filter((face) => face.family.includes("Fira Sans") && face.status !== "unloaded")
  .map((face) => [face.status, face.display]))
"""


def _holds(page: Page) -> None:
    page.evaluate(_TWICE)
    assert page.evaluate("() => document.scrollingElement.scrollWidth <= innerWidth")
    assert page.evaluate(_BROKEN_WORDS) == []


def test_the_head_holds_letters_twice_as_large(new_person: NewPerson) -> None:
    page = new_person().new_page()
    for width in (320, 390, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        page.goto("/ideen")
        _holds(page)
    staff = log_in(new_person(), COORDINATOR)
    for width in (320, 390, 1280):
        staff.set_viewport_size({"width": width, "height": 844})
        _holds(staff)


def test_a_page_ends_in_one_typeface_however_late_a_file_comes(new_person: NewPerson) -> None:
    """A face that is `optional` or falls back for good leaves a page in two."""
    page = new_person().new_page()
    page.goto("/ideen")
    faces = page.evaluate(_FACES)
    assert {status for status, _display in faces} == {"loaded"}
    assert len(faces) >= 2
    assert {display for _status, display in faces} == {"swap"}
