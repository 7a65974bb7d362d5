"""The forms of an Antrag, a topic a page (fonds.md 5.1).

A draft saves anything: no field is demanded here, only ill-formed values are refused. What must be
filled in before the Antrag is sent is judged by the rules; `needed` only marks it for the eye.
Fields bear the names of the columns, as the rules name them.
"""

from collections.abc import Iterable
from typing import Any, ClassVar

from wtforms import Field, HiddenField
from wtforms.validators import ValidationError

from app.antraege.formular.line_forms import above_zero
from app.files.fields import PAPERS
from app.fonds.models import ANTRAGSTELLERARTEN
from app.i18n import _, _l
from app.ideen.models import Idee
from app.quartiere.begriffe import HANDLUNGSFELDER, ZIELDIMENSIONEN, ZIELGRUPPEN
from app.text.keys import SHORTEST_PHONE
from app.web import fields, forms
from app.web.traps import TrappedForm

JA_NEIN = (("ja", _l("Ja")), ("nein", _l("Nein")))
REASON_PREFIX = "grund"
ANGEBOT = "angebot"
ZWECKE = (
    (ANGEBOT, _l("Angebot oder Preis")),
    ("plan", _l("Plan oder Skizze")),
    ("einverstaendnis", _l("Erlaubnis oder Einverständnis")),
    ("sonstiges", _l("Etwas anderes")),
)


class StartForm(TrappedForm):
    """Opens the draft. It asks one thing that may stay empty: who knows what they want is fast."""

    min_seconds = 0

    email = fields.EmailField(
        _l("E-Mail-Adresse"),
        hint=_l("Dann schicken wir Ihnen den Link zu Ihrem Entwurf. Es geht auch ohne."),
    )
    idee = HiddenField()


class TopicForm(forms.Form):
    needed: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        for name in self.needed:
            self.need(name)

    def need(self, name: str) -> None:
        """Drafts may leave it empty: the mark is for the eye, browsers must not insist."""
        self[name].flags.required = True
        self[name].render_kw = {**(self[name].render_kw or {}), "required": False}


class WerForm(TopicForm):
    needed = ("art", "gruppe", "person", "alter_bestaetigt", "email", "telefon")

    art = fields.RadioField(
        _l("Für wen stellen Sie den Antrag?"), choices=ANTRAGSTELLERARTEN.items()
    )
    gruppe = fields.TextField(
        _l("Name der Gruppe oder Organisation"),
        max=160,
        hint=_l("Zum Beispiel: Hofgemeinschaft Böheimstraße"),
    )
    rechtsform = fields.TextField(
        _l("Rechtsform"), max=80, hint=_l("Zum Beispiel: eingetragener Verein")
    )
    registernummer = fields.TextField(_l("Nummer im Vereinsregister"), max=40)
    person = fields.TextField(
        _l("Mit wem sprechen wir?"),
        max=120,
        hint=_l("Vor- und Nachname. Diese Person ist verantwortlich. Wir zeigen den Namen nicht."),
        attributes={"autocomplete": "name"},
    )
    alter_bestaetigt = fields.CheckField("")
    email = fields.EmailField(
        _l("E-Mail-Adresse"),
        hint=_l(
            "E-Mail oder Telefon: Eines von beiden genügt. An diese Adresse schicken wir alles zu "
            "Ihrem Antrag, auch den geheimen Link."
        ),
    )
    telefon = fields.TextField(
        _l("Telefon"), max=40, attributes={"autocomplete": "tel", "inputmode": "tel"}
    )
    strasse = fields.TextField(
        _l("Straße und Hausnummer"), max=120, attributes={"autocomplete": "street-address"}
    )
    plz = fields.PlzField(_l("Postleitzahl"))
    wohnort = fields.TextField(_l("Ort"), max=80, attributes={"autocomplete": "address-level2"})
    vertretung = fields.TextField(
        _l("Wer springt ein, wenn diese Person krank ist?"), max=120, hint=_l("Ein Name genügt.")
    )
    mittelempfaenger = fields.TextField(
        _l("Soll jemand anderes das Geld bekommen?"),
        max=160,
        hint=_l("Zum Beispiel ein Verein, der für Sie abrechnet. Sonst frei lassen."),
    )

    def validate_telefon(self, field: Field) -> None:
        if field.data and sum(c.isdigit() for c in field.data) < SHORTEST_PHONE:
            raise ValidationError(
                _("Diese Telefonnummer ist nicht vollständig. Beispiel: 0711 123456")
            )


class WasForm(TopicForm):
    needed = ("titel", "kurz", "was")

    titel = fields.TextField(
        _l("Wie heißt Ihre Aktion?"),
        max=100,
        hint=_l("Zum Beispiel: Nachbarschaftsfrühstück im Hof"),
    )
    kurz = fields.AreaField(
        _l("Was haben Sie vor, in ein bis zwei Sätzen?"),
        max=400,
        rows=3,
        hint=_l("Titel und diese Sätze zeigen wir öffentlich, wenn Sie das Geld bekommen."),
    )
    was = fields.AreaField(_l("Was genau passiert?"), max=6000, rows=6)
    nutzen = fields.AreaField(_l("Was hat das Quartier davon?"), max=2000, rows=3)
    teilnehmende = fields.IntField(
        _l("Wie viele Menschen machen ungefähr mit?"), low=1, high=99_999
    )
    mitwirkung = fields.AreaField(
        _l("Wer aus dem Quartier plant oder hilft mit?"),
        max=1000,
        rows=3,
        hint=_l("Und wie? Bitte keine Namen."),
    )
    zieldimensionen = fields.MultiChoiceField(
        _l("Wobei hilft Ihre Aktion?"), choices=ZIELDIMENSIONEN.items()
    )
    zielgruppen = fields.MultiChoiceField(
        _l("Für wen ist sie vor allem?"), choices=ZIELGRUPPEN.items()
    )
    handlungsfelder = fields.MultiChoiceField(
        _l("Um welche Themen geht es?"), choices=HANDLUNGSFELDER.items()
    )
    idee = fields.TextField(
        _l("Nummer der Idee"),
        max=200,
        hint=_l(
            "Wenn jemand diese Idee schon im Portal mitgeteilt hat. Die Nummer steht auf ihrer "
            "Seite, zum Beispiel I-2026-00042."
        ),
        attributes={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )
    projekt_id = fields.ChoiceField(_l("Projekt"), empty=_l("Zu keinem Projekt"))

    # Who fits the form to its Fonds looks the number up.
    idee_found: Idee | None = None

    @property
    def values(self) -> dict[str, Any]:
        return super().values | {"idee": None if self.idee.errors else self.idee_found}

    def validate_idee(self, field: Field) -> None:
        if field.data and self.idee_found is None:
            raise ValidationError(
                _(
                    "Zu dieser Nummer finden wir hier keine veröffentlichte Idee. Bitte prüfen "
                    "Sie die Nummer oder lassen Sie das Feld frei."
                )
            )


class WannUndWoForm(TopicForm):
    needed = ("quartier_id", "beginn")

    quartier_id = fields.ChoiceField(_l("In welchem Quartier?"), empty=_l("Bitte wählen"))
    ort = fields.TextField(
        _l("Wo genau?"), max=160, hint=_l("Zum Beispiel: Innenhof, Platz oder Raum")
    )
    beginn = fields.DateField(
        _l("Wann geht es los?"), hint=_l("Ein ungefährer Tag reicht. Er muss in der Zukunft sein.")
    )
    ende = fields.DateField(
        _l("Letzter Tag"), hint=_l("Frei lassen, wenn alles an einem Tag stattfindet.")
    )
    oeffentlich = fields.RadioField(_l("Dürfen alle aus dem Quartier kommen?"), choices=JA_NEIN)
    kostenlos = fields.RadioField(_l("Ist das Mitmachen kostenlos?"), choices=JA_NEIN)
    barrierefreiheit = fields.AreaField(
        _l("Was tun Sie, damit alle dabei sein können?"),
        max=1000,
        rows=3,
        hint=_l("Zum Beispiel: keine Stufen, Übersetzung, einfache Sprache, Kinderbetreuung"),
    )
    sprachen = fields.TextField(_l("Welche Sprachen werden gesprochen?"), max=200)

    def validate_ende(self, field: Field) -> None:
        if field.data and self.beginn.data and field.data < self.beginn.data:
            raise ValidationError(_("Der letzte Tag liegt vor dem ersten. Bitte prüfen Sie beide."))


class MitWemForm(TopicForm):
    partner = fields.AreaField(
        _l("Wer macht noch mit?"),
        max=1000,
        rows=4,
        hint=_l("Andere Gruppen, Vereine, Läden oder Einrichtungen."),
    )
    genehmigungen = fields.AreaField(
        _l("Brauchen Sie eine Erlaubnis?"),
        max=1000,
        rows=4,
        hint=_l(
            "Zum Beispiel für den Platz, vom Vermieter oder für Musik. Schreiben Sie dazu, ob Sie "
            "schon gefragt haben."
        ),
    )


class FinanzierungForm(TopicForm):
    needed = ("beantragt_cent", "andere_gefragt")

    beantragt_cent = fields.EuroField(_l("Wie viel Geld brauchen Sie aus dem Topf?"))
    andere_gefragt = fields.RadioField(
        _l("Haben Sie noch andere Stellen um Geld gefragt?"), choices=JA_NEIN
    )
    vorschuss_noetig = fields.RadioField(
        _l("Brauchen Sie das Geld, bevor Sie einkaufen?"),
        choices=JA_NEIN,
        hint=_l("Meist legen Sie aus und bekommen das Geld zurück. Wenn das nicht geht: Ja."),
    )
    vorschuss_grund = fields.AreaField(
        _l("Warum vorher?"), max=1000, rows=2, hint=_l("Ein Satz genügt.")
    )

    vorsteuerabzug = fields.RadioField(
        _l("Bekommen Sie die Umsatzsteuer vom Finanzamt zurück?"),
        choices=JA_NEIN,
        hint=_l("Das gilt nur für manche Vereine und Einrichtungen. Sonst: Nein."),
    )
    verbleib = fields.AreaField(
        _l("Was bleibt nachher da?"),
        max=600,
        rows=2,
        hint=_l(
            "Wenn Sie etwas kaufen, das bleibt: Wem gehört es, wo steht es, wer darf es leihen?"
        ),
    )
    folgekosten = fields.AreaField(
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
        "deminimis_cent",
    )

    nicht_begonnen = fields.CheckField(
        _l("Wir haben noch nicht begonnen. Nichts ist bestellt, gekauft oder unterschrieben.")
    )
    nicht_doppelt = fields.CheckField(_l("Niemand sonst bezahlt uns dieselben Kosten."))
    angaben_richtig = fields.CheckField(_l("Unsere Angaben stimmen."))
    richtlinie_gelesen = fields.CheckField(
        _l("Wir haben die Regeln dieses Topfs gelesen, auch zu Logos und Fotos.")
    )
    datenschutz_gelesen = fields.CheckField(
        _l("Wir haben gelesen, was mit unseren Daten passiert.")
    )
    deminimis_cent = fields.EuroField(
        _l("Wie viel staatliche Beihilfe hat das Unternehmen in den letzten drei Jahren bekommen?"),
        hint=_l(
            "Gemeint sind De-minimis-Beihilfen, zum Beispiel Zuschüsse oder günstige Kredite. "
            "Das Wort steht im Bescheid. Keine: Schreiben Sie 0."
        ),
    )
    interessenkonflikt = fields.AreaField(
        _l("Entscheidet jemand mit, der Ihnen nahesteht?"),
        max=600,
        rows=2,
        hint=_l("Zum Beispiel jemand aus der Familie. Diese Person stimmt dann nicht mit ab."),
    )


def reasons_form(
    regeln: Iterable[str], *, sent: Any = None, values: dict[str, str] | None = None
) -> forms.Form:
    """A field for the applicant's sentence to each of these rules, named by the rule."""
    areas = {
        regel: fields.AreaField(_("Ihr Grund"), max=600, rows=2, hint=_("Ein Satz genügt."))
        for regel in regeln
    }
    form: forms.Form = type("ReasonsForm", (forms.Form,), areas)(
        sent, prefix=REASON_PREFIX, data=values
    )
    for field in form:
        field.flags.required = True
    return form


def _position() -> fields.ChoiceField:
    return fields.ChoiceField(
        _l("Zu welchen Kosten gehört das Angebot?"), empty=_l("Zu keiner einzelnen Zeile")
    )


class AnlagenForm(forms.Form):
    datei = fields.UploadField(
        _l("Datei oder Foto"),
        accept=PAPERS,
        hint=_l("JPG, PNG, HEIC oder PDF, höchstens 12 MB. Ein Foto mit dem Handy genügt."),
    )
    datei_staged = HiddenField()
    zweck = fields.ChoiceField(_l("Was ist das?"), choices=ZWECKE, empty=_l("Keine Angabe"))
    position = _position()


class ZuordnungForm(forms.Form):
    """For a file that is there already: which line it belongs to."""

    position = _position()
