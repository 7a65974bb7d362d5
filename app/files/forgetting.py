"""Deleting files with their objects, and the names that people gave them."""

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, delete, select, update

from app.files.models import Datei
from app.files.store import SIZES, open_store, path
from app.settings import Settings


def forget_files(session: Session, settings: Settings, which: ColumnElement[bool]) -> int:
    """Objects first: whoever is killed in between leaves rows, and the next night finds them."""
    files = session.exec(select(Datei).where(which)).all()
    objects = [path(datei.schluessel, size) for datei in files for size in SIZES[datei.art]]
    open_store(settings).delete(objects)
    session.execute(delete(Datei).where(col(Datei.id).in_([datei.id for datei in files])))
    return len(files)


def forget_names(session: Session, which: ColumnElement[bool]) -> None:
    """The picture stays; what somebody's phone or computer called it does not."""
    session.execute(update(Datei).where(which).values(name=""))
