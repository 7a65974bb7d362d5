"""What every field of a form is checked for: that something is there, and not too much of it."""

from collections.abc import Callable
from typing import Any

import wtforms
from wtforms.validators import StopValidation, ValidationError

from app.i18n import _, ngettext
from app.text.inputs import says_something


class Presence:
    """Judges the cleaned value. What is missing ends the checks of a field, and so does what could
    not be read."""

    def __init__(self, required: bool, message: str | None) -> None:
        self.required, self.message = required, message
        self.field_flags = {"required": True} if required else {"optional": True}

    def __call__(self, form: wtforms.Form, field: wtforms.Field) -> None:
        if field.process_errors:
            raise StopValidation
        if self.required and not is_there(field.data):
            raise StopValidation(self.message or _("Bitte füllen Sie dieses Feld aus."))
        if field.data in (None, ""):
            raise StopValidation


def is_there(value: Any) -> bool:
    """Whether a cleaned value meets a demand."""
    return says_something(value) if isinstance(value, str) else value is not None


class Length:
    """Judged here: a `maxlength` would make the browser cut a pasted text without a word."""

    def __init__(self, limit: int) -> None:
        self.limit = limit

    def __call__(self, form: wtforms.Form, field: wtforms.Field) -> None:
        if field.data and len(field.data) > self.limit:
            raise StopValidation(_length_message(self.limit))


class Reading:
    """Reads the text, which becomes what was read."""

    def __init__(self, parse: Callable[[str], str]) -> None:
        self.parse = parse

    def __call__(self, form: wtforms.Form, field: wtforms.Field) -> None:
        try:
            field.data = self.parse(field.data)
        except ValueError as error:
            raise ValidationError(str(error)) from error


def _length_message(limit: int) -> str:
    return ngettext(
        "Bitte kürzen Sie den Text auf höchstens %(n)s Zeichen.",
        "Bitte kürzen Sie den Text auf höchstens %(n)s Zeichen.",
        limit,
    ) % {"n": f"{limit:,}".replace(",", ".")}
