"""The staff's desk: my tasks, search by Vorgangsnummer."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from app.auth.dependencies import CurrentActor, require
from app.auth.permissions import PROFILE, Permission
from app.casework.door import Doors, Task
from app.casework.filters import read_filter
from app.casework.sitting import Sitting, number_in
from app.casework.tasks import kind_of, kinds, next_of, piles, task_for, tasks_of
from app.clock import Now
from app.db import DbSession
from app.intern.forms import NummerForm, TaskFilterForm
from app.intern.number_search import address_of, unknown_number
from app.mail.queries import dead_letters
from app.text.inputs import clean_text
from app.text.paging import Page
from app.web.addresses import Addresses
from app.web.privacy import Privacy
from app.web.rendering import redirect, render

ON_DESK = 50
"""So many tasks on one page of the desk."""

router = APIRouter(prefix="/intern", tags=[Privacy.private])
rest = APIRouter(
    prefix="/intern", dependencies=[Depends(require(Permission.intern))], tags=[Privacy.private]
)
"""Comes after all other addresses below /intern."""


@router.get("", dependencies=[Depends(require(Permission.intern))])
def desk(
    request: Request, session: DbSession, actor: CurrentActor, features: Doors, at: Now
) -> Response:
    nummer = clean_text(request.query_params.get("nummer", ""))[:200]
    if nummer and (address := address_of(features, session, actor, nummer)):
        return redirect(address)
    return render(
        request,
        "intern/aufgaben.html",
        **_tasks(request, tasks_of(features, session, actor, at=at), at),
        alle_gesehen="alle" in request.query_params,
        nur_lesen=not actor.has_tasks,
        ueberblick=features.overviews(session, actor),
        rollen=[str(PROFILE[rolle].satz) for rolle in actor.rollen],
        orte=[entry for entry in features.navigation(actor) if entry.address != "/intern"],
        gesucht=nummer,
        unbekannt=unknown_number(nummer),
        verloren=dead_letters(session) if actor.has(Permission.personal_verwalten) else [],
        suche=NummerForm(data={"nummer": nummer}),
    )


@router.get("/naechste", dependencies=[Depends(require(Permission.intern))])
def next_up(
    request: Request, session: DbSession, actor: CurrentActor, features: Doors, at: Now
) -> Response:
    """On from the Vorgang `nach`, or to the desk, which says that all were seen."""
    sitting = Sitting.read(request.query_params)
    tasks = tasks_of(features, session, actor, at=at)
    number = number_in(request.query_params.get("nach", ""))
    following = next_of(tasks, (*sitting.seen, number), after=task_for(tasks, number))
    if following is None:
        return redirect("/intern?alle=gesehen#ergebnis")
    return redirect(following.address + sitting.query())


@rest.api_route("/{rest:path}", methods=["GET", "POST"])
def unknown_address(request: Request) -> Response:
    """Whoever is logged in keeps their navigation on the page that says so. What can be opened, but
    takes no form, exists: 405."""
    addresses: Addresses = request.app.state.addresses
    own = f"{rest.prefix}/{{rest:path}}"
    raise HTTPException(405 if addresses.is_page(request.scope["path"], besides=own) else 404)


def _tasks(request: Request, tasks: Sequence[Task], at: datetime) -> dict[str, Any]:
    """Those of one kind, if one was chosen, and of these one page; one that is over by now is the
    last one."""
    form = TaskFilterForm()
    form.art.offer((kind, f"{kind} ({n})") for kind, n in kinds(tasks))
    chosen = read_filter(form, request.query_params, lambda *, art: art)
    wanted = [task for task in tasks if not chosen.values or kind_of(task) == chosen.values]
    last = max(1, -(-len(wanted) // ON_DESK))
    number = min(chosen.number, last)
    rows = slice((number - 1) * ON_DESK, number * ON_DESK)
    return {
        "stapel": piles(wanted, at=at, page=rows),
        "seite": Page(wanted[rows], number, number < last, chosen.parameters, len(wanted), ON_DESK),
        "anzahl": len(wanted),
        "erste": rows.start + 1,
        "filter": form,
        "gefiltert": chosen.is_active,
    }
