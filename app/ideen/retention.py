"""How long what belongs to an Idee is stored (recht.md 10, entscheidungen 27 and 28).

Title, text, place and picture of a published Idee stay as part of the Quartier's history.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, func, or_, update
from sqlalchemy.orm import joinedload
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from app.casework.deletion import Loeschart
from app.casework.lifecycle import Owner
from app.casework.retention import Period, Retention, Rows
from app.files.forgetting import forget_files, forget_names
from app.files.models import Datei
from app.history.evidence import values
from app.history.forgetting import forget_texts, has_texts
from app.history.queries import moved_at, taken_at
from app.i18n import _l
from app.ideen.antwort import Antwort
from app.ideen.eingabe import STORED, Ideeneingabe
from app.ideen.evidence import CONTENTS
from app.ideen.models import SCHWAERZBAR, Idee
from app.ideen.queries import is_public
from app.ideen.status import LEBENSLAUF, Schritt
from app.settings import Settings
from app.text.formats import NOTHING
from app.vorgaenge.messages import Nachricht
from app.vorgaenge.models import Vorgang
from app.vorgaenge.retention import (
    FILES,
    MESSAGES,
    VORGANG,
    forget_address,
    forget_messages,
    forget_vorgaenge,
    not_emptied,
)

_PICTURE = "idee"
# What stands beside the Idee for its sender, or of them; a refusal stays after an objection.
_TO_SENDER = ("name_anzeige", "ablehnung_text")
_ORIGINALS = tuple(f"original_{name}" for name in SCHWAERZBAR)
_EMPTY: dict[str, Any] = {
    "titel": NOTHING,
    "text": NOTHING,
    "ort": "",
    "suchschluessel": "",
    **dict.fromkeys(_TO_SENDER, ""),
} | dict.fromkeys(_ORIGINALS)
# What was answered goes on outside the portal, where nobody would ever tell it of an end: for the
# portal the answer is one, and each later step begins the time anew.
_ENDED = LEBENSLAUF.ends | LEBENSLAUF.owned_by(Owner.office)
# What everybody may read goes on being watched for changes without a step.
_PUBLISHING = (Schritt.veroeffentlichen, Schritt.wieder_veroeffentlichen)
_PUBLIC = ("titel", "text", "ort", "antwort")


def _ended(before: datetime) -> SelectOfScalar[Any]:
    """The last end counts: what has moved on and ended once more has its time from then."""
    ended = _ENDED.holds(col(Idee.status))
    return _open().where(ended, moved_at(col(Idee.vorgangsnummer)) < before)


def _open() -> SelectOfScalar[Any]:
    return not_emptied(col(Idee.id), col(Idee.vorgang_id))


def _addressed(before: datetime) -> SelectOfScalar[Any]:
    return _ended(before).where(col(Vorgang.email).is_not(None))


def contact_over(session: Session, idee: Idee, at: datetime) -> bool:
    """Whether the time of an address is over at that moment (aware UTC)."""
    if idee.status not in _ENDED:
        return False
    ended = _ended(KONTAKT.period.before(at)).where(col(Idee.id) == idee.id)
    return session.exec(ended).first() is not None


def _discussed(before: datetime) -> SelectOfScalar[Any]:
    """Whatever else tells of the sender beside what is public."""
    return _ended(before).where(
        or_(
            *(col(getattr(Idee, name)) != "" for name in _TO_SENDER),
            has_texts(col(Idee.vorgangsnummer)),
            exists().where(col(Nachricht.vorgang_id) == col(Idee.vorgang_id)),
            _has_files(or_(col(Datei.zweck) != _PICTURE, col(Datei.name) != "")),
        )
    )


def _unpublished(before: datetime) -> SelectOfScalar[Any]:
    return _ended(before).where(~is_public())


def _redacted(before: datetime) -> SelectOfScalar[Any]:
    withheld = is_public() & _has_files(_withheld())
    originals = [col(getattr(Idee, name)).is_not(None) for name in _ORIGINALS]
    again = taken_at(col(Idee.vorgangsnummer), _PUBLISHING)
    published = func.coalesce(again, col(Idee.veroeffentlicht_am)) < before
    return _open().where(published, or_(withheld, *originals))


def _has_files(which: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(col(Datei.thread) == col(Idee.vorgangsnummer), which)


def _withheld() -> ColumnElement[bool]:
    return (col(Datei.zweck) == _PICTURE) & ~col(Datei.oeffentlich)


def _forget_address(
    session: Session, _settings: Settings, ids: Sequence[int], _at: datetime
) -> None:
    forget_address(session, [idee.vorgangsnummer for idee in _ideen(session, ids)])


def _forget_messages(
    session: Session, settings: Settings, ids: Sequence[int], at: datetime
) -> None:
    ideen = _ideen(session, ids)
    nummern = [idee.vorgangsnummer for idee in ideen]
    own = col(Datei.thread).in_(nummern)
    forget_messages(session, nummern)
    forget_files(session, settings, own & (col(Datei.zweck) != _PICTURE))
    forget_names(session, own)
    session.execute(update(Idee).where(col(Idee.id).in_(ids)).values(dict.fromkeys(_TO_SENDER, "")))
    watched = {i.vorgangsnummer: values(CONTENTS, i, _PUBLIC) for i in ideen if i.is_public}
    forget_texts(session, nummern, at=at, evidence=watched)


def _ideen(session: Session, ids: Sequence[int]) -> Sequence[Idee]:
    query = select(Idee).where(col(Idee.id).in_(ids))
    return session.exec(query.options(joinedload(Idee.antwort))).all()  # type: ignore[arg-type]


def _forget_originals(
    session: Session, settings: Settings, ids: Sequence[int], _at: datetime
) -> None:
    threads = select(Idee.vorgangsnummer).where(col(Idee.id).in_(ids))
    forget_files(session, settings, _withheld() & col(Datei.thread).in_(threads))
    nothing = dict.fromkeys(_ORIGINALS)
    session.execute(update(Idee).where(col(Idee.id).in_(ids)).values(nothing))


def _empty(session: Session, settings: Settings, ids: Sequence[int], at: datetime) -> None:
    nummern = session.exec(select(Idee.vorgangsnummer).where(col(Idee.id).in_(ids))).all()
    session.execute(delete(Antwort).where(col(Antwort.idee_id).in_(ids)))
    session.execute(update(Idee).where(col(Idee.id).in_(ids)).values(_EMPTY))
    forget_vorgaenge(session, settings, nummern, at=at)


def _left(before: datetime) -> SelectOfScalar[Any]:
    return select(col(Ideeneingabe.id)).where(col(Ideeneingabe.angelegt_am) < before)


def _forget_left(session: Session, _settings: Settings, ids: Sequence[int], _at: datetime) -> None:
    session.execute(delete(Ideeneingabe).where(col(Ideeneingabe.id).in_(ids)))


_LOCKS = (Vorgang, Idee)

KONTAKT = Retention(
    "idee_email",
    _l("E-Mail-Adresse zu einer Idee"),
    Period(months=12),
    _l("nach der Antwort oder einem anderen Ende der Idee"),
    Loeschart.geloescht,
    VORGANG,
    Rows(_addressed, _LOCKS, _forget_address),
    announced=True,
)
RETENTIONS = (
    Retention(
        "idee_eingabe",
        _l("Eine Idee, die Sie angesehen und nicht abgeschickt haben"),
        STORED,
        _l("nach dem Ausfüllen"),
        Loeschart.geloescht,
        ("ideeneingabe.felder",),
        Rows(_left, (Ideeneingabe,), _forget_left),
        asks=False,
    ),
    KONTAKT,
    Retention(
        "idee_nachrichten",
        _l("Angezeigter Name und Nachrichten zu einer Idee"),
        Period(months=12),
        _l("nach der Antwort oder einem anderen Ende der Idee"),
        Loeschart.geloescht,
        (*(f"idee.{name}" for name in _TO_SENDER), *MESSAGES, *FILES),
        Rows(_discussed, _LOCKS, _forget_messages),
    ),
    Retention(
        "idee_erste_fassung",
        _l("Erste Fassung einer Idee, die wir angepasst haben"),
        Period(months=6),
        _l("nach der Veröffentlichung"),
        Loeschart.geloescht,
        (*(f"idee.{name}" for name in _ORIGINALS), *FILES),
        Rows(_redacted, _LOCKS, _forget_originals),
        announced=True,
    ),
    Retention(
        "idee_unveroeffentlicht",
        _l("Zurückgezogene, abgelehnte und geschlossene Ideen"),
        Period(months=24),
        _l("nach dem Ende"),
        Loeschart.anonymisiert,
        (
            *(f"idee.{name}" for name in _EMPTY),
            "antwort.text",
            "antwort.wann",
            *VORGANG,
            *MESSAGES,
            *FILES,
        ),
        Rows(_unpublished, _LOCKS, _empty),
        announced=True,
    ),
)
