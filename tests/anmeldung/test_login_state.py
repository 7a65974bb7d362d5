"""Where a login may lead: to plain paths below /intern, whatever an address asks for."""

from app.anmeldung.login_state import local_target
from tests.support.each import each


@each(
    "asked",
    [
        None,
        3,
        "",
        "https://boese.example/intern",
        "//boese.example",
        "//boese.example/intern",
        "/\\boese.example",
        "/intern/../../boese",
        "/intern/./ideen",
        "/intern/..",
        "/intern//boese.example",
        "/intern/%2e%2e/ideen",
        "/internet",
        "/intern@boese.example",
        "/intern:80",
        "/intern\r\nSet-Cookie: a=b",
        "/intern\n",
        "/intern/ideen#teil",
        "/intern/ıdeen",
        " /intern",
        "javascript:alert(1)",
        "/ideen",
        "/intern/abmeldung",
        "/intern/anmeldung?next=/intern",
        "/intern/anmeldung/rueckkehr",
        "/intern/" + "a" * 600,
    ],
)
def test_everything_else_is_the_start_page(asked: object) -> None:
    assert local_target(asked) == "/intern"


@each(
    "asked",
    [
        "/intern",
        "/intern/ideen/I-2026-00042",
        "/intern/ideen?sortierung=alt&seite=2",
        "/intern/fonds/heslach/2026/",
        "/intern/anmeldungen",
    ],
)
def test_plain_paths_below_intern_are_kept(asked: str) -> None:
    assert local_target(asked) == asked
