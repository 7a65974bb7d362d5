"""The official answer to an Idee: columns and constraints."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ColumnElement, Text, UniqueConstraint, func
from sqlalchemy.orm import aliased
from sqlmodel import Field, SQLModel, col, select

from app.db import UtcDateTime, enum_column
from app.i18n import _l
from app.text.formats import NOTHING


class Machbar(StrEnum):
    ja = "ja"
    teilweise = "teilweise"
    nein = "nein"
    noch_offen = "noch_offen"


MACHBAR: dict[Machbar, str] = {
    Machbar.ja: _l("Ja, das geht"),
    Machbar.teilweise: _l("Das geht zum Teil"),
    Machbar.nein: _l("Nein, das geht nicht"),
    Machbar.noch_offen: _l("Noch offen"),
}


class Antwortgrund(StrEnum):
    rechtliche_gruende = "rechtliche_gruende"
    rechte_dritter = "rechte_dritter"
    keine_mittel = "keine_mittel"
    nicht_zustaendig = "nicht_zustaendig"
    bereits_vorhanden = "bereits_vorhanden"
    technisch_nicht_moeglich = "technisch_nicht_moeglich"
    kein_quartiersbezug = "kein_quartiersbezug"


ANTWORTGRUENDE: dict[Antwortgrund, str] = {
    Antwortgrund.rechtliche_gruende: _l("Das Recht lässt es nicht zu"),
    Antwortgrund.rechte_dritter: _l("Andere haben Rechte daran"),
    Antwortgrund.keine_mittel: _l("Dafür ist kein Geld da"),
    Antwortgrund.nicht_zustaendig: _l("Dafür ist eine andere Stelle zuständig"),
    Antwortgrund.bereits_vorhanden: _l("Das gibt es schon oder es ist geplant"),
    Antwortgrund.technisch_nicht_moeglich: _l("Das geht technisch nicht"),
    Antwortgrund.kein_quartiersbezug: _l("Das betrifft nicht das Quartier"),
}


class Antwort(SQLModel, table=True):
    """What the city answers. A correction or an extension is one more row with the next `nummer`;
    the highest holds.

    Yes and partly say when, no says why, open says until when the answer will come (`bis`, aware
    UTC): S2 K8.3. `staff_id` is None where nobody of the portal's staff wrote it down.
    """

    __tablename__ = "antwort"
    __table_args__ = (
        UniqueConstraint("idee_id", "nummer"),
        CheckConstraint("nummer >= 1", name="nummer"),
        CheckConstraint("length(text) BETWEEN 1 AND 2000", name="text"),
        CheckConstraint(
            "(machbar IN ('ja', 'teilweise')) = (length(wann) > 0)", name="ja_mit_wann"
        ),
        CheckConstraint("(machbar = 'nein') = (grund IS NOT NULL)", name="nein_mit_grund"),
        CheckConstraint("(machbar = 'noch_offen') = (bis IS NOT NULL)", name="offen_mit_tag"),
    )

    id: int | None = Field(default=None, primary_key=True)
    idee_id: int = Field(foreign_key="idee.id")
    nummer: int = 1
    machbar: Machbar = Field(sa_column=enum_column(Machbar, "machbar"))
    wann: str = Field(default="", max_length=120)
    grund: Antwortgrund | None = Field(
        default=None, sa_column=enum_column(Antwortgrund, "grund", nullable=True)
    )
    bis: datetime | None = Field(default=None, sa_type=UtcDateTime)
    text: str = Field(sa_type=Text)
    gegeben_am: datetime = Field(sa_type=UtcDateTime)
    staff_id: int | None = Field(default=None, foreign_key="mitarbeiter.id")

    @property
    def when(self) -> str:
        """`wann`, "" where release 0.1 let a yes be without it."""
        return "" if self.wann == NOTHING else self.wann

    @property
    def statement(self) -> str:
        """Whether it goes, in words."""
        return str(MACHBAR[self.machbar])

    @property
    def why_not(self) -> str:
        """The reason of a no in words, else ""."""
        return str(ANTWORTGRUENDE[self.grund]) if self.grund else ""


def is_latest() -> ColumnElement[bool]:
    """That no other answer to the same Idee came after this one."""
    other = aliased(Antwort)
    highest = select(func.max(other.nummer)).where(other.idee_id == Antwort.idee_id)
    return col(Antwort.nummer) == highest.correlate_except(other).scalar_subquery()
