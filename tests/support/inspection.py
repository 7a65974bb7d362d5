"""What every HTML answer of every test must fulfil (rule 15 of the house, and its neighbours)."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from html.parser import HTMLParser

import httpx
from selectolax.lexbor import LexborHTMLParser, LexborNode

from tests.support.dom import parse, text_of

_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"]
)
_UNLABELLED_KINDS = frozenset({"hidden", "submit", "button", "reset", "image"})
_REFERENCES = ("aria-labelledby", "aria-describedby", "aria-controls", "aria-errormessage")
_LEFTOVERS = re.compile(r"\{\{|\{%|%\(\w+\)s|<built-in| object at 0x|\bUndefined\b|LazyProxy")
_FOREIGN = re.compile(r"^(https?:)?//", re.IGNORECASE)


def inspect(response: httpx.Response) -> None:
    """Raises AssertionError with the address and all that is wrong with the answer."""
    text = response.text
    if response.request.headers.get("hx-request-type") == "partial" and "<html" not in text:
        faults = [*_faults(text, whole=False)]
    else:
        faults = [*_faults(text, whole=True), *_header_faults(response), *_preview_faults(response)]
    where = f"{response.request.method} {response.request.url.path} ({response.status_code})"
    assert not faults, f"{where}: " + "; ".join(faults)


@lru_cache(maxsize=200)
def _faults(text: str, *, whole: bool) -> tuple[str, ...]:
    """Many answers are the same, refusals above all."""
    return tuple(_page_faults(text) if whole else _fragment_faults(text))


def _page_faults(text: str) -> Iterator[str]:
    if not text.lstrip().lower().startswith("<!doctype html>"):
        yield "does not begin with <!DOCTYPE html>"
    document = parse(text)
    html, title = document.css_first("html"), document.css_first("title")
    if html is None or not html.attributes.get("lang"):
        yield "no language on <html>"
    yield from _heading_faults(document, text_of(title) if title is not None else "")
    for landmark in ("main", "body > header", "body > footer"):
        if len(document.css(landmark)) > 1:
            yield f"more than one {landmark}"
    if not document.css("main"):
        yield "no <main>"
    yield from _navigation_faults(document)
    yield from _common_faults(document, text)
    yield from _reference_faults(document)


def _heading_faults(document: LexborHTMLParser, title: str) -> Iterator[str]:
    headings = document.css("h1")
    if len(headings) != 1:
        yield f"{len(headings)} h1 instead of one"
        return
    words = text_of(headings[0])
    if not words:
        yield "the h1 is empty"
    elif not title.startswith(words):
        yield f"the title {title!r} does not begin with the h1 {words!r}"


def _navigation_faults(document: LexborHTMLParser) -> Iterator[str]:
    names = [
        n.attributes.get("aria-label") or n.attributes.get("aria-labelledby")
        for n in document.css("nav")
    ]
    if len(names) > 1 and (None in names or len(set(names)) < len(names)):
        yield f"several nav without a name of their own: {names}"


def _fragment_faults(text: str) -> Iterator[str]:
    yield from _common_faults(parse(text), text)


def _common_faults(document: LexborHTMLParser, text: str) -> Iterator[str]:
    yield from _id_faults(document)
    yield from _inline_faults(document)
    yield from _field_faults(document)
    yield from _name_faults(document)
    yield from _address_faults(document)
    yield from _balance_faults(text)
    if document.body is not None and (left := _LEFTOVERS.search(document.body.text(deep=True))):
        yield f"left over from the making: {left.group()!r}"


def _id_faults(document: LexborHTMLParser) -> Iterator[str]:
    counted = Counter(node.id for node in document.css("[id]"))
    for name, times in counted.items():
        if times > 1:
            yield f"id {name!r} stands {times} times"
        if not name:
            yield "an empty id"


def _inline_faults(document: LexborHTMLParser) -> Iterator[str]:
    for node in document.css("script"):
        if "src" not in node.attributes:
            yield "an inline script"
    if document.css("style"):
        yield "an inline style element"
    for node in document.css("*"):
        for name in node.attributes:
            if name == "style" or name.startswith(("on", "hx-on", "hx:on")):
                yield f"<{node.tag}> has {name}="


def _field_faults(document: LexborHTMLParser) -> Iterator[str]:
    labels = {label.attributes.get("for") for label in document.css("label") if text_of(label)}
    for field in document.css("input, select, textarea"):
        kind = (field.attributes.get("type") or "text").lower()
        if kind in _UNLABELLED_KINDS and field.tag == "input":
            continue
        if field.id in labels or _named(field) or _inside_label(field):
            continue
        yield f"<{field.tag} name={field.attributes.get('name')!r}> has no label"
    for group in document.css("fieldset"):
        legend = group.css_first("legend")
        if not _named(group) and (legend is None or not text_of(legend)):
            yield "a fieldset without legend"


def _named(node: LexborNode) -> bool:
    return bool(node.attributes.get("aria-label") or node.attributes.get("aria-labelledby"))


def _inside_label(node: LexborNode) -> bool:
    parent = node.parent
    while parent is not None:
        if parent.tag == "label":
            return bool(text_of(parent))
        parent = parent.parent
    return False


def _name_faults(document: LexborHTMLParser) -> Iterator[str]:
    for node in document.css("a[href], button, summary, th, h2, h3, h4"):
        if text_of(node) or _named(node):
            continue
        pictures = node.css("img[alt], svg[aria-label], svg title")
        if not any(p.attributes.get("alt") or _named(p) or text_of(p) for p in pictures):
            yield f"a <{node.tag}> without words: {(node.html or '')[:90]}"
    for image in document.css("img"):
        if "alt" not in image.attributes:
            yield f"img {image.attributes.get('src')!r} has no alt"


def _address_faults(document: LexborHTMLParser) -> Iterator[str]:
    for node in document.css("a[href]"):
        address = (node.attributes.get("href") or "").strip()
        if address in ("", "#") or address.lower().startswith(("javascript:", "data:")):
            yield f"a link to {address!r}"
    for node in document.css("script[src], img[src], source[src], iframe, link[href]"):
        address = node.attributes.get("src") or node.attributes.get("href") or ""
        canonical = node.attributes.get("rel") in ("canonical", "alternate")
        if _FOREIGN.match(address) and not canonical:
            yield f"{node.tag} loads {address}"
    for form in document.css("form"):
        method = (form.attributes.get("method") or "get").lower()
        if method not in ("get", "post"):
            yield f"a form with method {method!r}"


def _reference_faults(document: LexborHTMLParser) -> Iterator[str]:
    known = {node.id for node in document.css("[id]")}
    for name in _REFERENCES:
        for node in document.css(f"[{name}]"):
            for target in (node.attributes.get(name) or "").split():
                if target not in known:
                    yield f"{name} points to {target!r}, which is not there"
    for label in document.css("label[for]"):
        if label.attributes.get("for") not in known:
            yield f"a label for {label.attributes.get('for')!r}, which is not there"
    for node in document.css("a[href^='#']"):
        target = (node.attributes.get("href") or "")[1:]
        if target and target not in known:
            yield f"a link to #{target}, which is not there"


class _Balance(HTMLParser):
    """Counts on every element being closed in the order it was opened."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.faults.append(f"<{tag}> names an attribute twice: {names}")
        if tag in ("a", "form", "button") and tag in self.open:
            self.faults.append(f"a <{tag}> inside a <{tag}>")
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Self-closed: nothing stays open."""

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if not self.open or self.open[-1] != tag:
            self.faults.append(f"</{tag}> closes {self.open[-1:] or 'nothing'}")
        while self.open and self.open.pop() != tag:
            pass


def _balance_faults(text: str) -> Iterator[str]:
    reader = _Balance()
    reader.feed(text)
    reader.close()
    yield from reader.faults[:3]
    if reader.open:
        yield f"never closed: {reader.open}"


def _preview_faults(response: httpx.Response) -> Iterator[str]:
    """What can be found has words and a picture for where it is found."""
    if response.status_code != 200 or "x-robots-tag" in response.headers:
        return
    document = parse(response.text)
    told = {
        tag.attributes.get("name") or tag.attributes.get("property"): tag.attributes["content"]
        for tag in document.css("head meta[content]")
    }
    if not 1 <= len(told.get("description") or "") <= 160:
        yield f"its description is {told.get('description')!r}"
    if told.get("og:description") != told.get("description") or not told.get("og:title"):
        yield "no preview for a link that is passed on"
    if not re.match("https?://[^/]+/(static|dateien)/", told.get("og:image") or ""):
        yield f"the picture of its preview is {told.get('og:image')!r}"


def _header_faults(response: httpx.Response) -> Iterator[str]:
    headers = response.headers
    policy = headers.get("content-security-policy", "")
    if response.status_code < 500 and ("default-src 'none'" not in policy or "unsafe" in policy):
        yield f"the content security policy is {policy!r}"
    # Whether it says the right one of the two is compared with every route in tests/house.
    stored = headers.get("cache-control", "")
    if ("public" in stored) == ("no-store" in stored):
        yield f"whether it may be stored is {stored!r}"
    if "public" in stored and "x-robots-tag" in headers:
        yield "everybody may store what nobody may find"
    if "x-robots-tag" not in headers and "set-cookie" in headers:
        yield "a page for everyone that sets a cookie"
