"""The steps that staff take on an Antrag: each with its address, form, action and words."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from sqlmodel import Session

from app.antraege import actions, decisions, policy
from app.antraege.decisions import Stimmen
from app.antraege.models import Antrag
from app.antraege.status import Schritt
from app.antraege.step_forms import (
    AblehnungForm,
    FreigabeForm,
    PruefungForm,
    RueckgabeForm,
    VotumForm,
    ZurueckstellungForm,
)
from app.antraege.steps import hindrance, most_cent
from app.auth.actor import Actor
from app.casework.forms import RueckantwortForm, RueckfrageForm
from app.casework.steps import NoInput, StaffStep
from app.i18n import _l
from app.web.forms import Form


def _record_votum(
    session: Session, antrag: Antrag, *, by: Actor, at: datetime, **votum: Any
) -> None:
    tally = {name: votum.pop(name) for name in ("ja", "nein", "enthaltung", "befangen")}
    decisions.votum_erfassen(session, antrag, stimmen=Stimmen(**tally), by=by, at=at, **votum)


def _step(
    schritt: Schritt,
    address: str,
    title: str,
    button: str,
    form: type[Form],
    act: Callable[..., None],
    done: str,
    **more: Any,
) -> StaffStep[Antrag]:
    """Rights and hindrances are the same tables that the actions ask under the lock."""
    may = policy.MAY[schritt]
    stands = partial(_hindrance, schritt)
    return StaffStep(
        schritt, address, title, button, form, act, done, may, hindrance=stands, **more
    )


def _hindrance(schritt: Schritt, antrag: Antrag, _at: datetime) -> str:
    return hindrance(antrag, schritt)


# In the order of the page: the first that the actor may take is the main one.
STEPS: tuple[StaffStep[Antrag], ...] = (
    _step(
        Schritt.freigeben,
        "freigabe",
        _l("Freigeben"),
        _l("Freigeben"),
        FreigabeForm,
        decisions.freigeben,
        _l("Freigegeben: %(betrag)s. Das Geld ist im Topf gebunden."),
        kind="haupt",
        initial=lambda antrag: {"betrag_cent": most_cent(antrag)},
    ),
    _step(
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
    _step(
        Schritt.votum,
        "votum",
        _l("Votum des Gremiums eintragen"),
        _l("Votum eintragen"),
        VotumForm,
        _record_votum,
        _l("Votum eingetragen. Empfohlen: %(betrag)s."),
        kind="haupt",
        panel="intern/antraege/_votum_erfassen.html",
        initial=lambda antrag: {
            "enthaltung": 0,
            "befangen": 0,
            "empfohlen_cent": antrag.beantragt_cent,
        },
    ),
    _step(
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
    _step(
        Schritt.rueckfrage,
        "rueckfrage",
        _l("Etwas nachfragen"),
        _l("Frage senden"),
        RueckfrageForm,
        actions.nachfragen,
        _l("Frage gesendet. Wir warten bis zum %(bis)s auf die Antwort."),
    ),
    _step(
        Schritt.rueckantwort,
        "rueckantwort",
        _l("Antwort eintragen"),
        _l("Antwort eintragen"),
        RueckantwortForm,
        actions.rueckantworten,
        _l("Antwort eingetragen. Die Prüfung geht weiter."),
        kind="haupt",
        sentence=_l("Für eine Antwort am Telefon oder auf Papier. Danach geht die Prüfung weiter."),
    ),
    _step(
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
    _step(
        Schritt.zurueckstellen,
        "zurueckstellung",
        _l("Auf später verschieben"),
        _l("Auf später verschieben"),
        ZurueckstellungForm,
        decisions.zurueckstellen,
        _l("Auf später verschoben. Das Geld bleibt vorgemerkt."),
        sentence=_l("Was vorgemerkt ist, bleibt vorgemerkt."),
    ),
    _step(
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
    _step(
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
        optional=True,
    ),
)
