"""What is kept of every Vorgang whatever its kind, and how it is emptied (entscheidungen 27)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, update
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from app.casework.deletion import Loeschart
from app.casework.retention import Batch, Period, Retention, Rows
from app.files.forgetting import forget_files
from app.files.intake import LIFETIME
from app.files.janitor import left_staged, purge_staging
from app.files.models import Datei
from app.files.store import open_store
from app.history.forgetting import forget_texts
from app.i18n import _l
from app.mail.models import Mail, Zustellung
from app.settings import Settings
from app.vorgaenge.messages import Nachricht
from app.vorgaenge.models import Vorgang, Zugang

_MAILS = tuple(
    f"mail.{name}" for name in ("empfaenger", "betreff", "text", "html", "letzter_fehler")
)
# The address goes with the mails to it.
VORGANG = ("vorgang.email", *_MAILS)
MESSAGES = ("nachricht.text", "step_text.text")
FILES = ("datei.name", "datei.alt")


def not_emptied(row_id: Mapped[Any], vorgang_id: Mapped[Any]) -> SelectOfScalar[Any]:
    """The ids of the rows whose Vorgang nobody has emptied yet, joined with it."""
    query = select(row_id).join(Vorgang, vorgang_id == col(Vorgang.id))
    return query.where(col(Vorgang.geloescht_am).is_(None))


def forget_vorgaenge(
    session: Session, settings: Settings, nummern: Sequence[str], *, at: datetime
) -> None:
    """Nothing personal stays, and no link leads there any more. The rows stay, because the record
    and the ledger go by their number."""
    forget_files(session, settings, col(Datei.thread).in_(nummern))
    forget_messages(session, nummern)
    forget_mails(session, nummern)
    forget_texts(session, nummern, at=at)
    _forget_links(session, nummern)
    which = col(Vorgang.vorgangsnummer).in_(nummern)
    empty = {"email": None, "einreichung": None, "geloescht_am": at}
    session.execute(update(Vorgang).where(which).values(empty))


def forget_address(session: Session, nummern: Sequence[str]) -> None:
    """With the mails to it, delivered or not."""
    which = col(Vorgang.vorgangsnummer).in_(nummern)
    session.execute(update(Vorgang).where(which).values(email=None))
    forget_mails(session, nummern)


def forget_messages(session: Session, nummern: Sequence[str]) -> None:
    """What team and sender wrote to each other."""
    session.execute(delete(Nachricht).where(col(Nachricht.vorgang_id).in_(_ids(nummern))))


def _forget_links(session: Session, nummern: Sequence[str]) -> None:
    """Revoked ones too."""
    session.execute(delete(Zugang).where(col(Zugang.vorgang_id).in_(_ids(nummern))))


def _ids(nummern: Sequence[str]) -> SelectOfScalar[Any]:
    return select(Vorgang.id).where(col(Vorgang.vorgangsnummer).in_(nummern))


def forget_mails(session: Session, nummern: Sequence[str]) -> None:
    session.execute(delete(Mail).where(col(Mail.thread).in_(nummern)))


def _delete_mails(session: Session, _settings: Settings, ids: Sequence[int], _at: datetime) -> None:
    session.execute(delete(Mail).where(col(Mail.id).in_(ids)))


def _delivered(before: datetime) -> SelectOfScalar[Any]:
    return select(col(Mail.id)).where(col(Mail.zugestellt_am) < before)


def _undeliverable(before: datetime) -> SelectOfScalar[Any]:
    given_up = Mail.zustand == Zustellung.gescheitert
    return select(col(Mail.id)).where(given_up, col(Mail.angelegt_am) < before)


class StagedFiles:
    """They have no rows: a check page carries their signed references. Nothing else sweeps them, so
    the count of a night is all that went."""

    def count(self, session: Session, settings: Settings, before: datetime) -> int:
        return len(left_staged(open_store(settings), at=before + LIFETIME))

    def forget(
        self, session: Session, settings: Settings, *, before: datetime, at: datetime, after: int
    ) -> Batch:
        return Batch(purge_staging(open_store(settings), at=at))


RETENTIONS = (
    Retention(
        "mails_zugestellt",
        _l("Kopien unserer E-Mails an Sie"),
        Period(days=30),
        _l("nach der Zustellung"),
        Loeschart.geloescht,
        _MAILS,
        Rows(_delivered, (Mail,), _delete_mails),
    ),
    Retention(
        "mails_unzustellbar",
        _l("E-Mails an Sie, die nicht ankommen konnten"),
        Period(days=180),
        _l("nach dem Schreiben"),
        Loeschart.geloescht,
        _MAILS,
        Rows(_undeliverable, (Mail,), _delete_mails),
    ),
    Retention(
        "dateien_probe",
        _l("Fotos und Dateien, die Sie nicht abgeschickt haben"),
        Period(hours=24),
        _l("nach dem Hochladen"),
        Loeschart.geloescht,
        sweep=StagedFiles(),
        asks=False,
    ),
)
