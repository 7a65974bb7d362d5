"""Below /intern/personal/{id}: roles are given, confirmed, refused and taken away."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request
from fastapi.responses import Response
from sqlmodel import Session
from starlette.datastructures import FormData

from app.auth.actor import Actor
from app.auth.dependencies import require
from app.auth.models import Mitarbeiter, Zustaendigkeit
from app.auth.permissions import Permission
from app.casework.versions import demand_read, version
from app.clock import Now
from app.db import DbSession
from app.errors import NotFound
from app.history.chain import trail
from app.personal import places, roles
from app.personal.forms import RolleForm, with_places
from app.personal.notices import thread_of
from app.personal.page import confirmed, person_page, refusal_form
from app.personal.queries import one_of_staff
from app.personal.stellen import left_alone
from app.personal.steps import Personalschritt
from app.text.inputs import parse_int
from app.web.forms import RawForm
from app.web.privacy import Privacy
from app.web.refusals import Refused, keep_typed
from app.web.rendering import redirect, render

HOME = "/intern/personal"
_PERSON, _TAKE = "intern/personal/person.html", "intern/personal/entzug.html"

Admin = Annotated[Actor, Depends(require(Permission.personal_verwalten))]
Id = Annotated[int, Path(ge=1, le=2**31 - 1)]

router = APIRouter(tags=[Privacy.private])


@router.post("/{staff_id}/zustaendigkeiten")
def give_role(
    request: Request, session: DbSession, actor: Admin, staff_id: Id, at: Now, data: RawForm
) -> Response:
    form = with_places(RolleForm, places.load(session), data)
    page = person_page(request, session, actor, staff_id, at) | {"rolle_form": form}
    if not form.validate():
        raise Refused(_PERSON, **page | {"form": form})
    settings, person = request.app.state.settings, roles.locked(session, staff_id)
    with keep_typed(form, _PERSON, **page):
        rows = roles.give(
            session,
            settings,
            person,
            form.assignments(),
            by=actor,
            at=at,
            zeitraum=form.zeitraum(),
        )
    waits = any(row.wartet_seit for row in rows)
    step = Personalschritt.rolle_vorgeschlagen if waits else Personalschritt.rolle_gegeben
    return redirect(confirmed(person, step))


@router.post("/{staff_id}/zustaendigkeiten/bestaetigung")
def confirm_roles(
    request: Request, session: DbSession, actor: Admin, staff_id: Id, at: Now, data: RawForm
) -> Response:
    """The form carries which ones were read, and up to where."""
    person = roles.locked(session, staff_id)
    demand_read(data, _version(session, person))
    roles.confirm(session, request.app.state.settings, staff_id, _ids(data), by=actor, at=at)
    return redirect(confirmed(person, Personalschritt.rolle_bestaetigt))


@router.post("/{staff_id}/zustaendigkeiten/{zustaendigkeit_id}/ablehnung")
def refuse_role(
    request: Request,
    session: DbSession,
    actor: Admin,
    staff_id: Id,
    zustaendigkeit_id: Id,
    at: Now,
    data: RawForm,
) -> Response:
    page = person_page(request, session, actor, staff_id, at)
    waits = zustaendigkeit_id in page["ablehnungen"]
    form = page["ablehnungen"][zustaendigkeit_id] = refusal_form(zustaendigkeit_id, data)
    # One that waits no more has no form on the page: the step itself says so.
    if waits and not form.validate():
        raise Refused(_PERSON, **page | {"form": form})
    settings, grund = request.app.state.settings, form.values["grund"]
    ids = {zustaendigkeit_id}
    person = roles.refuse(session, settings, staff_id, ids, grund=grund, by=actor, at=at)
    return redirect(confirmed(person, Personalschritt.rolle_abgelehnt))


@router.get("/{staff_id}/zustaendigkeiten/{zustaendigkeit_id}/entzug")
def ask_to_take_role(
    request: Request, session: DbSession, staff_id: Id, zustaendigkeit_id: Id, at: Now
) -> Response:
    return render(request, _TAKE, **_taking(session, staff_id, zustaendigkeit_id, at))


@router.post("/{staff_id}/zustaendigkeiten/{zustaendigkeit_id}/entzug")
def take_role(
    request: Request,
    session: DbSession,
    actor: Admin,
    staff_id: Id,
    zustaendigkeit_id: Id,
    at: Now,
    data: RawForm,
) -> Response:
    page = _taking(session, staff_id, zustaendigkeit_id, at)
    if page["verwaist"] and not data.get("trotzdem"):
        raise Refused(_TAKE, status=409, **page)
    person = roles.take(session, staff_id, zustaendigkeit_id, by=actor, at=at)
    if staff_id == actor.staff_id:
        return redirect(HOME)
    return redirect(confirmed(person, Personalschritt.rolle_entzogen))


def take_all(
    session: Session, person: Mitarbeiter, rows: Sequence[Zustaendigkeit], *, at: datetime
) -> dict[str, Any]:
    """For the page before something is taken: `verwaist` is what would be left without anybody."""
    return {
        "person": person,
        "orte": places.load(session),
        "rollen": rows,
        "verwaist": left_alone(session, rows, at=at),
    }


def _taking(
    session: Session, staff_id: int, zustaendigkeit_id: int, at: datetime
) -> dict[str, Any]:
    """Raises NotFound."""
    person = one_of_staff(session, staff_id)
    rows = [row for row in person.zustaendigkeiten if row.id == zustaendigkeit_id]
    if not rows:
        raise NotFound
    return take_all(session, person, rows, at=at)


def _version(session: Session, person: Mitarbeiter) -> str:
    return version(trail(session, thread_of(person)))


def _ids(data: FormData) -> set[int]:
    found = set()
    for raw in data.getlist("zustaendigkeit"):
        try:
            found.add(parse_int(str(raw), low=1, high=2**31 - 1))
        except ValueError:
            continue
    return found
