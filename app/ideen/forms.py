"""What residents and staff may send about an Idee, and nothing more."""

from wtforms import HiddenField

from app.casework.filters import or_none
from app.files.fields import PICTURES
from app.i18n import _l
from app.ideen.status import IDEENSTATUS, OEFFENTLICH, STAND_INTERN, Ideenstatus
from app.quartiere.begriffe import HANDLUNGSFELDER, Handlungsfeld
from app.text.inputs import clean_text
from app.web.fields import AreaField, CheckField, ChoiceField, EmailField, TextField, UploadField
from app.web.forms import Form
from app.web.traps import TrappedForm


class IdeeForm(TrappedForm):
    """`quartier` is a value of `areas`. `foto_staged` is what an earlier try has staged,
    `foto_verloren` says that it could not be stored, `sammlung` is the short name in the link by
    which somebody came."""

    titel = TextField(
        _l("Was ist Ihre Idee?"),
        max=100,
        required=True,
        hint=_l("Ein kurzer Satz, zum Beispiel: Eine Bank am Südheimer Platz"),
        missing=_l("Bitte sagen Sie in einem kurzen Satz, was Ihre Idee ist."),
    )
    text = AreaField(
        _l("Erzählen Sie mehr"),
        max=2000,
        required=True,
        hint=_l("Was soll anders werden, und für wen ist das gut?"),
        missing=_l("Bitte beschreiben Sie Ihre Idee mit ein paar Worten."),
    )
    quartier = ChoiceField(
        _l("In welchem Quartier oder Stadtteil?"),
        required=True,
        empty=_l("Bitte wählen"),
        missing=_l("Bitte wählen Sie Ihr Quartier oder Ihren Stadtteil aus der Liste."),
    )
    foto = UploadField(
        _l("Foto"),
        accept=PICTURES,
        hint=_l("Bitte ohne Gesichter und ohne Autokennzeichen. Höchstens 12 MB."),
    )
    foto_staged = HiddenField()
    foto_verloren = HiddenField()
    sammlung = HiddenField(filters=[lambda raw: (raw or "")[:12]])
    foto_entfernen = CheckField(_l("Das Foto doch nicht mitschicken"))
    ort = TextField(_l("Wo genau?"), max=120, hint=_l("Zum Beispiel: neben der Apotheke"))
    thema = ChoiceField(
        _l("Worum geht es?"), choices=HANDLUNGSFELDER.items(), empty=_l("Keine Angabe")
    )
    name_anzeige = TextField(
        _l("Welcher Name soll dabeistehen?"),
        max=60,
        hint=_l("Zum Beispiel: eine Nachbarin. Ohne Namen schreiben wir nichts dazu."),
    )
    email = EmailField(
        _l("Ihre E-Mail-Adresse"),
        hint=_l("Damit wir Ihnen antworten können. Sie wird nicht veröffentlicht."),
    )

    @property
    def as_sent(self) -> list[tuple[str, str]]:
        """Name and value of what a browser would send again. A file is its reference, and whoever
        comes back from the check page has not filled in the trap."""
        fields = (f for f in self if not isinstance(f, UploadField | CheckField))
        return [(f.name, f.data or "") for f in fields if f.name != self.leer.name]


class SuchForm(Form):
    """The filters of the public list; they live in the address."""

    suche = TextField(_l("Suche"), max=80)
    quartier = ChoiceField(
        _l("Quartier"),
        empty=_l("Alle Quartiere"),
        coerce=or_none(clean_text),
        validate_choice=False,
    )
    thema = ChoiceField(
        _l("Thema"),
        choices=HANDLUNGSFELDER.items(),
        empty=_l("Alle Themen"),
        coerce=or_none(Handlungsfeld),
    )
    stand = ChoiceField(
        _l("Stand"),
        choices=[(s, IDEENSTATUS[s]) for s in OEFFENTLICH],
        empty=_l("Jeder Stand"),
        coerce=or_none(Ideenstatus),
    )
    sortierung = ChoiceField(
        _l("Reihenfolge"),
        choices=[("neu", _l("Neue zuerst")), ("alt", _l("Alte zuerst"))],
        default="neu",
    )


class StandForm(Form):
    """The filter of the staff's queue."""

    stand = ChoiceField(
        _l("Stand"),
        choices=STAND_INTERN.items(),
        empty=_l("Zu prüfen"),
        coerce=or_none(Ideenstatus),
    )
