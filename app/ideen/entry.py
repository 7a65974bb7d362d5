"""The way of a new Idee from the form over the check page to its Vorgang.

What passes the form waits as an `Ideeneingabe`; each page on the way has an address that can be
opened again.
"""

from datetime import datetime
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session
from starlette.datastructures import FormData

from app.clock import Now
from app.db import DbSession, session_for
from app.errors import NotFound
from app.files.fields import take_upload
from app.files.serving import staged_picture
from app.files.store import StoreAway
from app.i18n import SOURCE
from app.ideen import actions, queries
from app.ideen import eingabe as eingaben
from app.ideen.eingabe import Ideeneingabe
from app.ideen.forms import IdeeForm
from app.quartiere.areas import area, area_choices
from app.quartiere.begriffe import HANDLUNGSFELDER, Handlungsfeld
from app.sammlungen import queries as sammlungen
from app.settings import Settings
from app.vorgaenge import links
from app.vorgaenge.actions import find_by_einreichung, opened_once
from app.vorgaenge.models import Vorgang
from app.vorgaenge.page import WITHOUT_PHOTO
from app.vorgaenge.queries import senders_zugang
from app.web.forms import FileForm, bind
from app.web.limits import check_rate, check_submission
from app.web.privacy import Privacy
from app.web.refusals import Refused, keep_typed
from app.web.rendering import redirect, render

router = APIRouter(tags=[Privacy.personal])

FORM = "ideen/neu.html"
CHECK = "ideen/pruefung.html"
NEW = "/ideen/neu"


@router.get("/ideen/neu")
def new(request: Request, session: DbSession, at: Now) -> Response:
    start = {name: request.query_params.get(name, "") for name in ("quartier", "sammlung")}
    form = IdeeForm(data=start)
    form.seal(request.app.state.settings, at=at)
    return render(request, FORM, form=_offering(session, form), hier=_here(request))


@router.post("/ideen/neu/{token}", tags=[Privacy.private])
@router.post("/ideen/neu")
# Where pages that were opened before an upgrade send the whole form to.
@router.post("/ideen/neu/pruefung")
@router.post("/ideen")
def check(request: Request, session: DbSession, data: FileForm, at: Now) -> Response:
    """What was typed is kept, for the check page or to be opened again with its mistakes."""
    form = _bound(request, session, data, at)
    fits = form.validate()
    with keep_typed(form, FORM, hier=_here(request)):
        many = 3_000 if sammlungen.places_left(session, form.sammlung.data, at=at) else 300
        check_rate(request, "eingabe", limit=f"{many}/hour")
    sending = form.sending(request.app.state.settings, at=at)
    token = eingaben.keep(session, form, sending, at=at)
    if token is None:
        raise Refused(FORM, form=form, hier=_here(request))
    here = f"{NEW}/{token}"
    if fits:
        return redirect(f"{here}/pruefung")
    return render(request, FORM, status=422, form=form, hier=here, offen_unter=here)


@router.get("/ideen/neu/{token}", tags=[Privacy.private])
def change(request: Request, session: DbSession, token: str, at: Now) -> Response:
    """Back from the check page, or to a form that was refused, with all that was typed."""
    eingabe = eingaben.opened(session, token, at=at)
    if eingabe.is_sent:
        return _to_receipt(request, session, eingabe.einreichung)
    form = _valid(request, _bound(request, session, eingabe.data, at))
    return render(request, FORM, form=form, hier=_here(request))


@router.get("/ideen/neu/{token}/pruefung", tags=[Privacy.private])
def show_check(request: Request, session: DbSession, token: str, at: Now) -> Response:
    eingabe = eingaben.opened(session, token, at=at)
    if eingabe.is_sent:
        return _to_receipt(request, session, eingabe.einreichung)
    form = _valid(request, _bound(request, session, eingabe.data, at))
    return render(request, CHECK, form=form, **_check_words(request, session, form))


@router.get("/ideen/neu/{token}/foto", tags=[Privacy.private])
def show_picture(request: Request, session: DbSession, token: str, at: Now) -> Response:
    eingabe = eingaben.opened(session, token, at=at)
    form = _bound(request, session, eingabe.data, at)
    session.close()  # nobody holds a connection and waits for the store
    return staged_picture(request.app.state.settings, form.foto.staged)


@router.post("/ideen/neu/{token}/pruefung", tags=[Privacy.private])
def submit(request: Request, session: DbSession, token: str, at: Now) -> Response:
    """The same check page sent twice leads to the same Vorgang."""
    eingabe = eingaben.opened(session, token, at=at)
    einreichung = eingabe.einreichung
    if eingabe.is_sent:
        return _to_receipt(request, session, einreichung)
    form = _valid(request, _bound(request, session, eingabe.data, at))
    if form.foto.staged is not None:
        session.rollback()  # nobody else waits for a store that hangs
        if not _photo_can_be_kept(request, form):
            form.foto_staged.data = ""
        eingabe = eingaben.opened(session, token, at=at)
    with keep_typed(form, CHECK, **_check_words(request, session, form)):
        opened_once(session, einreichung, lambda: _hand_in(request, session, form, eingabe, at))
    eingaben.empty(session, einreichung)
    return _to_receipt(request, session, einreichung, with_photo=form.foto.staged is not None)


def _photo_can_be_kept(request: Request, form: IdeeForm) -> bool:
    try:
        staged_picture(request.app.state.settings, form.foto.staged)
    except (StoreAway, NotFound):
        return False
    return True


def _hand_in(
    request: Request, session: Session, form: IdeeForm, eingabe: Ideeneingabe, at: datetime
) -> Vorgang:
    """Raises TooMany."""
    if not sammlungen.count_in(session, form.sammlung.data, at=at):
        check_submission(request, "idee", doubtful=eingabe.zweifelhaft)
    values = form.values
    place = area(session, values["quartier"])
    return actions.einreichen(
        session,
        request.app.state.settings,
        titel=values["titel"],
        text=values["text"],
        quartier_id=place.quartier_id,
        stadtteil_id=place.stadtteil_id,
        ort=values["ort"],
        thema=Handlungsfeld(values["thema"]) if values["thema"] else None,
        name_anzeige=values["name_anzeige"],
        email=values["email"],
        foto=values["foto_staged"] or "",
        einreichung=eingabe.einreichung,
        sprache=SOURCE,
        at=at,
    )


def _to_receipt(
    request: Request, session: Session, einreichung: str, *, with_photo: bool = False
) -> RedirectResponse:
    """Raises NotFound once the secret link was renewed: whoever saw the check page keeps out."""
    settings: Settings = request.app.state.settings
    vorgang = find_by_einreichung(session, einreichung)
    if vorgang is None:
        raise NotFound
    number = vorgang.vorgangsnummer
    is_lost = with_photo and not queries.pictures(session, [number])
    lost = f"&gespeichert={WITHOUT_PHOTO}" if is_lost else ""
    return redirect(f"{links.path(settings, senders_zugang(session, vorgang))}?eingegangen=1{lost}")


def _offering(session: Session, form: IdeeForm) -> IdeeForm:
    form.quartier.offer(area_choices(session))
    return form


def _bound(request: Request, session: Session, data: FormData, at: datetime) -> IdeeForm:
    """Bind what was sent. A photo is staged at once, before the first query takes a lock, so
    that no error elsewhere loses it."""
    form = bind(IdeeForm, data)
    if form.foto_entfernen.data:
        form.foto_staged.data = ""
        form.foto_entfernen.data = False
    most = _collecting(request, form, at) if form.foto.data else 0
    take_upload(
        request, form.foto, form.foto_staged, purpose="idee", per_hour=most, can_be_missing=True
    )
    if form.foto.data:
        form.foto_verloren.data = "1" if form.foto.lost else ""
    return _offering(session, form)


def _collecting(request: Request, form: IdeeForm, at: datetime) -> int:
    """How many photos the Sammlung may bring along, read before the writing transaction begins."""
    with session_for(request.app.state.engine, write=False) as reading:
        return sammlungen.places_left(reading, form.sammlung.data, at=at)


def _valid(request: Request, form: IdeeForm) -> IdeeForm:
    """Raises Refused with the form, its messages and all that was typed."""
    if not form.validate():
        raise Refused(FORM, form=form, hier=_here(request))
    return form


def _here(request: Request) -> str:
    """Where the form is sent: to its own address, so that it can be opened again once refused."""
    token = request.path_params.get("token")
    return f"{NEW}/{token}" if token else NEW


def _check_words(request: Request, session: Session, form: IdeeForm) -> dict[str, Any]:
    """What the check page says in words, and where one goes on from it."""
    thema = form.thema.data
    return {
        "gegend": area(session, form.quartier.data).name,
        "thema": HANDLUNGSFELDER[Handlungsfeld(thema)] if thema else "",
        "hier": _here(request),
        "bleibt": eingaben.STORED,
    }
