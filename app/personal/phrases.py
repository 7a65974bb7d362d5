"""What the portal itself says of the steps of a member of staff."""

from datetime import date

from app.auth.permissions import PROFILE, Rolle
from app.history.phrases import Phrase, register
from app.i18n import _
from app.text.formats import datum


def title_of(rolle: Rolle, place: str) -> str:
    """For example "Quartierskoordination: Heslach"; `place` is "" for the whole city."""
    name = str(PROFILE[rolle].name)
    return f"{name}: {place}" if place else name


def days_of(*, vertretung: bool, ab: date | None, bis: date | None) -> str:
    """For example "Vertretung, 1. Juli 2026 bis 12. Juli 2026"; "" for a role without bounds."""
    return ", ".join(
        part for part in (_("Vertretung") if vertretung else "", _days(ab, bis)) if part
    )


def _days(ab: date | None, bis: date | None) -> str:
    if ab and bis:
        return _("%(ab)s bis %(bis)s") % {"ab": datum(ab), "bis": datum(bis)}
    if ab:
        return _("ab %(ab)s") % {"ab": datum(ab)}
    return _("bis %(bis)s") % {"bis": datum(bis)} if bis else ""


def _role(*, rolle: str, ort: str, vertretung: bool = False, ab: str = "", bis: str = "") -> str:
    days = days_of(vertretung=vertretung, ab=_day(ab), bis=_day(bis))
    title = title_of(Rolle(rolle), ort)
    return f"{title} ({days})" if days else title


def _day(iso: str) -> date | None:
    return date.fromisoformat(iso) if iso else None


ROLE = Phrase(
    "personal.rolle",
    _role,
    {
        "rolle": "quartierskoordination",
        "ort": "Heslach",
        "vertretung": True,
        "ab": "2026-07-01",
        "bis": "2026-07-12",
    },
)

PHRASES = register(ROLE)
