"""Forms on WTForms: bind raw input, get cleaned values or messages that say what to do next; the
fields stand in `fields`."""

from collections.abc import AsyncIterator, Collection
from typing import Annotated, Any, TypeVar

import wtforms
from fastapi import Depends, Request
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException

from app.errors import BadInput
from app.i18n import _
from app.text.inputs import clean_text


async def form_with_files(request: Request) -> AsyncIterator[FormData]:
    """Raw input: a Pydantic form model would answer JSON 422 before our code runs.

    Raises BadInput for what no form of ours sends: their fields stop people long before.
    """
    try:
        form = await request.form(max_fields=400, max_files=10, max_part_size=256 * 1024)
    except HTTPException as error:
        raise BadInput(
            _(
                "Ein Text ist viel zu lang, oder es sind zu viele Dateien. Bitte gehen Sie zurück, "
                "kürzen Sie und senden Sie noch einmal ab."
            )
        ) from error
    try:
        yield form
    finally:
        await form.close()


FileForm = Annotated[FormData, Depends(form_with_files)]
"""For the routes that take files."""


async def raw_form(data: FileForm) -> FormData:
    """Texts alone: whoever reads a field of it need not ask whether a file was put there."""
    return FormData([(name, value) for name, value in data.multi_items() if isinstance(value, str)])


RawForm = Annotated[FormData, Depends(raw_form)]


class GermanMessages:
    """WTForms' own English messages, said in our words."""

    def gettext(self, string: str) -> str:
        return {
            "This field is required.": _("Bitte füllen Sie dieses Feld aus."),
            "Not a valid choice.": _("Bitte wählen Sie einen Eintrag aus der Liste."),
            "Invalid Choice: could not coerce.": _("Bitte wählen Sie einen Eintrag aus der Liste."),
        }.get(string, string)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return singular if n == 1 else plural


class Form(wtforms.Form):
    class Meta:
        def get_translations(self, form: wtforms.form.BaseForm) -> GermanMessages:
            return GermanMessages()

    def process(self, formdata: Any = None, *args: Any, **kwargs: Any) -> None:
        """A file in a field for text is as if it were not there, and so is the reverse."""
        if isinstance(formdata, FormData):
            takes_files = {field.name for field in self if isinstance(field, wtforms.FileField)}
            formdata = FormData(
                [
                    (name, value)
                    for name, value in formdata.multi_items()
                    if isinstance(value, str) != (name in takes_files)
                ]
            )
        super().process(formdata, *args, **kwargs)

    @property
    def values(self) -> dict[str, Any]:
        """The cleaned values by field name; meaningful after `validate()`."""
        return dict(self.data)


F = TypeVar("F", bound=wtforms.Form)


def bind(form_class: type[F], data: FormData, /, **kwargs: Any) -> F:
    """Fill a form from what was sent; only fields that the form names are looked at."""
    return form_class(data, **kwargs)


def typed_texts(
    form: wtforms.Form, data: FormData, *, without: Collection[str] = ()
) -> list[tuple[str, str]]:
    """(label, text) of all that a person wrote, as it was sent; label "" where this form has no
    such field, but an older one had. What was only chosen is not among it."""
    labels = {field.name: field.label.text for field in form if is_written(field)}
    chosen = {field.name for field in form} - labels.keys()
    return [
        (labels.get(name, ""), text)
        for name, value in data.multi_items()
        if name not in chosen and name not in without and isinstance(value, str)
        if (text := clean_text(value))
    ]


def is_written(field: wtforms.Field) -> bool:
    """Whether people write into it; what is only chosen is no text."""
    if isinstance(field, wtforms.HiddenField):
        return False
    return isinstance(field, (wtforms.StringField, wtforms.DateField))
