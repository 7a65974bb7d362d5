"""What a person may tell about a barrier."""

from app.i18n import _l
from app.web.fields import AreaField, EmailField, TextField
from app.web.traps import TrappedForm


class RueckmeldungForm(TrappedForm):
    text = AreaField(
        _l("Was geht nicht, oder was ist schwer?"),
        max=2000,
        required=True,
        missing=_l("Bitte schreiben Sie in ein paar Worten, was nicht geht."),
    )
    seite = TextField(
        _l("Auf welcher Seite?"), max=200, hint=_l("Zum Beispiel: Idee mitteilen, oder die Adresse")
    )
    email = EmailField(
        _l("Ihre E-Mail-Adresse"),
        hint=_l("Wenn Sie eine Antwort möchten. Sonst lassen Sie es frei."),
    )
