"""What was typed and not sent: kept on the device, offered, taken or thrown away, and ended once it
has arrived."""

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.journeys.browser import PATIENCE, PHONE
from tests.journeys.conftest import NewPerson
from tests.journeys.portal import Portal
from tests.journeys.resident import heading, photo, press
from tests.journeys.staff import log_in
from tests.support.pages import COORDINATOR, FONDS

pytestmark = pytest.mark.browser

TITLE, MORE = "Ein Trinkbrunnen am Markt", "Im Sommer gibt es hier kein Wasser."
KEPT = "() => Object.keys(localStorage).filter((name) => name.startsWith('portal:entwurf:'))"
DAY = 24 * 60 * 60 * 1000


def _kept(page: Page) -> list[str]:
    names: list[str] = page.evaluate(KEPT)
    return names


def _ready(page: Page) -> Page:
    """The part of the script that keeps drafts has come: with the first field that is used."""
    fields = page.locator("form[data-keep] :is(input:not([type=hidden]), textarea)")
    fields.filter(visible=True).first.focus()
    page.wait_for_function("() => !document.querySelector('[data-keep-panel]').hidden")
    return page


def _begin(somebody: BrowserContext) -> Page:
    page = somebody.new_page()
    page.goto("/ideen/neu?quartier=heslach")
    _ready(page)
    page.get_by_label("Was ist Ihre Idee?").fill(TITLE)
    page.get_by_label("Erzählen Sie mehr").fill(MORE)
    return page


def _offer(page: Page) -> None:
    offers = page.get_by_text("Sie haben hier etwas angefangen").filter(visible=True)
    expect(offers).to_have_count(1)


def _nothing_kept(page: Page) -> None:
    page.wait_for_function(f"() => ({KEPT})().length === 0")


def test_a_begun_idee_is_offered_and_taken(new_person: NewPerson) -> None:
    somebody = new_person()
    page = _begin(somebody)
    expect(page.get_by_text("hebt dieses Gerät auf, bis Sie es absenden")).to_be_visible()
    page.get_by_text("Foto, Ort, Thema, Name (freiwillig)").click()
    page.get_by_label("Wo genau?").fill("vor der Kirche")
    page.close()

    page = somebody.new_page()
    page.goto("/ideen/neu")
    _offer(page)
    expect(page.get_by_text(MORE)).to_be_visible()
    expect(page.get_by_label("Was ist Ihre Idee?")).to_have_value("")
    press(page, "Übernehmen")
    expect(page.get_by_label("Was ist Ihre Idee?")).to_be_focused()
    expect(page.get_by_label("Was ist Ihre Idee?")).to_have_value(TITLE)
    expect(page.get_by_label("Wo genau?")).to_be_visible()
    expect(page.get_by_label("Wo genau?")).to_have_value("vor der Kirche")
    expect(page.get_by_text("Sie haben hier etwas angefangen")).to_be_hidden()
    assert _kept(page) == ["portal:entwurf:idee"]


def test_neither_traps_nor_seals_nor_files_are_kept(new_person: NewPerson) -> None:
    page = _begin(new_person())
    page.get_by_text("Foto, Ort, Thema, Name (freiwillig)").click()
    page.get_by_label("Foto", exact=False).first.set_input_files(photo())
    page.locator(".falle input").evaluate("field => { field.value = 'x'; }")
    page.get_by_label("Wo genau?").fill("vor der Kirche")
    draft = page.evaluate("() => JSON.parse(localStorage['portal:entwurf:idee'])")
    assert sorted(draft["fields"]) == ["ort", "text", "titel"]


def test_an_offer_that_is_refused_is_gone(new_person: NewPerson) -> None:
    page = _begin(new_person())
    page.goto("/ideen/neu")
    _offer(page)
    press(page, "Verwerfen")
    expect(page.get_by_text("Sie haben hier etwas angefangen")).to_be_hidden()
    assert _kept(page) == []
    page.reload()
    _ready(page)
    expect(page.get_by_text("Sie haben hier etwas angefangen")).to_be_hidden()


def test_typing_beside_an_open_offer_overwrites_nothing(new_person: NewPerson) -> None:
    page = _begin(new_person())
    page.goto("/ideen/neu")
    _offer(page)
    page.get_by_label("Was ist Ihre Idee?").fill("Etwas anderes")
    page.goto("/ideen/neu")
    _offer(page)
    expect(page.locator("[data-keep-list]")).to_contain_text(TITLE)


def test_one_press_throws_away_what_is_kept_and_leaves_what_is_typed(new_person: NewPerson) -> None:
    page = _begin(new_person())
    press(page, "Aufgehobenes verwerfen")
    expect(page.get_by_text("Dieses Gerät hebt von diesem Text nichts mehr auf.")).to_be_focused()
    page.get_by_label("Was ist Ihre Idee?").fill(f"{TITLE} und noch einer")
    assert _kept(page) == []


def test_a_draft_lasts_over_mistakes_and_ends_with_the_receipt(new_person: NewPerson) -> None:
    page = _begin(new_person())
    page.get_by_label("In welchem Quartier oder Stadtteil?").select_option("")
    press(page, "Weiter")
    expect(page.locator("[data-error-summary]")).to_be_focused()
    _ready(page)
    expect(page.get_by_text("Sie haben hier etwas angefangen")).to_be_hidden()
    assert _kept(page) == ["portal:entwurf:idee"]

    page.get_by_label("In welchem Quartier oder Stadtteil?").select_option("heslach")
    press(page, "Weiter")
    heading(page, "Stimmt alles?")
    page.wait_for_load_state("networkidle")
    assert _kept(page) == ["portal:entwurf:idee"]
    press(page, "Idee absenden")
    expect(page.get_by_text("Danke. Das ist angekommen.")).to_be_visible()
    _nothing_kept(page)


def test_a_shared_device_keeps_nothing(new_person: NewPerson) -> None:
    page = _begin(new_person())
    page.get_by_role("link", name="Benutzen mehrere dieses Gerät?").click()
    expect(page.get_by_role("heading", name="Was Ihr eigenes Gerät aufhebt")).to_be_in_viewport()
    switch = page.get_by_label("Dieses Gerät wird von mehreren benutzt: nichts aufheben")
    expect(page.get_by_role("button", name="Alles Aufgehobene jetzt verwerfen")).to_be_visible()
    switch.check()
    expect(page.get_by_text("Auf diesem Gerät ist gerade nichts aufgehoben.")).to_be_visible()

    page.goto("/ideen/neu")
    _ready(page)
    expect(page.get_by_text("Darum hebt es nichts auf.")).to_be_visible()
    page.get_by_label("Was ist Ihre Idee?").fill(TITLE)
    assert _kept(page) == []


def test_old_drafts_end(new_person: NewPerson) -> None:
    page = _begin(new_person())
    page.evaluate(
        "(age) => { const name = 'portal:entwurf:idee', draft = JSON.parse(localStorage[name]);"
        " localStorage[name] = JSON.stringify({ ...draft, at: Date.now() - age }); }",
        15 * DAY,
    )
    page.goto("/")
    _nothing_kept(page)


def test_an_antrag_is_kept_only_if_ticked_and_ends_when_it_is_saved(new_person: NewPerson) -> None:
    page = new_person().new_page()
    page.goto(f"/fonds/{FONDS}/antrag")
    press(page, "Antrag beginnen")
    heading(page, "Wer stellt den Antrag?")
    _ready(page)
    page.get_by_label("Mit wem sprechen wir?").fill("Ayla Demir")
    assert _kept(page) == []
    page.reload()
    _ready(page)
    page.get_by_label("Meinen Text auf diesem Gerät aufheben").check()
    page.get_by_label("Mit wem sprechen wir?").fill("Ayla Demir")
    assert len(_kept(page)) == 1
    # What is kept names no secret link.
    assert page.url.split("/")[4] not in str(page.evaluate("() => JSON.stringify(localStorage)"))

    page.goto(page.url)
    _offer(page)
    press(page, "Übernehmen")
    press(page, "Speichern und weiter")
    _nothing_kept(page)
    # One tick holds for all pages of the Antrag, and can be taken back on each.
    page.goto(page.url.rpartition("/")[0] + "/mit-wem")
    _ready(page)
    expect(page.get_by_label("Meinen Text auf diesem Gerät aufheben")).to_be_checked()
    page.get_by_label("Wer macht noch mit?").fill("Der Bäcker")
    assert len(_kept(page)) == 1
    page.get_by_label("Meinen Text auf diesem Gerät aufheben").uncheck()
    assert _kept(page) == []


def test_what_was_thrown_away_is_kept_again_only_once_ticked_anew(new_person: NewPerson) -> None:
    page = new_person().new_page()
    page.goto(f"/fonds/{FONDS}/antrag")
    press(page, "Antrag beginnen")
    _ready(page)
    page.get_by_label("Meinen Text auf diesem Gerät aufheben").check()
    page.get_by_label("Mit wem sprechen wir?").fill("Ayla Demir")
    press(page, "Aufgehobenes verwerfen")
    page.reload()
    _ready(page)
    expect(page.get_by_label("Meinen Text auf diesem Gerät aufheben")).not_to_be_checked()
    page.get_by_label("Mit wem sprechen wir?").fill("Ayla Demir")
    assert _kept(page) == []


def test_what_was_saved_meanwhile_is_shown_beside_it(new_person: NewPerson) -> None:
    """Two people on one draft: the older text is offered, with what stands there now."""
    page = new_person().new_page()
    page.goto(f"/fonds/{FONDS}/antrag")
    press(page, "Antrag beginnen")
    base = page.url.rpartition("/")[0]
    page.goto(f"{base}/mit-wem")
    _ready(page)
    page.get_by_label("Meinen Text auf diesem Gerät aufheben").check()
    page.get_by_label("Wer macht noch mit?").fill("Der Bäcker")

    other = new_person().new_page()
    other.goto(f"{base}/mit-wem")
    other.get_by_label("Wer macht noch mit?").fill("Die Schule")
    press(other, "Speichern und weiter")
    heading(other, "Was kostet es?")

    page.goto(f"{base}/mit-wem")
    _offer(page)
    expect(page.get_by_label("Wer macht noch mit?")).to_have_value("Die Schule")
    expect(page.get_by_text("Inzwischen steht hier: Die Schule")).to_be_visible()
    press(page, "Verwerfen")
    expect(page.get_by_label("Wer macht noch mit?")).to_have_value("Die Schule")


def test_a_page_that_only_offers_to_send_again_ends_nothing(
    portal: Portal, browser: Browser
) -> None:
    """As when too much is going on; the browser notes that, so nobody reads its console."""
    with browser.new_context(base_url=portal.address, viewport=PHONE, locale="de-DE") as context:
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.goto(f"/fonds/{FONDS}/antrag")
        press(page, "Antrag beginnen")
        page.goto(page.url.rpartition("/")[0] + "/mit-wem")
        _ready(page)
        page.get_by_label("Meinen Text auf diesem Gerät aufheben").check()
        page.get_by_label("Wer macht noch mit?").fill("Der Bäcker")
        script = page.locator("script[src*=portal]").get_attribute("src")

        def busy(route: Route) -> None:
            if route.request.method == "GET":
                route.fallback()
                return
            form = '<form method="post"><input name="partner" value="Der Bäcker">'
            again = f"<main>{form}<button>Noch einmal absenden</button></form></main>"
            head = f'<title>Später</title><script type="module" src="{script}"></script>'
            route.fulfill(status=503, content_type="text/html; charset=utf-8", body=head + again)

        page.route("**/mit-wem", busy, times=2)
        press(page, "Speichern und weiter")
        page.wait_for_load_state("networkidle")
        assert len(_kept(page)) == 1
        page.unroute_all()
        press(page, "Noch einmal absenden")
        heading(page, "Was kostet es?")
        _nothing_kept(page)


def test_a_line_of_the_costs_ends_with_its_swap(new_person: NewPerson) -> None:
    page = new_person().new_page()
    page.goto(f"/fonds/{FONDS}/antrag")
    press(page, "Antrag beginnen")
    page.goto(page.url.rpartition("/")[0] + "/kosten")
    _ready(page)
    page.get_by_label("Meinen Text auf diesem Gerät aufheben").check()
    page.get_by_label("Wofür brauchen Sie Geld?").fill("Brot")
    press(page, "Zeile hinzufügen")
    expect(page.locator("[data-error-summary]")).to_be_focused()
    assert len(_kept(page)) == 1
    page.get_by_label("Was für Kosten sind das?").select_option(label="Essen und Trinken")
    page.get_by_label("Was kostet eines davon?").fill("20")
    press(page, "Zeile hinzufügen")
    expect(page.get_by_role("listitem").filter(has_text="Brot")).to_be_visible()
    _nothing_kept(page)
    page.get_by_label("Wofür brauchen Sie Geld?").fill("Käse")
    assert len(_kept(page)) == 1


def test_a_question_of_staff_is_kept_for_them_alone(new_person: NewPerson, portal: Portal) -> None:
    desk = new_person()
    page = log_in(desk, COORDINATOR, "/intern/ideen")
    page.locator(".aufgaben__zeile a").first.click()
    page.get_by_text("Etwas nachfragen").click()
    _ready(page)
    page.get_by_label("Ihre Frage").fill("Wo genau ist das?")
    page.reload()
    _offer(page)
    page.get_by_role("button", name="Übernehmen").filter(visible=True).click()
    expect(page.get_by_label("Ihre Frage")).to_have_value("Wo genau ist das?")
    press(page, "Frage senden")
    expect(page.get_by_text("Frage gesendet.")).to_be_visible()
    _nothing_kept(page)


def test_without_the_script_no_form_speaks_of_it(new_person: NewPerson) -> None:
    page = new_person(java_script_enabled=False).new_page()
    page.goto("/ideen/neu")
    expect(page.get_by_text("hebt dieses Gerät auf")).to_be_hidden()
    page.goto("/datenschutz")
    expect(page.get_by_label("Dieses Gerät wird von mehreren benutzt")).to_be_hidden()
