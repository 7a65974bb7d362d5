"""The forms of an Antrag, a topic a page (fonds.md 5.1).

A draft saves anything: no field is demanded here, only ill-formed values are refused. What must be
filled in before the Antrag is sent is judged by the rules; `needed` only marks it for the eye.
Fields bear the names of the columns, as the rules name them.
"""

from collections.abc import Iterable
from typing import Any, ClassVar

from wtforms import Field, HiddenField
from wtforms.validators import ValidationError

from app.antraege.models import FINANZIERUNGSARTEN, MAX_ANZAHL, Finanzierungsart, Zusage
from app.fonds.models import ANTRAGSTELLERARTEN, KOSTENKATEGORIEN
from app.i18n import _, _l
from app.quartiere.begriffe import HANDLUNGSFELDER, ZIELDIMENSIONEN, ZIELGRUPPEN
from app.web import forms
from app.web.inputs import MAX_CENT

JA_NEIN = (("ja", _l("Ja")), ("nein", _l("Nein")))
ZUSAGEN = (
    (Zusage.beantragt, _l("Gefragt, noch keine Antwort")),
    (Zusage.bewilligt, _l("Zugesagt")),
    (Zusage.abgelehnt, _l("Abgelehnt")),
)
ZWECKE = (
    ("angebot", _l("Angebot oder Preis")),
    ("plan", _l("Plan oder Skizze")),
    ("einverstaendnis", _l("Erlaubnis oder Einverständnis")),
    ("sonstiges", _l("Etwas anderes")),
)


def above_zero(form: forms.Form, field: Field) -> None:
    if field.data == 0:
        raise ValidationError(_("Bitte schreiben Sie einen Betrag über 0,00 EUR."))


class StartForm(forms.Form):
    """Opens the draft."""

    email = forms.EmailField(
        _l("E-Mail-Adresse"),
        hint=_l("Dann schicken wir Ihnen den Link zu Ihrem Entwurf. Es geht auch ohne."),
    )
    siegel = HiddenField()


class TopicForm(forms.Form):
    needed: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        for name in self.needed:
            self[name].flags.required = True
            # Drafts may leave it empty: the mark is for the eye, browsers must not insist.
            self[name].render_kw = {**(self[name].render_kw or {}), "required": False}


class WerForm(TopicForm):
    needed = ("art", "gruppe", "person", "alter_bestaetigt", "email", "telefon")

    art = forms.RadioField(
        _l("Für wen stellen Sie den Antrag?"), choices=ANTRAGSTELLERARTEN.items()
    )
    gruppe = forms.TextField(
        _l("Name der Gruppe oder Organisation"),
        max=160,
        hint=_l("Zum Beispiel: Hofgemeinschaft Böheimstraße"),
    )
    rechtsform = forms.TextField(
        _l("Rechtsform"), max=80, hint=_l("Zum Beispiel: eingetragener Verein")
    )
    registernummer = forms.TextField(_l("Nummer im Vereinsregister"), max=40)
    person = forms.TextField(
        _l("Mit wem sprechen wir?"),
        max=120,
        hint=_l("Vor- und Nachname. Diese Person ist verantwortlich. Wir zeigen den Namen nicht."),
        attributes={"autocomplete": "name"},
    )
    alter_bestaetigt = forms.CheckField("")
    email = forms.EmailField(
        _l("E-Mail-Adresse"), hint=_l("E-Mail oder Telefon: Eines von beiden genügt.")
    )
    telefon = forms.TextField(
        _l("Telefon"), max=40, attributes={"autocomplete": "tel", "inputmode": "tel"}
    )
    strasse = forms.TextField(
        _l("Straße und Hausnummer"), max=120, attributes={"autocomplete": "street-address"}
    )
    plz = forms.TextField(
        _l("Postleitzahl"),
        max=5,
        attributes={"autocomplete": "postal-code", "inputmode": "numeric"},
    )
    wohnort = forms.TextField(_l("Ort"), max=80, attributes={"autocomplete": "address-level2"})
    vertretung = forms.TextField(
        _l("Wer springt ein, wenn diese Person krank ist?"), max=120, hint=_l("Ein Name genügt.")
    )
    mittelempfaenger = forms.TextField(
        _l("Soll jemand anderes das Geld bekommen?"),
        max=160,
        hint=_l("Zum Beispiel ein Verein, der für Sie abrechnet. Sonst frei lassen."),
    )


class WasForm(TopicForm):
    needed = ("titel", "kurz", "was")

    titel = forms.TextField(
        _l("Wie heißt Ihre Aktion?"),
        max=100,
        hint=_l("Zum Beispiel: Nachbarschaftsfrühstück im Hof"),
    )
    kurz = forms.AreaField(
        _l("Was haben Sie vor, in ein bis zwei Sätzen?"),
        max=400,
        rows=3,
        hint=_l("Titel und diese Sätze zeigen wir öffentlich, wenn Sie das Geld bekommen."),
    )
    was = forms.AreaField(_l("Was genau passiert?"), max=6000, rows=6)
    nutzen = forms.AreaField(_l("Was hat das Quartier davon?"), max=2000, rows=3)
    teilnehmende = forms.IntField(_l("Wie viele Menschen machen ungefähr mit?"), low=1, high=99_999)
    mitwirkung = forms.AreaField(
        _l("Wer aus dem Quartier plant oder hilft mit?"),
        max=1000,
        rows=3,
        hint=_l("Und wie? Bitte keine Namen."),
    )
    zieldimensionen = forms.MultiChoiceField(
        _l("Wobei hilft Ihre Aktion?"), choices=ZIELDIMENSIONEN.items()
    )
    zielgruppen = forms.MultiChoiceField(
        _l("Für wen ist sie vor allem?"), choices=ZIELGRUPPEN.items()
    )
    handlungsfelder = forms.MultiChoiceField(
        _l("Um welche Themen geht es?"), choices=HANDLUNGSFELDER.items()
    )


class WannUndWoForm(TopicForm):
    needed = ("quartier_id", "beginn")

    quartier_id = forms.ChoiceField(_l("In welchem Quartier?"), empty=_l("Bitte wählen"))
    ort = forms.TextField(
        _l("Wo genau?"), max=160, hint=_l("Zum Beispiel: Innenhof, Platz oder Raum")
    )
    beginn = forms.DateField(
        _l("Wann geht es los?"), hint=_l("Ein ungefährer Tag reicht. Er muss in der Zukunft sein.")
    )
    ende = forms.DateField(
        _l("Letzter Tag"), hint=_l("Frei lassen, wenn alles an einem Tag stattfindet.")
    )
    oeffentlich = forms.RadioField(_l("Dürfen alle aus dem Quartier kommen?"), choices=JA_NEIN)
    kostenlos = forms.RadioField(_l("Ist das Mitmachen kostenlos?"), choices=JA_NEIN)
    barrierefreiheit = forms.AreaField(
        _l("Was tun Sie, damit alle dabei sein können?"),
        max=1000,
        rows=3,
        hint=_l("Zum Beispiel: keine Stufen, Übersetzung, einfache Sprache, Kinderbetreuung"),
    )
    sprachen = forms.TextField(_l("Welche Sprachen werden gesprochen?"), max=200)

    def validate_ende(self, field: Field) -> None:
        if field.data and self.beginn.data and field.data < self.beginn.data:
            raise ValidationError(_("Der letzte Tag liegt vor dem ersten. Bitte prüfen Sie beide."))


class MitWemForm(TopicForm):
    partner = forms.AreaField(
        _l("Wer macht noch mit?"),
        max=1000,
        rows=4,
        hint=_l("Andere Gruppen, Vereine, Läden oder Einrichtungen."),
    )
    genehmigungen = forms.AreaField(
        _l("Brauchen Sie eine Erlaubnis?"),
        max=1000,
        rows=4,
        hint=_l(
            "Zum Beispiel für den Platz, vom Vermieter oder für Musik. Schreiben Sie dazu, ob Sie "
            "schon gefragt haben."
        ),
    )


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
            raw in ("", self.preset.get(field.short_name))
            for field in self
            for raw in field.raw_data or ()
        )

    def validate(self, extra_validators: Any = None) -> bool:
        sound = super().validate(extra_validators)
        for name, message in self.whole.items():
            if not self[name].data and not self[name].errors:
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

    text = forms.TextField(
        _l("Wofür brauchen Sie Geld?"), max=160, hint=_l("Zum Beispiel: Brot, Käse und Obst")
    )
    kategorie = forms.ChoiceField(
        _l("Was für Kosten sind das?"), choices=KOSTENKATEGORIEN.items(), empty=_l("Bitte wählen")
    )
    anzahl = forms.IntField(
        _l("Wie viele?"),
        low=1,
        high=MAX_ANZAHL,
        default=1,
        hint=_l("Stück, Stunden oder Tage. Kennen Sie nur den ganzen Preis, bleibt es bei 1."),
    )
    einzelpreis = forms.EuroField(
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

    art = forms.ChoiceField(
        _l("Woher kommt es?"), choices=FINANZIERUNGSARTEN.items(), empty=_l("Bitte wählen")
    )
    text = forms.TextField(
        _l("Von wem oder was?"), max=160, hint=_l("Zum Beispiel: Hofkasse, Kuchenverkauf")
    )
    betrag = forms.EuroField(_l("Wie viel?"), hint=_l("Zum Beispiel 50,00"))
    zusage = forms.ChoiceField(
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


class FinanzierungForm(TopicForm):
    needed = ("beantragt_cent", "andere_gefragt")

    beantragt_cent = forms.EuroField(_l("Wie viel Geld brauchen Sie aus dem Topf?"))
    andere_gefragt = forms.RadioField(
        _l("Haben Sie noch andere Stellen um Geld gefragt?"), choices=JA_NEIN
    )
    vorschuss_noetig = forms.RadioField(
        _l("Brauchen Sie das Geld, bevor Sie einkaufen?"),
        choices=JA_NEIN,
        hint=_l("Meist legen Sie aus und bekommen das Geld zurück. Wenn das nicht geht: Ja."),
    )
    vorschuss_grund = forms.AreaField(
        _l("Warum vorher?"), max=1000, rows=2, hint=_l("Ein Satz genügt.")
    )

    vorsteuerabzug = forms.RadioField(
        _l("Bekommen Sie die Umsatzsteuer vom Finanzamt zurück?"),
        choices=JA_NEIN,
        hint=_l("Das gilt nur für manche Vereine und Einrichtungen. Sonst: Nein."),
    )
    verbleib = forms.AreaField(
        _l("Was bleibt nachher da?"),
        max=600,
        rows=2,
        hint=_l(
            "Wenn Sie etwas kaufen, das bleibt: Wem gehört es, wo steht es, wer darf es leihen?"
        ),
    )
    folgekosten = forms.AreaField(
        _l("Kostet es später noch etwas?"),
        max=600,
        rows=2,
        hint=_l("Zum Beispiel Strom oder Reparaturen. Wer bezahlt das?"),
    )

    def validate_beantragt_cent(self, field: Field) -> None:
        above_zero(self, field)


class ErklaerungenForm(TopicForm):
    needed = (
        "nicht_begonnen",
        "nicht_doppelt",
        "angaben_richtig",
        "richtlinie_gelesen",
        "datenschutz_gelesen",
    )

    nicht_begonnen = forms.CheckField(
        _l("Wir haben noch nicht begonnen. Nichts ist bestellt, gekauft oder unterschrieben.")
    )
    nicht_doppelt = forms.CheckField(_l("Niemand sonst bezahlt uns dieselben Kosten."))
    angaben_richtig = forms.CheckField(_l("Unsere Angaben stimmen."))
    richtlinie_gelesen = forms.CheckField(
        _l("Wir haben die Regeln dieses Topfs gelesen, auch zu Logos und Fotos.")
    )
    datenschutz_gelesen = forms.CheckField(_l("Wir haben gelesen, was mit unseren Daten passiert."))
    interessenkonflikt = forms.AreaField(
        _l("Entscheidet jemand mit, der Ihnen nahesteht?"),
        max=600,
        rows=2,
        hint=_l("Zum Beispiel jemand aus der Familie. Diese Person stimmt dann nicht mit ab."),
    )


def reasons_form(
    regeln: Iterable[str], *, sent: Any = None, values: dict[str, str] | None = None
) -> forms.Form:
    """A field for the applicant's sentence to each of these rules, named by the rule."""
    fields = {
        regel: forms.AreaField(_("Ihr Grund"), max=600, rows=2, hint=_("Ein Satz genügt."))
        for regel in regeln
    }
    form: forms.Form = type("ReasonsForm", (forms.Form,), fields)(sent, prefix="grund", data=values)
    for field in form:
        field.flags.required = True
    return form


class AnlagenForm(forms.Form):
    datei = forms.UploadField(
        _l("Datei oder Foto"),
        accept="image/jpeg,image/png,image/webp,image/heic,image/heif,application/pdf",
        hint=_l("JPG, PNG, HEIC oder PDF, höchstens 12 MB. Ein Foto mit dem Handy genügt."),
    )
    datei_staged = HiddenField()
    zweck = forms.ChoiceField(_l("Was ist das?"), choices=ZWECKE, empty=_l("Keine Angabe"))
