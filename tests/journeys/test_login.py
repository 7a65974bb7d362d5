"""Logging in and out in a real browser, at the portal and at the provider."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import NewPerson
from tests.journeys.portal import Portal
from tests.journeys.staff import at_provider, log_in, log_out, to_provider

pytestmark = pytest.mark.browser

COORDINATOR = "koordination-heslach"


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_in_and_out_again(new_person: NewPerson, portal: Portal, javascript: bool) -> None:
    context = new_person(java_script_enabled=javascript)
    page = log_in(context, COORDINATOR, "/intern/ideen")
    expect(page.get_by_text("Jule Hagenlocher")).to_be_visible()

    log_out(page)
    assert not [c for c in context.cookies() if c["name"].endswith("sitzung") and c["value"]]
    page.goto("/intern/ideen")
    expect(page.get_by_role("heading", level=1)).to_have_text("Anmeldung für Mitarbeitende")


def test_a_second_tab_shares_the_login_and_the_logout(new_person: NewPerson) -> None:
    context = new_person()
    first = log_in(context, COORDINATOR)
    second = context.new_page()
    second.goto("/intern/ideen")
    expect(second.get_by_role("heading", level=1)).to_have_text("Ideen prüfen")

    log_out(first)
    second.reload()
    expect(second.get_by_role("heading", level=1)).to_have_text("Anmeldung für Mitarbeitende")


def test_two_tabs_that_log_in_at_once_both_arrive(new_person: NewPerson) -> None:
    context = new_person()
    tabs = [context.new_page(), context.new_page()]
    for tab in tabs:
        tab.goto("/intern")
        to_provider(tab)
        tab.get_by_placeholder("sub").wait_for()
    for tab in tabs:
        at_provider(tab, COORDINATOR)
        # The second login has replaced the first one's state: then the provider is asked once more.
        again = tab.get_by_placeholder("sub")
        expect(again.or_(tab.get_by_role("button", name="Abmelden"))).to_be_visible()
        if again.is_visible():
            at_provider(tab, COORDINATOR)
        expect(tab.get_by_role("button", name="Abmelden")).to_be_visible()


def test_a_stranger_sees_a_friendly_page_and_gets_nothing(new_person: NewPerson) -> None:
    context = new_person()
    page = context.new_page()
    page.goto("/intern")
    to_provider(page)
    at_provider(page, "niemand-kennt-mich")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Für Sie ist hier noch kein Zugang eingerichtet"
    )
    page.goto("/intern")
    expect(page.get_by_role("heading", level=1)).to_have_text("Anmeldung für Mitarbeitende")


def test_who_denies_at_the_provider_can_begin_anew(new_person: NewPerson) -> None:
    page = new_person().new_page()
    page.goto("/intern")
    to_provider(page)
    page.get_by_role("button", name="Deny").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Die Anmeldung hat nicht geklappt")
    page.get_by_role("link", name="Von vorn beginnen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Anmeldung für Mitarbeitende")
