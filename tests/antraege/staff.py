"""The staff's pages of one Antrag, pressed by the people of one Fonds."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
from sqlmodel import Session

from app.antraege.models import Antrag
from app.antraege.status import Antragsstatus
from app.auth.actor import Actor
from app.auth.models import Mitarbeiter
from app.fonds.ledger import Stand
from tests.support.cast import Cast
from tests.support.client import PortalClient

Login = Callable[[Mitarbeiter], PortalClient]


@dataclass
class Desk:
    """Everybody logged in; `post` is what a browser without a script sends."""

    cast: Cast
    session: Session
    login: Login
    _clients: dict[int, PortalClient] = field(default_factory=dict)

    @property
    def checker(self) -> PortalClient:
        return self.as_actor(self.cast.koordination)

    @property
    def colleague(self) -> PortalClient:
        return self.as_actor(self.cast.kollegin)

    @property
    def leader(self) -> PortalClient:
        return self.as_actor(self.cast.bezirksvorsteherin)

    @property
    def deputy(self) -> PortalClient:
        return self.as_actor(self.cast.stellvertretung)

    def as_actor(self, actor: Actor) -> PortalClient:
        assert actor.staff_id is not None
        if actor.staff_id not in self._clients:
            person = self.session.get_one(Mitarbeiter, actor.staff_id)
            self._clients[actor.staff_id] = self.login(person)
        return self._clients[actor.staff_id]

    def antrag(self, status: Antragsstatus = Antragsstatus.eingereicht, **values: Any) -> Antrag:
        return self.cast.antrag(status, **values)

    def geprueft(self, **values: Any) -> Antrag:
        return self._saved(self.cast.geprueft(**values))

    def votiert(self, empfohlen_cent: int = 40_000, **values: Any) -> Antrag:
        return self._saved(self.cast.votiert(empfohlen_cent, **values))

    def _saved(self, antrag: Antrag) -> Antrag:
        self.session.commit()
        return self.fresh(antrag)

    def fresh(self, antrag: Antrag) -> Antrag:
        return self.cast.fresh(antrag)

    def stand(self) -> Stand:
        return self.cast.stand()

    def get(self, antrag: Antrag, who: PortalClient) -> httpx.Response:
        return who.get(address(antrag))

    def post(self, antrag: Antrag, step: str, who: PortalClient, **data: str) -> httpx.Response:
        return who.post(address(antrag, step), data=data)


def address(antrag: Antrag, step: str = "") -> str:
    return f"/intern/antraege/{antrag.vorgangsnummer}{'/' if step else ''}{step}"


def votum(**changes: str) -> dict[str, str]:
    """What the Quartierskoordination types: 6 ja, 0 nein, 1 befangen, 400,00 EUR."""
    return {
        "datum": "2026-11-24",
        "ja": "6",
        "nein": "0",
        "enthaltung": "0",
        "befangen": "1",
        "empfohlen_cent": "400,00",
        "grund": "Getränke bringen alle selbst mit.",
    } | changes


def freigabe(**changes: str) -> dict[str, str]:
    return {
        "betrag_cent": "400,00",
        "auflagen": "Bitte die Belege bis Ende Januar schicken.",
        "grund": "Das Frühstück bringt den Hof zusammen.",
    } | changes
