"""Every field of every form that takes typed text, judged as the house judges text."""

from collections.abc import Iterator

import pytest
from starlette.datastructures import FormData
from wtforms import DateField, Field, StringField

from app.features import FEATURES  # noqa: F401 - with it all forms are there
from app.web.fields import AreaField, EmailField, ParsedField, TextField
from app.web.forms import Form, bind, typed_texts
from tests.casework.life import forms_of_the_house
from tests.support.each import each

NOT_SEEN = ("\u200b", " \u2060 ", "\u200d\ufe0f", "\u3164\u00ad", "\u2800\u2003", "\n \r\n")
OURS = (TextField, AreaField, EmailField, ParsedField, DateField)


def _typed_fields() -> Iterator[tuple[type[Form], str]]:
    for form in forms_of_the_house():
        for field in form():
            if isinstance(field, OURS):
                yield form, field.short_name


FIELDS = sorted(set(_typed_fields()), key=str)


def _sent(form_class: type[Form], name: str, typed: str) -> tuple[Form, Field]:
    form = bind(form_class, FormData({name: typed}))
    form.validate()
    return form, form[name]


def test_there_are_forms_to_judge() -> None:
    assert len(FIELDS) > 60


def test_every_line_that_is_typed_is_one_of_ours() -> None:
    """A bare field of WTForms would judge what was typed, not what is left of it."""
    bare = {
        f"{form.__name__}.{field.name}"
        for form in forms_of_the_house()
        for field in form()
        if isinstance(field, StringField) and not isinstance(field, OURS)
        if field.type not in ("HiddenField",) and field.short_name != "leer"
    }
    assert bare == set()


@each("form_class, name", FIELDS, ids=str)
def test_what_nobody_sees_is_as_if_nothing_was_typed(form_class: type[Form], name: str) -> None:
    _form, empty = _sent(form_class, name, "")
    for typed in NOT_SEEN:
        form, field = _sent(form_class, name, typed)
        assert field.data == empty.data, ascii(typed)
        assert list(field.errors) == list(empty.errors), ascii(typed)
        assert typed_texts(form, FormData({name: typed})) == []


@pytest.mark.parametrize("typed", [" Bank\u200b ", "\ufeffBank\u2060"])
def test_every_text_is_cleaned(typed: str) -> None:
    for form_class, name in FIELDS:
        _form, field = _sent(form_class, name, typed)
        if isinstance(field, (TextField, AreaField, EmailField)):
            assert field.data == "Bank", (form_class, name)


@pytest.mark.parametrize("more", [1, 30])
def test_no_browser_cuts_what_is_pasted(more: int) -> None:
    """The limit is told, and what was typed stays whole."""
    for form_class, name in FIELDS:
        form = form_class()
        assert "maxlength" not in (form[name].render_kw or {}), (form_class, name)
        if most := getattr(form[name], "max", 0):
            typed = "a" * (most + more)
            _form, field = _sent(form_class, name, typed)
            assert field.errors, (form_class, name)
            assert field.data == typed


def test_every_address_that_is_taken_can_be_mailed() -> None:
    for form_class, name in FIELDS:
        _form, field = _sent(form_class, name, "jürgen@post.example")
        if isinstance(field, EmailField):
            assert "Vor dem @ steht ü" in field.errors[0], (form_class, name)
            assert field._value() == "jürgen@post.example"
