"""What must be filled in before an Antrag can be judged at all, whatever the Fonds."""

from collections.abc import Callable, Iterator

from app.antraege.models import Antrag
from app.antraege.rules.base import Befund, Seite
from app.fonds.models import Antragstellerart, Schwere
from app.i18n import _, _l
from app.text.inputs import says_something

# Whoever stands for others names them.
_MIT_NAMEN = frozenset(Antragstellerart) - {Antragstellerart.privatperson}

_Missing = Callable[[Antrag], bool]
_FIELDS: tuple[tuple[Seite, str, _Missing, str], ...] = (
    (
        Seite.wer,
        "art",
        lambda a: a.antragsteller.art is None,
        _l("Wählen Sie aus, wer den Antrag stellt."),
    ),
    (
        Seite.wer,
        "gruppe",
        lambda a: a.antragsteller.art in _MIT_NAMEN and not says_something(a.antragsteller.gruppe),
        _l("Schreiben Sie, wie Ihre Gruppe oder Organisation heißt."),
    ),
    (
        Seite.wer,
        "person",
        lambda a: not says_something(a.antragsteller.person),
        _l("Nennen Sie eine Person, die für den Antrag verantwortlich ist."),
    ),
    (
        Seite.wer,
        "email",
        lambda a: not (a.antragsteller.email or a.antragsteller.telefon),
        _l("Geben Sie eine E-Mail-Adresse oder eine Telefonnummer an, damit wir Sie erreichen."),
    ),
    (
        Seite.was,
        "titel",
        lambda a: not says_something(a.titel),
        _l("Geben Sie Ihrer Aktion einen kurzen Namen."),
    ),
    (
        Seite.was,
        "kurz",
        lambda a: not says_something(a.kurz),
        _l("Beschreiben Sie Ihre Aktion in ein bis zwei Sätzen."),
    ),
    (
        Seite.was,
        "was",
        lambda a: not says_something(a.was),
        _l("Erzählen Sie, was genau passieren soll."),
    ),
    (
        Seite.wann_wo,
        "quartier_id",
        lambda a: a.quartier_id is None,
        _l("Wählen Sie das Quartier, um das es geht."),
    ),
    (
        Seite.wann_wo,
        "beginn",
        lambda a: a.beginn is None,
        _l("Sagen Sie uns, wann es losgeht. Ein ungefährer Tag reicht."),
    ),
    (
        Seite.kosten,
        "kosten",
        lambda a: not a.kosten,
        _l("Tragen Sie mindestens eine Sache ein, die Geld kostet."),
    ),
    (
        Seite.finanzierung,
        "beantragt_cent",
        lambda a: a.beantragt_cent is None,
        _l("Tragen Sie ein, wie viel Geld Sie aus dem Topf brauchen."),
    ),
    (
        Seite.finanzierung,
        "vorschuss_grund",
        lambda a: bool(a.vorschuss_noetig) and not says_something(a.vorschuss_grund),
        _l("Schreiben Sie in einem Satz, warum Sie das Geld brauchen, bevor Sie einkaufen."),
    ),
    (
        Seite.finanzierung,
        "andere_gefragt",
        lambda a: a.andere_gefragt is None,
        _l("Sagen Sie uns, ob Sie noch andere Stellen um Geld gefragt haben."),
    ),
    (
        Seite.erklaerungen,
        "angaben_richtig",
        lambda a: not a.angaben_richtig,
        _l("Bestätigen Sie, dass Ihre Angaben stimmen."),
    ),
    (
        Seite.erklaerungen,
        "richtlinie_gelesen",
        lambda a: not a.richtlinie_gelesen,
        _l("Bestätigen Sie, dass Sie die Regeln des Topfs gelesen haben."),
    ),
    (
        Seite.erklaerungen,
        "datenschutz_gelesen",
        lambda a: not a.datenschutz_gelesen,
        _l("Bestätigen Sie, dass Sie die Hinweise zum Datenschutz gelesen haben."),
    ),
    (
        Seite.erklaerungen,
        "deminimis_cent",
        lambda a: a.antragsteller.art is Antragstellerart.unternehmen and a.deminimis_cent is None,
        _l("Tragen Sie ein, wie viel staatliche Beihilfe das Unternehmen bekam. Keine: 0."),
    ),
)


def missing(antrag: Antrag) -> Iterator[Befund]:
    """One blocking finding for each field left out."""
    for seite, feld, left_out, text in _FIELDS:
        if left_out(antrag):
            yield Befund("", Schwere.B, seite, feld, _(str(text)))
