"""The pages that explain the portal."""

from tests.support.pages import Seite, fixed

PAGES = tuple(
    Seite(address, fixed(address))
    for address in (
        "/hilfe",
        "/leichte-sprache",
        "/netiquette",
        "/datenschutz",
        "/impressum",
        "/barrierefreiheit",
        "/barrierefreiheit/danke",
    )
)
