"""What staff may send with a step. The fields are named like the arguments of its action.

Several of these forms stand on one page, so fields of one name have ids of their own.
"""

from app.i18n import _l
from app.web.forms import AreaField, DateField, EuroField, Form, IntField

_REASON_MISSING = _l("Bitte schreiben Sie den Grund. Ein Satz genügt.")


class PruefungForm(Form):
    vermerk = AreaField(
        _l("Vermerk zur Prüfung"),
        max=2000,
        rows=3,
        hint=_l("Das Gremium und die Bezirksvorsteher*in lesen ihn."),
    )


class VotumForm(Form):
    datum = DateField(
        _l("Tag der Abstimmung"),
        required=True,
        missing=_l("Bitte tragen Sie ein, wann abgestimmt wurde."),
    )
    ja = IntField(_l("Ja"), required=True, high=500, missing=_l("Wie viele haben Ja gesagt?"))
    nein = IntField(_l("Nein"), required=True, high=500, missing=_l("Wie viele haben Nein gesagt?"))
    enthaltung = IntField(
        _l("Enthaltung"), required=True, high=500, missing=_l("Wenn niemand: 0 eintragen.")
    )
    befangen = IntField(
        _l("Befangen"), required=True, high=500, missing=_l("Wenn niemand: 0 eintragen.")
    )
    empfohlen_cent = EuroField(
        _l("Empfohlener Betrag"),
        required=True,
        hint=_l("Ohne Mehrheit: 0"),
        missing=_l("Bitte tragen Sie ein, wie viel das Gremium empfiehlt. Ohne Mehrheit: 0."),
    )
    grund = AreaField(
        _l("Begründung des Gremiums"),
        id="votum-grund",
        max=2000,
        rows=3,
        hint=_l("Nötig, wenn weniger empfohlen ist als beantragt."),
    )


class FreigabeForm(Form):
    betrag_cent = EuroField(
        _l("Betrag"), required=True, missing=_l("Bitte tragen Sie ein, wie viel Sie freigeben.")
    )
    auflagen = AreaField(
        _l("Auflagen"), max=2000, rows=2, hint=_l("Zum Beispiel: Belege bis Ende Juli einreichen.")
    )
    grund = AreaField(
        _l("Begründung"),
        id="freigabe-grund",
        max=2000,
        rows=2,
        hint=_l("Nötig, wenn Sie weniger freigeben als empfohlen."),
    )


class AblehnungForm(Form):
    grund = AreaField(
        _l("Warum lehnen Sie ab?"),
        id="ablehnung-grund",
        max=2000,
        required=True,
        rows=4,
        hint=_l("Die antragstellende Person liest das. Ein Rat zu anderen Töpfen hilft ihr."),
        missing=_REASON_MISSING,
    )


class RueckgabeForm(Form):
    grund = AreaField(
        _l("Was soll noch einmal geprüft werden?"),
        id="rueckgabe-grund",
        max=2000,
        required=True,
        rows=3,
        hint=_l("Das liest die Quartierskoordination, nicht die antragstellende Person."),
        missing=_REASON_MISSING,
    )


class ZurueckstellungForm(Form):
    grund = AreaField(
        _l("Warum erst später?"),
        id="zurueckstellung-grund",
        max=2000,
        required=True,
        rows=3,
        hint=_l("Die antragstellende Person bekommt diesen Satz."),
        missing=_REASON_MISSING,
    )
