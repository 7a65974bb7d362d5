"""Uploaded files as stored: re-encoded pictures in two sizes, and PDF attachments."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from app.db import UtcDateTime, enum_column
from app.i18n import _l


class Dateiart(StrEnum):
    bild = "bild"
    pdf = "pdf"


# What a file is called that has no name of its own (any more).
WORDS: dict[Dateiart, str] = {Dateiart.bild: _l("Foto"), Dateiart.pdf: _l("Dokument")}


class Datei(SQLModel, table=True):
    """`schluessel` is the random name in the store; `thread` the Vorgangsnummer it belongs to.

    `name` is what people called it, "" where that is no name or is forgotten.
    `oeffentlich` is set when what it belongs to is published; until then only the sender and
    staff in charge see it.
    """

    __tablename__ = "datei"
    __table_args__ = (
        CheckConstraint(
            "(art = 'bild') = (breite IS NOT NULL AND hoehe IS NOT NULL)", name="bild_masse"
        ),
        CheckConstraint("groesse > 0", name="groesse"),
        CheckConstraint("art = 'bild' OR NOT oeffentlich", name="pdf_nicht_oeffentlich"),
    )

    id: int | None = Field(default=None, primary_key=True)
    schluessel: str = Field(max_length=64, unique=True)
    thread: str = Field(max_length=40, index=True)
    zweck: str = Field(max_length=40)
    art: Dateiart = Field(sa_column=enum_column(Dateiart, "art"))
    name: str = Field(max_length=120)
    alt: str = Field(default="", max_length=200)
    breite: int | None = Field(default=None)
    hoehe: int | None = Field(default=None)
    groesse: int
    oeffentlich: bool = Field(default=False)
    angelegt_am: datetime = Field(sa_type=UtcDateTime)

    @property
    def label(self) -> str:
        """Its own name, or a word for what it is where that has none or is forgotten."""
        return self.name or WORDS[self.art]

    def address(self, size: str) -> str:
        """Where everyone finds a published picture; size is "gross" or "klein"."""
        return f"/dateien/{self.schluessel}/{size}"
