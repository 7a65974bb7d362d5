"""How long what belongs to an Antrag is stored (recht.md 10, § 39 GemHVO).

Rows that the ledger goes by stay, with amounts and dates; title and short text of what got money
are public and stay too.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import case, delete, exists, or_, update
from sqlmodel import Session, SQLModel, col, select
from sqlmodel.sql.expression import SelectOfScalar

from app.antraege.aims import AntragHandlungsfeld, AntragZieldimension, AntragZielgruppe
from app.antraege.models import (
    Antrag,
    Antragsteller,
    Finanzierungsposten,
    Kostenposition,
    Pruefung,
    Regelbegruendung,
    Rohtext,
    Votum,
)
from app.antraege.status import ENTSCHIEDEN_POSITIV, LEBENSLAUF, Antragsstatus
from app.casework.deletion import Loeschart
from app.casework.retention import Period, Retention, Rows
from app.clock import BERLIN
from app.files.forgetting import forget_files
from app.files.models import Datei
from app.fonds.models import Fondsjahr
from app.history.queries import moved_at
from app.i18n import _l
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

_PUBLIC = ("titel", "kurz")
_TEXTS = (
    "was",
    "nutzen",
    "mitwirkung",
    "ort",
    "barrierefreiheit",
    "sprachen",
    "partner",
    "genehmigungen",
    "vorschuss_grund",
    "verbleib",
    "folgekosten",
    "interessenkonflikt",
    "auflagen",
    "entscheidung_grund",
)
_CONTACT = ("email", "telefon", "email_schluessel", "telefon_schluessel")
_APPLICANT = (
    "gruppe",
    "gruppe_schluessel",
    "rechtsform",
    "registernummer",
    "person",
    "strasse",
    "plz",
    "wohnort",
    "vertretung",
    "mittelempfaenger",
    *_CONTACT,
)
# Lines and notes of an Antrag: the column of each that somebody typed into.
_BESIDE: tuple[tuple[type[SQLModel], str], ...] = (
    (Kostenposition, "text"),
    (Finanzierungsposten, "text"),
    (Pruefung, "vermerk"),
    (Votum, "grund"),
)
_PARTS: tuple[type[SQLModel], ...] = (
    Antragsteller,
    Kostenposition,
    Finanzierungsposten,
    AntragHandlungsfeld,
    AntragZielgruppe,
    AntragZieldimension,
    Regelbegruendung,
    Rohtext,
)


def draft_until(antrag: Antrag) -> datetime:
    """Until when a draft stays that nobody changes any more. Aware UTC."""
    return ENTWURF.period.after(antrag.geaendert_am)


def _open() -> SelectOfScalar[Any]:
    return not_emptied(col(Antrag.id), col(Antrag.vorgang_id))


def _drafts(before: datetime) -> SelectOfScalar[Any]:
    draft = col(Antrag.status) == Antragsstatus.entwurf
    return _open().where(draft, col(Antrag.geaendert_am) < before)


def _without_money(before: datetime) -> SelectOfScalar[Any]:
    ended = LEBENSLAUF.ends.holds(col(Antrag.status)) & (
        moved_at(col(Antrag.vorgangsnummer)) < before
    )
    return _open().where(ended, col(Antrag.bewilligt_cent).is_(None))


def _granted(before: datetime) -> SelectOfScalar[Any]:
    """The accounts of a year are closed by the end of the next (§ 95b GemO), and the term counts
    from the January after it (§ 39 GemHVO). A grant that was worked on later belongs to that year.
    """
    year = before.astimezone(BERLIN).year - 2
    closed = select(Fondsjahr.id).where(col(Fondsjahr.jahr) <= year)
    return _open().where(
        col(Antrag.bewilligt_cent).is_not(None),
        col(Antrag.fondsjahr_id).in_(closed),
        moved_at(col(Antrag.vorgangsnummer)) < datetime(year + 1, 1, 1, tzinfo=BERLIN),
    )


def _receipts(before: datetime) -> SelectOfScalar[Any]:
    applicant = exists().where(
        col(Antragsteller.antrag_id) == col(Antrag.id),
        or_(*(col(getattr(Antragsteller, name)) != "" for name in _CONTACT)),
    )
    return _granted(before).where(
        or_(
            applicant,
            col(Vorgang.email).is_not(None),
            exists().where(col(Datei.thread) == col(Antrag.vorgangsnummer)),
            exists().where(col(Nachricht.vorgang_id) == col(Antrag.vorgang_id)),
        )
    )


def contact_over(session: Session, antrag: Antrag, at: datetime) -> bool:
    """Whether the time of an address is over at that moment (aware UTC)."""
    if antrag.bewilligt_cent is None:
        return False
    closed = _granted(BELEGE.period.before(at)).where(col(Antrag.id) == antrag.id)
    return session.exec(closed).first() is not None


def _delete_drafts(session: Session, settings: Settings, ids: Sequence[int], at: datetime) -> None:
    """Nothing refers to a draft, so nothing of it stays but its number in the record."""
    nummern = _numbers(session, ids)
    forget_vorgaenge(session, settings, nummern, at=at)
    for part in _PARTS:
        session.execute(delete(part).where(part.antrag_id.in_(ids)))  # type: ignore[attr-defined]
    session.execute(delete(Antrag).where(col(Antrag.id).in_(ids)))
    session.execute(delete(Vorgang).where(col(Vorgang.vorgangsnummer).in_(nummern)))


def _empty(session: Session, settings: Settings, ids: Sequence[int], at: datetime) -> None:
    public = ENTSCHIEDEN_POSITIV.holds(col(Antrag.status))
    texts: dict[str, Any] = dict.fromkeys(_TEXTS, "")
    texts["titel"] = case((public, col(Antrag.titel)), else_=NOTHING)
    texts["kurz"] = case((public, col(Antrag.kurz)), else_="")
    # A refusal always has its reason.
    texts["entscheidung_grund"] = case((col(Antrag.entscheidung_grund) == "", ""), else_=NOTHING)
    session.execute(update(Antrag).where(col(Antrag.id).in_(ids)).values(texts))
    _blank(session, Antragsteller, _APPLICANT, ids)
    for part, name in _BESIDE:
        _blank(session, part, (name,), ids)
    for part in (Regelbegruendung, Rohtext):
        session.execute(delete(part).where(col(part.antrag_id).in_(ids)))
    forget_vorgaenge(session, settings, _numbers(session, ids), at=at)


def _forget_receipts(
    session: Session, settings: Settings, ids: Sequence[int], _at: datetime
) -> None:
    """Who got how much for what stays in the books; papers and ways to reach people do not."""
    nummern = _numbers(session, ids)
    forget_address(session, nummern)
    forget_messages(session, nummern)
    forget_files(session, settings, col(Datei.thread).in_(nummern))
    _blank(session, Antragsteller, _CONTACT, ids)


def _blank(
    session: Session, model: type[SQLModel], names: Sequence[str], ids: Sequence[int]
) -> None:
    which = model.antrag_id.in_(ids)  # type: ignore[attr-defined]
    session.execute(update(model).where(which).values(dict.fromkeys(names, "")))


def _numbers(session: Session, ids: Sequence[int]) -> Sequence[str]:
    return session.exec(select(Antrag.vorgangsnummer).where(col(Antrag.id).in_(ids))).all()


def _columns() -> tuple[str, ...]:
    """Everything that an applicant, and staff about them, typed."""
    return (
        *(f"antrag.{name}" for name in (*_PUBLIC, *_TEXTS)),
        *(f"antragsteller.{name}" for name in _APPLICANT),
        *(f"{part.__tablename__}.{name}" for part, name in _BESIDE),
        "regelbegruendung.text",
        "rohtext.text",
        *VORGANG,
        *MESSAGES,
        *FILES,
    )


_LOCKS = (Vorgang, Antrag)

ENTWURF = Retention(
    "antrag_entwurf",
    _l("Angefangene Anträge"),
    Period(days=180),
    _l("nach der letzten Änderung"),
    Loeschart.geloescht,
    _columns(),
    Rows(_drafts, _LOCKS, _delete_drafts),
    announced=True,
)
BELEGE = Retention(
    "antrag_belege",
    _l("Belege, Nachrichten, E-Mail-Adresse und Telefon zu bewilligtem Geld"),
    Period(years=6),
    _l("nach dem Jahresabschluss"),
    Loeschart.geloescht,
    (*(f"antragsteller.{name}" for name in _CONTACT), "nachricht.text", *VORGANG, *FILES),
    Rows(_receipts, _LOCKS, _forget_receipts),
    announced=True,
)
RETENTIONS = (
    ENTWURF,
    Retention(
        "antrag_ohne_geld",
        _l("Zurückgezogene oder abgelehnte Anträge"),
        Period(months=24),
        _l("nach dem Ende"),
        Loeschart.anonymisiert,
        _columns(),
        Rows(_without_money, _LOCKS, _empty),
        announced=True,
    ),
    BELEGE,
    Retention(
        "antrag_buecher",
        _l("Bücher: wer wofür wie viel Geld bekommen hat"),
        Period(years=10),
        _l("nach dem Jahresabschluss"),
        Loeschart.anonymisiert,
        _columns(),
        Rows(_granted, _LOCKS, _empty),
        announced=True,
    ),
)
