"""The pages that explain the portal."""

from tests.support.access import EVERYONE, Who

ROUTES: dict[str, Who] = {
    "GET /hilfe": EVERYONE,
    "GET /leichte-sprache": EVERYONE,
    "GET /netiquette": EVERYONE,
    "GET /datenschutz": EVERYONE,
    "GET /impressum": EVERYONE,
    "GET /barrierefreiheit": EVERYONE,
    "POST /barrierefreiheit": EVERYONE,
    "GET /barrierefreiheit/danke": EVERYONE,
}
