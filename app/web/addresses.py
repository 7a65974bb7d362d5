"""Which address answers what: one that only takes forms is opened after a tab was dropped, from the
history or from a link that somebody passed on, and leads to the page it belongs to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from re import Pattern
from urllib.parse import quote

from fastapi.routing import iter_route_contexts
from starlette.routing import BaseRoute, compile_path

# A route that says of all other addresses that nothing is there.
_ANYTHING = ":path}"


@dataclass(frozen=True)
class _Found:
    pattern: str
    holes: Mapping[str, str]


class Addresses:
    """In the order in which the routes are asked."""

    def __init__(self, routes: Sequence[BaseRoute]) -> None:
        self._patterns: dict[str, list[tuple[Pattern[str], str]]] = {"GET": [], "POST": []}
        for context in iter_route_contexts(routes):
            path = context.path or "/"
            if path.endswith(_ANYTHING):
                continue
            for method in self._patterns.keys() & (context.methods or set()):
                self._patterns[method].append((compile_path(path)[0], path))

    def form_only(self, path: str) -> Mapping[str, str] | None:
        """What stands in the holes of the address where a form is sent to and no page is; None for
        every other. A page that fits as well, because it has a hole where the form has a word
        (`/vorgang/{token}` for "/vorgang/link"), is another one."""
        page, form = self._found("GET", path), self._found("POST", path)
        if form is None or (page and not compile_path(page.pattern)[0].match(form.pattern)):
            return None
        return None if page and page.pattern == form.pattern else form.holes

    def page_of(self, path: str) -> str:
        """The nearest address that can be opened, as a path for a Location; itself if it can."""
        if self.form_only(path) is not None:
            path = path.rpartition("/")[0]
        while path and not self._found("GET", path):
            path = path.rpartition("/")[0]
        return quote(path, safe="/") or "/"

    def is_page(self, path: str, *, besides: str) -> bool:
        """Whether it can be opened, at another pattern than this one."""
        page = self._found("GET", path)
        return page is not None and page.pattern != besides

    def _found(self, method: str, path: str) -> _Found | None:
        for regex, pattern in self._patterns[method]:
            if match := regex.match(path):
                return _Found(pattern, match.groupdict())
        return None
