"""What staff do with Anträge: the list, one Antrag, and each step as a thing of its own."""

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from app.antraege import queries
from app.antraege.inbox import inbox
from app.antraege.screen import PAGE, shown
from app.antraege.staff_steps import STEP_OF, STEPS
from app.antraege.status import Schritt
from app.antraege.taking import Taken
from app.auth.dependencies import CurrentActor, require
from app.auth.permissions import Permission
from app.clock import Now
from app.db import DbSession
from app.files.serving import private_file
from app.web.privacy import Privacy
from app.web.rendering import render
from app.web.taking import told_after

# Finer rights are the policy's matter: its refusals say who may instead.
router = APIRouter(
    prefix="/intern/antraege",
    dependencies=[Depends(require(Permission.antraege_sehen))],
    tags=[Privacy.private],
)


@router.get("")
def index(request: Request, session: DbSession, actor: CurrentActor, at: Now) -> Response:
    context = inbox(session, actor, request.query_params, at=at)
    return render(request, "intern/antraege/liste.html", **context)


@router.get("/{vorgangsnummer}")
def show(
    request: Request, vorgangsnummer: str, session: DbSession, actor: CurrentActor, at: Now
) -> Response:
    antrag = queries.staff_one(session, actor, vorgangsnummer)
    attempt = told_after(request, STEPS)
    return render(request, PAGE, **shown(session, actor, antrag, at=at, attempt=attempt))


@router.get("/{vorgangsnummer}/dateien/{schluessel}/{groesse}")
def file(
    request: Request,
    vorgangsnummer: str,
    schluessel: str,
    groesse: str,
    session: DbSession,
    actor: CurrentActor,
) -> Response:
    antrag = queries.staff_one(session, actor, vorgangsnummer)
    return private_file(
        session,
        request.app.state.settings,
        schluessel=schluessel,
        groesse=groesse,
        thread=antrag.vorgangsnummer,
    )


@router.post("/{vorgangsnummer}/pruefung")
def check(taking: Taken) -> Response:
    return taking.take(STEP_OF[Schritt.pruefen])


@router.post("/{vorgangsnummer}/rueckfrage")
def ask_back(taking: Taken) -> Response:
    return taking.take(STEP_OF[Schritt.rueckfrage])


@router.post("/{vorgangsnummer}/antwort")
def write_down_answer(taking: Taken) -> Response:
    return taking.take(STEP_OF[Schritt.beantworten])


@router.post("/{vorgangsnummer}/votum")
def record_votum(taking: Taken) -> Response:
    return taking.take(STEP_OF[Schritt.votum])


@router.post("/{vorgangsnummer}/freigabe")
def release(taking: Taken) -> Response:
    return taking.take(STEP_OF[Schritt.freigeben])


@router.post("/{vorgangsnummer}/ablehnung")
def reject(taking: Taken) -> Response:
    return taking.take(STEP_OF[Schritt.ablehnen])


@router.post("/{vorgangsnummer}/rueckgabe")
def hand_back(taking: Taken) -> Response:
    return taking.take(STEP_OF[Schritt.zurueckgeben])


@router.post("/{vorgangsnummer}/zurueckstellung")
def postpone(taking: Taken) -> Response:
    return taking.take(STEP_OF[Schritt.zurueckstellen])


@router.post("/{vorgangsnummer}/wiederaufnahme")
def take_up_again(taking: Taken) -> Response:
    return taking.take(STEP_OF[Schritt.wiederaufnehmen])


@router.post("/{vorgangsnummer}/befangenheit")
def declare_bias(taking: Taken) -> Response:
    return taking.take(STEP_OF[Schritt.befangenheit])
