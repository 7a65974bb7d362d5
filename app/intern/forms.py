"""What staff search by."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from app.casework.filters import or_none
from app.i18n import _l
from app.text.inputs import parse_int
from app.vorgaenge.nummern import read_number
from app.web.fields import ChoiceField, DateField, TextField
from app.web.forms import Form

_ID = partial(parse_int, low=1, high=9_999_999)


class ThreadField(TextField):
    """A Vorgangsnummer however it is typed, or another thread of the record as it is called."""

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        super().process_formdata(valuelist)
        self.data = read_number(self.data or "") or self.data


class VerlaufForm(Form):
    """The filter of the record of steps."""

    vorgang = ThreadField(_l("Vorgangsnummer"), max=40)
    person = ChoiceField(
        _l("Person"),
        empty=_l("Alle"),
        hint=_l("Was sie getan hat, und was mit ihrem Zugang geschah"),
        coerce=or_none(_ID),
        validate_choice=False,
    )
    von = DateField(_l("Von"))
    bis = DateField(_l("Bis"))


class TaskFilterForm(Form):
    """The filter of the desk; offers the kinds that wait."""

    art = ChoiceField(_l("Was zu tun ist"), empty=_l("Alle Aufgaben"))


class NummerForm(Form):
    nummer = TextField(
        _l("Vorgangsnummer"), max=200, hint=_l("Zum Beispiel I-2026-00042, auch ohne Striche")
    )
