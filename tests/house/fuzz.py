"""Every form that a person finds by following links, and what nobody thought of in its fields."""

import random
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin, urlsplit

import httpx
from selectolax.lexbor import LexborHTMLParser, LexborNode

from app.text.inputs import clean_code
from tests.support.client import PortalClient
from tests.support.dom import parse, successful_fields

WORDS = [
    "Bänke & <b>Brunnen</b> am Platz",
    "Größe „12“ 👩‍👩‍👧 \u202egnal",
    "١٢٣",
    "Zeile eins\r\nZeile zwei\r\n\r\nZeile drei",
    "x" * 4000,
    "  Leer drumherum  ",
    "=1+1",
    "'; DROP TABLE idee; --",
    "100 % sicher \\ {0}",
    "https://beispiel.de/(a)?b=1&c=2",
]
VALUES = [
    *("", " ", "\u200b", "-1", "0", "1.5", "12,50", "1e9", "9" * 40, "on", "heute"),
    *("2026-13-45", "31.02.2027", "0001-01-01", "9999-12-31", "anna@beispiel.de", "ä@ö.de"),
]
# A trap is no field that people write in.
_TYPED = ":is(input:not([type]), input[type=text], textarea):not([tabindex='-1'])"
_OF_ONE_ROW = re.compile(r"[A-Z]{1,2}-\d{4}-\d{2,}|[A-Za-z0-9_-]{20,}|\d+")
# What leads out of the walk: the session's end, and the provider.
_NOT_FOLLOWED = ("/intern/anmeldung", "/intern/abmeldung", "/static/", "/dateien/")


@dataclass(frozen=True)
class Form:
    """`fields` as a browser would send them; `typed` are those that people write words in."""

    page: str
    action: str
    multipart: bool
    fields: tuple[tuple[str, str], ...]
    names: tuple[str, ...]
    typed: tuple[str, ...]

    @property
    def key(self) -> str:
        """The same for the same form of another row."""
        return f"{_OF_ONE_ROW.sub('*', self.action)} {sorted(set(self.names))}"

    def __str__(self) -> str:
        return f"{self.action} (on {self.page})"


def forms_below(client: PortalClient, starts: list[str], *, pages: int) -> list[Form]:
    """The forms that are posted, one of each kind, on at most so many pages that can be reached."""
    found: dict[str, Form] = {}
    waiting, seen = deque(starts), set(starts)
    shapes: dict[str, int] = {}
    while waiting and pages:
        address = waiting.popleft()
        answer = client.get(address, follow_redirects=True)
        if not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        pages -= 1
        document, here = parse(answer.text), answer.url.raw_path.decode()
        for form in _forms(document, here):
            found.setdefault(form.key, form)
        for link in _links(document, here):
            shape = _OF_ONE_ROW.sub("*", link)
            shapes[shape] = shapes.get(shape, 0) + 1
            if link not in seen and shapes[shape] <= 4:
                seen.add(link)
                waiting.append(link)
    return list(found.values())


def _links(document: LexborHTMLParser, here: str) -> Iterator[str]:
    for node in document.css("a[href]"):
        there = urldefrag(urljoin(here, node.attributes["href"] or "")).url
        parts = urlsplit(there)
        if not parts.netloc and parts.path.startswith("/") and not there.startswith(_NOT_FOLLOWED):
            yield there


def _forms(document: LexborHTMLParser, here: str) -> Iterator[Form]:
    for node in document.css("form"):
        action = urljoin(here, node.attributes.get("action") or here)
        if (node.attributes.get("method") or "get").lower() != "post":
            continue
        if action.startswith(_NOT_FOLLOWED) or urlsplit(action).netloc:
            continue
        yield Form(
            here,
            action,
            node.attributes.get("enctype") == "multipart/form-data",
            tuple(successful_fields(node)),
            tuple(_names(node, "input, select, textarea, button[name]")),
            tuple(_names(node, _TYPED)),
        )


def _names(node: LexborNode, which: str) -> Iterator[str]:
    for field in node.css(which):
        if name := field.attributes.get("name"):
            yield name


def sendings(form: Form, dice: random.Random, *, times: int) -> Iterator[list[tuple[str, str]]]:
    """What is sent in place of its own values: words where words belong, and a few fields that hold
    what does not belong there, are missing or stand there twice."""
    for _ in range(times):
        sent = [(n, dice.choice(WORDS) if n in form.typed else v) for n, v in form.fields]
        for name in dice.sample(form.names, min(len(form.names), dice.randint(0, 3))):
            sent = [(n, v) for n, v in sent if n != name]
            sent += [(name, dice.choice(VALUES + WORDS)) for _ in range(dice.choice([0, 1, 1, 2]))]
        yield sent


def send(client: PortalClient, form: Form, sent: list[tuple[str, str]]) -> httpx.Response:
    data: dict[str, list[str]] = {}
    for name, value in sent:
        data.setdefault(name, []).append(value)
    if form.multipart:
        parts = [(name, (None, value.encode())) for name, value in sent]
        return client.post(form.action, files=parts)
    return client.post(form.action, data=data)


def lost(form: Form, sent: list[tuple[str, str]], answer: httpx.Response) -> list[str]:
    """Which of the words that were typed stand nowhere on a page that refuses them."""
    if answer.status_code not in (409, 422, 429, 503):
        return []
    document = parse(answer.text)
    values = [field.attributes.get("value") or "" for field in document.css("input")]
    held = _plain("\n".join([*values, document.body.text(deep=True) if document.body else ""]))
    counts: dict[str, int] = {}
    for name, _value in sent:
        counts[name] = counts.get(name, 0) + 1
    return [
        f"{name}={value[:60]!r}"
        for name, value in sent
        if name in form.typed and counts[name] == 1 and _plain(value) not in held
    ]


def _plain(text: str) -> str:
    """Without what cleaning takes away, joiners among it where a code is read, and pages fold."""
    return "".join(clean_code(text).split())
