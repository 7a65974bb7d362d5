"""What staff search by; it lives in the address."""

from app.i18n import _l
from app.web.fields import ChoiceField, DateField, TextField
from app.web.forms import Form


class VerlaufForm(Form):
    """The filters of the record of steps."""

    vorgang = TextField(_l("Vorgangsnummer"), max=40)
    person = ChoiceField(_l("Wer"), empty=_l("Alle"))
    von = DateField(_l("Von"))
    bis = DateField(_l("Bis"))


class NummerForm(Form):
    nummer = TextField(
        _l("Vorgangsnummer"), max=20, hint=_l("Zum Beispiel I-2026-00042, auch ohne Striche")
    )
