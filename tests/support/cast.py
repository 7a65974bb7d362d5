"""One pot with everyone who acts on it: for tests of Anträge without pages."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from app.antraege import consistency
from app.antraege.buero.steps.freigeben import freigeben
from app.antraege.buero.steps.pruefen import pruefen
from app.antraege.buero.steps.votum import Stimmen, votum_erfassen
from app.antraege.models import Antrag
from app.antraege.queries import by_vorgangsnummer
from app.antraege.status import Antragsstatus
from app.auth.actor import Actor, Assignment
from app.auth.models import Mitarbeiter
from app.auth.permissions import Rolle
from app.fonds import ledger
from app.fonds.ledger import AntragStand, Stand
from app.fonds.models import Fonds, Fondsjahr
from app.quartiere.models import Quartier, Stadtbezirk
from tests.support.clock import read_clock
from tests.support.factories import (
    das_fondsjahr,
    ein_antrag,
    ein_fonds,
    ein_quartier,
    eine_mitarbeiterin,
)

JA = Stimmen(ja=6, nein=0, befangen=1)
NEIN = Stimmen(ja=2, nein=4)


def actor_for(
    person: Mitarbeiter,
    rolle: Rolle,
    *,
    quartier: Quartier | None = None,
    stadtbezirk: Stadtbezirk | None = None,
) -> Actor:
    """What the session of this person would give."""
    place = quartier or stadtbezirk
    return Actor(
        staff_id=person.id,
        name=person.name,
        email=person.email,
        assignments=(Assignment(rolle, place.id if place else None),),
        at=read_clock(),
    )


@dataclass
class Cast:
    """A Fonds of one Quartier, two coordinators, one Bezirksvorsteherin and her deputy."""

    session: Session
    quartier: Quartier
    fonds: Fonds
    fondsjahr: Fondsjahr
    koordination: Actor
    kollegin: Actor
    bezirksvorsteherin: Actor
    stellvertretung: Actor

    @property
    def now(self) -> datetime:
        return read_clock()

    def antrag(self, status: Antragsstatus = Antragsstatus.eingereicht, **values: Any) -> Antrag:
        row = ein_antrag(self.session, status, fonds=self.fonds, quartier=self.quartier, **values)
        return self.fresh(row)

    def fresh(self, antrag: Antrag) -> Antrag:
        """With everything loaded, as it stands in the database."""
        self.session.expire_all()
        return by_vorgangsnummer(self.session, antrag.vorgangsnummer)

    def holder(self, antrag: Antrag) -> Actor:
        return Actor.holder(antrag.vorgangsnummer)

    def geprueft(self, **values: Any) -> Antrag:
        antrag = self.antrag(**values)
        pruefen(self.session, antrag, by=self.koordination, at=self.now)
        return antrag

    def votiert(self, empfohlen_cent: int | None = None, **values: Any) -> Antrag:
        antrag = self.geprueft(**values)
        self.votum(antrag, empfohlen_cent)
        return antrag

    def bewilligt(self, betrag_cent: int | None = None, **values: Any) -> Antrag:
        antrag = self.votiert(**values)
        self.freigeben(antrag, betrag_cent)
        return antrag

    def votum(
        self,
        antrag: Antrag,
        empfohlen_cent: int | None = None,
        *,
        stimmen: Stimmen = JA,
        datum: date | None = None,
        grund: str = "Das Frühstück bringt den Hof zusammen.",
        by: Actor | None = None,
    ) -> None:
        votum_erfassen(
            self.session,
            antrag,
            stimmen=stimmen,
            datum=datum or self.now.date(),
            empfohlen_cent=(antrag.beantragt_cent or 0)
            if empfohlen_cent is None
            else empfohlen_cent,
            grund=grund,
            by=by or self.koordination,
            at=self.now,
        )

    def freigeben(
        self,
        antrag: Antrag,
        betrag_cent: int | None = None,
        *,
        grund: str = "Wie empfohlen.",
        auflagen: str = "",
        by: Actor | None = None,
    ) -> None:
        freigeben(
            self.session,
            antrag,
            betrag_cent=antrag.reserve_cent if betrag_cent is None else betrag_cent,
            auflagen=auflagen,
            grund=grund,
            by=by or self.bezirksvorsteherin,
            at=self.now,
        )

    def stand(self) -> Stand:
        return ledger.stand(self.session, self.fondsjahr.id or 0)

    def antrag_stand(self, antrag: Antrag) -> AntragStand:
        return ledger.antrag_stand(self.session, self.fondsjahr.id or 0, antrag.id or 0)

    def problems(self) -> list[str]:
        self.session.expire_all()
        return list(consistency.problems(self.session))


def cast_for(session: Session, *, ansatz_cent: int = 2_000_000, **fonds: Any) -> Cast:
    """Commits. `fonds` goes to the factory: entscheidungsart, regeln, grenze_koordination_cent."""
    quartier = ein_quartier(session)
    bezirk = session.get_one(Stadtbezirk, quartier.stadtbezirk_id)
    row = ein_fonds(session, quartier=quartier, ansatz_cent=ansatz_cent, **fonds)
    checker, leader = Rolle.quartierskoordination, Rolle.bezirksvorsteher

    def koordination() -> Actor:
        person = eine_mitarbeiterin(session, checker, quartier=quartier)
        return actor_for(person, checker, quartier=quartier)

    def vorsteherin() -> Actor:
        person = eine_mitarbeiterin(session, leader, stadtbezirk=bezirk)
        return actor_for(person, leader, stadtbezirk=bezirk)

    return Cast(
        session=session,
        quartier=quartier,
        fonds=row,
        fondsjahr=das_fondsjahr(session, row),
        koordination=koordination(),
        kollegin=koordination(),
        bezirksvorsteherin=vorsteherin(),
        stellvertretung=vorsteherin(),
    )
