"""A person who exists nowhere else, typed into every field, and looked for everywhere."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
from PIL import Image
from selectolax.lexbor import LexborNode
from sqlalchemy import Engine, Text, cast, func, select
from sqlmodel import Session, SQLModel

from app.files.store import PERMANENT, STAGING, open_store
from app.settings import Settings
from tests.files.samples import encoded, picture
from tests.support.columns import text_columns
from tests.support.dom import parse, successful_fields

WORD = "Quabbelzwirn"
"""Part of the name, the street, the address of mails and the name of the photo."""
PHONE = "0711 5559173"
EMAIL = "rosa@quabbelzwirn.example"
PUBLISHED = "Klunkerbank"
"""In title and text of what is published and stays."""

_IMAGE_DESCRIPTION = 0x010E
_TYPED = frozenset({"text", "search", ""})


def photo() -> tuple[str, bytes]:
    """Name and content of a JPEG that says in its name and in its EXIF whose it is."""
    exif = Image.Exif()
    exif[_IMAGE_DESCRIPTION] = f"Rosa {WORD}"
    return f"{WORD}.jpg", encoded("JPEG", picture(), exif=exif)


def paper() -> tuple[str, bytes]:
    return f"{WORD}.pdf", encoded("PDF", picture(), title=WORD)


def fill(page: httpx.Response, action: str, **values: Any) -> dict[str, Any]:
    """What a browser sends of the form with this address, with the marker in every field that can
    be typed into. `values` are what the fields need that take no words."""
    form = _form(page, action)
    data: dict[str, Any] = {}
    for name, value in successful_fields(form):
        data.setdefault(name, []).append(value)
    for field in form.css("input, textarea"):
        name = field.attributes.get("name")
        if name and name != "leer" and (words := _words(field, name)):
            data[name] = words
    return data | values


def _form(page: httpx.Response, action: str) -> LexborNode:
    """Of several with this address the one that asks for most."""
    forms = [f for f in parse(page.text).css("main form") if _leads_to(f, action)]
    return max(forms, key=lambda form: len(form.css("input, textarea")))


def _leads_to(form: LexborNode, action: str) -> bool:
    return (form.attributes.get("action") or "").endswith(action)


def _words(field: LexborNode, name: str) -> str:
    kind = (field.attributes.get("type") or "").lower()
    if kind == "email":
        return EMAIL
    if field.attributes.get("inputmode") in ("decimal", "numeric"):
        return ""
    if "telefon" in name:
        return PHONE
    if field.tag == "textarea" or kind in _TYPED:
        most = int(field.attributes.get("maxlength") or 400)
        return f"{WORD} {name}"[:most]
    return ""


def traces(engine: Engine, settings: Settings, *words: str) -> list[str]:
    """Every place in which one of the words is still found, however it is written."""
    small = [word.lower() for word in words]
    return sorted(
        {*_columns(engine, small), *_database_files(engine, small), *_store(settings, small)}
    )


def columns_with(session: Session, word: str) -> set[str]:
    """The columns in which a word, or its beginning where they are shorter, stands."""
    found = set()
    for column in text_columns(SQLModel.metadata):
        part = word[: getattr(column.type, "length", None) or len(word)]
        if session.scalar(select(func.count()).where(column.contains(part))):
            found.add(f"{column.table.name}.{column.name}")
    return found


def _columns(engine: Engine, words: list[str]) -> Iterator[str]:
    with engine.connect() as connection:
        for column in text_columns(SQLModel.metadata):
            text = func.lower(cast(column, Text))
            for word in words:
                if connection.scalar(select(func.count()).where(text.contains(word))):
                    yield f"{column.table.name}.{column.name}: {word}"


def _database_files(engine: Engine, words: list[str]) -> Iterator[str]:
    """On PostgreSQL the columns are all that can be asked."""
    if engine.dialect.name != "sqlite":
        return
    path = Path(engine.url.database or "")
    for file in (path, path.with_name(f"{path.name}-wal")):
        content = file.read_bytes().lower() if file.exists() else b""
        yield from (f"{file.name}: {word}" for word in words if word.encode() in content)


def _store(settings: Settings, words: list[str]) -> Iterator[str]:
    store = open_store(settings)
    for place in (PERMANENT, STAGING):
        for path, _written in store.listed(place):
            content = store.get(path).lower() + path.lower().encode()
            yield from (f"{path}: {word}" for word in words if word.encode() in content)
