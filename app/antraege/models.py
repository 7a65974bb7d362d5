"""Antrag: what is asked of a Fonds, and what was said and decided about it."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint, event
from sqlalchemy.orm import foreign
from sqlmodel import Field, SQLModel, col

from app.antraege.aims import AntragHandlungsfeld, AntragZieldimension, AntragZielgruppe
from app.antraege.status import BEWILLIGT, GEPRUEFT, LEBENSLAUF, Antragsstatus, Schritt
from app.auth.models import Zustaendigkeit
from app.db import UtcDateTime, bool_column, enum_column, relation
from app.fonds.models import Antragstellerart, Fonds, Fondsjahr, Kostenkategorie
from app.i18n import _l
from app.ideen.models import Idee
from app.projekte.models import Projekt
from app.quartiere.models import Quartier
from app.quartiere.zustaendigkeit import roles_there
from app.text.inputs import MAX_CENT
from app.text.keys import LONGEST, email_key, identity_key, phone_key
from app.vorgaenge.models import Vorgang


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


MAX_ANZAHL = 9_999


class Antrag(SQLModel, table=True):
    """A draft may hold anything, so most columns may be empty until it is submitted. `zustaendige`
    are the roles that hold in its Quartier, whoever has them."""

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
        CheckConstraint("deminimis_cent >= 0", name="deminimis"),
        CheckConstraint("empfohlen_cent BETWEEN 0 AND beantragt_cent", name="empfohlen"),
        CheckConstraint("bewilligt_cent <= beantragt_cent", name="nicht_mehr_als_beantragt"),
        CheckConstraint(
            f"{GEPRUEFT.outside()} OR geprueft_von_id IS NOT NULL",
            name="geprueft",
        ),
        CheckConstraint(
            f"{BEWILLIGT.outside()} OR (bewilligt_cent IS NOT NULL AND entschieden_am IS NOT NULL)",
            name="bewilligt_vollstaendig",
        ),
        CheckConstraint(
            "status <> 'abgelehnt' OR (entschieden_am IS NOT NULL"
            " AND length(entscheidung_grund) > 0)",
            name="ablehnung_mit_grund",
        ),
        CheckConstraint(
            "bewilligt_cent IS NULL OR entschieden_von_id <> geprueft_von_id", name="vier_augen"
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
    projekt_id: int | None = Field(default=None, foreign_key="projekt.id")
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
    vorsteuerabzug: bool | None = Field(default=None)
    verbleib: str = Field(default="", max_length=600)
    folgekosten: str = Field(default="", max_length=600)
    interessenkonflikt: str = Field(default="", max_length=600)
    deminimis_cent: int | None = Field(default=None)
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

    vorgang: "Vorgang" = relation()
    fonds: "Fonds" = relation()
    fondsjahr: "Fondsjahr" = relation()
    quartier: "Quartier" = relation()
    idee: "Idee" = relation()
    projekt: "Projekt" = relation()
    antragsteller: "Antragsteller" = relation("antrag", uselist=False)
    kosten: list["Kostenposition"] = relation(order_by="Kostenposition.id")
    finanzierung: list["Finanzierungsposten"] = relation(order_by="Finanzierungsposten.id")
    handlungsfelder: list["AntragHandlungsfeld"] = relation(
        order_by="AntragHandlungsfeld.handlungsfeld"
    )
    zielgruppen: list["AntragZielgruppe"] = relation(order_by="AntragZielgruppe.zielgruppe")
    zieldimensionen: list["AntragZieldimension"] = relation(
        order_by="AntragZieldimension.zieldimension"
    )
    begruendungen: list["Regelbegruendung"] = relation(order_by="Regelbegruendung.regel")
    rohtexte: list["Rohtext"] = relation(order_by="Rohtext.seite, Rohtext.feld")
    pruefungen: list["Pruefung"] = relation(order_by="Pruefung.id")
    voten: list["Votum"] = relation(order_by="Votum.id")
    befangenheiten: list["Befangenheit"] = relation(order_by="Befangenheit.id")
    zustaendige: list["Zustaendigkeit"] = relation(
        secondary="quartier",
        primaryjoin=lambda: col(Antrag.quartier_id) == foreign(col(Quartier.id)),
        secondaryjoin=roles_there,
        viewonly=True,
        order_by="Zustaendigkeit.id",
    )

    @property
    def letzter_tag(self) -> date | None:
        """With which it ends: whoever names no end does everything on one day."""
        return self.ende or self.beginn

    @property
    def reserve_cent(self) -> int:
        """What is kept for it while it is decided: the recommended, before that the requested."""
        return (
            self.empfohlen_cent if self.empfohlen_cent is not None else (self.beantragt_cent or 0)
        )

    @property
    def is_granted_in_part(self) -> bool:
        return self.bewilligt_cent is not None and self.bewilligt_cent < (self.beantragt_cent or 0)

    def move(
        self,
        schritt: StrEnum,
        *,
        faellig_am: datetime | None = None,
        to: Antragsstatus | None = None,
    ) -> Antragsstatus:
        """Take a transition; says which state it left. Raises StepNotPossible."""
        before = LEBENSLAUF.move(self, schritt, to=to)
        if self.status is not before:
            self.faellig_am = faellig_am
        return before

    def einreichen(self, *, at: datetime, faellig_am: datetime) -> None:
        self.move(Schritt.einreichen, faellig_am=faellig_am)
        self.eingereicht_am = at

    def pruefen(self, *, staff_id: int, faellig_am: datetime | None) -> None:
        self.move(Schritt.pruefen, faellig_am=faellig_am)
        self.geprueft_von_id = staff_id

    def votieren(self, *, empfohlen_cent: int, faellig_am: datetime) -> None:
        self.move(Schritt.votum, faellig_am=faellig_am)
        self.empfohlen_cent = empfohlen_cent

    def bewilligen(
        self, *, betrag_cent: int, auflagen: str, grund: str, staff_id: int, at: datetime
    ) -> None:
        self.move(Schritt.freigeben)
        self.bewilligt_cent, self.auflagen = betrag_cent, auflagen
        self._decided(grund=grund, staff_id=staff_id, at=at)

    def ablehnen(self, *, grund: str, staff_id: int, at: datetime) -> None:
        self.move(Schritt.ablehnen)
        self._decided(grund=grund, staff_id=staff_id, at=at)

    def _decided(self, *, grund: str, staff_id: int, at: datetime) -> None:
        self.entscheidung_grund, self.entschieden_von_id = grund, staff_id
        self.entschieden_am = at


class Antragsteller(SQLModel, table=True):
    """Who applies: personal data, apart from the public Antrag.

    Each `…_schluessel` is folded from the column of its name; applicants are compared by it.
    `email` of a draft is that of the Vorgang, which both its page and the page "Wer" change; once
    submitted it stays, and mail goes to the Vorgang's alone (address.py).
    """

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
    email_schluessel: str = Field(default="", max_length=LONGEST, index=True)
    telefon_schluessel: str = Field(default="", max_length=LONGEST, index=True)
    gruppe_schluessel: str = Field(default="", max_length=LONGEST, index=True)

    antrag: "Antrag" = relation("antragsteller")


@event.listens_for(Antragsteller, "before_insert")
@event.listens_for(Antragsteller, "before_update")
def _fold(_mapper: object, _connection: object, row: Antragsteller) -> None:
    """The keys follow whatever is saved."""
    row.email_schluessel = email_key(row.email)
    row.telefon_schluessel = phone_key(row.telefon)
    row.gruppe_schluessel = identity_key(row.gruppe)


class Kostenposition(SQLModel, table=True):
    """Quantity and unit price; the amount is never written down, so it cannot disagree."""

    __tablename__ = "kostenposition"
    __table_args__ = (
        CheckConstraint(f"anzahl BETWEEN 1 AND {MAX_ANZAHL}", name="anzahl"),
        CheckConstraint("einzelpreis_cent > 0", name="einzelpreis"),
        CheckConstraint(f"CAST(anzahl AS BIGINT) * einzelpreis_cent <= {MAX_CENT}", name="betrag"),
    )

    id: int | None = Field(default=None, primary_key=True)
    antrag_id: int = Field(foreign_key="antrag.id", index=True)
    kategorie: Kostenkategorie = Field(sa_column=enum_column(Kostenkategorie, "kategorie"))
    text: str = Field(max_length=160)
    anzahl: int = Field(default=1)
    einzelpreis_cent: int

    @property
    def betrag_cent(self) -> int:
        return self.anzahl * self.einzelpreis_cent


class Angebot(SQLModel, table=True):
    """An uploaded file shows what this line costs. The link goes with either end, never the file
    with the line."""

    __tablename__ = "angebot"

    datei_id: int = Field(foreign_key="datei.id", primary_key=True, ondelete="CASCADE")
    kostenposition_id: int = Field(foreign_key="kostenposition.id", index=True, ondelete="CASCADE")


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


class Regelbegruendung(SQLModel, table=True):
    """The applicant's sentence to a rule that warns (severity W)."""

    __tablename__ = "regelbegruendung"

    antrag_id: int = Field(foreign_key="antrag.id", primary_key=True)
    regel: str = Field(max_length=3, primary_key=True)
    text: str = Field(max_length=600)


class Rohtext(SQLModel, table=True):
    """What somebody typed on a page of a draft and left before it could be read: an amount that is
    none, a text that is too long, half a line of a plan. `feld` is the field's name on that page.
    """

    __tablename__ = "rohtext"
    __table_args__ = (CheckConstraint("length(text) > 0", name="text"),)

    antrag_id: int = Field(foreign_key="antrag.id", primary_key=True)
    seite: str = Field(max_length=20, primary_key=True)
    feld: str = Field(max_length=40, primary_key=True)
    text: str = Field(sa_type=Text)


class Pruefung(SQLModel, table=True):
    """A formal check. After a Rückfrage another person may check again; each is remembered, also
    one that was taken back."""

    __tablename__ = "pruefung"

    id: int | None = Field(default=None, primary_key=True)
    antrag_id: int = Field(foreign_key="antrag.id", index=True)
    staff_id: int = Field(foreign_key="mitarbeiter.id")
    vermerk: str = Field(default="", max_length=2000)
    am: datetime = Field(sa_type=UtcDateTime)
    zurueckgenommen_am: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Votum(SQLModel, table=True):
    """The tally of a Gremium; a returned Antrag can get another one. `berichtigt_am` is when
    another row took the place of one that was entered wrongly, `beanstandet_am` when the
    Bezirksvorsteher*in objected to it."""

    __tablename__ = "votum"
    __table_args__ = (
        CheckConstraint(
            "ja >= 0 AND nein >= 0 AND enthaltung >= 0 AND befangen >= 0", name="stimmen"
        ),
        CheckConstraint("ja + nein + enthaltung > 0", name="jemand_stimmt"),
        CheckConstraint("empfohlen_cent >= 0", name="empfohlen"),
        CheckConstraint("empfohlen_cent = 0 OR ja > nein", name="mehrheit"),
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
    berichtigt_am: datetime | None = Field(default=None, sa_type=UtcDateTime)
    beanstandet_am: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Befangenheit(SQLModel, table=True):
    """Somebody on staff is biased for this Antrag (§ 18 GemO); `fest` once another has acted."""

    __tablename__ = "befangenheit"
    __table_args__ = (UniqueConstraint("antrag_id", "staff_id"),)

    id: int | None = Field(default=None, primary_key=True)
    antrag_id: int = Field(foreign_key="antrag.id", index=True)
    staff_id: int = Field(foreign_key="mitarbeiter.id")
    erklaert_am: datetime = Field(sa_type=UtcDateTime)
    fest: bool = Field(default=False, sa_column=bool_column("fest"))
