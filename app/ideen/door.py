"""What the house may know of Ideen."""

from datetime import datetime

from sqlmodel import Session

from app.auth.actor import Actor
from app.auth.permissions import Permission
from app.casework.door import Check, Feature, Kind, NavEntry, Task
from app.history.models import Step
from app.history.queries import last_of
from app.i18n import _, _l
from app.ideen import consistency, queries
from app.ideen.models import Idee
from app.ideen.news import news
from app.ideen.office import OFFICE
from app.ideen.retention import KONTAKT, RETENTIONS, contact_over
from app.ideen.routes import router
from app.ideen.screen import due
from app.ideen.sender import SENDER
from app.ideen.status import (
    ART,
    LEBENSLAUF,
    LETTER,
    ZU_BEANTWORTEN,
    ZU_PRUEFEN,
    Ideenstatus,
    Schritt,
    Trait,
)
from app.ideen.trail import WORDS

# What brought an Idee to the team, and what staff therefore have to do with it.
_TO_TEAM = {
    Schritt.einreichen: _l("Idee prüfen"),
    Schritt.rueckantwort: _l("Antwort eingegangen"),
    Schritt.rueckfrage_zuruecknehmen: _l("Idee prüfen"),
    Schritt.widersprechen: _l("Widerspruch prüfen"),
    Schritt.verbergen: _l("Idee neu prüfen"),
}
_CAUSES = WORDS.spellings(_TO_TEAM)


def tasks(session: Session, actor: Actor, at: datetime) -> list[Task]:
    if not actor.has(Permission.ideen_moderieren):
        return []
    found = queries.open_tasks(session, actor, at=at)
    causes = last_of(session, [idee.vorgangsnummer for idee in found], _CAUSES)
    return [_task(idee, causes.get(idee.vorgangsnummer)) for idee in found]


def _task(idee: Idee, cause: Step | None) -> Task:
    was, since = _waiting(idee, cause)
    return Task(
        vorgangsnummer=idee.vorgangsnummer,
        titel=idee.titel,
        quartier=idee.area_name,
        was=was,
        since=since,
        due=due(idee),
        address=OFFICE.address(idee),
        work=Trait.to_moderate if idee.status in ZU_PRUEFEN else "",
    )


def _waiting(idee: Idee, cause: Step | None) -> tuple[str, datetime]:
    if idee.status is Ideenstatus.rueckfrage:
        return _("Noch keine Antwort auf die Frage"), idee.pruefen_bis
    if idee.status in ZU_BEANTWORTEN:
        return _("Antwort geben"), idee.veroeffentlicht_am or idee.eingegangen_am
    if cause is None:
        return str(_TO_TEAM[Schritt.einreichen]), idee.eingegangen_am
    return str(_TO_TEAM[Schritt(WORDS.name(cause))]), cause.at


IDEE: Kind[Idee] = Kind(
    art=ART,
    letter=LETTER,
    word=_l("Idee"),
    lifecycle=LEBENSLAUF,
    words=WORDS,
    of_vorgang=queries.of_vorgang,
    office=OFFICE,
    sender=SENDER,
    contact=KONTAKT,
    contact_over=contact_over,
)

FEATURE = Feature(
    "ideen",
    routers=(router,),
    navigation=(NavEntry("/intern/ideen", _l("Ideen"), OFFICE.permission),),
    kinds=(IDEE,),
    tasks=(tasks,),
    news=(news,),
    checks=(
        Check(
            "Ideen and their record",
            lambda session, _settings: consistency.record_problems(session),
        ),
        Check(
            "Ideen and their answers",
            lambda session, _settings: consistency.answer_problems(session),
        ),
    ),
    retentions=RETENTIONS,
    stays={
        "idee.vorgangsnummer": "a running number",
        "ideeneingabe.schluessel_hash": "a hash of something random",
        "ideeneingabe.einreichung": "a hash with something random in it",
        "idee.weitergeleitet_an": "an office of the city",
    },
)
