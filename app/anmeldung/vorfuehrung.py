"""The demo's main way in five steps, with the right person at each; not there in a real portal."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.errors import NotFound
from app.i18n import _l
from app.settings import Settings
from app.web.privacy import Privacy
from app.web.rendering import render

router = APIRouter(tags=[Privacy.public])


@dataclass(frozen=True)
class Etappe:
    """`sub` is the person of the demo who takes this step at `address`; "" for a resident."""

    titel: str
    text: str
    address: str
    sub: str = ""


ETAPPEN = (
    Etappe(
        _l("Eine Idee mitteilen"),
        _l(
            "Sie wohnen in Heslach und wünschen sich eine Bank. Sie brauchen kein Konto. Am Ende "
            "stehen Nummer, Code und Link: Damit sehen Sie immer, was daraus wird."
        ),
        "/ideen/neu?quartier=heslach",
    ),
    Etappe(
        _l("Die Idee prüfen und veröffentlichen"),
        _l("Auf dem Tisch der Quartierskoordination liegt, was neu ist und was eilt."),
        "/intern/ideen",
        "koordination-heslach",
    ),
    Etappe(
        _l("Geld für eine Aktion beantragen"),
        _l(
            "Ein Frühstück im Hof, auch ohne Verein. Seite für Seite, und was gilt, steht gleich "
            "dabei."
        ),
        "/fonds/quartiersfonds-heslach/antrag",
    ),
    Etappe(
        _l("Den Antrag prüfen und das Votum festhalten"),
        _l("Alles zum Antrag steht auf einer Seite: Kosten, Hinweise, Nachrichten und Verlauf."),
        "/intern/antraege",
        "koordination-heslach",
    ),
    Etappe(
        _l("Das Geld freigeben"),
        _l(
            "Was das Gremium empfohlen hat, gibt die Bezirksvorsteherin frei. Der Topf kann dabei "
            "nie überzogen werden."
        ),
        "/intern/antraege?stand=votiert",
        "bezirk-sued",
    ),
)


@router.get("/vorfuehrung")
def show(request: Request) -> Response:
    """Raises NotFound where this is no demo."""
    settings: Settings = request.app.state.settings
    if not settings.demo:
        raise NotFound
    personen = {person.sub: person for person in request.app.state.demo_personal}
    return render(request, "anmeldung/vorfuehrung.html", etappen=ETAPPEN, personen=personen)
