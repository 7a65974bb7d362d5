"""What must hold of every page as it is shown: no barrier that axe knows, nothing beyond the edge
of a narrow phone, nothing too small to be touched."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Page

NARROW, WIDE = 320, 1280
TOUCH = 44

_AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_EVERYTHING: dict[str, Any] = {"runOnly": _TAGS}
# Another theme changes colours and nothing else.
_COLOURS: dict[str, Any] = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
_Theme = Literal["light", "dark"]
_MATRIX: tuple[tuple[int, _Theme, dict[str, Any]], ...] = (
    (NARROW, "light", _EVERYTHING),
    (NARROW, "dark", _COLOURS),
    (WIDE, "light", _EVERYTHING),
    (WIDE, "dark", _COLOURS),
)

# Links inside a sentence are as high as its lines (WCAG 2.2, 2.5.8: inline).
_TARGETS = """
(least) => {
  const seen = (e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true })
    && !e.closest("[aria-hidden=true], .kern-sr-only") && !e.matches(".sprung, .kern-sr-only");
  const label = (e) => e.labels?.length ? [...e.labels] : [];
  const area = (e) => [e, ...label(e)].map((part) => part.getBoundingClientRect());
  const high = (e) => {
    const boxes = area(e);
    const pressable = e.matches("[type=checkbox], [type=radio]") ? boxes : boxes.slice(0, 1);
    return Math.max(...pressable.map((box) => box.height));
  };
  const wide = (e) => Math.max(...area(e).map((box) => box.width));
  const what = "button, summary, select, textarea, input:not([type=hidden]), nav a, .kern-btn";
  return [...document.querySelectorAll(what)].filter(seen)
    .filter((e) => high(e) < least - 0.5 || wide(e) < least - 0.5)
    .map((e) => `${e.outerHTML.slice(0, 100)}: ${Math.round(wide(e))} x ${Math.round(high(e))}`);
}
"""
_BEYOND = """
() => {
  const edge = document.documentElement.clientWidth;
  if (document.scrollingElement.scrollWidth <= edge) return [];
  const clipped = (e) => e && e !== document.body
    && (getComputedStyle(e).overflowX !== "visible" || clipped(e.parentElement));
  return ["it scrolls sideways: " + [...document.body.querySelectorAll("*")]
    .filter((e) => e.getBoundingClientRect().right > edge + 1 && !clipped(e.parentElement))
    .map((e) => e.outerHTML.slice(0, 90)).slice(-3).join(" | ")];
}
"""


@cache
def _axe() -> str:
    return _AXE.read_text(encoding="utf-8")


def unfold(page: Page) -> None:
    """Open whatever is folded, so that it is looked at too."""
    page.evaluate("() => document.querySelectorAll('main details').forEach((d) => (d.open = true))")


def look_at(page: Page, *, what: str = "", everywhere: bool = True) -> None:
    """Narrow and light, and `everywhere`: wide and dark too, without a reload.

    Raises AssertionError with it all.
    """
    faults = [f"{what or page.url}: {fault}" for fault in _faults(page, everywhere)]
    assert not faults, "\n".join(faults)


def _faults(page: Page, everywhere: bool) -> Iterator[str]:
    for width, theme, rules in _MATRIX if everywhere else _MATRIX[:1]:
        _show(page, width, theme)
        yield from (f"{width} px, {theme}: {fault}" for fault in violations(page, rules))
        if (width, theme) == (NARROW, "light"):
            yield from page.evaluate(_BEYOND)
            yield from (f"too small: {small}" for small in page.evaluate(_TARGETS, TOUCH))


def _show(page: Page, width: int, theme: _Theme) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")


def violations(page: Page, rules: dict[str, Any]) -> list[str]:
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(_axe())
    found = page.evaluate(
        "(rules) => axe.run(document, {...rules, resultTypes: ['violations']})"
        ".then((done) => done.violations)",
        rules,
    )
    return [_told(violation, node) for violation in found for node in violation["nodes"][:3]]


def _told(violation: dict[str, Any], node: dict[str, Any]) -> str:
    summary = " ".join(node.get("failureSummary", "").split())
    return f"{violation['id']}: {json.dumps(node['target'])} {node['html'][:160]} {summary[:300]}"
