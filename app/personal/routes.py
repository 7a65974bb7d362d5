"""/intern/personal: the administration invites, gives and takes roles, locks out."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request
from fastapi.responses import Response

from app.auth import sessions
from app.auth.actor import Actor
from app.auth.dependencies import require
from app.auth.permissions import PROFILE, Permission
from app.clock import Now
from app.db import DbSession
from app.errors import StepNotPossible
from app.history.chain import trail
from app.personal import places, staff
from app.personal.forms import EinladungForm, RolleForm, with_places
from app.personal.queries import all_staff, one_of_staff
from app.personal.steps import WORDS
from app.web.forms import RawForm
from app.web.privacy import Privacy
from app.web.refusals import Refused
from app.web.rendering import redirect, render

HOME = "/intern/personal"

Admin = Annotated[Actor, Depends(require(Permission.personal_verwalten))]
Id = Annotated[int, Path(ge=1, le=2**31 - 1)]

router = APIRouter(
    prefix=HOME,
    dependencies=[Depends(require(Permission.personal_verwalten))],
    tags=[Privacy.private],
)


@router.get("")
def list_staff(request: Request, session: DbSession) -> Response:
    return render(
        request,
        "intern/personal/liste.html",
        personal=all_staff(session),
        orte=places.load(session),
    )


@router.get("/einladung")
def new_invitation(request: Request, session: DbSession) -> Response:
    form = with_places(EinladungForm, places.load(session))
    return render(request, "intern/personal/einladung.html", form=form, profile=PROFILE)


@router.post("/einladung")
def invite(request: Request, session: DbSession, actor: Admin, at: Now, data: RawForm) -> Response:
    form = with_places(EinladungForm, places.load(session), data)
    if not form.validate():
        raise Refused("intern/personal/einladung.html", form=form, profile=PROFILE)
    values = form.values
    try:
        person = staff.invite(
            session,
            request.app.state.settings,
            name=values["name"],
            email=values["email"],
            assignments=[form.assignment()],
            by=actor,
            at=at,
        )
    except StepNotPossible as error:
        form.email.errors = [error.reason]
        raise Refused("intern/personal/einladung.html", form=form, profile=PROFILE) from error
    return redirect(f"{HOME}/{person.id}")


@router.get("/{staff_id}")
def show_person(request: Request, session: DbSession, staff_id: Id, at: Now) -> Response:
    return render(request, "intern/personal/person.html", **_page(request, session, staff_id, at))


@router.post("/{staff_id}/zustaendigkeiten")
def give_role(
    request: Request, session: DbSession, actor: Admin, staff_id: Id, at: Now, data: RawForm
) -> Response:
    form = with_places(RolleForm, places.load(session), data)
    if not form.validate():
        page = _page(request, session, staff_id, at) | {"form": form}
        raise Refused("intern/personal/person.html", **page)
    staff.give(session, staff.locked(session, staff_id), form.assignment(), by=actor, at=at)
    return redirect(f"{HOME}/{staff_id}")


@router.post("/{staff_id}/zustaendigkeiten/{zustaendigkeit_id}/entzug")
def take_role(
    session: DbSession, actor: Admin, staff_id: Id, zustaendigkeit_id: Id, at: Now
) -> Response:
    staff.take(session, staff_id, zustaendigkeit_id, by=actor, at=at)
    return redirect(HOME if staff_id == actor.staff_id else f"{HOME}/{staff_id}")


@router.post("/{staff_id}/sperre")
def lock_out(session: DbSession, actor: Admin, staff_id: Id, at: Now) -> Response:
    staff.lock_out(session, staff_id, by=actor, at=at)
    return redirect(f"{HOME}/{staff_id}")


@router.post("/{staff_id}/sperre/aufhebung")
def let_in_again(session: DbSession, actor: Admin, staff_id: Id, at: Now) -> Response:
    staff.let_in_again(session, staff_id, by=actor, at=at)
    return redirect(f"{HOME}/{staff_id}")


@router.post("/{staff_id}/sitzungen/widerruf")
def end_sessions(session: DbSession, actor: Admin, staff_id: Id, at: Now) -> Response:
    staff.end_sessions(session, staff_id, by=actor, at=at)
    return redirect(f"{HOME}/{staff_id}")


def _page(request: Request, session: DbSession, staff_id: int, at: Now) -> dict[str, Any]:
    person = one_of_staff(session, staff_id)
    names = places.load(session)
    settings = request.app.state.settings
    return {
        "person": person,
        "orte": names,
        "profile": PROFILE,
        "form": with_places(RolleForm, names),
        "sitzungen": sessions.live_count(session, staff_id, settings=settings, at=at),
        "verlauf": reversed(trail(session, staff.thread_of(person))),
        "worte": WORDS,
    }
