"""Recognising an applicant again, and a member of staff who applies."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import ColumnElement, or_
from sqlmodel import col

from app.antraege.models import Antrag, Antragsteller
from app.text.keys import email_key, identity_key, phone_key


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
    name = identity_key(person.person)
    return Kennung(
        email=email_key(person.email),
        telefon=phone_key(person.telefon),
        name=(name, person.plz) if name and person.plz else None,
        gruppe=identity_key(person.gruppe),
    )


def perhaps_same(person: Antragsteller) -> ColumnElement[bool]:
    """A wide net in SQL, to be narrowed by `Kennung.same_as`."""
    own, nets = kennung(person), []
    if own.email:
        nets.append(col(Antragsteller.email_schluessel) == own.email)
    if own.telefon:
        nets.append(col(Antragsteller.telefon_schluessel) == own.telefon)
    if person.plz:
        nets.append(col(Antragsteller.plz) == person.plz)
    if own.gruppe:
        nets.append(col(Antragsteller.gruppe_schluessel) == own.gruppe)
    return or_(*nets) if nets else col(Antragsteller.antrag_id).is_(None)


class Named(Protocol):
    """A member of staff: who acts, or could."""

    @property
    def name(self) -> str: ...
    @property
    def email(self) -> str: ...


def is_applicant(staff: Named, antrag: Antrag) -> bool:
    """Their own address or name stands in the Antrag (§ 18 GemO). Whoever only shares the name
    leaves the decision to a colleague. Needs `antragsteller` and `vorgang` loaded."""
    person = antrag.antragsteller
    addresses = {person.email, antrag.vorgang.email or ""}
    names = {person.person, person.vertretung, person.mittelempfaenger}
    return _among(staff.email, addresses, email_key) or _among(staff.name, names, identity_key)


def _among(own: str, texts: set[str], key: Callable[[str], str]) -> bool:
    return bool(key(own)) and key(own) in map(key, texts)
