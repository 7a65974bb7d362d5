"""The pages that explain the portal, and the way to tell us of a barrier."""

from datetime import datetime

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlmodel import Session, select

from app.casework.door import Doors
from app.clock import Now
from app.db import DbSession
from app.i18n import SOURCE
from app.mail.models import Mail
from app.mail.outbox import queue
from app.seiten.forms import RueckmeldungForm
from app.seiten.retention import THREAD
from app.settings import Settings
from app.web.forms import RawForm, bind
from app.web.limits import check_submission
from app.web.privacy import Privacy
from app.web.refusals import Refused, keep_typed
from app.web.rendering import redirect, render

router = APIRouter(tags=[Privacy.public])

BARRIEREFREIHEIT = "seiten/barrierefreiheit.html"


@router.get("/hilfe")
def hilfe(request: Request) -> Response:
    return render(request, "seiten/hilfe.html")


@router.get("/leichte-sprache")
def leichte_sprache(request: Request) -> Response:
    return render(request, "seiten/leichte_sprache.html")


@router.get("/netiquette")
def netiquette(request: Request) -> Response:
    return render(request, "seiten/netiquette.html")


@router.get("/datenschutz")
def datenschutz(request: Request, features: Doors) -> Response:
    return render(request, "seiten/datenschutz.html", fristen=features.retentions)


@router.get("/impressum")
def impressum(request: Request) -> Response:
    return render(request, "seiten/impressum.html")


@router.get("/barrierefreiheit", tags=[Privacy.personal])
def barrierefreiheit(request: Request, at: Now) -> Response:
    """Each copy of the form carries a number of its own."""
    form = RueckmeldungForm()
    form.seal(request.app.state.settings, at=at)
    return render(request, BARRIEREFREIHEIT, form=form)


@router.post("/barrierefreiheit", tags=[Privacy.personal])
def report(request: Request, session: DbSession, data: RawForm, at: Now) -> Response:
    """The same form sent twice is one mail."""
    settings: Settings = request.app.state.settings
    form = bind(RueckmeldungForm, data)
    if not form.validate():
        raise Refused(BARRIEREFREIHEIT, form=form)
    with keep_typed(form, BARRIEREFREIHEIT):
        sending = form.pressed_again(settings, at=at)
        thread = THREAD + sending.number
        if not session.exec(select(Mail.id).where(Mail.thread == thread)).first():
            check_submission(request, "rueckmeldung", doubtful=sending.doubtful)
            _send(session, settings, form, thread, at)
    return redirect("/barrierefreiheit/danke")


@router.get("/barrierefreiheit/danke")
def thanks(request: Request) -> Response:
    return render(request, "seiten/danke.html")


def _send(
    session: Session, settings: Settings, form: RueckmeldungForm, thread: str, at: datetime
) -> None:
    queue(
        session,
        to=settings.betreiber.barriere_email,
        template="rueckmeldung_barriere",
        thread=thread,
        sprache=SOURCE,
        at=at,
        text=form.text.data,
        seite=form.seite.data,
        email=form.email.data,
    )
