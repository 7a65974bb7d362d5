"""The tally of the Gremium, as it stands on the sheet of its meeting."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from app.antraege import policy
from app.antraege.bookkeeping import begin, reserve, save
from app.antraege.decision import weg
from app.antraege.evidence import evidence_of
from app.antraege.fristen import release_by
from app.antraege.hindrances import hindrance_to
from app.antraege.models import Antrag, Votum
from app.antraege.status import Antragsstatus, Schritt
from app.auth.actor import Actor
from app.casework.notes import note
from app.casework.steps import StaffStep
from app.clock import BERLIN
from app.db import row_id
from app.errors import FieldRefused
from app.i18n import _, _l
from app.text.formats import datum, geld
from app.text.inputs import says_something
from app.web.fields import AreaField, DateField, EuroField, IntField
from app.web.forms import Form


class VotumForm(Form):
    datum = DateField(
        _l("Tag der Abstimmung"),
        required=True,
        missing=_l("Bitte tragen Sie ein, wann abgestimmt wurde."),
    )
    ja = IntField(_l("Ja"), required=True, high=500, missing=_l("Wie viele haben Ja gesagt?"))
    nein = IntField(_l("Nein"), required=True, high=500, missing=_l("Wie viele haben Nein gesagt?"))
    enthaltung = IntField(
        _l("Enthaltung"), required=True, high=500, missing=_l("Wenn niemand: 0 eintragen.")
    )
    befangen = IntField(
        _l("Befangen"), required=True, high=500, missing=_l("Wenn niemand: 0 eintragen.")
    )
    empfohlen_cent = EuroField(
        _l("Empfohlener Betrag"),
        required=True,
        hint=_l("Ohne Mehrheit: 0"),
        missing=_l("Bitte tragen Sie ein, wie viel das Gremium empfiehlt. Ohne Mehrheit: 0."),
    )
    grund = AreaField(
        _l("Begründung"),
        id="votum-grund",
        max=2000,
        rows=3,
        hint=_l("Nötig, wenn weniger empfohlen ist als beantragt."),
    )


@dataclass(frozen=True)
class Stimmen:
    """The tally of a Gremium."""

    ja: int
    nein: int
    enthaltung: int = 0
    befangen: int = 0

    def carried(self, *, unanimous: bool = False) -> bool:
        """Simple majority; a tie is a no (fonds.md 5.4). In a Konsens nobody says no."""
        return self.ja > self.nein and not (unanimous and self.nein)


def votum_erfassen(
    session: Session,
    antrag: Antrag,
    *,
    stimmen: Stimmen,
    datum: date,
    empfohlen_cent: int,
    grund: str,
    by: Actor,
    at: datetime,
) -> None:
    """Record the tally; the reserve follows what is recommended.

    Without a majority nothing is recommended and the reserve is free. Raises FieldRefused for
    values that do not fit the Antrag.
    """
    antrag = begin(session, antrag, STEP.schritt, STEP.may, by=by, at=at)
    check_votum(antrag, stimmen, datum, empfohlen_cent, grund, at)
    reserve(session, antrag, empfohlen_cent, by=by, at=at)
    antrag.votieren(empfohlen_cent=empfohlen_cent, faellig_am=release_by(antrag, at))
    add_row(session, antrag, stimmen, datum, empfohlen_cent, grund, by=by, at=at)
    save(session, antrag, at)
    note(
        session,
        antrag,
        Schritt.votum,
        Antragsstatus.formal_geprueft,
        by=by,
        at=at,
        reason=grund,
        evidence=evidence_of(antrag, Schritt.votum),
        amount_cent=empfohlen_cent,
        public=False,  # the tally is public after the decision; the Votum's row tells it then
    )


def add_row(
    session: Session,
    antrag: Antrag,
    stimmen: Stimmen,
    datum: date,
    empfohlen_cent: int,
    grund: str,
    *,
    by: Actor,
    at: datetime,
) -> None:
    """The tally as one more row, the last one of the Antrag."""
    row = Votum(
        antrag_id=row_id(antrag.id),
        datum=datum,
        ja=stimmen.ja,
        nein=stimmen.nein,
        enthaltung=stimmen.enthaltung,
        befangen=stimmen.befangen,
        empfohlen_cent=empfohlen_cent,
        grund=grund,
        erfasst_von_id=row_id(by.staff_id),
        erfasst_am=at,
    )
    session.add(row)
    antrag.voten.append(row)


def check_votum(
    antrag: Antrag, stimmen: Stimmen, datum: date, empfohlen_cent: int, grund: str, at: datetime
) -> None:
    """Raises FieldRefused."""
    most, carried = antrag.beantragt_cent or 0, stimmen.carried(unanimous=weg(antrag).unanimous)
    if min(stimmen.ja, stimmen.nein, stimmen.enthaltung, stimmen.befangen) < 0:
        raise FieldRefused("ja", _("Eine Zahl von Stimmen kann nicht kleiner als null sein."))
    if stimmen.ja + stimmen.nein + stimmen.enthaltung == 0:
        raise FieldRefused("ja", _("Tragen Sie ein, wie viele Personen abgestimmt haben."))
    _check_day(antrag, datum, at)
    if not carried and empfohlen_cent != 0:
        raise FieldRefused("empfohlen_cent", _nothing_carried(antrag))
    if carried and not 0 < empfohlen_cent <= most:
        raise FieldRefused(
            "empfohlen_cent",
            _("Tragen Sie einen Betrag bis %(betrag)s ein: So viel ist beantragt.")
            % {"betrag": geld(most)},
        )
    if empfohlen_cent < most and not says_something(grund):
        raise FieldRefused(
            "grund", _("Schreiben Sie, warum weniger als der beantragte Betrag empfohlen ist.")
        )


def _nothing_carried(antrag: Antrag) -> str:
    if weg(antrag).unanimous:
        return _("Bei einem Nein gibt es keinen Konsens. Tragen Sie null Euro ein.")
    return _("Ohne Mehrheit ist nichts empfohlen. Tragen Sie null Euro ein.")


def _check_day(antrag: Antrag, day: date, at: datetime) -> None:
    """Nobody votes on what has not come in."""
    if day > at.astimezone(BERLIN).date():
        raise FieldRefused("datum", _("Der Tag der Abstimmung liegt in der Zukunft."))
    came_in = antrag.eingereicht_am
    if came_in and day < came_in.astimezone(BERLIN).date():
        raise FieldRefused(
            "datum",
            _("Der Antrag kam erst am %(tag)s. Bitte prüfen Sie den Tag der Abstimmung.")
            % {"tag": datum(came_in)},
        )


def _record_votum(
    session: Session, antrag: Antrag, *, by: Actor, at: datetime, **votum: Any
) -> None:
    stimmen, rest = tally_of(votum)
    votum_erfassen(session, antrag, stimmen=stimmen, by=by, at=at, **rest)


def tally_of(typed: dict[str, Any]) -> tuple[Stimmen, dict[str, Any]]:
    """The votes, and what else stands in the form."""
    names = ("ja", "nein", "enthaltung", "befangen")
    rest = {name: value for name, value in typed.items() if name not in names}
    return Stimmen(**{name: typed[name] for name in names}), rest


STEP = StaffStep(
    Schritt.votum,
    "votum",
    _l("Votum eintragen"),
    _l("Votum eintragen"),
    VotumForm,
    _record_votum,
    _l("Votum eingetragen. Empfohlen: %(betrag)s."),
    policy.may_votum_erfassen,
    kind="haupt",
    panel="intern/antraege/_votum_erfassen.html",
    initial=lambda antrag: {
        "enthaltung": 0,
        "befangen": 0,
        "empfohlen_cent": antrag.beantragt_cent,
    },
    hindrance=hindrance_to(Schritt.votum),
)
