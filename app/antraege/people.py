"""Recognising an applicant again, and a member of staff who applies."""

import re
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_
from sqlmodel import col

from app.antraege.models import Antrag, Antragsteller
from app.auth.actor import Actor

SHORTEST_PHONE = 6


@dataclass(frozen=True)
class Kennung:
    """What tells an applicant from others, in normal form; empty parts tell nothing."""

    email: str
    telefon: str
    name: tuple[str, str] | None
    gruppe: str

    def same_as(self, other: "Kennung") -> bool:
        """A name alone is not enough: people share names, so the postcode has to match too."""
        return any(
            mine and mine == theirs
            for mine, theirs in (
                (self.email, other.email),
                (self.telefon, other.telefon),
                (self.name, other.name),
                (self.gruppe, other.gruppe),
            )
        )


def kennung(person: Antragsteller) -> Kennung:
    name = _folded(person.person)
    return Kennung(
        email=_folded(person.email),
        telefon=_phone(person.telefon),
        name=(name, person.plz) if name and person.plz else None,
        gruppe=_folded(person.gruppe),
    )


def perhaps_same(person: Antragsteller) -> ColumnElement[bool]:
    """A wide net in SQL, to be narrowed by `Kennung.same_as`."""
    nets: list[ColumnElement[bool]] = []
    if person.email:
        nets.append(func.lower(col(Antragsteller.email)) == person.email.strip().lower())
    if digits := _phone(person.telefon):
        nets.append(col(Antragsteller.telefon).endswith(digits[-1], autoescape=True))
    if person.plz:
        nets.append(col(Antragsteller.plz) == person.plz)
    if person.gruppe:
        nets.append(func.lower(col(Antragsteller.gruppe)) == person.gruppe.strip().lower())
    return or_(*nets) if nets else col(Antragsteller.antrag_id).is_(None)


def is_applicant(actor: Actor, antrag: Antrag) -> bool:
    """The actor's own address or name stands in the Antrag (§ 18 GemO). Whoever only shares the
    name leaves the decision to a colleague. Needs `antragsteller` and `vorgang` loaded."""
    person = antrag.antragsteller
    addresses = {person.email, antrag.vorgang.email or ""}
    names = {person.person, person.vertretung, person.mittelempfaenger}
    return _among(actor.email, addresses) or _among(actor.name, names)


def _among(own: str, texts: set[str]) -> bool:
    return bool(own) and _folded(own) in map(_folded, texts)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _phone(raw: str) -> str:
    """Digits in national form: "+49 711 12-34" and "0711 1234" are the same."""
    digits = re.sub(r"\D", "", raw.replace("+49", "0", 1).replace("(0)", ""))
    digits = re.sub(r"^0049", "0", digits)
    return digits if len(digits) >= SHORTEST_PHONE else ""
