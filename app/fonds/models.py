"""The pots: Fonds, their rules as data, one Fondsjahr a year, and the ledger's Buchungen."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.db import UtcDateTime, enum_column, relation
from app.i18n import _l
from app.quartiere.models import Quartier, Stadtbezirk


class Fondsart(StrEnum):
    quartiersfonds = "quartiersfonds"
    verfuegungsfonds = "verfuegungsfonds"
    bezirksbudget = "bezirksbudget"


class Entscheidungsart(StrEnum):
    """Who decides (fonds.md 5.4); what each means stands in `entscheidung`."""

    koordination = "koordination"
    gremium_entscheidet = "gremium_entscheidet"
    gremium_empfiehlt_bv_gibt_frei = "gremium_empfiehlt_bv_gibt_frei"
    bezirksbeirat = "bezirksbeirat"
    gremium_empfiehlt_amt_entscheidet = "gremium_empfiehlt_amt_entscheidet"
    versammlung = "versammlung"
    konsens = "konsens"
    bezirksvorsteher = "bezirksvorsteher"


class Antragstellerart(StrEnum):
    privatperson = "privatperson"
    gruppe = "gruppe"
    verein = "verein"
    traeger = "traeger"
    einrichtung = "einrichtung"
    unternehmen = "unternehmen"


ANTRAGSTELLERARTEN: dict[Antragstellerart, str] = {
    Antragstellerart.privatperson: _l("Ich allein, als Privatperson"),
    Antragstellerart.gruppe: _l("Eine Gruppe ohne Rechtsform, zum Beispiel Nachbar*innen"),
    Antragstellerart.verein: _l("Ein Verein oder eine gemeinnützige Organisation"),
    Antragstellerart.traeger: _l("Ein Träger"),
    Antragstellerart.einrichtung: _l("Eine Einrichtung: Schule, Kita, Kirche"),
    Antragstellerart.unternehmen: _l("Ein Unternehmen"),
}

# The words above speak as the applicant ("Ich allein"); lists and staff need the kind.
KINDS: dict[Antragstellerart, str] = {
    Antragstellerart.privatperson: _l("Privatperson"),
    Antragstellerart.gruppe: _l("Gruppe ohne Rechtsform"),
    Antragstellerart.verein: _l("Verein"),
    Antragstellerart.traeger: _l("Träger"),
    Antragstellerart.einrichtung: _l("Einrichtung"),
    Antragstellerart.unternehmen: _l("Unternehmen"),
}


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


class Buchungsart(StrEnum):
    """Ledger entries (fonds.md 5.5)."""

    ansatz = "ansatz"
    uebertrag_ein = "uebertrag_ein"
    korrektur = "korrektur"
    reservierung = "reservierung"
    reserve_aufloesung = "reserve_aufloesung"
    bindung = "bindung"
    entbindung = "entbindung"
    auszahlung = "auszahlung"
    rueckzahlung = "rueckzahlung"
    uebertrag_aus = "uebertrag_aus"
    verfall = "verfall"


class FondsQuartier(SQLModel, table=True):
    __tablename__ = "fonds_quartier"

    fonds_id: int = Field(foreign_key="fonds.id", primary_key=True)
    quartier_id: int = Field(foreign_key="quartier.id", primary_key=True, index=True)


class Fonds(SQLModel, table=True):
    """`zwecke` and `ausschluesse` are plain sentences, one a line. `wer_entscheidet` tells in the
    Fonds's own words who sits in its body; who decides is said by `entscheidung`.

    `grenze_koordination_cent`: up to here the Quartierskoordination may decide alone.
    `naechste_frist` and `naechste_sitzung` belong to no year: who hands in before New Year may
    wait for a Sitzung after it.
    """

    __tablename__ = "fonds"
    __table_args__ = (
        CheckConstraint(
            "grenze_koordination_cent IS NULL OR grenze_koordination_cent > 0",
            name="grenze_koordination",
        ),
        CheckConstraint(
            "entscheidungsart <> 'koordination' OR grenze_koordination_cent IS NOT NULL",
            name="koordination_hat_grenze",
        ),
        CheckConstraint(
            "frist_rueckfrage_tage > 0 AND frist_pruefung_tage > 0 AND frist_freigabe_tage > 0"
            " AND frist_beanstandung_tage > 0",
            name="fristen",
        ),
        CheckConstraint("naechste_frist <= naechste_sitzung", name="frist_vor_sitzung"),
    )

    id: int | None = Field(default=None, primary_key=True)
    slug: str = Field(max_length=80, unique=True)
    name: str = Field(max_length=120)
    art: Fondsart = Field(sa_column=enum_column(Fondsart, "art"))
    entscheidungsart: Entscheidungsart = Field(
        sa_column=enum_column(Entscheidungsart, "entscheidungsart")
    )
    stadtbezirk_id: int = Field(foreign_key="stadtbezirk.id", index=True)
    kurztext: str = Field(default="", max_length=600)
    wer_entscheidet: str = Field(default="", max_length=400)
    zwecke: str = Field(default="", sa_type=Text)
    ausschluesse: str = Field(default="", sa_type=Text)
    traeger_name: str = Field(default="", max_length=160)
    grenze_koordination_cent: int | None = Field(default=None)
    frist_rueckfrage_tage: int = Field(default=14)
    frist_pruefung_tage: int = Field(default=5)
    frist_freigabe_tage: int = Field(default=14)
    frist_beanstandung_tage: int = Field(default=7)
    naechste_frist: date | None = Field(default=None)
    naechste_sitzung: date | None = Field(default=None)

    stadtbezirk: "Stadtbezirk" = relation()
    quartiere: list["Quartier"] = relation(secondary="fonds_quartier", order_by="Quartier.name")
    regeln: list["Fondsregel"] = relation(order_by="Fondsregel.regel")
    antragstellerarten: list["FondsAntragstellerart"] = relation(
        order_by="FondsAntragstellerart.art"
    )
    kategorien: list["FondsKategorie"] = relation(order_by="FondsKategorie.kategorie")
    jahre: list["Fondsjahr"] = relation("fonds", order_by="Fondsjahr.jahr")


class Schwere(StrEnum):
    """B blocks, W warns and wants a sentence, I informs the Gremium (fonds.md 5.2)."""

    B = "B"
    W = "W"
    I = "I"  # noqa: E741 - the field's own letter


class Fondsregel(SQLModel, table=True):
    """One rule of one Fonds. `wert` is the rule's parameter: cents, days, years or percent."""

    __tablename__ = "fondsregel"
    __table_args__ = (CheckConstraint("wert IS NULL OR wert >= 0", name="wert"),)

    fonds_id: int = Field(foreign_key="fonds.id", primary_key=True)
    regel: str = Field(max_length=3, primary_key=True)
    schwere: Schwere = Field(sa_column=enum_column(Schwere, "schwere"))
    wert: int | None = Field(default=None)


class FondsAntragstellerart(SQLModel, table=True):
    """Who may apply (R02)."""

    __tablename__ = "fonds_antragstellerart"

    fonds_id: int = Field(foreign_key="fonds.id", primary_key=True)
    art: Antragstellerart = Field(sa_column=enum_column(Antragstellerart, "art", primary_key=True))


class FondsKategorie(SQLModel, table=True):
    """What a Fonds says about one kind of costs (R12); without a row it is allowed uncapped.

    `hoechstanteil_prozent` is the largest share of all costs.
    """

    __tablename__ = "fonds_kategorie"
    __table_args__ = (
        CheckConstraint("hoechstanteil_prozent BETWEEN 1 AND 100", name="hoechstanteil"),
        CheckConstraint("erlaubt OR hoechstanteil_prozent IS NULL", name="nein_ohne_anteil"),
    )

    fonds_id: int = Field(foreign_key="fonds.id", primary_key=True)
    kategorie: Kostenkategorie = Field(
        sa_column=enum_column(Kostenkategorie, "kategorie", primary_key=True)
    )
    erlaubt: bool
    hoechstanteil_prozent: int | None = Field(default=None)


class Fondsjahr(SQLModel, table=True):
    """One Fonds's year: the account that everything is booked on, and the row that is locked."""

    __tablename__ = "fondsjahr"
    __table_args__ = (
        UniqueConstraint("fonds_id", "jahr"),
        CheckConstraint("jahr BETWEEN 2000 AND 2100", name="jahr"),
    )

    id: int | None = Field(default=None, primary_key=True)
    fonds_id: int = Field(foreign_key="fonds.id")
    jahr: int

    fonds: "Fonds" = relation("jahre")


class Buchung(SQLModel, table=True):
    """An append-only ledger entry in integer cents; triggers refuse UPDATE and DELETE.

    Only a `korrektur` and the reversal of an entry may be negative. `storniert_id` names the entry
    that this one takes back: same kind, same Antrag, opposite amount. `grund` is what somebody
    typed, `phrase` with `parameters` what the portal says by itself.
    """

    __tablename__ = "buchung"
    __table_args__ = (
        CheckConstraint("betrag_cent <> 0", name="betrag_nicht_null"),
        CheckConstraint(
            "betrag_cent > 0 OR art = 'korrektur' OR storniert_id IS NOT NULL",
            name="betrag_positiv",
        ),
        CheckConstraint("storniert_id <> id", name="nicht_sich_selbst"),
        CheckConstraint(
            "antrag_id IS NOT NULL OR art IN"
            " ('ansatz', 'uebertrag_ein', 'uebertrag_aus', 'korrektur', 'verfall')",
            name="antrag_benannt",
        ),
        CheckConstraint("phrase <> '' OR parameters = ''", name="parameters_of_phrase"),
    )

    id: int | None = Field(default=None, primary_key=True)
    fondsjahr_id: int = Field(foreign_key="fondsjahr.id", index=True)
    art: Buchungsart = Field(sa_column=enum_column(Buchungsart, "art"))
    betrag_cent: int
    antrag_id: int | None = Field(default=None, foreign_key="antrag.id", index=True)
    storniert_id: int | None = Field(default=None, foreign_key="buchung.id", unique=True)
    staff_id: int | None = Field(default=None, foreign_key="mitarbeiter.id")
    grund: str = Field(default="", max_length=400)
    phrase: str = Field(default="", max_length=60, sa_column_kwargs={"server_default": ""})
    parameters: str = Field(default="", sa_type=Text, sa_column_kwargs={"server_default": ""})
    am: datetime = Field(sa_type=UtcDateTime)
