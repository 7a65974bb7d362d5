"""Taking files in: checked and re-encoded into the staging area, then attached to a Vorgang.

A staged file has no row. Its signed reference travels in the form, so that an error elsewhere in
the form loses no photo. It says for which form it was staged, and it ends after a day, by the
same clock that dates the staged objects.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from itsdangerous import BadSignature, URLSafeTimedSerializer
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from app.errors import NotFound
from app.files.models import WORDS, Datei, Dateiart
from app.files.names import clean_name
from app.files.pictures import reencode
from app.files.sniff import Kind, UploadRefused, kind_of
from app.files.store import SIZES, Size, open_store, path, staged_path
from app.i18n import _
from app.settings import Settings

__all__ = ["LIFETIME", "Staged", "UploadRefused", "attach", "open_reference", "stage"]

LIFETIME = timedelta(hours=24)


@dataclass(frozen=True)
class Staged:
    """`reference` belongs into a hidden field; `groesse` is bytes, the measures are pixels."""

    reference: str
    key: str
    name: str
    art: Dateiart
    breite: int | None
    hoehe: int | None
    groesse: int
    purpose: str

    @property
    def label(self) -> str:
        return self.name or WORDS[self.art]


def stage(
    data: bytes, filename: str, settings: Settings, *, pdf: bool = True, purpose: str = ""
) -> Staged:
    """Check, re-encode and keep for a day. Raises UploadRefused.

    Takes up to some seconds: call it before the request's first query, so that no database lock
    is held meanwhile. `pdf=False` where only photos make sense. `purpose` names the form: another
    one demands other things of a file.
    """
    if len(data) > settings.upload_max_bytes:
        raise UploadRefused(
            _("Die Datei ist zu groß. Bitte wählen Sie eine mit höchstens %(n)s MB.")
            % {"n": settings.upload_max_bytes // 1024**2}
        )
    kind = kind_of(data, pdf=pdf)
    if kind is not Kind.pdf:
        return _stage_picture(data, kind, filename, settings, purpose)
    key = _stored({Size.original: data}, settings)
    name = clean_name(filename)
    return _referenced(settings, [key, name, Dateiart.pdf, None, None, len(data), purpose])


def open_reference(reference: str, settings: Settings, *, purpose: str | None = None) -> Staged:
    """Where a `purpose` is named, only what was staged for it.

    Raises UploadRefused: forged, older than a day, for another form, or none at all.
    """
    try:
        content = _serializer(settings).loads(reference, max_age=int(LIFETIME.total_seconds()))
        staged = _staged(reference, content)
    except (BadSignature, ValueError) as error:
        raise UploadRefused(_again()) from error
    if purpose is not None and staged.purpose != purpose:
        raise UploadRefused(_again())
    return staged


def attach(
    session: Session,
    settings: Settings,
    reference: str,
    *,
    thread: str,
    zweck: str,
    at: datetime,
    alt: str = "",
) -> Datei:
    """Keep a staged file for good. The same reference, thread and zweck give the same Datei.

    Raises UploadRefused. The objects are written before the row: whoever is killed in between
    leaves objects that no row names, and the check finds them.
    """
    staged = open_reference(reference, settings)
    schluessel = _permanent_key(staged.key, thread, zweck)
    datei = _existing(session, schluessel)
    if datei is not None:
        return datei
    _keep(staged, schluessel, settings)
    datei = Datei(
        schluessel=schluessel,
        thread=thread,
        zweck=zweck,
        art=staged.art,
        name=staged.name,
        alt=alt,
        breite=staged.breite,
        hoehe=staged.hoehe,
        groesse=staged.groesse,
        angelegt_am=at,
    )
    return _added(session, datei)


def copied_key(datei: Datei, sending: str) -> str:
    """The name of a copy for one sending; done again, it is the same."""
    return _permanent_key(datei.schluessel, sending, datei.zweck)


def copy_objects(settings: Settings, datei: Datei, schluessel: str) -> bool:
    """Write what lies in the store for a file a second time, under another name; False where it is
    gone. As with `attach`, the row comes afterwards."""
    store = open_store(settings)
    try:
        for size in SIZES[datei.art]:
            store.put(path(schluessel, size), store.get(path(datei.schluessel, size)))
    except NotFound:
        return False
    return True


def _stage_picture(
    data: bytes, kind: Kind, filename: str, settings: Settings, purpose: str
) -> Staged:
    picture = reencode(data, kind, max_pixels=settings.upload_max_pixels)
    key = _stored({Size.gross: picture.large, Size.klein: picture.small}, settings)
    name = clean_name(filename)
    measures = [picture.width, picture.height, len(picture.large)]
    return _referenced(settings, [key, name, Dateiart.bild, *measures, purpose])


def _stored(parts: dict[Size, bytes], settings: Settings) -> str:
    key = secrets.token_hex(20)
    for size, data in parts.items():
        open_store(settings).put(staged_path(key, size), data)
    return key


def _referenced(settings: Settings, content: list[Any]) -> Staged:
    reference = _serializer(settings).dumps(content)
    return _staged(reference if isinstance(reference, str) else reference.decode(), content)


def _staged(reference: str, content: list[Any]) -> Staged:
    key, name, art, breite, hoehe, groesse, purpose = content
    return Staged(reference, key, name, Dateiart(art), breite, hoehe, groesse, purpose)


def _serializer(settings: Settings) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(settings.secret_key.get_secret_value(), salt="staged-file")


def _again() -> str:
    return _("Die Datei ist nicht mehr da. Bitte wählen Sie sie noch einmal aus.")


def _permanent_key(staged: str, thread: str, zweck: str) -> str:
    """Follows from the staged one, so that doing it twice ends at the same place."""
    return hashlib.sha256(f"{staged}:{thread}:{zweck}".encode()).hexdigest()[:48]


def _existing(session: Session, schluessel: str) -> Datei | None:
    return session.exec(select(Datei).where(Datei.schluessel == schluessel)).first()


def _keep(staged: Staged, schluessel: str, settings: Settings) -> None:
    store = open_store(settings)
    try:
        for size in SIZES[staged.art]:
            # Read and written anew, not linked: the date of the object tells the check its age.
            store.put(path(schluessel, size), store.get(staged_path(staged.key, size)))
    except NotFound as error:
        raise UploadRefused(_again()) from error


def _added(session: Session, datei: Datei) -> Datei:
    try:
        with session.begin_nested():
            session.add(datei)
    except IntegrityError:
        first = _existing(session, datei.schluessel)
        if first is None:
            raise
        return first
    return datei
