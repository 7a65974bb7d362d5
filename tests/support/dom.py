"""Small helpers over a parsed page."""

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

# Different in every load by design: the sealed number of a form, and what htmx leaves behind.
_VOLATILE_FIELDS = ("siegel", "einreichung")


def parse(html: str) -> LexborHTMLParser:
    return LexborHTMLParser(html)


def text_of(node: LexborNode) -> str:
    return " ".join(node.text(deep=True, separator="").split())


def successful_fields(form: LexborNode) -> list[tuple[str, str]]:
    """Name and value of what a browser would send, without buttons and files."""
    return [pair for field in form.css("input, select, textarea") for pair in _values(field)]


def _values(field: LexborNode) -> Iterator[tuple[str, str]]:
    attributes = field.attributes
    name, kind = attributes.get("name"), (attributes.get("type") or "text").lower()
    if not name or "disabled" in attributes:
        return
    if field.tag == "select":
        yield from _chosen(field, name)
    elif field.tag == "textarea":
        yield name, field.text(deep=True)
    elif kind in ("checkbox", "radio"):
        if "checked" in attributes:
            yield name, attributes.get("value") or "on"
    elif kind not in ("submit", "button", "reset", "image", "file"):
        yield name, attributes.get("value") or ""


def _chosen(field: LexborNode, name: str) -> Iterator[tuple[str, str]]:
    options = field.css("option")
    chosen = [o for o in options if "selected" in o.attributes]
    if not chosen and "multiple" not in field.attributes:
        chosen = options[:1]
    for option in chosen:
        value = option.attributes.get("value")
        yield name, text_of(option) if value is None else value


def difference(
    one: LexborHTMLParser, two: LexborHTMLParser, ignore: tuple[str, ...] = ()
) -> str | None:
    """The first place where two pages differ, in words for the reader of a failed test."""
    left, right = outline(one, ignore), outline(two, ignore)
    for number, (a, b) in enumerate(zip(left, right, strict=False)):
        if a != b:
            before = "\n".join(left[max(0, number - 4) : number])
            return f"{before}\n- swapped: {a}\n- fresh:   {b}"
    if len(left) != len(right):
        longer = left if len(left) > len(right) else right
        which = "swapped" if longer is left else "fresh"
        return f"only in the {which} page: {longer[min(len(left), len(right))]}"
    return None


def outline(document: LexborHTMLParser, ignore: tuple[str, ...] = ()) -> list[str]:
    """Title and body, a line for each tag and text, spaces folded."""
    for selector in ignore:
        for node in document.css(selector):
            node.decompose()
    title = document.css_first("title")
    lines = [f"title: {text_of(title)}" if title is not None else "no title"]
    if document.body is not None:
        lines += _lines(document.body, 0)
    return lines


def _lines(node: LexborNode, depth: int) -> Iterator[str]:
    if node.is_comment_node:
        return
    if node.is_text_node:
        if words := " ".join((node.text_content or "").split()):
            yield "  " * depth + words
        return
    attributes = " ".join(f"{k}={v!r}" for k, v in sorted(_stable(node).items()))
    yield "  " * depth + f"<{node.tag} {attributes}>"
    for child in node.iter(include_text=True):
        yield from _lines(child, depth + 1)


def _stable(node: LexborNode) -> dict[str, str]:
    """An attribute without a value and one with an empty value are the same."""
    attributes = {name: value or "" for name, value in node.attributes.items()}
    if attributes.get("name") in _VOLATILE_FIELDS:
        attributes.pop("value", None)
    return attributes
