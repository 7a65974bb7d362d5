"""The main way, from a resident's phone to released money: with the script and without it."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from app.clock import BERLIN, utc_now
from app.fonds.queries import one_in_year
from tests.journeys import resident
from tests.journeys.conftest import NewPerson
from tests.journeys.portal import Portal, link_in
from tests.journeys.resident import FRUEHSTUECK, IDEE, heading, press
from tests.journeys.staff import log_in
from tests.support.pages import FONDS

pytestmark = pytest.mark.browser

COORDINATOR, HEAD_OF_DISTRICT = "koordination-heslach", "bezirk-sued"
QUESTION = "Wie viele Menschen erwarten Sie?"
ANSWER = "Ungefähr 40, wie im letzten Jahr."
CONDITION = "Bitte schicken Sie die Belege bis Ende Juli."
REASON = "Ein gutes Frühstück, die Getränke bringen alle selbst mit."


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_from_an_idee_and_an_antrag_to_released_money(
    new_person: NewPerson, portal: Portal, javascript: bool
) -> None:
    email = f"{uuid4().hex[:8]}@post.example"
    phone = new_person(java_script_enabled=javascript).new_page()
    resident.open_quartier(phone, "Heslach")
    expect(phone.get_by_role("heading", name="Projekte")).to_be_visible()
    idee = resident.hand_in_idee(phone, email)

    pot = _look_into_the_pot(phone)
    before, shown_before = _free_in_its_year(portal), resident.free_cents(phone)
    antrag = resident.ask_for_money(phone, email)

    coordinator = log_in(new_person(java_script_enabled=javascript), COORDINATOR)
    _publish(coordinator, idee)
    _ask(coordinator, antrag)
    _answer(phone, portal, email)
    _check_and_record_votum(coordinator, antrag)

    head = log_in(new_person(java_script_enabled=javascript), HEAD_OF_DISTRICT)
    _release(head, antrag)

    _sees_the_idee(phone, portal, email, idee)
    _sees_the_money(phone, portal, email)
    # Her own phone may keep the public page for a minute.
    neighbour = new_person(java_script_enabled=javascript).new_page()
    neighbour.goto(pot)
    # The page shows the present year; the money leaves the year in which the Aktion begins.
    assert _free_in_its_year(portal) == before - 40_000
    is_this_year = resident.first_day().year == utc_now().astimezone(BERLIN).year
    assert resident.free_cents(neighbour) == shown_before - (40_000 if is_this_year else 0)
    expect(neighbour.get_by_text(FRUEHSTUECK).first).to_be_visible()


def _free_in_its_year(portal: Portal) -> int:
    """What everybody is told, in cents."""
    with portal.reading() as session:
        year = resident.first_day().year
        return one_in_year(session, FONDS, year, at=utc_now()).stand.frei_oeffentlich


def _look_into_the_pot(page: Page) -> str:
    resident.open_quartier(page, "Heslach")
    expect(page.get_by_text("noch frei von")).to_be_visible()
    page.get_by_role("link", name="Wofür gibt es Geld, und wie?").click()
    heading(page, "Quartiersfonds Heslach")
    return page.url


def _publish(page: Page, nummer: str) -> None:
    page.goto("/intern")
    page.get_by_role("link", name=IDEE).last.wait_for()
    page.goto(f"/intern/ideen/{nummer}")
    heading(page, IDEE)
    expect(page.locator("main img")).to_be_visible()
    press(page, "Veröffentlichen")
    expect(page.get_by_text("Veröffentlicht. Die Antwort ist bis zum")).to_be_visible()
    expect(page.get_by_role("link", name="Nächste Aufgabe")).to_be_visible()
    expect(page).to_have_url(re.compile(r"\?getan=veroeffentlichung&"))
    page.get_by_role("link", name="Zur öffentlichen Seite").click()
    heading(page, IDEE)
    expect(page.locator("main img")).to_be_visible()


def _ask(page: Page, nummer: str) -> None:
    page.goto(f"/intern/antraege/{nummer}")
    page.get_by_text("Etwas nachfragen").click()
    page.get_by_label("Ihre Frage").fill(QUESTION)
    press(page, "Frage senden")
    expect(page.get_by_text("Frage gesendet.")).to_be_visible()


def _answer(page: Page, portal: Portal, email: str) -> None:
    """She opens the link out of her mail, as she would on any device."""
    page.goto(link_in(portal.mail(email, "Frage zu Ihrem Antrag")))
    expect(page.get_by_text(QUESTION)).to_be_visible()
    page.get_by_label("Ihre Antwort").fill(ANSWER)
    press(page, "Antwort senden")
    expect(page.get_by_text(ANSWER)).to_be_visible()


def _check_and_record_votum(page: Page, nummer: str) -> None:
    page.goto(f"/intern/antraege/{nummer}")
    expect(page.get_by_text(ANSWER)).to_be_attached()
    page.get_by_label("Vermerk zur Prüfung").fill("Vollständig, im Quartier, alle dürfen kommen.")
    press(page, "Ist vollständig und förderfähig")

    form = page.locator("#schritt-votum")
    form.get_by_label("Ja", exact=True).fill("6")
    form.get_by_label("Nein", exact=True).fill("0")
    form.get_by_label("Befangen", exact=True).fill("1")
    form.get_by_label("Tag der Abstimmung").fill(_today())
    form.get_by_label("Empfohlener Betrag").fill("400,00")
    form.get_by_label("Begründung").fill("Die Getränke bringen alle selbst mit.")
    form.get_by_role("button", name="Votum eintragen", exact=True).click()
    expect(page.get_by_text("Votum liegt vor").first).to_be_visible()


def _today() -> str:
    return f"{utc_now().astimezone(BERLIN):%Y-%m-%d}"


def _release(page: Page, nummer: str) -> None:
    page.goto(f"/intern/antraege/{nummer}")
    heading(page, FRUEHSTUECK)
    for words in ("6 ja", "0 nein", "1 befangen", "beantragt", "empfohlen", "Topf jetzt", "danach"):
        expect(page.get_by_text(words, exact=True).first).to_be_visible()
    form = page.locator("#schritt-freigabe")
    expect(form.get_by_label("Betrag")).to_have_value("400,00")
    form.get_by_label("Auflagen").fill(CONDITION)
    form.get_by_label("Begründung").fill(REASON)
    form.get_by_role("button", name="Freigeben", exact=True).click()
    expect(page.get_by_text("bewilligt: 400,00").first).to_be_visible()


def _sees_the_idee(page: Page, portal: Portal, email: str, nummer: str) -> None:
    page.goto(link_in(portal.mail(email, "Ihre Idee ist öffentlich")))
    expect(page.get_by_text("Ihre Idee ist öffentlich.")).to_be_visible()
    page.get_by_role("link", name="Die öffentliche Seite Ihrer Idee").click()
    page.wait_for_url(f"**/ideen/{nummer}")
    heading(page, IDEE)


def _sees_the_money(page: Page, portal: Portal, email: str) -> None:
    mail = portal.mail(email, "bewilligt")
    body = mail.get_body(("plain",))
    assert body is not None
    assert "400,00" in body.get_content()
    page.goto(link_in(mail))
    for words in (CONDITION, REASON, QUESTION, ANSWER):
        expect(page.get_by_text(words).first).to_be_visible()
    shown = page.get_by_role("main").inner_text()
    assert "400,00" in shown
    assert "480,50" in shown
