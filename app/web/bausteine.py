"""The catalogue of components, for development: each one in all its states, with real fields."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from starlette.datastructures import FormData

from app.text.paging import Page
from app.web import fields, forms
from app.web.privacy import Privacy
from app.web.rendering import render
from app.web.traps import TrappedForm

router = APIRouter(tags=[Privacy.public])

_THEMEN = (("gruen", "Grün und Spiel"), ("verkehr", "Wege und Verkehr"), ("miteinander", "Feste"))


class BausteineForm(forms.Form):
    """One field of each kind."""

    titel = fields.TextField(
        "Was ist Ihre Idee?", max=80, required=True, hint="In einem kurzen Satz."
    )
    text = fields.AreaField("Erzählen Sie mehr", max=2000, required=True, rows=5)
    email = fields.EmailField("E-Mail-Adresse", hint="Nur, damit wir Ihnen antworten können.")
    thema = fields.ChoiceField("Thema", choices=_THEMEN, empty="Bitte wählen", required=True)
    art = fields.RadioField(
        "Für wen fragen Sie an?",
        choices=(("gruppe", "Für eine Gruppe ohne Rechtsform"), ("verein", "Für einen Verein")),
        required=True,
    )
    gruppen = fields.MultiChoiceField("Wer soll dabei sein?", choices=_THEMEN, hint="Auch mehrere.")
    betrag = fields.EuroField("Wie viel brauchen Sie?", required=True, hint="Zum Beispiel 480,50")
    tag = fields.DateField("Wann findet es statt?", required=True)
    personen = fields.IntField("Wie viele Menschen kommen ungefähr?", low=1)
    foto = fields.UploadField("Foto", accept="image/*", hint="Höchstens 12 MB.")
    zusage = fields.CheckField(
        "Ich habe die Regeln gelesen.", required=True, missing="Bitte bestätigen Sie die Regeln."
    )


@dataclass(frozen=True)
class Staged:
    label: str
    reference: str


@dataclass(frozen=True)
class Line:
    text: str
    zustand: str
    at: datetime | None = None
    hinweis: str = ""


@dataclass(frozen=True)
class Answer:
    text: str
    statement: str
    gegeben_am: datetime
    when: str = ""
    why_not: str = ""
    bis: datetime | None = None


_ANSWER = Answer(
    "Die Bänke kommen.", "Ja", datetime(2026, 5, 20, 9, tzinfo=UTC), when="im Herbst 2026"
)
_EARLIER = Answer(
    "Wir fragen beim Tiefbauamt.",
    "Noch offen",
    datetime(2026, 5, 10, 9, tzinfo=UTC),
    bis=datetime(2026, 6, 8, 9, tzinfo=UTC),
)
_LINES = (
    Line("Eingegangen", "fertig", datetime(2026, 5, 3, 9, tzinfo=UTC)),
    Line("Veröffentlicht", "fertig", datetime(2026, 5, 5, 9, tzinfo=UTC)),
    Line("Beim Tiefbauamt", "jetzt", datetime(2026, 5, 9, 9, tzinfo=UTC), "Antwort bis 8. Juni"),
    Line("Umsetzung", "kommt"),
)


def _form(data: dict[str, str], *, prefix: str) -> BausteineForm:
    """Field ids must differ where two forms stand on one page."""
    return BausteineForm(FormData({f"{prefix}-{k}": v for k, v in data.items()}), prefix=prefix)


def _filled() -> BausteineForm:
    form = _form(
        {
            "titel": "Bänke am Südheimer Platz",
            "text": "Zwei Bänke im Schatten, damit man beim Einkaufen ausruhen kann.",
            "art": "gruppe",
            "gruppen": "gruen",
            "betrag": "480,50",
            "thema": "gruen",
            "zusage": "y",
        },
        prefix="voll",
    )
    form.foto.staged = Staged("bank.jpg", "demo")
    return form


def _refused() -> BausteineForm:
    form = _form({"betrag": "ungefähr 500", "email": "anna@", "personen": "-3"}, prefix="fehler")
    form.validate()
    return form


def _context() -> dict[str, Any]:
    return {
        "trapped": TrappedForm(prefix="falle"),
        "empty": _form({}, prefix="leer"),
        "filled": _filled(),
        "refused": _refused(),
        "chosen": _form({"thema": "gruen"}, prefix="filter"),
        "steps": _LINES,
        "answer": _ANSWER,
        "earlier": (_EARLIER,),
        "page": Page((), 2, True, {"thema": "gruen"}, 63),
    }


@router.get("/entwicklung/bausteine", include_in_schema=False)
def catalogue(request: Request) -> HTMLResponse:
    return render(request, "entwicklung/bausteine.html", **_context())
