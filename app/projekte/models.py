"""Quartiersprojekte and their Träger."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, Text
from sqlmodel import Field, SQLModel

from app.db import enum_column, relation
from app.projekte.status import LEBENSLAUF, OEFFENTLICH, Projektstatus
from app.quartiere.begriffe import Handlungsfeld, Zieldimension, Zielgruppe
from app.quartiere.models import Quartier


class Projektart(StrEnum):
    umfassend = "umfassend"
    fokussiert = "fokussiert"


class Traegerart(StrEnum):
    kommune = "kommune"
    freie_wohlfahrtspflege = "freie_wohlfahrtspflege"
    selbstorganisation = "selbstorganisation"
    verein = "verein"
    initiative = "initiative"
    wohnungsunternehmen = "wohnungsunternehmen"
    kirche = "kirche"
    bildung = "bildung"


class Traeger(SQLModel, table=True):
    __tablename__ = "traeger"

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=160, unique=True)
    art: Traegerart = Field(sa_column=enum_column(Traegerart, "art"))


class ProjektQuartier(SQLModel, table=True):
    __tablename__ = "projekt_quartier"

    projekt_id: int = Field(foreign_key="projekt.id", primary_key=True)
    quartier_id: int = Field(foreign_key="quartier.id", primary_key=True, index=True)


class Projekt(SQLModel, table=True):
    """`beteiligungsstufe` 1 Information … 5 Entscheidung (S2 K8.3), with `mitwirkung`, the plain
    sentence on what happens with a contribution and who decides."""

    __tablename__ = "projekt"
    __table_args__ = (
        CheckConstraint("beteiligungsstufe BETWEEN 1 AND 5", name="beteiligungsstufe"),
        CheckConstraint("ende IS NULL OR beginn <= ende", name="spanne"),
    )

    id: int | None = Field(default=None, primary_key=True)
    slug: str = Field(max_length=80, unique=True)
    titel: str = Field(max_length=120)
    kurz_einfach: str = Field(max_length=600)
    beschreibung: str = Field(sa_type=Text)
    art: Projektart = Field(sa_column=enum_column(Projektart, "art"))
    status: Projektstatus = Field(sa_column=enum_column(Projektstatus, "status", index=True))
    traeger_id: int = Field(foreign_key="traeger.id", index=True)
    partner: str = Field(default="", max_length=600)
    beteiligungsstufe: int
    mitwirkung: str = Field(max_length=400)
    beginn: date = Field(index=True)
    ende: date | None = Field(default=None)
    kontakt_name: str = Field(default="", max_length=120)
    kontakt_telefon: str = Field(default="", max_length=40)
    kontakt_email: str = Field(default="", max_length=254)
    bild: str = Field(default="", max_length=120)
    bild_alt: str = Field(default="", max_length=300)
    quelle: str = Field(default="", max_length=200)

    traeger: "Traeger" = relation()
    quartiere: list["Quartier"] = relation(
        secondary="projekt_quartier", order_by="Quartier.name", viewonly=False
    )
    ziele: list["Projektziel"] = relation(order_by="Projektziel.faellig, Projektziel.id")
    schritte: list["Projektschritt"] = relation(
        order_by="Projektschritt.faellig, Projektschritt.id"
    )
    handlungsfelder: list["ProjektHandlungsfeld"] = relation(
        order_by="ProjektHandlungsfeld.handlungsfeld"
    )
    zielgruppen: list["ProjektZielgruppe"] = relation(order_by="ProjektZielgruppe.zielgruppe")
    zieldimensionen: list["ProjektZieldimension"] = relation(
        order_by="ProjektZieldimension.zieldimension"
    )

    @property
    def is_public(self) -> bool:
        return self.status in OEFFENTLICH

    @property
    def stand(self) -> str:
        """The state in words, as the badge says it."""
        return str(LEBENSLAUF.table[self.status].word)

    @property
    def ton(self) -> str:
        return LEBENSLAUF.tone(self.status)


class Projektziel(SQLModel, table=True):
    __tablename__ = "projektziel"

    id: int | None = Field(default=None, primary_key=True)
    projekt_id: int = Field(foreign_key="projekt.id", index=True)
    text: str = Field(max_length=300)
    faellig: date
    erreicht: bool = Field(default=False)


class Projektschritt(SQLModel, table=True):
    __tablename__ = "projektschritt"

    id: int | None = Field(default=None, primary_key=True)
    projekt_id: int = Field(foreign_key="projekt.id", index=True)
    text: str = Field(max_length=300)
    faellig: date
    erledigt: bool = Field(default=False)


class ProjektHandlungsfeld(SQLModel, table=True):
    __tablename__ = "projekt_handlungsfeld"

    projekt_id: int = Field(foreign_key="projekt.id", primary_key=True)
    handlungsfeld: Handlungsfeld = Field(
        sa_column=enum_column(Handlungsfeld, "handlungsfeld", primary_key=True)
    )


class ProjektZielgruppe(SQLModel, table=True):
    __tablename__ = "projekt_zielgruppe"

    projekt_id: int = Field(foreign_key="projekt.id", primary_key=True)
    zielgruppe: Zielgruppe = Field(
        sa_column=enum_column(Zielgruppe, "zielgruppe", primary_key=True)
    )


class ProjektZieldimension(SQLModel, table=True):
    __tablename__ = "projekt_zieldimension"

    projekt_id: int = Field(foreign_key="projekt.id", primary_key=True)
    zieldimension: Zieldimension = Field(
        sa_column=enum_column(Zieldimension, "zieldimension", primary_key=True)
    )
