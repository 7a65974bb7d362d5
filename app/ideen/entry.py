"""The way of a new Idee from the form over the check page to its Vorgang."""

from datetime import datetime
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlmodel import Session, select

from app.clock import Now
from app.db import DbSession, row_id
from app.files.fields import take_upload
from app.i18n import SOURCE
from app.ideen import actions
from app.ideen.forms import IdeeForm
from app.quartiere import queries as quartiere
from app.quartiere.begriffe import HANDLUNGSFELDER, Handlungsfeld
from app.quartiere.models import Quartier
from app.settings import Settings
from app.vorgaenge import links
from app.vorgaenge.actions import opened_once
from app.vorgaenge.models import Vorgang
from app.vorgaenge.queries import senders_zugang
from app.web.forms import FileForm, bind
from app.web.limits import check_submission
from app.web.privacy import Privacy
from app.web.refusals import Refused, keep_typed
from app.web.rendering import redirect, render
from app.web.traps import fingerprint

router = APIRouter(tags=[Privacy.personal])

FORM = "ideen/neu.html"


@router.get("/ideen/neu")
def new(request: Request, session: DbSession, at: Now) -> Response:
    form = IdeeForm(data={"quartier": request.query_params.get("quartier", "")})
    form.seal(request.app.state.settings, at=at)
    return render(request, FORM, form=_offering(session, form))


@router.post("/ideen/neu")
def change(request: Request, session: DbSession, data: FileForm) -> Response:
    """Back from the check page, with all that was typed."""
    return render(request, FORM, form=_bound(request, session, data))


@router.post("/ideen/neu/pruefung")
def check(request: Request, session: DbSession, data: FileForm) -> Response:
    """The check page. Nothing is stored yet but a photo in the staging area."""
    form = _valid(_bound(request, session, data))
    return render(request, "ideen/pruefung.html", form=form, **_check_words(session, form))


@router.post("/ideen")
def submit(request: Request, session: DbSession, data: FileForm, at: Now) -> Response:
    """The same form sent twice leads to the same Vorgang."""
    settings: Settings = request.app.state.settings
    form = _valid(_bound(request, session, data))

    def hand_in() -> Vorgang:
        check_submission(request, "idee")
        return _hand_in(session, settings, form, einreichung, at)

    with keep_typed(form, FORM):
        # Going back and sending something else is another Idee, not the same form twice.
        number = form.number(settings, at=at)
        einreichung = fingerprint(number, form.titel.data, form.text.data, form.quartier.data)
        vorgang = opened_once(session, einreichung, hand_in)
    return redirect(f"{links.path(settings, senders_zugang(session, vorgang))}?eingegangen=1")


def _hand_in(
    session: Session, settings: Settings, form: IdeeForm, einreichung: str, at: datetime
) -> Vorgang:
    values = form.values
    return actions.einreichen(
        session,
        settings,
        titel=values["titel"],
        text=values["text"],
        quartier_id=row_id(_quartier(session, values["quartier"]).id),
        ort=values["ort"],
        thema=Handlungsfeld(values["thema"]) if values["thema"] else None,
        name_anzeige=values["name_anzeige"],
        email=values["email"],
        foto=values["foto_staged"] or "",
        einreichung=einreichung,
        sprache=SOURCE,
        at=at,
    )


def _offering(session: Session, form: IdeeForm) -> IdeeForm:
    form.quartier.offer(quartiere.choices(session))
    return form


def _bound(request: Request, session: Session, data: Any) -> IdeeForm:
    """Bind what was sent. A photo is staged at once, before the first query takes a lock, so
    that no error elsewhere loses it; a robot's is not worth the work."""
    form = bind(IdeeForm, data)
    if form.foto_entfernen.data:
        form.foto_staged.data = ""
        form.foto_entfernen.data = False
    if not form.sprung:
        take_upload(request, form.foto, form.foto_staged, purpose="idee")
    return _offering(session, form)


def _valid(form: IdeeForm) -> IdeeForm:
    """Raises Refused with the form, its messages and all that was typed."""
    if not form.validate():
        raise Refused(FORM, form=form)
    return form


def _check_words(session: Session, form: IdeeForm) -> dict[str, Any]:
    """What the check page says in words."""
    thema = form.thema.data
    return {
        "quartier": _quartier(session, form.quartier.data),
        "thema": HANDLUNGSFELDER[Handlungsfeld(thema)] if thema else "",
    }


def _quartier(session: Session, slug: str) -> Quartier:
    return session.exec(select(Quartier).where(Quartier.slug == slug)).one()
