"""The steps that staff take on an Antrag: each with its address, form, action and words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from app.antraege import actions, decisions, policy
from app.antraege.decisions import Stimmen
from app.antraege.models import Antrag
from app.antraege.status import Schritt
from app.antraege.step_forms import (
    AblehnungForm,
    AntwortForm,
    FreigabeForm,
    NoInput,
    PruefungForm,
    RueckfrageForm,
    RueckgabeForm,
    VotumForm,
    ZurueckstellungForm,
)
from app.antraege.steps import most_cent
from app.auth.actor import Actor
from app.i18n import _l
from app.web.taking import StaffStep


def _record_votum(
    session: Session, antrag: Antrag, *, by: Actor, at: datetime, **given: Any
) -> None:
    tally = {name: given.pop(name) for name in ("ja", "nein", "enthaltung", "befangen")}
    decisions.votum_erfassen(session, antrag, stimmen=Stimmen(**tally), by=by, at=at, **given)


# In the order of the page: the first that the actor may take is the main one.
STEPS: tuple[StaffStep, ...] = (
    StaffStep(
        Schritt.freigeben,
        "freigabe",
        _l("Freigeben"),
        _l("Freigeben"),
        FreigabeForm,
        decisions.freigeben,
        _l("Freigegeben: %(betrag)s. Als Nächstes kommt die Vereinbarung."),
        kind="haupt",
        given=lambda antrag: {"betrag_cent": most_cent(antrag)},
    ),
    StaffStep(
        Schritt.pruefen,
        "pruefung",
        _l("Formal prüfen"),
        _l("Ist vollständig und förderfähig"),
        PruefungForm,
        actions.pruefen,
        _l("Geprüft. Vorgemerkt im Topf: %(betrag)s."),
        kind="haupt",
        sentence=_l("Danach ist das Geld im Topf vorgemerkt. Freigeben muss eine andere Person."),
    ),
    StaffStep(
        Schritt.votum,
        "votum",
        _l("Votum des Gremiums eintragen"),
        _l("Votum eintragen"),
        VotumForm,
        _record_votum,
        _l("Votum eingetragen. Empfohlen: %(betrag)s."),
        kind="haupt",
        given=lambda antrag: {
            "enthaltung": 0,
            "befangen": 0,
            "empfohlen_cent": antrag.beantragt_cent,
        },
    ),
    StaffStep(
        Schritt.wiederaufnehmen,
        "wiederaufnahme",
        _l("Wieder aufnehmen"),
        _l("Wieder aufnehmen"),
        NoInput,
        decisions.wiederaufnehmen,
        _l("Wieder aufgenommen. Der Antrag ist zurück in der Beratung."),
        kind="haupt",
        sentence=_l(
            "Der Antrag kommt zurück in die Beratung. "
            "Vorgemerkt ist wieder alles, was beantragt ist."
        ),
    ),
    StaffStep(
        Schritt.rueckfrage,
        "rueckfrage",
        _l("Etwas nachfragen"),
        _l("Frage senden"),
        RueckfrageForm,
        actions.nachfragen,
        _l("Frage gesendet. Wir warten bis zum %(bis)s auf die Antwort."),
    ),
    StaffStep(
        Schritt.beantworten,
        "antwort",
        _l("Antwort eintragen"),
        _l("Antwort eintragen"),
        AntwortForm,
        actions.beantworten,
        _l("Antwort eingetragen. Die Prüfung geht weiter."),
        kind="haupt",
        sentence=_l("Für eine Antwort am Telefon oder auf Papier. Danach geht die Prüfung weiter."),
    ),
    StaffStep(
        Schritt.zurueckgeben,
        "rueckgabe",
        _l("Zurückgeben"),
        _l("An die Quartierskoordination zurückgeben"),
        RueckgabeForm,
        decisions.zurueckgeben,
        _l("Zurückgegeben. Die Quartierskoordination liest jetzt Ihren Grund."),
        sentence=_l(
            "Das Gremium stimmt dann noch einmal ab. "
            "Vorgemerkt ist wieder alles, was beantragt ist."
        ),
    ),
    StaffStep(
        Schritt.zurueckstellen,
        "zurueckstellung",
        _l("Auf später verschieben"),
        _l("Auf später verschieben"),
        ZurueckstellungForm,
        decisions.zurueckstellen,
        _l("Auf später verschoben. Das Geld bleibt vorgemerkt."),
        sentence=_l("Was vorgemerkt ist, bleibt vorgemerkt."),
    ),
    StaffStep(
        Schritt.ablehnen,
        "ablehnung",
        _l("Ablehnen"),
        _l("Antrag ablehnen"),
        AblehnungForm,
        decisions.ablehnen,
        _l("Abgelehnt. Die antragstellende Person liest Ihren Grund."),
        kind="gefahr",
        sentence=_l("Eine Ablehnung lässt sich nicht zurücknehmen. Das Geld ist dann wieder frei."),
    ),
    StaffStep(
        Schritt.befangenheit,
        "befangenheit",
        _l("Ich bin befangen"),
        _l("Befangenheit erklären"),
        NoInput,
        actions.befangenheit_erklaeren,
        _l("Befangenheit festgehalten. Jetzt entscheidet Ihre Vertretung."),
        sentence=_l(
            "Wenn die Entscheidung Ihnen selbst, Ihrer Familie oder einem Verein nützt oder "
            "schadet, in dem Sie Verantwortung tragen. Danach entscheidet Ihre Vertretung. Gibt es "
            "keine, bitten Sie die Administration, jemanden einzutragen. "
            "Das lässt sich nicht zurücknehmen."
        ),
    ),
)
STEP_OF = {Schritt(step.schritt): step for step in STEPS}


@dataclass(frozen=True)
class Choice:
    """What this actor can do now: one main step, others, and why the rest is not theirs."""

    main: StaffStep | None
    others: list[StaffStep]
    refusals: list[tuple[str, str]]


def choice_for(actor: Actor, antrag: Antrag) -> Choice:
    """`refusals` are pairs of (the steps' words, the reason)."""
    verdicts = policy.possible_steps(actor, antrag)
    steps = {s: step for s, step in STEP_OF.items() if s in verdicts}
    mine = [step for s, step in steps.items() if verdicts[s]]
    main = mine[0] if mine and mine[0].kind == "haupt" else None
    refused = [
        (step, verdicts[s].reason)
        for s, step in steps.items()
        if step not in mine and s is not Schritt.befangenheit
    ]
    return Choice(main, [step for step in mine if step is not main], _grouped(refused))


def _grouped(refused: Iterable[tuple[StaffStep, str]]) -> list[tuple[str, str]]:
    by_reason: dict[str, list[str]] = {}
    for step, reason in refused:
        by_reason.setdefault(reason, []).append(str(step.title))
    return [(", ".join(words), reason) for reason, words in by_reason.items()]
