"""What the holder of a secret link, or of number and code, may send."""

from typing import Any

from wtforms import HiddenField

from app.files.fields import PAPERS
from app.i18n import _, _l
from app.web.checks import is_there
from app.web.conditional import needed_at_times
from app.web.fields import AreaField, EmailField, TextField, UploadField
from app.web.forms import Form

_CODE = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}


class CodeForm(Form):
    vorgangsnummer = TextField(
        _l("Vorgangsnummer"),
        max=200,
        required=True,
        hint=_l("Zum Beispiel I-2026-00042"),
        missing=_l("Bitte tragen Sie die Nummer ein. Sie steht unter „Zum Aufschreiben“."),
        attributes=_CODE,
    )
    code = TextField(
        _l("Code"),
        max=200,
        required=True,
        hint=_l("Zum Beispiel 7K4-2MP-XW"),
        missing=_l("Bitte tragen Sie den Code ein. Er steht unter „Zum Aufschreiben“."),
        attributes=_CODE,
    )


class LinkForm(Form):
    nummer = TextField(
        _l("Vorgangsnummer"),
        max=200,
        required=True,
        missing=_l("Bitte tragen Sie die Nummer ein. Sie steht unter „Zum Aufschreiben“."),
        attributes=_CODE,
    )
    adresse = EmailField(
        _l("E-Mail-Adresse, die Sie angegeben haben"),
        required=True,
        missing=_l("Bitte schreiben Sie Ihre E-Mail-Adresse."),
    )


class RueckantwortForm(Form):
    """A photo or PDF alone is an answer too: text is demanded where none comes along."""

    text = AreaField(
        _l("Ihre Antwort"), max=2000, hint=_l("Wenn ein Foto alles sagt, genügt das Foto.")
    )
    datei = UploadField(_l("Foto oder PDF dazu"), accept=PAPERS, hint=_l("Höchstens 12 MB."))
    datei_staged = HiddenField()
    datei2 = UploadField(_l("Noch ein Foto oder PDF"), accept=PAPERS)
    datei2_staged = HiddenField()
    datei3 = UploadField(_l("Und noch eines"), accept=PAPERS)
    datei3_staged = HiddenField()

    @property
    def values(self) -> dict[str, Any]:
        """What the step itself gets; files are the page's matter."""
        return {"rueckantwort": self.text.data}

    @property
    def references(self) -> list[str]:
        """What was staged."""
        return [staged.data for _field, staged in self.uploads if staged.data]

    @property
    def uploads(self) -> list[tuple[UploadField, HiddenField]]:
        """Each field beside the one that carries what an earlier try has staged."""
        return [
            (self.datei, self.datei_staged),
            (self.datei2, self.datei2_staged),
            (self.datei3, self.datei3_staged),
        ]

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        # One of text and photo is needed.
        needed_at_times(self.text)

    def validate(self, extra_validators: Any = None) -> bool:
        sound = super().validate(extra_validators)
        tried = any(field.staged or field.errors for field, _staged in self.uploads)
        if not tried and not is_there(self.text.data):
            self.text.errors = [_("Bitte schreiben Sie Ihre Antwort oder wählen Sie ein Foto aus.")]
            return False
        return sound


class WiderspruchForm(Form):
    einwand = AreaField(
        _l("Warum sehen Sie das anders?"),
        max=2000,
        required=True,
        missing=_l("Bitte schreiben Sie, was wir noch einmal ansehen sollen."),
    )


class EmailForm(Form):
    email = EmailField(
        _l("Ihre E-Mail-Adresse"),
        hint=_l("Leer lassen, wenn wir Ihnen nicht mehr schreiben sollen."),
    )
