"""Filling in an Antrag as a person does: page by page, without the script."""

from typing import Any

from httpx import Response
from sqlmodel import Session, select

from app.antraege.models import Antrag, Antragsteller
from app.antraege.rules import REGELN
from app.fonds.models import Fonds, Schwere
from tests.support.client import PortalClient
from tests.support.dom import parse, successful_fields

FRUEHSTUECK: dict[str, dict[str, Any]] = {
    "wer": {
        "art": "gruppe",
        "gruppe": "Hofgemeinschaft Böheimstraße",
        "person": "Ayla Demir",
        "alter_bestaetigt": "y",
        "email": "ayla@post.example",
        "telefon": "0711 5550199",
        "strasse": "Böheimstraße 12",
        "plz": "70199",
        "wohnort": "Stuttgart",
    },
    "was": {
        "titel": "Nachbarschaftsfrühstück im Hof",
        "kurz": "Ein Frühstück für alle, die im Haus und nebenan wohnen.",
        "was": "Wir stellen eine lange Tafel auf. Alle bringen etwas mit.",
        "nutzen": "Wer neu ist, lernt die anderen kennen.",
        "teilnehmende": "40",
        "zieldimensionen": ["ZD2"],
        "zielgruppen": ["alle", "familien"],
    },
    "wann-und-wo": {
        "ort": "Innenhof Böheimstraße 12",
        "beginn": "2027-03-20",
        "oeffentlich": "ja",
        "kostenlos": "ja",
    },
    "mit-wem": {"partner": "Der Bäcker nebenan"},
    "erklaerungen": {
        "nicht_begonnen": "y",
        "nicht_doppelt": "y",
        "angaben_richtig": "y",
        "richtlinie_gelesen": "y",
        "datenschutz_gelesen": "y",
    },
}
# Every rule that the product knows, as it stands where a Fonds changes nothing.
ALLE_REGELN: dict[str, tuple[Schwere, int | None]] = {
    regel.id: (regel.schwere, None) for regel in REGELN.values()
}
KOSTEN = (
    ("Tische und Bänke ausleihen", "miete", "300"),
    ("Brot, Käse, Obst", "verpflegung", "230,50"),
)


class Draft:
    """One draft in one person's browser."""

    def __init__(self, client: PortalClient, base: str) -> None:
        self.client = client
        self.base = base

    @classmethod
    def begun(cls, client: PortalClient, fonds: Fonds, **fields: str) -> "Draft":
        page = client.get(f"/fonds/{fonds.slug}/antrag")
        answer = client.post(f"/fonds/{fonds.slug}/antrag", data=sent_by(page, **fields))
        assert answer.status_code == 303, answer.text
        return cls(client, answer.headers["location"].rsplit("/", 1)[0])

    def get(self, page: str) -> Response:
        return self.client.get(f"{self.base}/{page}")

    def fill(self, page: str, **fields: Any) -> Response:
        """What stands in the form, with these fields changed, sent by its last button."""
        return self.client.post(f"{self.base}/{page}", data=sent_by(self.get(page), **fields))

    def press(self, page: str, address: str, **fields: Any) -> Response:
        """The same form, sent by a button that has an address of its own."""
        data = sent_by(self.get(page), **fields)
        return self.client.post(f"{self.base}/{page}/{address}", data=data)

    def cost(self, text: str, kategorie: str, preis: str, **more: str) -> Response:
        line = {"zeile-text": text, "zeile-kategorie": kategorie, "zeile-einzelpreis": preis}
        return self.press("kosten", "positionen", **line, **more)

    def other_money(self, art: str, text: str, betrag: str, **more: str) -> Response:
        line = {"zeile-art": art, "zeile-text": text, "zeile-betrag": betrag, **more}
        return self.press("finanzierung", "posten", **line)

    def breakfast(self) -> "Draft":
        """All pages of a request for 480,50 EUR that no rule refuses."""
        for page, fields in FRUEHSTUECK.items():
            assert self.fill(page, **fields).status_code == 303
        for line in KOSTEN:
            assert self.cost(*line).status_code == 303
        answer = self.other_money("eigenmittel", "Hofkasse", "50")
        assert answer.status_code == 303, answer.text
        money = {"beantragt_cent": "480,50", "andere_gefragt": "nein", "vorschuss_noetig": "nein"}
        assert self.fill("finanzierung", **money).status_code == 303
        return self

    def submit(self) -> Response:
        page = self.get("pruefen")
        return self.client.post(f"{self.base}/einreichung", data=sent_by(page, last=True))


def sent_by(page: Response, *, last: bool = False, **fields: Any) -> dict[str, Any]:
    """The fields of the page's first (or last) form, with these values in their place."""
    forms = parse(page.text).css("main form")
    data: dict[str, Any] = {}
    for name, value in successful_fields(forms[-1 if last else 0]) if forms else ():
        data.setdefault(name, []).append(value)
    return data | fields


def the_antrag(session: Session) -> Antrag:
    """The only one, as the database has it now."""
    session.expire_all()
    return session.exec(select(Antrag)).one()


def the_applicant(session: Session) -> Antragsteller:
    session.expire_all()
    return session.exec(select(Antragsteller)).one()
