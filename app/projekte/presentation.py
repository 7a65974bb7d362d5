"""A Projekt as its page tells it: what is reached, which step comes next, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.i18n import _
from app.projekte.models import Projekt, Projektschritt, Projektziel
from app.projekte.status import OFFEN
from app.quartiere.begriffe import HANDLUNGSFELDER, ZIELDIMENSIONEN, ZIELGRUPPEN
from app.text.formats import datum


@dataclass(frozen=True)
class Step:
    """For the component `zeitstrahl`."""

    text: str
    zustand: str
    at: date | None
    hinweis: str


def steps(schritte: Sequence[Projektschritt], *, today: date) -> list[Step]:
    """In the order of their dates; the first one not yet done is the present one."""
    present = next((s for s in schritte if not s.erledigt), None)
    return [_step(s, s is present, today) for s in schritte]


def _step(schritt: Projektschritt, present: bool, today: date) -> Step:
    if schritt.erledigt:
        return Step(schritt.text, "fertig", schritt.faellig, "")
    return Step(
        schritt.text, "jetzt" if present else "kommt", None, due(schritt.faellig, today=today)
    )


def due(faellig: date, *, today: date) -> str:
    if faellig < today:
        return _("War geplant bis %(tag)s und dauert länger") % {"tag": datum(faellig)}
    return _("Geplant bis %(tag)s") % {"tag": datum(faellig)}


def reached(ziele: Sequence[Projektziel]) -> int:
    return sum(z.erreicht for z in ziele)


def can_join(projekt: Projekt) -> bool:
    """Not over yet, so that an Idee can still change something."""
    return projekt.status in OFFEN


def span(projekt: Projekt) -> str:
    """ "15. Januar 2026 bis 31. Dezember 2027"."""
    if projekt.ende is None:
        return _("Seit %(beginn)s, ohne festes Ende") % {"beginn": datum(projekt.beginn)}
    return _("%(beginn)s bis %(ende)s") % {
        "beginn": datum(projekt.beginn),
        "ende": datum(projekt.ende),
    }


def handlungsfelder(projekt: Projekt) -> list[str]:
    chosen = {h.handlungsfeld for h in projekt.handlungsfelder}
    return [str(text) for value, text in HANDLUNGSFELDER.items() if value in chosen]


def zielgruppen(projekt: Projekt) -> list[str]:
    chosen = {z.zielgruppe for z in projekt.zielgruppen}
    return [str(text) for value, text in ZIELGRUPPEN.items() if value in chosen]


def zieldimensionen(projekt: Projekt) -> list[str]:
    chosen = {z.zieldimension for z in projekt.zieldimensionen}
    return [str(text) for value, text in ZIELDIMENSIONEN.items() if value in chosen]
