"""Which address answers what: one that only takes forms is opened after a tab was dropped, from the
history or from a link that somebody passed on, and leads to the page it belongs to."""

from collections.abc import Sequence
from re import Pattern
from urllib.parse import quote

from fastapi.routing import iter_route_contexts
from starlette.routing import BaseRoute, compile_path


class Addresses:
    """In the order in which the routes are asked."""

    def __init__(self, routes: Sequence[BaseRoute]) -> None:
        self._patterns: dict[str, list[tuple[Pattern[str], str]]] = {"GET": [], "POST": []}
        for context in iter_route_contexts(routes):
            path = context.path or "/"
            for method in self._patterns.keys() & (context.methods or set()):
                self._patterns[method].append((compile_path(path)[0], path))

    def takes_forms_only(self, path: str) -> bool:
        """Whether a form is sent there and nothing else is: a page whose address fits as well,
        because it has a hole where the form's has a word, is another one."""
        form, page = self._pattern("POST", path), self._pattern("GET", path)
        if form is None or form == page:
            return False
        return page is None or bool(compile_path(page)[0].match(form))

    def page_of(self, path: str) -> str:
        """The nearest address that can be opened, as a path for a Location; itself if it can."""
        if self.takes_forms_only(path):
            path = path.rpartition("/")[0]
        while path and not self._pattern("GET", path):
            path = path.rpartition("/")[0]
        return quote(path, safe="/") or "/"

    def _pattern(self, method: str, path: str) -> str | None:
        found = (pattern for regex, pattern in self._patterns[method] if regex.match(path))
        return next(found, None)
