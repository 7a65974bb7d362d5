"""Where the buttons lead that leave a page of the form: what is typed is saved before."""

import re

from starlette.datastructures import FormData

from app.antraege.formular import topics
from app.errors import NotFound

GOAL = "zu"
"""The name of these buttons; their value is a page of the form, a line of its plan to change, a
field on it, or something to read."""

NEW_ADDRESS = "adresse=neu"
"""In the address of a page that offers a new link: mail goes somewhere else now."""

_PAGE = re.compile(r"([a-z-]+)(\?zeile=\d{1,9})?(#[A-Za-z0-9_-]{1,60})?")
_OF_FONDS = ("regeln", "logos-und-fotos")
_TO_READ = {"datenschutz": "/datenschutz", "netiquette": "/netiquette"}


def offering_link(goal: str, token: str) -> str:
    """The same goal, where a new link is offered too; only pages of the form offer one."""
    if not goal.startswith(f"/vorgang/{token}/antrag/"):
        return goal
    page, mark, field = goal.partition("#")
    return f"{page}{'&' if '?' in page else '?'}{NEW_ADDRESS}{mark}{field}"


def goal_of(data: FormData, token: str, slug: str = "") -> str:
    """The address that the pressed button leads to; "" where it was no such button.

    Raises NotFound for a goal that no button has.
    """
    wanted = data.get(GOAL)
    if not isinstance(wanted, str) or not wanted:
        return ""
    if wanted in _OF_FONDS:
        return f"/fonds/{slug}#{wanted}"
    if wanted in _TO_READ:
        return _TO_READ[wanted]
    match = _PAGE.fullmatch(wanted)
    if match is None:
        raise NotFound
    key, line, field = match.groups(default="")
    return f"/vorgang/{token}/antrag/{topics.topic(key).key}{line}{field}"
