"""The lifecycle of a Quartiersprojekt: one table (projekte.md 3.3)."""

from enum import StrEnum

from app.casework.lifecycle import Lifecycle, Owner, State, Transition
from app.i18n import _l


class Projektstatus(StrEnum):
    entwurf = "entwurf"
    eingereicht = "eingereicht"
    in_bewertung = "in_bewertung"
    nachbesserung = "nachbesserung"
    abgelehnt = "abgelehnt"
    zurueckgezogen = "zurueckgezogen"
    geplant = "geplant"
    laufend = "laufend"
    ruhend = "ruhend"
    in_verstetigung = "in_verstetigung"
    abgeschlossen = "abgeschlossen"
    verstetigt = "verstetigt"
    beendet = "beendet"


class Schritt(StrEnum):
    """What can happen to a Projekt: the `step` of its record."""

    einreichen = "einreichen"
    bewerten = "bewerten"
    nachbessern = "nachbessern"
    planen = "planen"
    ablehnen = "ablehnen"
    zurueckziehen = "zurueckziehen"
    beginnen = "beginnen"
    ruhen = "ruhen"
    fortsetzen = "fortsetzen"
    verstetigen = "verstetigen"
    abschliessen = "abschliessen"
    dauerhaft_machen = "dauerhaft_machen"
    beenden = "beenden"


class Trait(StrEnum):
    """The sums of states that pages and queries ask for.

    `going_on` is what people can join now, `coming` later or again, `lasting` has become permanent.
    """

    public = "public"
    going_on = "going_on"
    coming = "coming"
    lasting = "lasting"


_S = Projektstatus


def _hidden(word: str, owner: Owner) -> State:
    return State(word, "neutral", owner)


def _public(word: str, tone: str, owner: Owner, *traits: Trait) -> State:
    return State(word, tone, owner, frozenset({Trait.public, *traits}))


LEBENSLAUF: Lifecycle[Projektstatus] = Lifecycle(
    {
        _S.entwurf: _hidden(_l("Entwurf"), Owner.office),
        _S.eingereicht: _hidden(_l("Eingereicht"), Owner.office),
        _S.in_bewertung: _hidden(_l("Wird geprüft"), Owner.office),
        _S.nachbesserung: _hidden(_l("Wird überarbeitet"), Owner.office),
        _S.abgelehnt: _hidden(_l("Abgelehnt"), Owner.nobody),
        _S.zurueckgezogen: _hidden(_l("Zurückgezogen"), Owner.nobody),
        _S.geplant: _public(_l("Geplant"), "neutral", Owner.office, Trait.coming),
        _S.laufend: _public(_l("Läuft"), "laeuft", Owner.office, Trait.going_on),
        _S.ruhend: _public(_l("Ruht"), "neutral", Owner.office, Trait.coming),
        _S.in_verstetigung: _public(_l("Wird dauerhaft"), "gut", Owner.office, Trait.going_on),
        _S.abgeschlossen: _public(_l("Abgeschlossen"), "neutral", Owner.office),
        _S.verstetigt: _public(_l("Dauerhaft da"), "gut", Owner.nobody, Trait.lasting),
        _S.beendet: _public(_l("Beendet"), "ende", Owner.nobody),
    },
    {
        Schritt.einreichen: Transition((_S.entwurf, _S.nachbesserung), (_S.eingereicht,)),
        Schritt.bewerten: Transition((_S.eingereicht,), (_S.in_bewertung,)),
        Schritt.nachbessern: Transition((_S.in_bewertung,), (_S.nachbesserung,)),
        Schritt.planen: Transition((_S.in_bewertung,), (_S.geplant,)),
        Schritt.ablehnen: Transition((_S.in_bewertung,), (_S.abgelehnt,)),
        Schritt.zurueckziehen: Transition(
            (_S.entwurf, _S.eingereicht, _S.in_bewertung, _S.nachbesserung), (_S.zurueckgezogen,)
        ),
        Schritt.beginnen: Transition((_S.geplant,), (_S.laufend,)),
        Schritt.ruhen: Transition((_S.laufend,), (_S.ruhend,)),
        Schritt.fortsetzen: Transition((_S.ruhend,), (_S.laufend,)),
        Schritt.verstetigen: Transition((_S.laufend,), (_S.in_verstetigung,)),
        Schritt.abschliessen: Transition((_S.laufend, _S.in_verstetigung), (_S.abgeschlossen,)),
        Schritt.dauerhaft_machen: Transition((_S.abgeschlossen,), (_S.verstetigt,)),
        Schritt.beenden: Transition((_S.abgeschlossen,), (_S.beendet,)),
    },
    too_late=_l("Das geht gerade nicht: Das Projekt ist inzwischen in einem anderen Stand."),
)

OEFFENTLICH = LEBENSLAUF.having(Trait.public)
LAUFEND = LEBENSLAUF.having(Trait.going_on)
KOMMEND = LEBENSLAUF.having(Trait.coming)
OFFEN = LAUFEND | KOMMEND
BESTEHEND = OFFEN | LEBENSLAUF.having(Trait.lasting)
PROJEKTSTATUS = LEBENSLAUF.words()
