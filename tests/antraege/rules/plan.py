"""Lines of a plan, and findings as their places."""

from collections.abc import Callable
from datetime import date

from app.antraege.models import Finanzierungsart, Finanzierungsposten, Kostenposition, Zusage
from app.antraege.rules import Befund, Seite
from app.fonds.models import Kostenkategorie
from app.quartiere.models import Quartier

HEUTE = date(2026, 11, 24)
HESLACH = Quartier(id=1, slug="heslach", name="Heslach", stadtbezirk_id=1)


def kosten(cent: int, kategorie: Kostenkategorie = Kostenkategorie.material) -> Kostenposition:
    return Kostenposition(antrag_id=1, kategorie=kategorie, text="Etwas", einzelpreis_cent=cent)


def geld_von(
    cent: int, art: Finanzierungsart = Finanzierungsart.drittmittel, zusage: Zusage | None = None
) -> Finanzierungsposten:
    if art is Finanzierungsart.drittmittel:
        zusage = zusage or Zusage.beantragt
    return Finanzierungsposten(
        antrag_id=1, art=art, text="Stiftung", betrag_cent=cent, zusage=zusage
    )


Findings = Callable[..., list[Befund]]


def places(found: list[Befund]) -> list[tuple[Seite, str]]:
    return [(befund.seite, befund.feld) for befund in found]
