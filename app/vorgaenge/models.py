"""The sender's own side of an Idee or Antrag: secret link, code, e-mail, messages.

Everything personal about a sender of an Idee lives here and not in the public item.
"""

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from app.db import SPRACHE, UtcDateTime, sprache_field

_ART = 40
"""The longest word for a kind. Which kinds there are say the doors of the features."""


class Nummernkreis(SQLModel, table=True):
    """The last number given for a kind and year."""

    __tablename__ = "nummernkreis"

    art: str = Field(max_length=_ART, primary_key=True)
    jahr: int = Field(primary_key=True)
    letzte: int


class Vorgang(SQLModel, table=True):
    """`link_stand` is counted up to renew the secret link; `link_hash` finds the Vorgang by it.

    Link and code are derived from the portal's secret key, the Vorgangsnummer and `link_stand`;
    the database holds only their hashes. `einreichung` is the form's one-time number: the same
    form sent twice gives the same Vorgang. `sprache` is the sender's: mails are written in it.
    After `geloescht_am` nothing personal is left of it, and no link leads to it any more.
    """

    __tablename__ = "vorgang"
    __table_args__ = (
        CheckConstraint("link_stand >= 1", name="link_stand"),
        CheckConstraint(SPRACHE, name="sprache"),
    )

    id: int | None = Field(default=None, primary_key=True)
    vorgangsnummer: str = Field(max_length=20, unique=True)
    art: str = Field(max_length=_ART)
    link_stand: int = Field(default=1)
    link_hash: str = Field(max_length=64, unique=True)
    code_hash: str = Field(max_length=64)
    einreichung: str | None = Field(default=None, max_length=64, unique=True)
    email: str | None = Field(default=None, max_length=254)
    sprache: str = sprache_field()
    angelegt_am: datetime = Field(sa_type=UtcDateTime)
    geloescht_am: datetime | None = Field(default=None, sa_type=UtcDateTime)
