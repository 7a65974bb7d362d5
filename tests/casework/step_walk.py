"""Every step with a form, of staff and of senders, taken over HTTP with the marker in every field.

The doors say which steps there are, and for each an item is made from which it can be taken. A new
step is walked like the others; where its form needs more than words, it gets its values here.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import select

from app.auth.actor import Actor
from app.casework.door import Kind
from app.casework.notes import note
from app.casework.steps import StaffStep
from app.features import FEATURES
from app.fonds.models import Entscheidungsart
from app.ideen.status import LEBENSLAUF, Schritt
from app.settings import Settings
from app.vorgaenge.models import Vorgang
from app.web.fields import UploadField
from tests.casework.life import Life, text_fields
from tests.casework.markers import EMAIL, PUBLISHED, fill, paper, photo
from tests.support.client import PortalClient
from tests.support.factories import ein_antrag, ein_fonds, eine_idee
from tests.support.zugang import secret_path

Worker = tuple[Actor, PortalClient]
_ANSWER = {"antwort_text": f"Die {PUBLISHED} kommt.", "antwort_grund": ""}
_YES = {"machbar": "ja", "antwort_wann": f"mit der {PUBLISHED}"}
_TITLE = {"titel": f"Eine {PUBLISHED}", "text": f"Die {PUBLISHED} fehlt.", "ort": PUBLISHED}
_VOTES = {"ja": "6", "nein": "0", "enthaltung": "0", "befangen": "0", "empfohlen_cent": "480,50"}
# What takes no words, and what is published and stays (entscheidungen 28).
VALUES: dict[tuple[str, str], dict[str, Any]] = {
    ("idee", "veroeffentlichung"): _TITLE,
    ("idee", "wiederveroeffentlichung"): _TITLE,
    ("idee", "ablehnung"): {"grund": "spam"},
    ("idee", "veroeffentlichung-ruecknahme"): {"grund": "spam"},
    ("idee", "antwort"): _YES | _ANSWER | {"antwort_neues_datum": ""},
    ("idee", "antwort-nachtrag"): _YES | _ANSWER,
    ("antrag", "votum"): _VOTES | {"datum": "2026-11-24"},
    ("antrag", "votum-berichtigung"): _VOTES | {"datum": "2026-11-24"},
}
MAKE: dict[str, Callable[[Life, Any], Any]] = {
    "idee": lambda life, status: eine_idee(
        life.session, status, quartier=life.cast.quartier, email=EMAIL
    ),
    "antrag": lambda life, status: life.cast.antrag(status, email=EMAIL),
}


def _decided_by_a_body(life: Life, status: Any) -> Any:
    art = Entscheidungsart.gremium_entscheidet
    fonds = ein_fonds(life.session, quartier=life.cast.quartier, entscheidungsart=art)
    return ein_antrag(life.session, status, fonds=fonds, quartier=life.cast.quartier, email=EMAIL)


# What cannot be taken of an item like all others.
MAKE_FOR: dict[tuple[str, str], Callable[[Life, Any], Any]] = {
    ("antrag", "beanstandung"): _decided_by_a_body,
}


@dataclass
class Walk:
    life: Life
    workers: Sequence[Worker]
    settings: Settings

    def all_steps(self) -> None:
        for kind in FEATURES.kinds:
            for step in kind.office.steps:
                if text_fields(step.form):
                    self._by_staff(kind, step)
            for step in kind.sender.steps:
                if text_fields(step.form):
                    self._by_sender(kind, step)

    def lacks(self) -> Iterator[str]:
        """What of the forms of the doors was left out."""
        for kind in FEATURES.kinds:
            office, sent = kind.office, self.life.sent
            for step in office.steps:
                for name in sent.lacks(f"{office.prefix}/I-2026-1/{step.address}", step.form):
                    yield f"{kind.art}: {name} of {step.address}"
            for step in kind.sender.steps:
                for name in sent.lacks(f"/vorgang/{'x' * 32}/{step.address}", step.form):
                    yield f"{kind.art}: {name} of the sender's {step.address}"

    def end_all(self) -> None:
        """What waits for somebody is withdrawn; what an office carries out is carried out."""
        vorgaenge = self.life.session.exec(select(Vorgang)).all()
        for vorgang in vorgaenge:
            self._end(vorgang)

    def _by_staff(self, kind: Kind[Any], step: StaffStep[Any]) -> None:
        address, client = self._ready(kind, step)
        page = client.get(address)
        words = fill(page, f"/{step.address}", **VALUES.get((kind.art, step.address), {}))
        self.life.send(f"{address}/{step.address}", words, by=client)

    def _ready(self, kind: Kind[Any], step: StaffStep[Any]) -> tuple[str, PortalClient]:
        """An item's page on which somebody can take the step now, and who."""
        session, now = self.life.session, self.life.cast.now
        for status in kind.lifecycle.sources(step.schritt):
            make = MAKE_FOR.get((kind.art, step.address), MAKE[kind.art])
            number = make(self.life, status).vorgangsnummer
            session.commit()
            for actor, client in self.workers:
                item = kind.office.load(session, actor, number)
                choice = kind.office.choice(actor, item, at=now)
                session.rollback()
                if step in choice.steps:
                    return kind.office.address(item), client
        raise AssertionError(f"nobody can take {kind.art} {step.address}")

    def _by_sender(self, kind: Kind[Any], step: Any) -> None:
        session = self.life.session
        status = next(iter(kind.lifecycle.sources(step.schritt)))
        vorgang_id = MAKE[kind.art](self.life, status).vorgang_id
        session.commit()
        address = self._link(session.get_one(Vorgang, vorgang_id))
        session.rollback()
        words = fill(self.life.page(address), f"/{step.address}")
        uploads = [f.short_name for f in step.form() if isinstance(f, UploadField)]
        files = dict(zip(uploads, (photo(), paper(), photo()), strict=False))
        self.life.send(f"{address}/{step.address}", words, **files)

    def _end(self, vorgang: Vorgang) -> None:
        session, kind = self.life.session, FEATURES.kind(vorgang.art)
        item = kind.of_vorgang(session, vorgang.id or 0)
        over = item.status in kind.lifecycle.ends or getattr(item, "bewilligt_cent", None)
        address, done = self._link(vorgang), [s.address for s in kind.sender.possible(item)]
        session.rollback()
        if over or item.status == "entwurf":
            return
        if "zurueckziehung" in done:
            self.life.send(f"{address}/zurueckziehung", {})
        else:
            self._carry_out(kind.of_vorgang(session, vorgang.id or 0))

    def _carry_out(self, idee: Any) -> None:
        """No step of the portal does it yet."""
        for schritt in (Schritt.umsetzung_beginnen, Schritt.umsetzen):
            before = LEBENSLAUF.move(idee, schritt)
            by, at = self.life.cast.koordination, self.life.cast.now
            note(self.life.session, idee, schritt, before, by=by, at=at)
        self.life.session.commit()

    def _link(self, vorgang: Vorgang) -> str:
        return secret_path(self.life.session, vorgang.vorgangsnummer, self.settings)
