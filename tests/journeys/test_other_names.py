"""The portal as a library or an office reaches it: by a name in its own network, without https.

Browsers take that for no safe place and leave Sec-Fetch headers out, so that forms are known by
their Origin alone.
"""

import pytest
from playwright.sync_api import Browser, Request, expect

from tests.journeys import resident
from tests.journeys.browser import person
from tests.journeys.portal import Portal

pytestmark = pytest.mark.browser


def test_forms_work_under_a_name_that_is_not_local(portal: Portal, browser: Browser) -> None:
    sent: list[Request] = []
    with person(browser, portal.address.replace("127.0.0.1", "portal.test")) as context:
        page = context.new_page()
        page.on("request", lambda request: sent.append(request) if request.post_data else None)
        resident.open_quartier(page, "Heslach")
        resident.hand_in_idee(page, "anna@post.example")
        page.goto(page.locator("a[href$='/zurueckziehung']").first.get_attribute("href") or "")
        page.locator("form[action$='/zurueckziehung'] button").click()
        expect(page.get_by_text("zurückgezogen").first).to_be_visible()
        assert {"sec-fetch-site" in request.all_headers() for request in sent} == {False}
        assert any("/vorgang/" in request.url for request in sent)
