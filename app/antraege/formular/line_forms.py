"""A line of the Kostenplan or of the Finanzierungsplan, as it is typed."""

from typing import Any, ClassVar

from wtforms import Field
from wtforms.validators import ValidationError

from app.antraege.models import FINANZIERUNGSARTEN, MAX_ANZAHL, Finanzierungsart, Zusage
from app.fonds.models import KOSTENKATEGORIEN
from app.i18n import _, _l
from app.text.inputs import MAX_CENT, clean_code
from app.web import fields, forms
from app.web.checks import is_there

ZUSAGEN = (
    (Zusage.beantragt, _l("Gefragt, noch keine Antwort")),
    (Zusage.bewilligt, _l("Zugesagt")),
    (Zusage.abgelehnt, _l("Abgelehnt")),
)


def above_zero(form: forms.Form, field: Field) -> None:
    if field.data == 0:
        raise ValidationError(_("Bitte schreiben Sie einen Betrag über 0,00 EUR."))


class LineForm(forms.Form):
    """A line of a plan. Without any entry it is no line; with one it must be whole."""

    whole: ClassVar[dict[str, str]] = {}
    # What stands in a field before anybody has typed.
    preset: ClassVar[dict[str, str]] = {}

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        for name in self.whole:
            self[name].flags.required = True

    @property
    def is_empty(self) -> bool:
        return all(
            clean_code(raw) in ("", self.preset.get(field.short_name))
            for field in self
            for raw in field.raw_data or ()
            if isinstance(raw, str)
        )

    def validate(self, extra_validators: Any = None) -> bool:
        sound = super().validate(extra_validators)
        for name, message in self.whole.items():
            if not is_there(self[name].data) and not self[name].errors:
                self[name].errors = [str(message)]
                sound = False
        return sound


class KostenForm(LineForm):
    whole: ClassVar[dict[str, str]] = {
        "text": _l("Bitte schreiben Sie, was Geld kostet."),
        "kategorie": _l("Bitte wählen Sie, was für Kosten das sind."),
        "einzelpreis": _l("Bitte schreiben Sie, wie viel es kostet."),
    }
    preset: ClassVar[dict[str, str]] = {"anzahl": "1"}

    text = fields.TextField(
        _l("Wofür brauchen Sie Geld?"), max=160, hint=_l("Zum Beispiel: Brot, Käse und Obst")
    )
    kategorie = fields.ChoiceField(
        _l("Was für Kosten sind das?"), choices=KOSTENKATEGORIEN.items(), empty=_l("Bitte wählen")
    )
    anzahl = fields.IntField(
        _l("Wie viele?"),
        low=1,
        high=MAX_ANZAHL,
        default=1,
        hint=_l("Stück, Stunden oder Tage. Kennen Sie nur den ganzen Preis, bleibt es bei 1."),
    )
    einzelpreis = fields.EuroField(
        _l("Was kostet eines davon?"), hint=_l("Zum Beispiel 12,50 oder, bei 1, der ganze Preis.")
    )

    @property
    def betrag_cent(self) -> int:
        """0 as long as there is nothing to multiply."""
        if self.anzahl.process_errors:
            return 0
        return (self.anzahl.data or 1) * (self.einzelpreis.data or 0)

    def validate_einzelpreis(self, field: Field) -> None:
        above_zero(self, field)
        if self.betrag_cent > MAX_CENT:
            raise ValidationError(_("Zusammen ist das zu viel. Bitte prüfen Sie Anzahl und Preis."))


class PostenForm(LineForm):
    """Who else pays; `zusage` is asked for money of other offices only."""

    whole: ClassVar[dict[str, str]] = {
        "art": _l("Bitte wählen Sie, woher das Geld kommt."),
        "text": _l("Bitte schreiben Sie, von wem oder was das Geld ist."),
        "betrag": _l("Bitte schreiben Sie, wie viel es ist."),
    }

    art = fields.ChoiceField(
        _l("Woher kommt es?"), choices=FINANZIERUNGSARTEN.items(), empty=_l("Bitte wählen")
    )
    text = fields.TextField(
        _l("Von wem oder was?"), max=160, hint=_l("Zum Beispiel: Hofkasse, Kuchenverkauf")
    )
    betrag = fields.EuroField(_l("Wie viel?"), hint=_l("Zum Beispiel 50,00"))
    zusage = fields.ChoiceField(
        _l("Ist es zugesagt?"),
        choices=ZUSAGEN,
        empty=_l("Bitte wählen"),
        hint=_l("Nur bei Geld von anderen Stellen."),
    )

    def validate_betrag(self, field: Field) -> None:
        above_zero(self, field)

    def validate(self, extra_validators: Any = None) -> bool:
        sound = super().validate(extra_validators)
        if self.art.data == Finanzierungsart.drittmittel and not self.zusage.data:
            self.zusage.errors = [_("Bitte wählen Sie, ob das Geld schon zugesagt ist.")]
            sound = False
        return sound
