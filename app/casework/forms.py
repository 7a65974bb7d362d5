"""What staff may send with a step that every kind has."""

from app.i18n import _l
from app.web.fields import AreaField
from app.web.forms import Form


class RueckfrageForm(Form):
    frage = AreaField(
        _l("Ihre Frage"),
        max=1000,
        required=True,
        rows=4,
        hint=_l("Die Person liest sie auf ihrer Vorgangsseite."),
        missing=_l("Bitte schreiben Sie Ihre Frage."),
    )


class RueckantwortForm(Form):
    """What the sender said by phone or on paper."""

    rueckantwort = AreaField(
        _l("Was wurde geantwortet?"),
        max=2000,
        required=True,
        rows=4,
        missing=_l("Bitte schreiben Sie die Antwort auf."),
    )
