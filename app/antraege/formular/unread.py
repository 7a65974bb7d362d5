"""What was typed on a page of a draft and cannot be read: kept as it was typed by whoever leaves
the page, laid into its field again, and told there and on the check page."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlmodel import Session
from starlette.datastructures import FormData
from wtforms import Field, Form

from app.antraege.models import Antrag, Rohtext
from app.db import row_id
from app.text.inputs import clean_text
from app.web.forms import is_written

Raws = dict[str, str]


def raws_of(antrag: Antrag, key: str) -> Raws:
    """The texts of a page by the names of their fields."""
    return {row.feld: row.text for row in antrag.rohtexte if row.seite == key}


def lay_in(form: Form, raws: Mapping[str, str]) -> list[Field]:
    """Put the texts into their fields, as if they were sent; says which these are."""
    fields = [field for field in form if field.name in raws]
    for field in fields:
        field.process(FormData([(field.name, raws[field.name])]))
    return fields


def judge(form: Form, laid_in: Iterable[Field]) -> None:
    """Say at the fields laid in, and at no other, what cannot be read."""
    names = {field.name for field in laid_in}
    if not names:
        return
    form.validate()
    for field in form:
        if field.name not in names:
            field.errors = []


def typed(field: Field) -> str:
    """What stands in a field, in the form that all text has."""
    value: Any = getattr(field, "_value", lambda: field.data or "")()
    return clean_text(str(value))


def unreadable(forms: Iterable[Form]) -> Raws:
    """What was written into fields that refuse it; a choice that nobody offered is no text."""
    return dict(_refused(forms))


def keep_raws(session: Session, antrag: Antrag, key: str, raws: Raws, *, within: set[str]) -> None:
    """Of the page's fields named in `within`, these texts and no other are unread from now on."""
    for row in [row for row in antrag.rohtexte if row.seite == key and row.feld in within]:
        if row.feld in raws:
            row.text = raws[row.feld]
        else:
            antrag.rohtexte.remove(row)
            session.delete(row)
    for feld in raws.keys() - raws_of(antrag, key).keys():
        new = Rohtext(antrag_id=row_id(antrag.id), seite=key, feld=feld, text=raws[feld])
        antrag.rohtexte.append(new)


def _refused(forms: Iterable[Form]) -> Iterator[tuple[str, str]]:
    for form in forms:
        for field in form:
            if field.errors and is_written(field) and (text := typed(field)):
                yield field.name, text
