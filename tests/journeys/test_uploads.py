"""Photos on their way: made smaller, judged before they are sent, sent once, and never lost."""

import os
import re
from collections.abc import Iterator
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, FilePayload, Page, Request, expect

from tests.journeys.browser import PATIENCE, PHONE
from tests.journeys.conftest import NewPerson
from tests.journeys.portal import Portal
from tests.journeys.resident import heading, press
from tests.support.pages import FONDS

pytestmark = pytest.mark.browser

_ORIENTATION, _TURNED = 0x0112, 6
_MEASURES = """
async (field) => {
  const { width, height } = await createImageBitmap(field.files[0]);
  return [width, height, field.files[0].name, field.files[0].size];
}
"""


def _large_photo() -> FilePayload:
    """12 megapixels of noise, held upright: a camera writes it lying, and says so."""
    small = Image.frombytes("RGB", (1000, 750), os.urandom(1000 * 750 * 3))
    picture = small.resize((4000, 3000))
    exif = picture.getexif()
    exif[_ORIENTATION] = _TURNED
    out = BytesIO()
    picture.save(out, "JPEG", quality=90, exif=exif)
    return {"name": "IMG_7.JPG", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def _unreadable(size: int) -> FilePayload:
    """What this browser cannot open goes as it is."""
    return {"name": "IMG_8.heic", "mimeType": "image/heic", "buffer": b"\0" * size}


def _idee(page: Page) -> Page:
    page.goto("/ideen/neu?quartier=heslach")
    page.get_by_label("Was ist Ihre Idee?").fill("Ein Baum für den Platz")
    page.get_by_label("Erzählen Sie mehr").fill("Er gibt Schatten.")
    page.get_by_text("Foto, Ort, Thema, Name (freiwillig)").click()
    return page


def _choose(page: Page, file: FilePayload) -> None:
    page.get_by_label("Foto", exact=False).first.set_input_files(file)


def _sent(page: Page, path: str) -> list[Request]:
    found: list[Request] = []
    page.on(
        "request",
        lambda r: found.append(r) if r.method == "POST" and r.url.endswith(path) else None,
    )
    return found


@pytest.fixture
def shaky(portal: Portal, browser: Browser) -> Iterator[BrowserContext]:
    """Somebody whose line breaks; the browser notes that, so nobody reads its console."""
    with browser.new_context(base_url=portal.address, viewport=PHONE, locale="de-DE") as context:
        context.set_default_timeout(PATIENCE)
        yield context


def test_a_large_photo_is_made_smaller_and_stays_upright(new_person: NewPerson) -> None:
    page = _idee(new_person().new_page())
    photo = _large_photo()
    _choose(page, photo)
    field = page.locator("input[type=file]").first
    page.wait_for_function(
        "(size) => document.querySelector('input[type=file]').files[0].size < size",
        arg=len(photo["buffer"]),
    )
    width, height, name, _size = field.evaluate(_MEASURES)
    assert (width, height, name) == (1920, 2560, "IMG_7.jpg")
    press(page, "Weiter")
    heading(page, "Stimmt alles?")
    press(page, "Idee absenden")
    expect(page.get_by_text("Danke. Das ist angekommen.")).to_be_visible()
    picture = page.locator("main .miniatur img").first
    expect(picture).to_be_visible()
    shown = (picture.get_attribute("width"), picture.get_attribute("height"))
    assert int(shown[0] or 0) < int(shown[1] or 0)


def test_what_is_too_large_is_told_before_it_is_sent(new_person: NewPerson) -> None:
    page = _idee(new_person().new_page())
    posted = _sent(page, "/ideen/neu")
    _choose(page, _unreadable(13 * 1024**2))
    told = page.get_by_text("Diese Datei ist mit 13 MB zu groß.")
    expect(told).to_be_visible()
    press(page, "Weiter")
    expect(page.locator("input[type=file]").first).to_be_focused()
    assert posted == []
    page.locator("input[type=file]").first.set_input_files([])
    expect(told).to_be_hidden()
    press(page, "Weiter")
    heading(page, "Stimmt alles?")


def test_progress_is_told_and_a_second_tap_starts_nothing(shaky: BrowserContext) -> None:
    page = _idee(shaky.new_page())
    _choose(page, _large_photo())
    posted = _sent(page, "/ideen/neu")
    protocol = shaky.new_cdp_session(page)
    slow = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 400_000}
    protocol.send("Network.enable")
    protocol.send("Network.emulateNetworkConditions", slow)
    press(page, "Weiter")
    told = page.get_by_text(re.compile(r"Foto wird gesendet, [1-9]0 %"))
    expect(told).to_be_visible()
    expect(page.locator("[data-upload-text]").first).to_have_attribute("role", "status")
    page.get_by_role("button", name="Weiter").click(force=True)
    page.keyboard.press("Enter")
    heading(page, "Stimmt alles?")
    expect(page.get_by_role("img", name="Ihr Foto")).to_be_visible()
    assert len(posted) == 1


def test_a_broken_line_keeps_everything_and_offers_another_try(shaky: BrowserContext) -> None:
    page = _idee(shaky.new_page())
    _choose(page, _large_photo())
    shaky.set_offline(True)
    press(page, "Weiter")
    expect(page.get_by_text("Die Verbindung ist abgebrochen.")).to_be_visible()
    expect(page.get_by_label("Was ist Ihre Idee?")).to_have_value("Ein Baum für den Platz")
    shaky.set_offline(False)
    press(page, "Noch einmal senden")
    heading(page, "Stimmt alles?")
    expect(page.get_by_role("img", name="Ihr Foto")).to_be_visible()


def test_a_mistake_beside_the_photo_comes_back_with_the_photo(new_person: NewPerson) -> None:
    page = _idee(new_person().new_page())
    page.get_by_label("Was ist Ihre Idee?").fill("")
    _choose(page, _large_photo())
    press(page, "Weiter")
    expect(page.locator("[data-error-summary]")).to_be_focused()
    assert page.title().startswith("Idee mitteilen")
    expect(page.get_by_text("Schon hochgeladen: IMG_7")).to_be_visible()
    page.get_by_label("Was ist Ihre Idee?").fill("Ein Baum")
    press(page, "Weiter")
    heading(page, "Stimmt alles?")
    expect(page.get_by_role("img", name="Ihr Foto")).to_be_visible()


def test_papers_of_an_antrag_go_the_same_way(new_person: NewPerson) -> None:
    page = new_person().new_page()
    page.goto(f"/fonds/{FONDS}/antrag")
    press(page, "Antrag beginnen")
    page.goto(page.url.rpartition("/")[0] + "/anlagen")
    page.locator("input[type=file]").first.set_input_files(_large_photo())
    press(page, "Hochladen")
    expect(page.locator(".posten__zeile")).to_contain_text("IMG_7")
    page.locator("input[type=file]").first.set_input_files(_large_photo())
    press(page, "Weiter zum Prüfen")
    heading(page, "Alles prüfen und abschicken")


def test_phones_offer_the_camera(new_person: NewPerson) -> None:
    """A type that is no picture keeps Android from the picker without a camera; no `capture`, which
    would take the gallery away."""
    field = _idee(new_person().new_page()).locator("input[type=file]").first
    types = (field.get_attribute("accept") or "").split(",")
    assert "image/jpeg" in types
    assert any(not kind.startswith("image/") for kind in types)
    assert field.get_attribute("capture") is None
