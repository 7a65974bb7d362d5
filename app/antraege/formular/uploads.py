"""Attachments of a draft: offers, plans, consents."""

from datetime import datetime

from fastapi import APIRouter, BackgroundTasks, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.antraege.formular import topics
from app.antraege.formular.fitting import assigning, offer_lines
from app.antraege.formular.forms import ANGEBOT, AnlagenForm
from app.antraege.formular.pages import HolderAntrag, elsewhere, holder_antrag, is_draft, refuse
from app.antraege.formular.topics import ANLAGEN, PRUEFEN
from app.antraege.models import Angebot, Antrag
from app.clock import Now
from app.db import DbSession, row_id, session_for
from app.files import intake
from app.files.fields import take_upload
from app.files.models import Datei
from app.files.store import SIZES, open_store, path
from app.i18n import _
from app.settings import Settings
from app.vorgaenge.queries import by_token, files_of
from app.web.forms import FileForm, RawForm, bind
from app.web.privacy import Privacy
from app.web.rendering import redirect

MOST = 20
WEITER = "weiter"

router = APIRouter(tags=[Privacy.private])


@router.post("/vorgang/{token}/antrag/anlagen")
def attach(request: Request, token: str, session: DbSession, data: FileForm, at: Now) -> Response:
    """Re-encoding takes seconds: the link is checked first, and the writing session begins after
    it, so that nobody waits for the database's one write lock meanwhile. Both buttons send the
    file: whoever goes on with one chosen has handed it in."""
    settings: Settings = request.app.state.settings
    with session_for(request.app.state.engine, write=False) as reading:
        by_token(reading, token)
    form = bind(AnlagenForm, data)
    following = PRUEFEN if WEITER in data else ANLAGEN
    if following == PRUEFEN and not (form.datei.data or form.datei_staged.data):
        return redirect(f"/vorgang/{token}/antrag/{PRUEFEN}")
    take_upload(request, form.datei, form.datei_staged, purpose="antrag", pdf=True)
    antrag = holder_antrag(request, by_token(session, token, lock=True), session, at)
    if not is_draft(antrag):
        return elsewhere(request, token)
    offer_lines(form.position, antrag)
    _judge(session, antrag, form)
    if form.errors:
        refuse(request, session, antrag, topics.topic(ANLAGEN), token, at=at, form=form)
    _keep(session, settings, antrag, form, at)
    return redirect(f"/vorgang/{token}/antrag/{following}")


@router.post("/vorgang/{token}/antrag/anlagen/{schluessel}/entfernung")
def detach(
    request: Request,
    token: str,
    schluessel: str,
    antrag: HolderAntrag,
    session: DbSession,
    later: BackgroundTasks,
) -> Response:
    """A file that is gone already stays gone."""
    if not is_draft(antrag):
        return elsewhere(request, token)
    for datei in files_of(session, antrag.vorgangsnummer):
        if datei.schluessel == schluessel:
            session.delete(datei)
            # After the commit: a row without its file would be a broken link.
            later.add_task(_forget, request.app.state.settings, datei)
    return redirect(f"/vorgang/{token}/antrag/anlagen")


@router.post("/vorgang/{token}/antrag/anlagen/{schluessel}/zuordnung")
def assign(
    request: Request,
    token: str,
    schluessel: str,
    antrag: HolderAntrag,
    session: DbSession,
    data: RawForm,
) -> Response:
    """A file or a line that is gone meanwhile changes nothing."""
    if not is_draft(antrag):
        return elsewhere(request, token)
    for datei in files_of(session, antrag.vorgangsnummer):
        if datei.schluessel == schluessel and datei.zweck == ANGEBOT:
            form = assigning(antrag, datei, data)
            if form.validate():
                _assign(session, datei, form.position.data)
    return redirect(f"/vorgang/{token}/antrag/anlagen")


def _judge(session: Session, antrag: Antrag, form: AnlagenForm) -> None:
    form.validate()
    if not form.datei.staged and not form.datei.errors:
        form.datei.errors = [_("Bitte wählen Sie eine Datei aus oder machen Sie ein Foto.")]
    if len(files_of(session, antrag.vorgangsnummer)) >= MOST:
        form.datei.errors = [
            _("Mehr als %(n)s Dateien sind nicht möglich. Bitte entfernen Sie zuerst eine.")
            % {"n": MOST}
        ]


def _keep(
    session: Session, settings: Settings, antrag: Antrag, form: AnlagenForm, at: datetime
) -> None:
    # Who names a line and no purpose has said enough.
    unnamed = ANGEBOT if form.position.data else "sonstiges"
    datei = intake.attach(
        session,
        settings,
        form.datei_staged.data or "",
        thread=antrag.vorgangsnummer,
        zweck=form.zweck.data or unnamed,
        at=at,
    )
    if datei.zweck == ANGEBOT:
        _assign(session, datei, form.position.data)


def _assign(session: Session, datei: Datei, line: str | None) -> None:
    """A file belongs to one line at most; none takes the link away."""
    if line:
        session.merge(Angebot(datei_id=row_id(datei.id), kostenposition_id=int(line)))
    elif link := session.get(Angebot, datei.id):
        session.delete(link)


def _forget(settings: Settings, datei: Datei) -> None:
    open_store(settings).delete([path(datei.schluessel, size) for size in SIZES[datei.art]])
