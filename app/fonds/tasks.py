"""What waits for those who keep a Fonds: the day of the next Sitzung, once the last is over."""

from datetime import UTC, datetime

from sqlmodel import Session

from app.auth.actor import Actor
from app.auth.permissions import Permission
from app.casework.door import Task
from app.clock import BERLIN
from app.fonds import policy, queries
from app.fonds.fondsstand import Fondsstand
from app.fonds.steps import Fondsschritt, thread_of
from app.fristen import end_of
from app.history.models import Step
from app.history.queries import last_of
from app.i18n import _


def tasks(session: Session, actor: Actor, at: datetime) -> list[Task]:
    """Of every Fonds that takes Anträge this year, or has some waiting from the year before."""
    if not actor.has(Permission.fonds_verwalten):
        return []
    waiting = [
        stand
        for stand in queries.every_account(session, at=at)
        if _is_on(stand) and stand.termine.has_run_out
        if policy.may_termine_eintragen(actor, stand.fonds)
    ]
    threads = [thread_of(stand.fonds) for stand in waiting]
    entered = last_of(session, threads, (Fondsschritt.termine_eintragen,))
    return [_task(stand, entered.get(thread_of(stand.fonds))) for stand in waiting]


def _is_on(stand: Fondsstand) -> bool:
    """Where the new year is not opened yet, a Sitzung still has to come as long as money is
    reserved for what it votes on."""
    if stand.year >= stand.today.year:
        return stand.is_open
    return stand.termine.meets and stand.stand.reserviert > 0


def _task(stand: Fondsstand, entered: Step | None) -> Task:
    since = _since(stand, entered)
    meets = stand.termine.meets
    return Task(
        vorgangsnummer="",
        titel=stand.fonds.name,
        quartier=", ".join(quartier.name for quartier in stand.fonds.quartiere),
        was=_("Nächste Sitzung eintragen") if meets else _("Nächsten Annahmeschluss eintragen"),
        since=since,
        due=since,
        address=f"/intern/fonds/{stand.fonds.slug}/{stand.year}#termine",
    )


def _since(stand: Fondsstand, entered: Step | None) -> datetime:
    """Since the last day ran out; without one since the last entry, or the year began."""
    if day := stand.termine.last_day:
        return end_of(day)
    return entered.at if entered else datetime(stand.year, 1, 1, tzinfo=BERLIN).astimezone(UTC)
