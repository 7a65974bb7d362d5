"""The fields of our forms: they clean what was typed, and their messages say what to do next.

Empty is None for everything but text, where it is "". Money is cents, dates are `date`.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, ClassVar

import wtforms
from starlette.datastructures import UploadFile
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # stubs are older
from wtforms.validators import DataRequired, InputRequired, Optional, ValidationError

from app.i18n import _
from app.text.formats import betrag
from app.text.inputs import (
    clean_code,
    clean_line,
    clean_text,
    parse_day,
    parse_email,
    parse_euro,
    parse_int,
    parse_plz,
)
from app.web.checks import Length, Presence, Reading


def _texts(valuelist: Sequence[Any]) -> list[str]:
    """Without what is no text: a file."""
    return [raw for raw in valuelist if isinstance(raw, str)]


def _typed(valuelist: Sequence[Any]) -> str:
    """The first value as text; a file or nothing is ""."""
    return next(map(clean_code, _texts(valuelist)), "")


def _validators(required: bool, message: str | None) -> list[Any]:
    return [DataRequired(message)] if required else [Optional(strip_whitespace=True)]


def _text_kwargs(
    clean: Callable[[str], str],
    required: bool,
    max: int,
    hint: str,
    missing: str | None,
    attributes: dict[str, Any] | None,
) -> dict[str, Any]:
    return {
        "validators": [Presence(required, missing), Length(max)],
        "filters": [lambda raw: clean(raw) if isinstance(raw, str) else ""],
        "description": hint,
        "render_kw": attributes or {},
    }


class _Written(wtforms.Field):
    """The texts of what was sent; a file in their place is none."""

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        super().process_formdata(_texts(valuelist))


class TextField(_Written, wtforms.StringField):
    """One line of at most `max` characters."""

    clean = staticmethod(clean_line)

    def __init__(
        self,
        label: str,
        *,
        max: int,
        required: bool = False,
        hint: str = "",
        missing: str | None = None,
        attributes: dict[str, Any] | None = None,
        **kw: Any,
    ) -> None:
        self.max = max
        texts = _text_kwargs(self.clean, required, max, hint, missing, attributes)
        super().__init__(label, **texts, **kw)


class AreaField(_Written, wtforms.TextAreaField):
    """Several lines. Browsers count a line break as one character, and so do we."""

    def __init__(
        self,
        label: str,
        *,
        max: int,
        required: bool = False,
        hint: str = "",
        missing: str | None = None,
        rows: int = 6,
        **kw: Any,
    ) -> None:
        self.max = max
        texts = _text_kwargs(clean_text, required, max, hint, missing, {"rows": rows})
        super().__init__(label, **texts, **kw)


class EmailField(_Written, wtforms.EmailField):
    """An address in plain form, or ""; the domain is not asked over the network."""

    def __init__(
        self,
        label: str,
        *,
        required: bool = False,
        hint: str = "",
        missing: str | None = None,
        **kw: Any,
    ) -> None:
        attributes = {"autocomplete": "email", "inputmode": "email"}
        self.max = 254
        texts = _text_kwargs(clean_code, required, self.max, hint, missing, attributes)
        super().__init__(label, **texts, **kw)
        self.validators = [*self.validators, Reading(parse_email)]


def _options(choices: Iterable[tuple[str, str]]) -> list[SelectChoice]:
    return [SelectChoice(value, str(label)) for value, label in choices]


class _Choice(wtforms.Field):
    """What was chosen, blank or not: a blank first value makes WTForms believe in all others."""

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        self.raw_data = [clean_text(value) for value in valuelist]
        super().process_formdata(self.raw_data)


class ChoiceField(_Choice, wtforms.SelectField):
    """One of a list; "" stands for none."""

    def __init__(
        self,
        label: str,
        *,
        choices: Iterable[tuple[str, str]] = (),
        required: bool = False,
        hint: str = "",
        missing: str | None = None,
        empty: str | None = None,
        **kw: Any,
    ) -> None:
        self.empty = empty
        super().__init__(
            label,
            choices=self._with_empty(choices),
            validators=_validators(required, missing or _("Bitte wählen Sie etwas aus.")),
            description=hint,
            **kw,
        )

    def _with_empty(self, choices: Iterable[tuple[str, str]]) -> list[SelectChoice]:
        first = [] if self.empty is None else [("", self.empty)]
        return _options([*first, *choices])

    def offer(self, choices: Iterable[tuple[str, str]]) -> None:
        """Set the list at run time."""
        self.choices = self._with_empty(choices)


class RadioField(_Choice, wtforms.RadioField):
    def __init__(
        self,
        label: str,
        *,
        choices: Iterable[tuple[str, str]] = (),
        required: bool = False,
        hint: str = "",
        missing: str | None = None,
        **kw: Any,
    ) -> None:
        message = missing or _("Bitte wählen Sie etwas aus.")
        super().__init__(
            label,
            choices=_options(choices),
            validators=[InputRequired(message)] if required else [Optional()],
            description=hint,
            # A choice that nobody made is None, and not the word "None".
            filters=[lambda raw: raw or None],
            coerce=lambda raw: "" if raw is None else str(raw),
            **kw,
        )


class MultiChoiceField(_Choice, wtforms.SelectMultipleField):
    """Check boxes; a list of values."""

    def __init__(
        self,
        label: str,
        *,
        choices: Iterable[tuple[str, str]] = (),
        hint: str = "",
        required: bool = False,
        missing: str | None = None,
        **kw: Any,
    ) -> None:
        super().__init__(
            label,
            choices=_options(choices),
            validators=_validators(required, missing or _("Bitte wählen Sie mindestens eines.")),
            description=hint,
            **kw,
        )

    def offer(self, choices: Iterable[tuple[str, str]]) -> None:
        """Set the list at run time."""
        self.choices = _options(choices)

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        super().process_formdata([value for value in valuelist if clean_text(value)])

    def pre_validate(self, form: wtforms.form.BaseForm) -> None:
        """WTForms' own message is English and repeats what was sent."""
        try:
            super().pre_validate(form)
        except ValidationError as error:
            raise ValidationError(_("Bitte wählen Sie einen Eintrag aus der Liste.")) from error


class CheckField(wtforms.BooleanField):
    def __init__(
        self,
        label: str,
        *,
        required: bool = False,
        hint: str = "",
        missing: str | None = None,
        **kw: Any,
    ) -> None:
        super().__init__(
            label, validators=[DataRequired(missing)] if required else [], description=hint, **kw
        )


class ParsedField(wtforms.StringField):
    """Text that stands for a value: `data` is the value or None, and what was typed is kept."""

    attributes: ClassVar[dict[str, Any]] = {}

    def __init__(
        self,
        label: str,
        *,
        required: bool = False,
        hint: str = "",
        missing: str | None = None,
        **kw: Any,
    ) -> None:
        super().__init__(
            label,
            validators=[Presence(required, missing)],
            description=hint,
            render_kw={"autocomplete": "off", **self.attributes},
            **kw,
        )

    def parse(self, raw: str) -> Any:
        """Raises ValueError with a sentence that says how to write it."""
        raise NotImplementedError

    def written(self, value: Any) -> str:
        return "" if value is None else str(value)

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        self.data: Any = None
        raw = _typed(valuelist)
        if raw:
            self.data = self.parse(raw)

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else self.written(self.data)


class EuroField(ParsedField):
    """`1.234,56`, `1234,56`, `1234` or `1,234.56` -> cents; negative and huge are refused."""

    attributes: ClassVar[dict[str, Any]] = {"inputmode": "decimal"}

    def parse(self, raw: str) -> int:
        return parse_euro(raw)

    def written(self, value: int | None) -> str:
        return betrag(value)


class IntField(ParsedField):
    """A whole number from `low` to `high`."""

    attributes: ClassVar[dict[str, Any]] = {"inputmode": "numeric"}

    def __init__(self, label: str, *, low: int = 0, high: int = 100_000, **kw: Any) -> None:
        self.low, self.high = low, high
        super().__init__(label, **kw)

    def parse(self, raw: str) -> int:
        return parse_int(raw, low=self.low, high=self.high)


class PlzField(TextField):
    """A German postcode, or ""."""

    clean = staticmethod(clean_code)

    def __init__(self, label: str, **kw: Any) -> None:
        attributes = {"autocomplete": "postal-code", "inputmode": "numeric"}
        super().__init__(label, max=20, attributes=attributes, **kw)
        self.validators = [*self.validators, Reading(parse_plz)]


class DateField(wtforms.DateField):
    """A native date field; typed German dates are read too. What is none stands in a field for
    text: a native one would show nothing of it, and send nothing."""

    def __init__(
        self,
        label: str,
        *,
        required: bool = False,
        hint: str = "",
        missing: str | None = None,
        **kw: Any,
    ) -> None:
        super().__init__(
            label,
            format=["%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y"],
            validators=[Presence(required, missing)],
            description=hint,
            **kw,
        )

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        self.data: date | None = None
        raw = _typed(valuelist)
        if raw:
            self.data = parse_day(raw)

    def __call__(self, **kwargs: Any) -> Any:
        return super().__call__(**kwargs | ({"type": "text"} if self.process_errors else {}))

    def post_validate(self, form: wtforms.form.BaseForm, validation_stopped: bool) -> None:
        if self.data and not 2000 <= self.data.year <= 2100:
            raise ValidationError(_("Bitte prüfen Sie das Jahr."))


class UploadField(wtforms.FileField):
    """`data` is the UploadFile or None; `staged` what an earlier try has already handed in; `lost`
    that it could not be stored, which stops nobody where the form goes on without it."""

    staged: Any = None
    refusal: str = ""
    lost: bool = False

    def post_validate(self, form: wtforms.form.BaseForm, validation_stopped: bool) -> None:
        if self.refusal:
            raise ValidationError(self.refusal)

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        files = [v for v in valuelist if isinstance(v, UploadFile) and v.filename]
        self.data: UploadFile | None = files[0] if files else None

    def __init__(self, label: str, *, hint: str = "", accept: str, **kw: Any) -> None:
        super().__init__(label, description=hint, render_kw={"accept": accept}, **kw)
