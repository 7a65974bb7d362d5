"""Back, forward and reload over forms that were refused: never a browser's error, nothing lost."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import NewPerson
from tests.journeys.resident import heading, photo, press
from tests.support.pages import FONDS

pytestmark = pytest.mark.browser

TITLE = "Ein Trinkbrunnen am Markt"


def _is_refused(page: Page) -> None:
    heading(page, "Idee mitteilen")
    expect(page.locator("[data-error-summary]")).to_be_visible()
    expect(page.get_by_label("Was ist Ihre Idee?")).to_have_value(TITLE)
    expect(page.get_by_text("IMG_2041")).to_be_visible()


def test_a_refused_idee_is_found_again_with_its_photo(new_person: NewPerson) -> None:
    page = new_person().new_page()
    page.goto("/ideen/neu?quartier=heslach")
    page.get_by_label("Was ist Ihre Idee?").fill(TITLE)
    page.get_by_text("Foto, Ort, Thema, Name (freiwillig)").click()
    page.get_by_label("Foto", exact=False).first.set_input_files(photo())
    press(page, "Weiter")
    _is_refused(page)
    page.reload()
    _is_refused(page)
    page.get_by_label("Erzählen Sie mehr").fill("Im Sommer gibt es hier kein Wasser.")
    press(page, "Weiter")
    heading(page, "Stimmt alles?")
    page.go_back()
    _is_refused(page)
    page.go_forward()
    heading(page, "Stimmt alles?")


def test_back_from_the_check_page_finds_a_photo_that_was_made_smaller(
    new_person: NewPerson,
) -> None:
    page = new_person().new_page()
    page.goto("/ideen/neu?quartier=heslach")
    page.get_by_label("Was ist Ihre Idee?").fill(TITLE)
    page.get_by_label("Erzählen Sie mehr").fill("Im Sommer gibt es hier kein Wasser.")
    page.get_by_text("Foto, Ort, Thema, Name (freiwillig)").click()
    page.get_by_label("Foto", exact=False).first.set_input_files(photo((6000, 4000)))
    press(page, "Weiter")
    heading(page, "Stimmt alles?")
    page.go_back()
    heading(page, "Idee mitteilen")
    expect(page.get_by_text("IMG_2041")).to_be_visible()
    press(page, "Weiter")
    heading(page, "Stimmt alles?")
    expect(page.get_by_role("img", name="Ihr Foto")).to_be_visible()


def test_a_refused_page_of_an_antrag_opens_again_beside_what_the_device_keeps(
    new_person: NewPerson,
) -> None:
    page = new_person().new_page()
    page.goto(f"/fonds/{FONDS}/antrag")
    press(page, "Antrag beginnen")
    heading(page, "Wer stellt den Antrag?")
    page.get_by_label("Mit wem sprechen wir?").focus()
    page.get_by_label("Meinen Text auf diesem Gerät aufheben").check()
    page.get_by_label("Mit wem sprechen wir?").fill("Ayla Demir")
    page.get_by_label("E-Mail-Adresse").fill("ayla@")
    press(page, "Speichern und weiter")
    expect(page.locator("[data-error-summary]")).to_be_visible()
    page.wait_for_function("() => !document.querySelector('[data-keep-panel]').hidden")
    page.goto("/hilfe")
    page.go_back()
    heading(page, "Wer stellt den Antrag?")
    expect(page.get_by_text("Sie haben hier etwas angefangen")).to_be_visible()
    press(page, "Übernehmen")
    expect(page.get_by_label("Mit wem sprechen wir?")).to_have_value("Ayla Demir")
