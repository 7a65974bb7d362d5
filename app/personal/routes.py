"""/intern/personal: the administration invites, corrects, locks out; roles are in `role_routes`."""

from typing import Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from app.auth.dependencies import require
from app.auth.permissions import PROFILE, Permission
from app.clock import Now
from app.db import DbSession
from app.personal import places, staff
from app.personal.forms import AdresseForm, EinladungForm, with_places
from app.personal.page import confirmed, person_page
from app.personal.queries import all_staff, one_of_staff
from app.personal.role_routes import HOME, Admin, Id, take_all
from app.personal.role_routes import router as roles
from app.personal.steps import Personalschritt
from app.web.forms import RawForm, bind
from app.web.privacy import Privacy
from app.web.refusals import Refused, keep_typed
from app.web.rendering import redirect, render

_INVITATION, _PERSON = "intern/personal/einladung.html", "intern/personal/person.html"

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
    names = places.load(session)
    form = with_places(EinladungForm, names)
    return render(request, _INVITATION, form=form, orte=names, profile=PROFILE)


@router.post("/einladung")
def invite(request: Request, session: DbSession, actor: Admin, at: Now, data: RawForm) -> Response:
    names = places.load(session)
    form = with_places(EinladungForm, names, data)
    page: dict[str, Any] = {"orte": names, "profile": PROFILE}
    if not form.validate():
        raise Refused(_INVITATION, form=form, **page)
    with keep_typed(form, _INVITATION, **page):
        person = staff.invite(
            session,
            request.app.state.settings,
            name=form.values["name"],
            email=form.values["email"],
            assignments=form.assignments(),
            by=actor,
            at=at,
            zeitraum=form.zeitraum(),
        )
    return redirect(confirmed(person, Personalschritt.eingeladen))


@router.get("/{staff_id}")
def show_person(
    request: Request, session: DbSession, actor: Admin, staff_id: Id, at: Now
) -> Response:
    page = person_page(request, session, actor, staff_id, at)
    return render(request, _PERSON, form=None, **page)


@router.post("/{staff_id}/einladung")
def invite_again(
    request: Request, session: DbSession, actor: Admin, staff_id: Id, at: Now
) -> Response:
    settings = request.app.state.settings
    person = staff.invite_again(session, settings, staff_id, by=actor, at=at)
    return redirect(confirmed(person, Personalschritt.einladung_wiederholt))


@router.post("/{staff_id}/adresse")
def correct_invitation(
    request: Request, session: DbSession, actor: Admin, staff_id: Id, at: Now, data: RawForm
) -> Response:
    form = bind(AdresseForm, data)
    page = person_page(request, session, actor, staff_id, at) | {"adresse_form": form}
    # Who has logged in has no such form on the page: the step itself says so.
    has_form = page["person"].aktiv and not page["person"].oidc_sub
    if has_form and not form.validate():
        raise Refused(_PERSON, **page | {"form": form})
    with keep_typed(form, _PERSON, **page):
        person = staff.correct_invitation(
            session, request.app.state.settings, staff_id, by=actor, at=at, **form.values
        )
    return redirect(confirmed(person, Personalschritt.einladung_berichtigt))


@router.get("/{staff_id}/sperre")
def ask_to_lock_out(request: Request, session: DbSession, staff_id: Id, at: Now) -> Response:
    person = one_of_staff(session, staff_id)
    page = take_all(session, person, person.zustaendigkeiten, at=at)
    return render(request, "intern/personal/sperre.html", **page)


@router.post("/{staff_id}/sperre")
def lock_out(
    request: Request, session: DbSession, actor: Admin, staff_id: Id, at: Now, data: RawForm
) -> Response:
    person = one_of_staff(session, staff_id)
    page = take_all(session, person, person.zustaendigkeiten, at=at)
    if person.aktiv and page["verwaist"] and not data.get("trotzdem"):
        raise Refused("intern/personal/sperre.html", status=409, **page)
    staff.lock_out(session, staff_id, by=actor, at=at)
    return redirect(confirmed(person, Personalschritt.gesperrt))


@router.post("/{staff_id}/sperre/aufhebung")
def let_in_again(
    request: Request, session: DbSession, actor: Admin, staff_id: Id, at: Now
) -> Response:
    person = staff.let_in_again(session, request.app.state.settings, staff_id, by=actor, at=at)
    return redirect(confirmed(person, Personalschritt.entsperrt))


@router.post("/{staff_id}/sitzungen/widerruf")
def end_sessions(session: DbSession, actor: Admin, staff_id: Id, at: Now) -> Response:
    person = staff.end_sessions(session, staff_id, by=actor, at=at)
    return redirect(confirmed(person, Personalschritt.sitzungen_beendet))


router.include_router(roles)
