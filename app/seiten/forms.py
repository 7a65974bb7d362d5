"""What a person may tell about a barrier."""

from wtforms import Field, HiddenField
from wtforms.validators import ValidationError

from app.i18n import _, _l
from app.web.forms import AreaField, EmailField, Form, TextField


class RueckmeldungForm(Form):
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
    siegel = HiddenField()
    webseite = TextField(_l("Dieses Feld bitte frei lassen"), max=200)

    def validate_webseite(self, field: Field) -> None:
        if field.data:
            raise ValidationError(
                _("Ein verstecktes Feld war ausgefüllt. Bitte senden Sie noch einmal ab.")
            )
