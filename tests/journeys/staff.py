"""Logging in and out as a member of staff, through the provider's own pages."""

from playwright.sync_api import BrowserContext, Page, expect


def log_in(context: BrowserContext, sub: str, address: str = "/intern") -> Page:
    """Opens `address`, is asked to log in, and comes back to it."""
    page = context.new_page()
    page.goto(address)
    to_provider(page)
    at_provider(page, sub)
    page.wait_for_url(f"**{address}")
    return page


def to_provider(page: Page) -> None:
    """The tests' provider asks again who it is, whomever the portal has announced."""
    page.locator("button[name=person]").first.click()


def at_provider(page: Page, sub: str) -> None:
    page.get_by_placeholder("sub").fill(sub)
    page.get_by_role("button", name="Authorize", exact=True).click()


def log_out(page: Page) -> None:
    page.get_by_role("button", name="Abmelden").click()
    page.get_by_role("button", name="End session").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sie sind abgemeldet")
