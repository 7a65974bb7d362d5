"""The Jinja environment: autoescape on, StrictUndefined, gettext, filters, may().

There is one for each language, with its words and forms bound to it, so that a template and all
that it imports speak the same and two can be rendered at the same time.
"""

from functools import cache, partial
from pathlib import Path
from typing import Any

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context, select_autoescape
from jinja2.runtime import Context

from app.auth.actor import ANONYMOUS, Actor
from app.auth.permissions import Permission
from app.i18n import SOURCE, LazyText, gettext, ngettext
from app.settings import Settings
from app.text import formats
from app.web.assets import asset

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


def environment(sprache: str = SOURCE, *, fresh: bool = True) -> Environment:
    """`fresh` asks at each use whether a file has changed; in production none does."""
    return _environment(sprache, fresh)


@cache
def _environment(sprache: str, fresh: bool) -> Environment:
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        # Starlette's own rule leaves everything but .html unescaped; here only mail texts are.
        autoescape=select_autoescape(disabled_extensions=("txt",), default=True),
        undefined=StrictUndefined,
        auto_reload=fresh,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    env.install_gettext_callables(  # type: ignore[attr-defined]
        partial(gettext, locale=sprache), partial(ngettext, locale=sprache), newstyle=True
    )
    env.globals |= {"asset": asset if fresh else cache(asset), "sprache": sprache}
    for name in ("betrag", "iso", "absaetze"):
        env.filters[name] = getattr(formats, name)
    for name in ("geld", "datum", "wochentag", "uhrzeit", "zeitpunkt", "legible"):
        env.filters[name] = partial(getattr(formats, name), locale=sprache)
    env.filters["vor"] = _vor
    env.filters["seit"] = _seit
    return env


@pass_context
def _vor(context: Context, value: Any) -> str:
    return formats.abstand(value, context["jetzt"], context["sprache"])


@pass_context
def _seit(context: Context, value: Any) -> str:
    return formats.seit(value, context["jetzt"], context["sprache"])


def page_context(request: Request) -> dict[str, Any]:
    """What every page knows; public pages know nothing of the visitor."""
    settings: Settings = request.app.state.settings
    actor: Actor = getattr(request.state, "actor", ANONYMOUS)
    return {
        "actor": actor,
        "may": lambda name: actor.has(Permission(name)),
        # What the doors of the features offer; the web knows none of them.
        "staff_places": lambda: request.app.state.features.navigation(actor),
        "path": request.url.path,
        # For what leaves the portal: a preview of a link is fetched by somebody else.
        "absolut": lambda path: settings.base_url + path,
        "query": request.url.query,
        "betreiber": settings.betreiber,
        "datei_hoechstens": settings.upload_max_bytes,
        "demo": settings.demo,
        "produktion": settings.production,
        "jetzt": request.app.state.clock(),
    }


def texte(template: str, *, sprache: str, **context: Any) -> str:
    """Render a text that is no page (a mail part), words of the code in its context as well."""
    words = {k: v.within(sprache) if isinstance(v, LazyText) else v for k, v in context.items()}
    return environment(sprache).get_template(template).render(words)
