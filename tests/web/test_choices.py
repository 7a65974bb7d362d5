"""A choice is one of those that were offered, or none."""

from starlette.datastructures import FormData

from app.web.fields import ChoiceField, MultiChoiceField, RadioField
from app.web.forms import Form
from tests.support.each import each

OFFERED = [("laerm", "Lärm"), ("muell", "Müll")]


class Choices(Form):
    eines = ChoiceField("Eines", choices=OFFERED, empty="Keines")
    radio = RadioField("Radio", choices=OFFERED)
    mehrere = MultiChoiceField("Mehrere", choices=OFFERED)


def chosen(*values: str) -> Choices:
    return Choices(FormData([(name, v) for name in ("eines", "radio", "mehrere") for v in values]))


@each("blank", ["", " ", "\t\n", "\0"])
def test_a_blank_choice_is_none(blank: str) -> None:
    form = chosen(blank)
    assert form.validate()
    assert form.values == {"eines": "", "radio": None, "mehrere": []}


@each("blank", ["", " ", "\0"])
def test_a_blank_one_hides_no_other(blank: str) -> None:
    form = chosen(blank, "muell")
    assert form.validate()
    assert form.mehrere.data == ["muell"]
    assert not Choices(FormData([("mehrere", blank), ("mehrere", "gibtsnicht")])).validate()
