"""Login and logout."""

from tests.support.access import EVERYONE, Who

ROUTES: dict[str, Who] = {
    "GET /vorfuehrung": EVERYONE,  # in a demo
    "GET /intern/anmeldung": EVERYONE,
    "POST /intern/anmeldung": EVERYONE,
    "GET /intern/anmeldung/rueckkehr": EVERYONE,
    "GET /intern/abmeldung": EVERYONE,
    "POST /intern/abmeldung": EVERYONE,
    "POST /intern/abmeldung/provider": EVERYONE,  # a signed word of the provider
}
