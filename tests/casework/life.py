"""What Rosa does in the portal, by her own hands, and what of every form she has filled in."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx
from sqlmodel import Session, select

from app.antraege.models import Antrag
from app.vorgaenge.models import Vorgang
from app.web.fields import AreaField, EmailField, TextField
from app.web.forms import Form
from tests.antraege.draft import FRUEHSTUECK
from tests.casework.markers import EMAIL, fill, paper, photo
from tests.support.cast import Cast
from tests.support.client import PortalClient
from tests.support.dom import parse

# What takes no words: dates, euros, choices, ticks.
CHOICES: dict[str, dict[str, Any]] = {
    "wer": {"art": "gruppe", "alter_bestaetigt": "y", "plz": "70199"},
    "was": {"idee": "", "teilnehmende": "40", "zieldimensionen": ["ZD2"], "zielgruppen": ["alle"]},
    "wann-und-wo": {
        "beginn": "2027-03-20",
        "ende": "",
        "oeffentlich": "ja",
        "kostenlos": "ja",
    },
    "mit-wem": {},
    "erklaerungen": FRUEHSTUECK["erklaerungen"] | {"deminimis_cent": ""},
}


@dataclass
class Life:
    """Rosa's, and that of the staff who work on what she sends."""

    client: PortalClient
    session: Session
    cast: Cast
    sent: "Sent" = field(default_factory=lambda: Sent())

    def page(self, address: str) -> Any:
        answer = self.client.get(address)
        assert answer.status_code == 200, address
        return answer

    def send(
        self,
        address: str,
        data: dict[str, Any],
        *,
        by: PortalClient | None = None,
        status: int = 303,
        **files: Any,
    ) -> httpx.Response:
        """As Rosa, or as the member of staff whose client it is."""
        answer = (by or self.client).post(address, data=data, files=files or None)
        assert answer.status_code == status, (address, answer.status_code, _errors(answer))
        self.sent.note(address, data)
        return answer

    def go(self, address: str, data: dict[str, Any], **files: Any) -> str:
        """Send, and say where it leads."""
        location = self.send(address, data, **files).headers["location"]
        return str(location).partition("?")[0]

    def idee(self, **values: Any) -> tuple[str, str]:
        """Her link and the number."""
        words = fill(self.page("/ideen/neu"), "/ideen/neu", **self._place(), **values)
        check = self.go("/ideen/neu", words, foto=photo())
        self.page(check)
        return self.go(check, {}), self._newest()

    def left_check_page(self) -> None:
        words = fill(self.page("/ideen/neu"), "/ideen/neu", **self._place())
        self.send("/ideen/neu", words, foto=photo())

    def reply(self, link: str) -> None:
        words = fill(self.page(link), "/antwort")
        self.send(f"{link}/antwort", words, datei=photo(), datei2=paper(), datei3=photo())

    def new_address(self, link: str) -> None:
        self.send(f"{link}/email", fill(self.page(link), "/email", email=f"neu.{EMAIL}"))
        self.send(f"{link}/link", {})

    def draft(self, **values: Any) -> tuple[str, str]:
        address = f"/fonds/{self.cast.fonds.slug}/antrag"
        page = self.go(address, fill(self.page(address), address, idee="") | {"email": EMAIL})
        base = page.rpartition("/")[0]
        for key, choices in CHOICES.items():
            own = values if key == "was" else {}
            self.send(f"{base}/{key}", fill(self.page(f"{base}/{key}"), key, **choices | own))
        # Saved once, the page has warned: now it asks for a reason.
        again = fill(self.page(f"{base}/wann-und-wo"), "wann-und-wo", **CHOICES["wann-und-wo"])
        self.send(f"{base}/wann-und-wo", again)
        self._money(base)
        self.send(f"{base}/anlagen", {"zweck": "angebot"}, datei=photo())
        self.send(f"{base}/anlagen", {"zweck": "plan"}, datei=paper())
        return base.removesuffix("/antrag"), self._newest()

    def antrag(self, **values: Any) -> tuple[str, Antrag]:
        link, nummer = self.draft(**values)
        self.send(f"{link}/antrag/einreichung", {})
        return link, self._antrag(nummer)

    def _money(self, base: str) -> None:
        line = {"zeile-kategorie": "miete", "zeile-einzelpreis": "480,50", "zeile-anzahl": "1"}
        page = self.page(f"{base}/kosten")
        self.send(f"{base}/kosten/positionen", fill(page, "/kosten", **line))
        own = {"beantragt_cent": "430,50", "andere_gefragt": "nein", "vorschuss_noetig": "nein"}
        line = {"zeile-art": "eigenmittel", "zeile-betrag": "50", "zeile-zusage": ""}
        page = self.page(f"{base}/finanzierung")
        self.send(f"{base}/finanzierung/posten", fill(page, "/finanzierung", **own, **line))

    def _place(self) -> dict[str, str]:
        return {"quartier": self.cast.quartier.slug}

    def _newest(self) -> str:
        self.session.expire_all()
        rows = self.session.exec(select(Vorgang).order_by(Vorgang.id.desc()))  # type: ignore[union-attr]
        return rows.first().vorgangsnummer  # type: ignore[union-attr]

    def _antrag(self, nummer: str) -> Antrag:
        row = self.session.exec(select(Antrag).where(Antrag.vorgangsnummer == nummer)).one()
        return self.cast.fresh(row)


class Sent:
    """By the address of a form, without numbers and secrets: the fields that were not empty."""

    def __init__(self) -> None:
        self.names: dict[str, set[str]] = defaultdict(set)

    def note(self, address: str, data: Mapping[str, Any]) -> None:
        # The lines of a plan have a prefix.
        self.names[_place(address)] |= {name.rpartition("-")[2] for name in data if data[name]}

    def lacks(self, address: str, form: type[Form]) -> list[str]:
        """Text fields of the form that nobody has filled in at this address."""
        return sorted(text_fields(form) - self.names[_place(address)])

    def covers(self, form: type[Form]) -> bool:
        """One address has got all text fields of the form."""
        return any(text_fields(form) <= names for names in self.names.values())


def text_fields(form: type[Form]) -> set[str]:
    """What can be typed into and is stored as it was typed."""
    typed = {f.short_name for f in form() if isinstance(f, TextField | AreaField | EmailField)}
    # A trap for robots, and the number of an Idee.
    return typed - {"leer", "idee"}


def forms_of_the_house() -> Iterator[type[Form]]:
    """Every class of a form in the portal. What a page asks for by rule is made anew each time."""
    todo: list[type[Form]] = [Form]
    while todo:
        form = todo.pop()
        todo += form.__subclasses__()
        if form.__module__.startswith("app.") and form.__name__ != "ReasonsForm":
            yield form


def _place(address: str) -> str:
    return re.sub(r"/[A-Z]-\d{4}-\d+|/\d+|(?<=/vorgang)/[^/]{20,}", "/*", address)


def _errors(answer: httpx.Response) -> str:
    summary = parse(answer.text).css_first("[data-error-summary]")
    return summary.text() if summary else answer.text[:500]
