"""What the house may know of Anträge."""

from datetime import datetime

from sqlmodel import Session

from app.antraege import consistency, desk, queries
from app.antraege.address import follow
from app.antraege.buero import routes as buero
from app.antraege.buero.office import OFFICE
from app.antraege.decision import is_binding, waits_for_votum
from app.antraege.formular import routes as formular
from app.antraege.models import Antrag
from app.antraege.payable import overviews
from app.antraege.retention import RETENTIONS, contact_over
from app.antraege.sender import SENDER
from app.antraege.status import ART, LEBENSLAUF, LETTER, Antragsstatus, Schritt
from app.antraege.trail import WORDS
from app.auth.actor import Actor
from app.auth.permissions import Permission
from app.casework.door import Check, Feature, Kind, NavEntry, Task
from app.history.models import Step
from app.history.queries import last_of
from app.i18n import _, _l

# What gave the team something to do with an Antrag.
_TO_TEAM = (
    Schritt.einreichen,
    Schritt.rueckantwort,
    Schritt.rueckfrage_zuruecknehmen,
    Schritt.pruefen,
    Schritt.pruefung_zuruecknehmen,
    Schritt.votum,
    Schritt.beanstanden,
    Schritt.zurueckgeben,
    Schritt.zurueckstellen,
    Schritt.wiederaufnehmen,
)


def tasks(session: Session, actor: Actor, at: datetime) -> list[Task]:
    if not actor.has(Permission.antraege_sehen):
        return []
    found = desk.open_tasks(session, actor, at=at)
    numbers = [antrag.vorgangsnummer for antrag in found]
    causes = last_of(session, numbers, WORDS.spellings(_TO_TEAM))
    return [_task(actor, antrag, causes.get(antrag.vorgangsnummer), at) for antrag in found]


def tasks_of_nobody(session: Session, actor: Actor, at: datetime) -> list[Task]:
    """The Administration reads no Antrag: it gives the role that is missing."""
    if not actor.has(Permission.personal_verwalten):
        return []
    return [
        Task(
            vorgangsnummer=antrag.vorgangsnummer,
            titel=_("Antrag ohne Zuständige"),
            quartier=antrag.quartier.name if antrag.quartier else "",
            was=_("Bitte jemandem die Rolle Gesamtkoordination geben"),
            since=antrag.eingereicht_am or antrag.angelegt_am,
            due=antrag.faellig_am,
            address="/intern/personal",
        )
        for antrag in desk.without_anybody(session, at=at)
    ]


def _task(actor: Actor, antrag: Antrag, cause: Step | None, at: datetime) -> Task:
    own = desk.is_turn_of(actor, antrag, at)
    return Task(
        vorgangsnummer=antrag.vorgangsnummer,
        titel=antrag.titel,
        quartier=antrag.quartier.name if antrag.quartier else "",
        was=waiting(antrag, cause) if own else _("Ohne Zuständige: bestimmen Sie, wer übernimmt"),
        since=waiting_since(antrag, cause),
        due=antrag.faellig_am,
        address=OFFICE.address(antrag),
    )


def waiting_since(antrag: Antrag, cause: Step | None) -> datetime:
    """`cause` is the last of _TO_TEAM. A question is ours again once its term is over."""
    if antrag.status is Antragsstatus.rueckfrage and antrag.faellig_am:
        return antrag.faellig_am
    return cause.at if cause else antrag.eingereicht_am or antrag.angelegt_am


def waiting(antrag: Antrag, cause: Step | None) -> str:
    """What staff have to do. `cause` is the last of _TO_TEAM; needs `fonds` loaded."""
    answered = cause is not None and WORDS.name(cause) == Schritt.rueckantwort
    match antrag.status:
        case Antragsstatus.eingereicht:
            return _("Antwort eingegangen") if answered else _("Antrag prüfen")
        case Antragsstatus.rueckfrage:
            return _("Noch keine Antwort auf die Frage")
        case Antragsstatus.zurueckgestellt:
            return _("Antrag wieder aufnehmen")
        case Antragsstatus.formal_geprueft if waits_for_votum(antrag):
            return _("Votum eintragen")
    return _("Beschluss ausführen") if is_binding(antrag) else _("Antrag entscheiden")


ANTRAG: Kind[Antrag] = Kind(
    art=ART,
    letter=LETTER,
    word=_l("Antrag"),
    lifecycle=LEBENSLAUF,
    words=WORDS,
    of_vorgang=queries.of_sender,
    office=OFFICE,
    sender=SENDER,
    contact_over=contact_over,
    address_changed=follow,
)

FEATURE = Feature(
    "antraege",
    routers=(formular.router, buero.router),
    navigation=(NavEntry("/intern/antraege", _l("Anträge"), OFFICE.permission),),
    kinds=(ANTRAG,),
    tasks=(tasks, tasks_of_nobody),
    overviews=(overviews,),
    checks=(
        Check(
            "Anträge and their record",
            lambda session, _settings: consistency.record_problems(session),
        ),
        Check("Anträge and ledger", lambda session, _settings: consistency.problems(session)),
    ),
    retentions=RETENTIONS,
    stays={
        "antrag.vorgangsnummer": "a running number",
        "regelbegruendung.regel": "the number of a rule",
        "rohtext.seite": "the name of a page of the form",
        "rohtext.feld": "the name of a field",
    },
)
