"""Antrag: what is asked of a Fonds, and what was said and decided about it."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.antraege.status import ERLAUBT, Antragsstatus
from app.db import UtcDateTime, enum_column, relation
from app.errors import StepNotPossible
from app.fonds.models import Antragstellerart, Fonds, Fondsjahr
from app.i18n import _, _l
from app.quartiere.begriffe import Handlungsfeld, Zieldimension, Zielgruppe
from app.quartiere.models import Quartier


class Kostenkategorie(StrEnum):
    material = "material"
    anschaffung = "anschaffung"
    miete = "miete"
    honorar = "honorar"
    oeffentlichkeitsarbeit = "oeffentlichkeitsarbeit"
    verpflegung = "verpflegung"
    transport = "transport"
    genehmigung = "genehmigung"
    barrierefreiheit = "barrierefreiheit"
    aufwandspauschale = "aufwandspauschale"
    sonstiges = "sonstiges"


KOSTENKATEGORIEN: dict[Kostenkategorie, str] = {
    Kostenkategorie.material: _l("Material und Verbrauch"),
    Kostenkategorie.anschaffung: _l("Anschaffung, die bleibt"),
    Kostenkategorie.miete: _l("Miete und Leihe"),
    Kostenkategorie.honorar: _l("Honorar für andere"),
    Kostenkategorie.oeffentlichkeitsarbeit: _l("Flyer, Plakate, Druck"),
    Kostenkategorie.verpflegung: _l("Essen und Trinken"),
    Kostenkategorie.transport: _l("Transport"),
    Kostenkategorie.genehmigung: _l("Versicherung, GEMA, Genehmigung"),
    Kostenkategorie.barrierefreiheit: _l("Dolmetschen, Gebärdensprache, Barrierefreiheit"),
    Kostenkategorie.aufwandspauschale: _l("Aufwandspauschale"),
    Kostenkategorie.sonstiges: _l("Sonstiges"),
}


class Finanzierungsart(StrEnum):
    """`eigenleistung` (own work) is told in euros for information and pays no costs."""

    eigenmittel = "eigenmittel"
    eigenleistung = "eigenleistung"
    einnahmen = "einnahmen"
    drittmittel = "drittmittel"


FINANZIERUNGSARTEN: dict[Finanzierungsart, str] = {
    Finanzierungsart.eigenmittel: _l("Eigenes Geld"),
    Finanzierungsart.eigenleistung: _l("Eigene Arbeit (nur zur Information)"),
    Finanzierungsart.einnahmen: _l("Spenden, Eintritt, Standgebühren"),
    Finanzierungsart.drittmittel: _l("Geld von anderen Stellen"),
}


class Zusage(StrEnum):
    beantragt = "beantragt"
    bewilligt = "bewilligt"
    abgelehnt = "abgelehnt"


class Antrag(SQLModel, table=True):
    """A draft may hold anything, so most columns may be empty until it is submitted."""

    __tablename__ = "antrag"
    __table_args__ = (
        CheckConstraint("beginn IS NULL OR ende IS NULL OR beginn <= ende", name="spanne"),
        CheckConstraint("beantragt_cent IS NULL OR beantragt_cent > 0", name="beantragt"),
        CheckConstraint("bewilligt_cent IS NULL OR bewilligt_cent > 0", name="bewilligt"),
        CheckConstraint(
            "status = 'entwurf' OR status = 'zurueckgezogen' OR"
            " (eingereicht_am IS NOT NULL AND beantragt_cent IS NOT NULL AND length(titel) > 0)",
            name="eingereicht_vollstaendig",
        ),
        Index("ix_antrag_status_faellig", "status", "faellig_am"),
    )

    id: int | None = Field(default=None, primary_key=True)
    vorgang_id: int = Field(foreign_key="vorgang.id", unique=True)
    vorgangsnummer: str = Field(max_length=20, unique=True)
    fonds_id: int = Field(foreign_key="fonds.id", index=True)
    fondsjahr_id: int = Field(foreign_key="fondsjahr.id", index=True)
    quartier_id: int | None = Field(default=None, foreign_key="quartier.id", index=True)
    idee_id: int | None = Field(default=None, foreign_key="idee.id")
    status: Antragsstatus = Field(
        default=Antragsstatus.entwurf, sa_column=enum_column(Antragsstatus, "status")
    )
    titel: str = Field(default="", max_length=100)
    kurz: str = Field(default="", max_length=400)
    was: str = Field(default="", sa_type=Text)
    nutzen: str = Field(default="", max_length=2000)
    mitwirkung: str = Field(default="", max_length=1000)
    teilnehmende: int | None = Field(default=None)
    beginn: date | None = Field(default=None)
    ende: date | None = Field(default=None)
    ort: str = Field(default="", max_length=160)
    oeffentlich: bool | None = Field(default=None)
    kostenlos: bool | None = Field(default=None)
    barrierefreiheit: str = Field(default="", max_length=1000)
    sprachen: str = Field(default="", max_length=200)
    partner: str = Field(default="", max_length=1000)
    genehmigungen: str = Field(default="", max_length=1000)
    beantragt_cent: int | None = Field(default=None)
    vorschuss_noetig: bool | None = Field(default=None)
    vorschuss_grund: str = Field(default="", max_length=1000)
    andere_gefragt: bool | None = Field(default=None)
    nicht_begonnen: bool = Field(default=False)
    angaben_richtig: bool = Field(default=False)
    nicht_doppelt: bool = Field(default=False)
    richtlinie_gelesen: bool = Field(default=False)
    datenschutz_gelesen: bool = Field(default=False)
    empfohlen_cent: int | None = Field(default=None)
    bewilligt_cent: int | None = Field(default=None)
    auflagen: str = Field(default="", max_length=2000)
    entscheidung_grund: str = Field(default="", max_length=2000)
    angelegt_am: datetime = Field(sa_type=UtcDateTime)
    geaendert_am: datetime = Field(sa_type=UtcDateTime)
    eingereicht_am: datetime | None = Field(default=None, sa_type=UtcDateTime)
    entschieden_am: datetime | None = Field(default=None, sa_type=UtcDateTime)
    faellig_am: datetime | None = Field(default=None, sa_type=UtcDateTime)
    geprueft_von_id: int | None = Field(default=None, foreign_key="mitarbeiter.id")
    entschieden_von_id: int | None = Field(default=None, foreign_key="mitarbeiter.id")

    fonds: "Fonds" = relation()
    fondsjahr: "Fondsjahr" = relation()
    quartier: "Quartier" = relation()
    antragsteller: "Antragsteller" = relation("antrag", uselist=False)
    kosten: list["Kostenposition"] = relation(order_by="Kostenposition.id")
    finanzierung: list["Finanzierungsposten"] = relation(order_by="Finanzierungsposten.id")
    handlungsfelder: list["AntragHandlungsfeld"] = relation()
    zielgruppen: list["AntragZielgruppe"] = relation()
    zieldimensionen: list["AntragZieldimension"] = relation()
    begruendungen: list["Regelbegruendung"] = relation()
    voten: list["Votum"] = relation(order_by="Votum.id")

    def move(self, to: Antragsstatus) -> None:
        """Raises StepNotPossible where the status table does not allow it."""
        if to not in ERLAUBT[self.status]:
            raise StepNotPossible(
                _("Das geht gerade nicht: Der Antrag ist inzwischen in einem anderen Stand.")
            )
        self.status = to


class Antragsteller(SQLModel, table=True):
    """Who applies: personal data, apart from the public Antrag."""

    __tablename__ = "antragsteller"

    antrag_id: int = Field(foreign_key="antrag.id", primary_key=True)
    art: Antragstellerart | None = Field(
        default=None, sa_column=enum_column(Antragstellerart, "art", nullable=True)
    )
    gruppe: str = Field(default="", max_length=160)
    rechtsform: str = Field(default="", max_length=80)
    registernummer: str = Field(default="", max_length=40)
    person: str = Field(default="", max_length=120)
    strasse: str = Field(default="", max_length=120)
    plz: str = Field(default="", max_length=5)
    wohnort: str = Field(default="", max_length=80)
    email: str = Field(default="", max_length=254)
    telefon: str = Field(default="", max_length=40)
    vertretung: str = Field(default="", max_length=120)
    alter_bestaetigt: bool = Field(default=False)
    mittelempfaenger: str = Field(default="", max_length=160)

    antrag: "Antrag" = relation("antragsteller")


class Kostenposition(SQLModel, table=True):
    __tablename__ = "kostenposition"
    __table_args__ = (CheckConstraint("betrag_cent > 0", name="betrag"),)

    id: int | None = Field(default=None, primary_key=True)
    antrag_id: int = Field(foreign_key="antrag.id", index=True)
    kategorie: Kostenkategorie = Field(sa_column=enum_column(Kostenkategorie, "kategorie"))
    text: str = Field(max_length=160)
    betrag_cent: int


class Finanzierungsposten(SQLModel, table=True):
    __tablename__ = "finanzierungsposten"
    __table_args__ = (
        CheckConstraint("betrag_cent > 0", name="betrag"),
        CheckConstraint("(art = 'drittmittel') = (zusage IS NOT NULL)", name="zusage_drittmittel"),
    )

    id: int | None = Field(default=None, primary_key=True)
    antrag_id: int = Field(foreign_key="antrag.id", index=True)
    art: Finanzierungsart = Field(sa_column=enum_column(Finanzierungsart, "art"))
    text: str = Field(max_length=160)
    betrag_cent: int
    zusage: Zusage | None = Field(
        default=None, sa_column=enum_column(Zusage, "zusage", nullable=True)
    )


class AntragHandlungsfeld(SQLModel, table=True):
    __tablename__ = "antrag_handlungsfeld"

    antrag_id: int = Field(foreign_key="antrag.id", primary_key=True)
    handlungsfeld: Handlungsfeld = Field(
        sa_column=enum_column(Handlungsfeld, "handlungsfeld", primary_key=True)
    )


class AntragZielgruppe(SQLModel, table=True):
    __tablename__ = "antrag_zielgruppe"

    antrag_id: int = Field(foreign_key="antrag.id", primary_key=True)
    zielgruppe: Zielgruppe = Field(
        sa_column=enum_column(Zielgruppe, "zielgruppe", primary_key=True)
    )


class AntragZieldimension(SQLModel, table=True):
    __tablename__ = "antrag_zieldimension"

    antrag_id: int = Field(foreign_key="antrag.id", primary_key=True)
    zieldimension: Zieldimension = Field(
        sa_column=enum_column(Zieldimension, "zieldimension", primary_key=True)
    )


class Regelbegruendung(SQLModel, table=True):
    """The applicant's sentence to a rule that warns (severity W)."""

    __tablename__ = "regelbegruendung"

    antrag_id: int = Field(foreign_key="antrag.id", primary_key=True)
    regel: str = Field(max_length=3, primary_key=True)
    text: str = Field(max_length=600)


class Votum(SQLModel, table=True):
    """The tally of a Gremium; a returned Antrag can get another one."""

    __tablename__ = "votum"
    __table_args__ = (
        CheckConstraint(
            "ja >= 0 AND nein >= 0 AND enthaltung >= 0 AND befangen >= 0", name="stimmen"
        ),
        CheckConstraint("ja + nein + enthaltung > 0", name="jemand_stimmt"),
        CheckConstraint("empfohlen_cent >= 0", name="empfohlen"),
        CheckConstraint("(ja > nein) = (empfohlen_cent > 0)", name="mehrheit"),
    )

    id: int | None = Field(default=None, primary_key=True)
    antrag_id: int = Field(foreign_key="antrag.id", index=True)
    datum: date
    ja: int
    nein: int
    enthaltung: int = Field(default=0)
    befangen: int = Field(default=0)
    empfohlen_cent: int
    grund: str = Field(max_length=2000)
    erfasst_von_id: int = Field(foreign_key="mitarbeiter.id")
    erfasst_am: datetime = Field(sa_type=UtcDateTime)


class Befangenheit(SQLModel, table=True):
    """A member of staff declared to be biased for this Antrag (§ 18 GemO)."""

    __tablename__ = "befangenheit"
    __table_args__ = (UniqueConstraint("antrag_id", "staff_id"),)

    id: int | None = Field(default=None, primary_key=True)
    antrag_id: int = Field(foreign_key="antrag.id", index=True)
    staff_id: int = Field(foreign_key="mitarbeiter.id")
    erklaert_am: datetime = Field(sa_type=UtcDateTime)
