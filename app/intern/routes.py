"""The staff's desk: my tasks, search by Vorgangsnummer, the record of steps."""

from datetime import date

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from app.auth.dependencies import CurrentActor, require
from app.auth.permissions import Permission
from app.casework.door import Doors
from app.casework.filters import read_filter
from app.casework.sitting import Sitting, number_in
from app.casework.tasks import next_of, piles, task_for, tasks_of
from app.clock import Now
from app.db import DbSession
from app.history import queries as history
from app.history.queries import Verlaufsfilter
from app.intern.forms import NummerForm, VerlaufForm
from app.intern.number_search import address_of, unknown_number
from app.intern.record_words import RecordWords
from app.mail.queries import dead_letters
from app.personal.queries import staff_choices
from app.text.inputs import clean_text
from app.web.privacy import Privacy
from app.web.rendering import redirect, render

router = APIRouter(prefix="/intern", tags=[Privacy.private])


@router.get("", dependencies=[Depends(require(Permission.intern))])
def desk(
    request: Request, session: DbSession, actor: CurrentActor, features: Doors, at: Now
) -> Response:
    nummer = clean_text(request.query_params.get("nummer", ""))[:200]
    if nummer and (address := address_of(features, session, actor, nummer)):
        return redirect(address)
    tasks = tasks_of(features, session, actor, at=at)
    return render(
        request,
        "intern/aufgaben.html",
        stapel=piles(tasks, at=at),
        anzahl=len(tasks),
        alle_gesehen="alle" in request.query_params,
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


@router.get("/verlauf", dependencies=[Depends(require(Permission.verlauf_sehen))])
def record(request: Request, session: DbSession, features: Doors) -> Response:
    form = VerlaufForm()
    form.person.offer(staff_choices(session))
    chosen = read_filter(form, request.query_params, _verlaufsfilter)
    return render(
        request,
        "intern/verlauf.html",
        seite=chosen.page(session, history.search(chosen.values)),
        form=form,
        gefiltert=chosen.is_active,
        worte=RecordWords(features),
    )


def _verlaufsfilter(
    *, vorgang: str, person: int | None, von: date | None, bis: date | None
) -> Verlaufsfilter:
    return Verlaufsfilter(thread=vorgang, staff_id=person, since=von, until=bis)
