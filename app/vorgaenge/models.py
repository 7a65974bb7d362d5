"""The sender's own side of an Idee or Antrag: number, e-mail, secret links with their codes.

Everything personal about a sender of an Idee lives here and not in the public item.
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field, SQLModel

from app.db import SPRACHE, UtcDateTime, enum_column, relation, sprache_field
from app.vorgaenge.zuweisung import Zuweisung

_ART = 40
"""The longest word for a kind. Which kinds there are say the doors of the features."""
_ONE = "art = 'absender' AND widerrufen_am IS NULL"


class Nummernkreis(SQLModel, table=True):
    """The last number given for a kind and year."""

    __tablename__ = "nummernkreis"

    art: str = Field(max_length=_ART, primary_key=True)
    jahr: int = Field(primary_key=True)
    letzte: int


class Vorgang(SQLModel, table=True):
    """`einreichung` is the form's one-time number: the same form sent twice gives the same Vorgang.

    `email` is where all mail about it goes, and with it the secret link. `sprache` is the sender's:
    mails are written in it. After `geloescht_am` nothing personal is left of it, and no link leads
    to it any more.
    """

    __tablename__ = "vorgang"
    __table_args__ = (CheckConstraint(SPRACHE, name="sprache"),)

    id: int | None = Field(default=None, primary_key=True)
    vorgangsnummer: str = Field(max_length=20, unique=True)
    art: str = Field(max_length=_ART)
    einreichung: str | None = Field(default=None, max_length=64, unique=True)
    email: str | None = Field(default=None, max_length=254)
    sprache: str = sprache_field()
    angelegt_am: datetime = Field(sa_type=UtcDateTime)
    geloescht_am: datetime | None = Field(default=None, sa_type=UtcDateTime)

    zuweisungen: list["Zuweisung"] = relation(order_by="Zuweisung.id")


class Zugangsart(StrEnum):
    """What a link is for: whoever holds it may do that, and nothing else (entscheidungen 1)."""

    absender = "absender"


class Zugang(SQLModel, table=True):
    """A secret link with its code. Renewing one revokes its row and adds another.

    Link and code are derived from the portal's secret key and `zufall`; the database holds only
    their hashes, and `link_hash` finds the row. `zufall` is random, so that a number that is handed
    out a second time, after a backup was restored, has another link. In links of release 0.1, which
    stand on paper, it is the Vorgangsnummer with a count behind it.

    Another kind of link is a member of `Zugangsart`; what it leads to, where that is no Vorgang, is
    a nullable column that bears its name.
    """

    __tablename__ = "zugang"
    __table_args__ = (
        CheckConstraint("zufall <> ''", name="zufall"),
        Index(
            "uq_zugang_absender",
            "vorgang_id",
            unique=True,
            postgresql_where=text(_ONE),
            sqlite_where=text(_ONE),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    art: Zugangsart = Field(sa_column=enum_column(Zugangsart, "art"))
    vorgang_id: int = Field(foreign_key="vorgang.id", index=True)
    zufall: str = Field(max_length=40, unique=True)
    link_hash: str = Field(max_length=64, unique=True)
    code_hash: str = Field(max_length=64)
    angelegt_am: datetime = Field(sa_type=UtcDateTime)
    widerrufen_am: datetime | None = Field(default=None, sa_type=UtcDateTime)
