"""Idee: columns and constraints."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, Text, event
from sqlmodel import Field, SQLModel, col

from app.db import UtcDateTime, bool_column, enum_column, relation
from app.i18n import _l
from app.ideen.antwort import Antwort, is_latest
from app.ideen.status import (
    BEANTWORTET,
    IDEENSTATUS,
    LEBENSLAUF,
    NICHT_BEGONNEN,
    OEFFENTLICH,
    STAND_INTERN,
    Ablehnungsgrund,
    Ideenstatus,
)
from app.quartiere.begriffe import Handlungsfeld
from app.quartiere.models import Quartier, Stadtteil
from app.text.folding import search_key
from app.vorgaenge.models import Vorgang


class Kategorie(StrEnum):
    idee = "idee"
    hinweis = "hinweis"
    frage = "frage"
    lob = "lob"


class Kanal(StrEnum):
    online = "online"
    telefon = "telefon"
    papier = "papier"
    vor_ort = "vor_ort"


# What staff may publish otherwise than it was sent, and its word.
SCHWAERZBAR = {
    "titel": _l("Titel"),
    "text": _l("Text"),
    "ort": _l("Ort"),
    "name_anzeige": _l("Name"),
}


class Idee(SQLModel, table=True):
    """What a resident proposes. Contact data is not here but in the Vorgang.

    `original_…` holds what was sent where staff published something else: never public.
    `verborgen_als` is where it stood when it was taken down, until it is public again; why stands
    in `ablehnungsgrund` and `ablehnung_text`. `ohne_foto`: its pictures were held back.
    `antwort` is the latest answer; `beantwortet_am` is when the latest came that said yes, partly
    or no, beside the Idee so that the public lists walk an index in its order. `suchschluessel` is
    folded from title, text and place as they stand here; no index helps to look inside of it.
    """

    __tablename__ = "idee"
    __table_args__ = (
        CheckConstraint("length(titel) BETWEEN 1 AND 100", name="titel"),
        CheckConstraint("length(text) BETWEEN 1 AND 2000", name="text"),
        CheckConstraint(
            "quartier_id IS NOT NULL OR stadtteil_id IS NOT NULL", name="quartier_oder_stadtteil"
        ),
        # What the answer itself must say is promised by its own table.
        CheckConstraint(
            f"{BEANTWORTET.outside()} OR beantwortet_am IS NOT NULL", name="antwort_mit_tag"
        ),
        CheckConstraint(
            "(status = 'abgelehnt_netiquette') <= (ablehnungsgrund IS NOT NULL)",
            name="ablehnung_mit_grund",
        ),
        CheckConstraint(
            "(status = 'zusammengefuehrt') = (zusammengefuehrt_mit_id IS NOT NULL)",
            name="zusammengefuehrt_mit",
        ),
        CheckConstraint("zusammengefuehrt_mit_id <> id", name="nicht_mit_sich"),
        CheckConstraint(
            "status <> 'verborgen' OR verborgen_als IS NOT NULL", name="verborgen_gemerkt"
        ),
        CheckConstraint(
            f"verborgen_als IS NULL OR {OEFFENTLICH.outside()}", name="verborgen_nicht_oeffentlich"
        ),
        CheckConstraint(
            "verborgen_als IS NULL"
            " OR (veroeffentlicht_am IS NOT NULL AND ablehnungsgrund IS NOT NULL)",
            name="verborgen_mit_grund",
        ),
        Index("ix_idee_status_eingegangen_am", "status", "eingegangen_am"),
        # Each filter of the public lists with what they are sorted by: no list is sorted anew.
        Index("ix_idee_veroeffentlicht_am", "veroeffentlicht_am", "id"),
        Index("ix_idee_quartier_veroeffentlicht_am", "quartier_id", "veroeffentlicht_am", "id"),
        Index("ix_idee_thema_veroeffentlicht_am", "thema", "veroeffentlicht_am", "id"),
        Index("ix_idee_status_veroeffentlicht_am", "status", "veroeffentlicht_am", "id"),
        Index("ix_idee_beantwortet_am", "beantwortet_am", "id"),
        Index("ix_idee_quartier_beantwortet_am", "quartier_id", "beantwortet_am", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    vorgang_id: int = Field(foreign_key="vorgang.id", unique=True)
    vorgangsnummer: str = Field(max_length=20, unique=True)
    titel: str = Field(max_length=100)
    text: str = Field(sa_type=Text)
    original_titel: str | None = Field(default=None, max_length=100)
    original_text: str | None = Field(default=None, sa_type=Text)
    original_ort: str | None = Field(default=None, max_length=120)
    original_name_anzeige: str | None = Field(default=None, max_length=60)
    quartier_id: int | None = Field(default=None, foreign_key="quartier.id")
    stadtteil_id: int | None = Field(default=None, foreign_key="stadtteil.id", index=True)
    ort: str = Field(default="", max_length=120)
    thema: Handlungsfeld | None = Field(
        default=None, sa_column=enum_column(Handlungsfeld, "thema", nullable=True)
    )
    kategorie: Kategorie = Field(
        default=Kategorie.idee, sa_column=enum_column(Kategorie, "kategorie")
    )
    kanal: Kanal = Field(default=Kanal.online, sa_column=enum_column(Kanal, "kanal"))
    name_anzeige: str = Field(default="", max_length=60)
    status: Ideenstatus = Field(
        default=Ideenstatus.eingereicht, sa_column=enum_column(Ideenstatus, "status")
    )
    eingegangen_am: datetime = Field(sa_type=UtcDateTime)
    pruefen_bis: datetime = Field(sa_type=UtcDateTime)
    veroeffentlicht_am: datetime | None = Field(default=None, sa_type=UtcDateTime)
    antwort_bis: datetime | None = Field(default=None, sa_type=UtcDateTime)
    verborgen_als: Ideenstatus | None = Field(
        default=None, sa_column=enum_column(Ideenstatus, "verborgen_als", nullable=True)
    )
    ohne_foto: bool = Field(default=False, sa_column=bool_column("ohne_foto"))
    ablehnungsgrund: Ablehnungsgrund | None = Field(
        default=None, sa_column=enum_column(Ablehnungsgrund, "ablehnungsgrund", nullable=True)
    )
    ablehnung_text: str = Field(default="", max_length=1000)
    widersprochen_am: datetime | None = Field(default=None, sa_type=UtcDateTime)
    zusammengefuehrt_mit_id: int | None = Field(default=None, foreign_key="idee.id", index=True)
    weitergeleitet_an: str = Field(default="", max_length=120)
    weitergeleitet_am: datetime | None = Field(default=None, sa_type=UtcDateTime)
    beantwortet_am: datetime | None = Field(default=None, sa_type=UtcDateTime)
    suchschluessel: str = Field(default="", sa_type=Text)

    vorgang: "Vorgang" = relation()
    quartier: Quartier | None = relation()
    stadtteil: Stadtteil | None = relation()
    zusammengefuehrt_mit: "Idee" = relation(remote_side="Idee.id")
    antwort: Antwort | None = relation(
        primaryjoin=lambda: (col(Antwort.idee_id) == Idee.id) & is_latest(),
        uselist=False,
        viewonly=True,
    )

    @property
    def area_name(self) -> str:
        """Of its Quartier, or of the Stadtteil where there is none yet; both loaded."""
        area = self.quartier or self.stadtteil
        return area.name if area else ""

    @property
    def is_public(self) -> bool:
        """As `queries.is_public` says it of rows."""
        return self.veroeffentlicht_am is not None and self.status in OEFFENTLICH

    @property
    def is_redacted(self) -> bool:
        return any(getattr(self, f"original_{name}") is not None for name in SCHWAERZBAR)

    @property
    def seeks_money(self) -> bool:
        """Whoever wants to may ask a Fonds for it: nobody has begun, and it is something to do."""
        return self.kategorie is Kategorie.idee and self.status in NICHT_BEGONNEN

    @property
    def stand(self) -> str:
        """The state in words, as the badge says it."""
        return self._dated(IDEENSTATUS[self.status])

    @property
    def stand_intern(self) -> str:
        """The state in words for staff."""
        return self._dated(STAND_INTERN[self.status])

    def _dated(self, state: str) -> str:
        word = str(state)
        return f"{word}, {self.wann}" if self.status in BEANTWORTET and self.wann else word

    @property
    def wann(self) -> str:
        """When it will be there, in the words of the answer; "" where none promises it."""
        return self.antwort.when if self.antwort else ""

    @property
    def ton(self) -> str:
        return LEBENSLAUF.tone(self.status)

    def schwaerzen(self, **published: str) -> None:
        """Replace what will be published, by `SCHWAERZBAR`; what was sent first is kept."""
        for name, value in published.items():
            before, original = getattr(self, name), f"original_{name}"
            if value != before and getattr(self, original) is None:
                setattr(self, original, before)
            setattr(self, name, value)


@event.listens_for(Idee, "before_insert")
@event.listens_for(Idee, "before_update")
def _fold(_mapper: object, _connection: object, row: Idee) -> None:
    """The key follows whatever is saved."""
    row.suchschluessel = search_key(f"{row.titel}\n{row.text}\n{row.ort}")
