"""What staff write to answer an Idee: whether it goes, and when, why not, or until when."""

from typing import Any

from app.i18n import _, _l
from app.ideen.antwort import ANTWORTGRUENDE, MACHBAR, Machbar
from app.text.inputs import member_or_none
from app.web.checks import is_there
from app.web.conditional import needed_at_times
from app.web.fields import AreaField, ChoiceField, DateField, RadioField, TextField
from app.web.forms import Form

# The field that a statement cannot do without, and what is said where it is empty (S2 K8.3).
_NEEDED = {
    Machbar.ja: "antwort_wann",
    Machbar.teilweise: "antwort_wann",
    Machbar.nein: "antwort_grund",
    Machbar.noch_offen: "antwort_neues_datum",
}
_MISSING = {
    "antwort_wann": _l("Bitte schreiben Sie, wann es so weit ist oder wovon es noch abhängt."),
    "antwort_grund": _l("Bitte wählen Sie, warum es nicht geht."),
    "antwort_neues_datum": _l("Bitte nennen Sie den Tag, bis zu dem die Antwort kommt."),
}


class AntwortForm(Form):
    """No field of an older form has one of these names, so none publishes anything by mistake."""

    machbar = RadioField(
        _l("Geht das?"),
        choices=MACHBAR.items(),
        required=True,
        missing=_l("Bitte wählen Sie, ob es geht."),
    )
    antwort_wann = TextField(
        _l("Wann?"),
        max=120,
        hint=_l(
            "Wenn es ganz oder zum Teil geht: ein Tag, ein Quartal oder eine Bedingung. "
            "Zum Beispiel: Herbst 2027, oder: nach dem Haushaltsbeschluss"
        ),
    )
    antwort_grund = ChoiceField(
        _l("Warum nicht?"),
        choices=ANTWORTGRUENDE.items(),
        empty=_l("Bitte wählen"),
        hint=_l("Nur wenn es nicht geht."),
    )
    antwort_neues_datum = DateField(
        _l("Bis wann kommt die Antwort?"),
        hint=_l("Nur wenn es noch offen ist. Die Idee bleibt so lange auf Ihrem Tisch."),
    )
    antwort_text = AreaField(
        _l("Ihre Antwort"),
        max=2000,
        required=True,
        rows=8,
        hint=_l(
            "Alle lesen sie. Geht es zum Teil: welcher Teil? Geht es nicht oder noch nicht: warum?"
        ),
        missing=_l("Bitte schreiben Sie die Antwort in ein paar Sätzen."),
    )

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        needed_at_times(*(field for field in self if field.name in _MISSING))

    def validate(self, extra_validators: Any = None) -> bool:
        """Each statement needs its own field, and what belongs to another is asked back."""
        sound = super().validate(extra_validators)
        machbar = member_or_none(Machbar, self.machbar.data)
        return self._fit(machbar) and sound if machbar else False

    def _fit(self, machbar: Machbar) -> bool:
        for field in self:
            if field.name not in _MISSING or field.errors:
                continue
            if field.name == _NEEDED[machbar] and not is_there(field.data):
                field.errors = [_MISSING[field.name]]
            elif field.name != _NEEDED[machbar] and field.data:
                field.errors = [_superfluous(machbar)]
        return not self.errors


class NachtragForm(AntwortForm):
    """What is answered already is open no more."""

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        del self.antwort_neues_datum
        self.machbar.choices = [
            (machbar.value, str(word))
            for machbar, word in MACHBAR.items()
            if machbar is not Machbar.noch_offen
        ]


def _superfluous(machbar: Machbar) -> str:
    return _("Das passt nicht zu „%(wahl)s“. Bitte leeren Sie dieses Feld.") % {
        "wahl": MACHBAR[machbar]
    }
