"""A stored file as an answer; whoever calls this has decided who may see it."""

from urllib.parse import quote

from fastapi import Response
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from app.errors import NotFound
from app.files.intake import Staged
from app.files.models import Datei, Dateiart
from app.files.names import stem
from app.files.store import SIZES, Size, Store, open_store, path, staged_path
from app.settings import Settings

_MEDIA = {Dateiart.bild: "image/webp", Dateiart.pdf: "application/pdf"}
_HEADERS = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
}
_INLINE = {"Content-Disposition": "inline"}


def public_file(session: Session, settings: Settings, *, schluessel: str, groesse: str) -> Response:
    """For everyone. Raises NotFound for what is not published."""
    query = select(Datei).where(Datei.schluessel == _key(schluessel), col(Datei.oeffentlich))
    return _answer(_last(session, query), settings, groesse)


def private_file(
    session: Session, settings: Settings, *, schluessel: str, groesse: str, thread: str
) -> Response:
    """For a route that has checked that its actor may see `thread` (the Vorgangsnummer).

    Raises NotFound, also for a file of another thread.
    """
    query = select(Datei).where(Datei.schluessel == _key(schluessel), Datei.thread == thread)
    return _answer(_last(session, query), settings, groesse)


def _last(session: Session, query: SelectOfScalar[Datei]) -> Datei | None:
    """The last that is asked of the database: nobody holds a connection and waits for the store."""
    datei = session.exec(query).first()
    session.close()
    return datei


def _key(raw: str) -> str:
    if not raw.isalnum():  # PostgreSQL takes no NUL, and no key has anything but hex digits
        raise NotFound
    return raw


def staged_picture(settings: Settings, staged: Staged | None) -> Response:
    """In the small size, for whoever holds its reference. Raises NotFound where there is none."""
    if staged is None or staged.art is not Dateiart.bild:
        raise NotFound
    data = open_store(settings).get(staged_path(staged.key, Size.klein))
    return Response(data, media_type=_MEDIA[staged.art], headers=_HEADERS | _INLINE)


def _answer(datei: Datei | None, settings: Settings, groesse: str) -> Response:
    if datei is None or groesse not in SIZES[datei.art]:
        raise NotFound
    return file_response(open_store(settings), datei, Size(groesse))


def file_response(store: Store, datei: Datei, size: Size) -> Response:
    """The type is that of our own encoding. Raises NotFound when the object is missing."""
    return Response(
        store.get(path(datei.schluessel, size)),
        media_type=_MEDIA[datei.art],
        headers=_HEADERS | _disposition(datei),
    )


def _disposition(datei: Datei) -> dict[str, str]:
    if datei.art is Dateiart.bild:
        return _INLINE
    # The ending follows the content, or "rechnung.html" would be opened as a page from the disk.
    name = quote(f"{stem(str(datei.label))}.pdf", safe="")
    value = f"attachment; filename=\"dokument.pdf\"; filename*=UTF-8''{name}"
    return {"Content-Disposition": value}
