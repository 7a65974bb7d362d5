"""/intern/loeschlauf: what each night has deleted, and the confirmation before the first time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.auth.actor import Actor
from app.auth.dependencies import CurrentActor, require
from app.auth.permissions import Permission
from app.casework.deletion import OVERWRITING, Loeschart, Loeschlauf, Loeschzahl
from app.casework.door import Doors, Features, Task
from app.casework.retention import Retention
from app.casework.runs import (
    CONFIRM,
    RunCounts,
    confirm,
    failures,
    runs,
    silent_since,
    unconfirmed,
    waiting_since,
)
from app.clock import Now
from app.db import DbSession
from app.errors import BadInput
from app.fristen import working_days_after
from app.history.words import Words
from app.i18n import _, _l
from app.text.paging import page_number
from app.web.forms import RawForm
from app.web.privacy import Privacy
from app.web.rendering import redirect, render

HOME = "/intern/loeschlauf"
WORDS = Words({CONFIRM: _l("Löschfristen bestätigt")}, sender="")
ARTEN: dict[Loeschart, str] = {
    Loeschart.geloescht: _l("gelöscht"),
    Loeschart.anonymisiert: _l("anonym gemacht"),
}

router = APIRouter(prefix=HOME, tags=[Privacy.private])


Admin = Annotated[Actor, Depends(require(Permission.personal_verwalten))]


@dataclass(frozen=True)
class Line:
    """What one run did by one retention, in words."""

    what: str
    sentence: str
    count: int
    done: str


@dataclass(frozen=True)
class RunLines:
    """`lines` were deleted, `dry` only counted; what was zero is in neither. `failures` are what
    the run did not get done."""

    lauf: Loeschlauf
    lines: list[Line]
    dry: list[Line]
    failures: list[str]


@router.get("", dependencies=[Depends(require(Permission.verlauf_sehen))])
def log(
    request: Request, session: DbSession, actor: CurrentActor, features: Doors, at: Now
) -> Response:
    number = page_number(request.query_params.get("seite"))
    found = runs(session, page=number).map(lambda run: _in_words(features, run))
    waiting, failing = unconfirmed(session), failures(session)
    return render(
        request,
        "intern/loeschlauf.html",
        seite=found,
        wartet=waiting.lauf if waiting else None,
        zeilen=_lines(features, waiting.zahlen) if waiting else [],
        gescheitert=_failures(features, failing.names if failing else ()),
        stumm=silent_since(session, at),
        darf=actor.has(Permission.personal_verwalten),
    )


@router.post("/bestaetigung")
def confirm_run(session: DbSession, data: RawForm, at: Now, actor: Admin) -> Response:
    """The form carries the run that was read: what another has counted since is not confirmed."""
    lauf = str(data.get("lauf", ""))
    if not (lauf.isascii() and lauf.isdigit() and len(lauf) < 10):
        raise BadInput(_("Bitte laden Sie die Seite neu und bestätigen Sie noch einmal."))
    confirm(session, int(lauf), by=actor, at=at)
    return redirect(HOME)


def tasks(session: Session, actor: Actor, at: datetime) -> list[Task]:
    """One as long as something waits for a confirmation, one as long as something fails, and one
    where no night comes to its end any more."""
    if not actor.has(Permission.personal_verwalten):
        return []
    found = []
    if waiting := unconfirmed(session):
        was = _("Probelauf ansehen. Vorher löscht das Portal nach neuen Fristen nichts.")
        since = waiting_since(session, waiting)
        found.append(_task(_("Löschfristen bestätigen"), was, since))
    if failing := failures(session):
        was = _("Etwas ist über seine Frist hinaus noch da. Auf der Seite steht, was.")
        found.append(_task(_("Löschlauf ist gescheitert"), was, failing.since))
    if silent := silent_since(session, at):
        was = _("Die letzten Läufe sind ausgefallen oder abgebrochen. Bitte im Betrieb nachfragen.")
        found.append(_task(_("Löschlauf bleibt aus"), was, silent))
    return found


def _task(titel: str, was: str, since: datetime) -> Task:
    """Due on the next working day: /datenschutz promises every night."""
    due = working_days_after(since, 1)
    return Task("", titel, "", was, since, due, HOME)


def _in_words(features: Features, run: RunCounts) -> RunLines:
    counts = [zahl for zahl in run.zahlen if zahl.anzahl]
    return RunLines(
        run.lauf,
        _lines(features, [zahl for zahl in counts if not zahl.probe]),
        _lines(features, [zahl for zahl in counts if zahl.probe]),
        _failures(features, run.fehler),
    )


def _failures(features: Features, names: Iterable[str]) -> list[str]:
    """In words; a retention that is gone since is told by its name."""
    words = {r.name: str(r.what) for r in features.retentions}
    words[OVERWRITING] = _("Überschreiben, was gelöscht ist")
    return [words.get(name, name) for name in names]


def _lines(features: Features, zahlen: Iterable[Loeschzahl]) -> list[Line]:
    """In the order of the doors; a retention that is gone since is told by its name."""
    by_name = {zahl.frist: zahl for zahl in zahlen}
    retentions = {r.name: r for r in features.retentions}
    names = [*(n for n in retentions if n in by_name), *(n for n in by_name if n not in retentions)]
    return [_line(retentions.get(name), by_name[name]) for name in names]


def _line(retention: Retention | None, zahl: Loeschzahl) -> Line:
    done = str(ARTEN[zahl.art])
    if retention is None:
        return Line(zahl.frist, "", zahl.anzahl, done)
    return Line(str(retention.what), retention.sentence, zahl.anzahl, done)
