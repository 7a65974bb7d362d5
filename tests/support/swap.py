"""The swap player: htmx 4's request and swap, without a browser.

The request carries what htmx.org 4.0.1 sends; the answer is put into the page by the rules of its
`swap`, and a page that was changed by a fragment must equal the same page loaded afresh.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlencode, urljoin, urlsplit

import httpx
from selectolax.lexbor import LexborHTMLParser, LexborNode

from tests.support.dom import difference, parse, successful_fields

_VERBS = ("get", "post", "put", "patch", "delete")
_MARK = "@@swapped-here@@"
_MORPHS = {"innerMorph": "innerHTML", "outerMorph": "outerHTML", "outerSync": "outerHTML"}
_SHORT = {
    "before": "beforebegin",
    "after": "afterend",
    "prepend": "afterbegin",
    "append": "beforeend",
}


class Browser(Protocol):
    def request(self, method: str, url: str, **options: Any) -> httpx.Response: ...

    def get(self, url: str, **options: Any) -> httpx.Response: ...


@dataclass
class Swapped:
    """What the person sees afterwards: `document` at `address`; `response` brought it.

    `left` is the address htmx went to instead of swapping (HX-Redirect, HX-Location).
    """

    response: httpx.Response
    document: LexborHTMLParser
    address: str
    left: str | None = None


def play(
    browser: Browser,
    page: httpx.Response,
    selector: str,
    data: Mapping[str, Any],
    ignore: tuple[str, ...],
) -> Swapped:
    document = parse(page.text)
    source = _one(document, selector, page)
    target = _target(document, source, source.attributes.get("hx-target"))
    response = _request(browser, str(page.url), source, target, data)
    left = response.headers.get("hx-redirect") or response.headers.get("hx-location")
    if left or response.headers.get("hx-refresh") == "true":
        return Swapped(response, document, left or str(page.url), left or str(page.url))
    address = _address_after(page, source, response)
    changed = _swapped(document, source, target, response)
    if response.status_code < 400:
        _compare(browser, changed, address, ignore)
    return Swapped(response, changed, address)


def _one(document: LexborHTMLParser, selector: str, page: httpx.Response) -> LexborNode:
    found = document.css(selector)
    assert len(found) == 1, f"{page.url}: {selector} matches {len(found)} elements, not one"
    return found[0]


def _target(document: LexborHTMLParser, source: LexborNode, rule: str | None) -> LexborNode:
    if not rule or rule == "this":
        return source
    word, _, rest = rule.partition(" ")
    node: LexborNode | None
    if word == "closest":
        node = source
        while node is not None and not node.css_matches(rest):
            node = node.parent
    elif word == "find":
        node = source.css_first(rest)
    else:
        node = document.css_first(rule)
    assert node is not None, f"hx-target {rule!r} is nowhere on the page"
    return node


def _verb(source: LexborNode) -> tuple[str, str]:
    for verb in _VERBS:
        if (action := source.attributes.get(f"hx-{verb}")) is not None:
            return verb.upper(), action
    raise AssertionError(f"no hx-get, hx-post … on {source.html[:120] if source.html else source}")


def _request(
    browser: Browser,
    base: str,
    source: LexborNode,
    target: LexborNode,
    data: Mapping[str, Any],
) -> httpx.Response:
    method, action = _verb(source)
    fields = _fields(source, data, queried=method in ("GET", "DELETE"))
    full = target.tag == "body" or source.attributes.get("hx-select")
    headers = {
        "accept": "text/html",
        "hx-request": "true",
        "hx-source": _identifier(source),
        "hx-target": _identifier(target),
        "hx-current-url": base,
        "hx-request-type": "full" if full else "partial",
        "sec-fetch-mode": "cors",
    }
    url = urljoin(base, action.split("#")[0])
    if method in ("GET", "DELETE"):
        url = _with_query(url, fields)
        return browser.request(method, url, headers=headers, follow_redirects=True)
    return browser.request(
        method,
        url,
        headers={**headers, "content-type": "application/x-www-form-urlencoded"},
        content=urlencode(fields, doseq=True),
        follow_redirects=True,
    )


def _fields(source: LexborNode, data: Mapping[str, Any], *, queried: bool) -> list[Any]:
    """A link or button that only asks does not bring the form around it along."""
    form: LexborNode | None = source
    while form is not None and form.tag != "form":
        form = None if queried else form.parent
    pairs = successful_fields(form) if form is not None else []
    name = source.attributes.get("name")
    if name and source.tag != "form":
        pairs = [p for p in pairs if p[0] != name] + [(name, source.attributes.get("value") or "")]
    return [p for p in pairs if p[0] not in data] + list(data.items())


def _with_query(url: str, fields: list[Any]) -> str:
    query = urlencode(fields, doseq=True)
    return f"{url}{'&' if urlsplit(url).query else '?'}{query}" if query else url


def _identifier(node: LexborNode) -> str:
    return f"{node.tag}#{node.id}" if node.id else str(node.tag)


def _address_after(page: httpx.Response, source: LexborNode, response: httpx.Response) -> str:
    base = str(page.url)
    for rule in (
        response.headers.get("hx-push-url") or response.headers.get("hx-replace-url"),
        source.attributes.get("hx-push-url") or source.attributes.get("hx-replace-url"),
    ):
        if rule and rule != "false":
            return str(response.url) if rule == "true" else urljoin(base, rule)
    return base


def _swapped(
    document: LexborHTMLParser, source: LexborNode, target: LexborNode, response: httpx.Response
) -> LexborHTMLParser:
    if response.status_code in (204, 304):
        return document
    if (moved := response.headers.get("hx-retarget")) is not None:
        target = _target(document, source, moved)
    style = response.headers.get("hx-reswap") or source.attributes.get("hx-swap") or "innerHTML"
    tasks, rest = _out_of_band(response.text)
    if select := source.attributes.get("hx-select"):
        rest = "".join(node.html or "" for node in parse(rest).css(select))
    html = response_body(rest)
    if html.strip() or not tasks or style.startswith("delete"):
        document = _insert(document, target, style, html)
    for selector, how, content in tasks:
        found = document.css_first(selector)
        assert found is not None, f"{response.url}: out-of-band target {selector} is not there"
        document = _insert(document, found, how, content)
    return document


def response_body(text: str) -> str:
    """Of a whole page only what is inside its body is swapped in."""
    if re.match(r"\s*(<!doctype[^>]*>\s*)?<(html|body)\b", text, re.IGNORECASE):
        body = parse(text).body
        return (body.inner_html or "") if body is not None else ""
    return text


def _out_of_band(text: str) -> tuple[list[tuple[str, str, str]], str]:
    """The `hx-swap-oob` elements of an answer, and the answer without them."""
    if "hx-swap-oob" not in text:
        return [], text
    fragment = LexborHTMLParser(f"<div id='swap-root'>{text}</div>")
    tasks = []
    for node in fragment.css("[hx-swap-oob]"):
        rule = node.attributes.get("hx-swap-oob") or "true"
        style, _, selector = rule.partition(":")
        del node.attrs["hx-swap-oob"]
        style = "outerHTML" if style in ("true", "") else style
        outer = style.startswith("outer")
        content = (node.html if outer else node.inner_html) or ""
        tasks.append((selector or f"#{node.id}", style, content))
        node.decompose()
    root = fragment.css_first("#swap-root")
    return tasks, (root.inner_html or "") if root is not None else ""


def _insert(
    document: LexborHTMLParser, target: LexborNode, style: str, html: str
) -> LexborHTMLParser:
    """Put a mark where the answer belongs, then parse anew with the answer in its place."""
    style = style.split()[0]
    style = _SHORT.get(style, _MORPHS.get(style, style))
    if style == "none":
        return document
    if style in ("outerHTML", "beforebegin"):
        target.insert_before(_MARK)
    elif style == "afterend":
        target.insert_after(_MARK)
    elif style == "innerHTML":
        target.inner_html = ""
        target.insert_child(_MARK)
    elif style == "beforeend":
        target.insert_child(_MARK)
    elif style == "afterbegin":
        first = target.first_child
        first.insert_before(_MARK) if first is not None else target.insert_child(_MARK)
    elif style != "delete":
        raise AssertionError(f"the swap player does not know hx-swap={style!r}")
    if style in ("outerHTML", "delete"):
        target.decompose()
    return parse((document.html or "").replace(_MARK, html))


def _compare(
    browser: Browser, changed: LexborHTMLParser, address: str, ignore: tuple[str, ...]
) -> None:
    fresh = browser.get(address, headers={"hx-request": ""}, follow_redirects=True)
    apart = difference(changed, parse(fresh.text), ignore)
    assert apart is None, f"{address}: the swapped page differs from a fresh load:\n{apart}"
