"""What staff do with Ideen: the queue, one Idee, and each decision as a thing of its own."""

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from app.auth.dependencies import CurrentActor, require
from app.auth.permissions import Permission
from app.clock import Now
from app.db import DbSession
from app.files.serving import private_file
from app.ideen import actions, policy, queries, staff_steps
from app.ideen.forms import AblehnungForm
from app.ideen.inbox import LIST, each_chosen, inbox
from app.ideen.screen import PAGE, shown
from app.ideen.taking import Taken
from app.web.forms import RawForm, bind
from app.web.privacy import Privacy
from app.web.refusals import Refused
from app.web.rendering import redirect, render
from app.web.taking import told_after

router = APIRouter(prefix="/intern/ideen", tags=[Privacy.private])
seeing = Depends(require(Permission.ideen_sehen))
moderating = Depends(require(Permission.ideen_moderieren))


@router.get("", dependencies=[seeing])
def index(request: Request, session: DbSession, actor: CurrentActor) -> Response:
    return render(request, LIST, **inbox(session, actor, request.query_params, AblehnungForm()))


@router.get("/{vorgangsnummer}", dependencies=[seeing])
def show(
    request: Request, vorgangsnummer: str, session: DbSession, actor: CurrentActor, at: Now
) -> Response:
    idee = queries.one_for(session, actor, vorgangsnummer)
    attempt = told_after(request, staff_steps.STEPS)
    return render(request, PAGE, **shown(session, actor, idee, at=at, attempt=attempt))


@router.get("/{vorgangsnummer}/dateien/{schluessel}/{groesse}", dependencies=[seeing])
def file(
    request: Request,
    vorgangsnummer: str,
    schluessel: str,
    groesse: str,
    session: DbSession,
    actor: CurrentActor,
) -> Response:
    idee = queries.one_for(session, actor, vorgangsnummer)
    policy.may_einsehen(actor, idee).demand()
    return private_file(
        session,
        request.app.state.settings,
        schluessel=schluessel,
        groesse=groesse,
        thread=idee.vorgangsnummer,
    )


@router.post("/{vorgangsnummer}/veroeffentlichung", dependencies=[moderating])
def publish(taking: Taken) -> Response:
    return taking.take(staff_steps.PUBLISH)


@router.post("/{vorgangsnummer}/rueckfrage", dependencies=[moderating])
def ask_back(taking: Taken) -> Response:
    return taking.take(staff_steps.ASK_BACK)


@router.post("/{vorgangsnummer}/antwort", dependencies=[moderating])
def write_down_answer(taking: Taken) -> Response:
    return taking.take(staff_steps.WRITE_DOWN)


@router.post("/{vorgangsnummer}/ablehnung", dependencies=[moderating])
def refuse(taking: Taken) -> Response:
    return taking.take(staff_steps.REFUSE)


@router.post("/veroeffentlichungen", dependencies=[moderating])
def publish_several(session: DbSession, actor: CurrentActor, data: RawForm, at: Now) -> Response:
    counted = each_chosen(
        session,
        actor,
        data,
        lambda idee: actions.veroeffentlichen(session, idee, by=actor, at=at),
    )
    return redirect(counted.address("veroeffentlicht"))


@router.post("/ablehnungen", dependencies=[moderating])
def refuse_several(
    request: Request, session: DbSession, actor: CurrentActor, data: RawForm, at: Now
) -> Response:
    form = bind(AblehnungForm, data)
    if not form.validate():
        chosen = set(data.getlist("nummer"))
        context = inbox(session, actor, request.query_params, form)
        raise Refused(LIST, **context | {"gewaehlt": chosen})
    counted = each_chosen(
        session,
        actor,
        data,
        lambda idee: staff_steps.refuse(session, idee, by=actor, at=at, **form.values),
    )
    return redirect(counted.address("abgelehnt"))
