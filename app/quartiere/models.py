"""Places: Stadtbezirke, Stadtteile and the Quartiere that may cut across them."""

from datetime import datetime, time

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from app.db import UtcDateTime, relation


class Stadtbezirk(SQLModel, table=True):
    __tablename__ = "stadtbezirk"

    id: int | None = Field(default=None, primary_key=True)
    slug: str = Field(max_length=60, unique=True)
    name: str = Field(max_length=80, unique=True)
    innen: bool

    stadtteile: list["Stadtteil"] = relation("stadtbezirk", order_by="Stadtteil.name")
    quartiere: list["Quartier"] = relation("stadtbezirk", order_by="Quartier.name")


class QuartierStadtteil(SQLModel, table=True):
    __tablename__ = "quartier_stadtteil"

    quartier_id: int = Field(foreign_key="quartier.id", primary_key=True)
    stadtteil_id: int = Field(foreign_key="stadtteil.id", primary_key=True, index=True)


class Stadtteil(SQLModel, table=True):
    """`nummer` is the official number."""

    __tablename__ = "stadtteil"

    id: int | None = Field(default=None, primary_key=True)
    nummer: str = Field(max_length=3, unique=True)
    name: str = Field(max_length=80, index=True)
    stadtbezirk_id: int = Field(foreign_key="stadtbezirk.id", index=True)

    stadtbezirk: "Stadtbezirk" = relation("stadtteile")
    quartiere: list["Quartier"] = relation(
        "stadtteile", secondary="quartier_stadtteil", order_by="Quartier.name"
    )


class Quartier(SQLModel, table=True):
    """`bild` names a picture of the front-end build (`img/quartiere/…`)."""

    __tablename__ = "quartier"

    id: int | None = Field(default=None, primary_key=True)
    slug: str = Field(max_length=60, unique=True)
    name: str = Field(max_length=80)
    stadtbezirk_id: int = Field(foreign_key="stadtbezirk.id", index=True)
    kurztext: str = Field(default="", max_length=600)
    bild: str = Field(default="", max_length=120)
    bild_alt: str = Field(default="", max_length=300)
    einwohner: int | None = Field(default=None)
    buero_name: str = Field(default="", max_length=120)
    buero_strasse: str = Field(default="", max_length=120)
    buero_ort: str = Field(default="", max_length=80)
    buero_telefon: str = Field(default="", max_length=40)
    buero_email: str = Field(default="", max_length=254)

    stadtbezirk: "Stadtbezirk" = relation("quartiere")
    stadtteile: list["Stadtteil"] = relation(
        "quartiere", secondary="quartier_stadtteil", order_by="Stadtteil.name"
    )
    sprechstunden: list["Sprechstunde"] = relation(
        "quartier", order_by="Sprechstunde.wochentag, Sprechstunde.von"
    )
    termine: list["Termin"] = relation("quartier", order_by="Termin.beginn, Termin.id")


class Sprechstunde(SQLModel, table=True):
    """`wochentag` 1 is Monday; times are those of Europe/Berlin."""

    __tablename__ = "sprechstunde"
    __table_args__ = (
        CheckConstraint("wochentag BETWEEN 1 AND 7", name="wochentag"),
        CheckConstraint("von < bis", name="spanne"),
    )

    id: int | None = Field(default=None, primary_key=True)
    quartier_id: int = Field(foreign_key="quartier.id", index=True)
    wochentag: int
    von: time
    bis: time
    hinweis: str = Field(default="", max_length=120)

    quartier: "Quartier" = relation("sprechstunden")


class Termin(SQLModel, table=True):
    __tablename__ = "termin"

    id: int | None = Field(default=None, primary_key=True)
    quartier_id: int = Field(foreign_key="quartier.id", index=True)
    titel: str = Field(max_length=120)
    beginn: datetime = Field(sa_type=UtcDateTime, index=True)
    ort: str = Field(default="", max_length=120)

    quartier: "Quartier" = relation("termine")
