"""The Jinja environment: autoescape on, StrictUndefined, gettext, filters, may()."""

from functools import cache
from pathlib import Path
from typing import Any

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context, select_autoescape
from jinja2.runtime import Context

from app.auth.actor import ANONYMOUS, Actor
from app.auth.permissions import Permission
from app.i18n import gettext, ngettext
from app.settings import Settings
from app.text import formats
from app.web.assets import asset

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


@cache
def environment() -> Environment:
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        # Starlette's own rule leaves everything but .html unescaped; here only mail texts are.
        autoescape=select_autoescape(disabled_extensions=("txt",), default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    env.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    env.globals["asset"] = asset
    for name in ("geld", "betrag", "datum", "wochentag", "uhrzeit", "zeitpunkt", "iso", "absaetze"):
        env.filters[name] = getattr(formats, name)
    env.filters["vor"] = _vor
    env.filters["seit"] = _seit
    return env


@pass_context
def _vor(context: Context, value: Any) -> str:
    return formats.abstand(value, context["jetzt"])


@pass_context
def _seit(context: Context, value: Any) -> str:
    return formats.seit(value, context["jetzt"])


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
        "query": request.url.query,
        "betreiber": settings.betreiber,
        "demo": settings.demo,
        "produktion": settings.production,
        "jetzt": request.app.state.clock(),
    }


def texte(template: str, **context: Any) -> str:
    """Render a text that is no page (a mail part)."""
    return environment().get_template(template).render(**context)
