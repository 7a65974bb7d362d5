"""Attachments of a draft: offers, plans, consents."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, NoReturn

from fastapi import APIRouter, BackgroundTasks, Depends, Request
from fastapi.responses import Response
from sqlmodel import Session
from starlette.datastructures import FormData

from app.antraege import queries
from app.antraege.formular import topics
from app.antraege.formular.answers import elsewhere, is_draft, refuse, too_late
from app.antraege.formular.contents import attached
from app.antraege.formular.fitting import assigning, offer_lines
from app.antraege.formular.forms import ANGEBOT, AnlagenForm
from app.antraege.formular.goals import goal_of
from app.antraege.formular.merging import merge
from app.antraege.formular.pages import holder_antrag
from app.antraege.formular.topics import ANLAGEN
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
from app.web.forms import FileForm, bind
from app.web.privacy import Privacy
from app.web.rendering import redirect

MOST = 20

router = APIRouter(tags=[Privacy.private])


@dataclass(frozen=True)
class SentFiles:
    """The page with the files, as the holder of the link sent it: each of its buttons sends a file
    that was chosen and the lines that files belong to, so nothing is dropped by another button."""

    request: Request
    token: str
    session: Session
    data: FormData
    at: datetime

    def take(self, *, demanded: bool = False) -> Antrag:
        """The draft, locked, with all of it saved. With `demanded` there must be a file.

        Re-encoding takes seconds: the link is checked first, and the writing session begins after
        it, so that nobody waits for the database's one write lock meanwhile. Raises Refused, also
        where the Antrag is no draft any more and a file was chosen.
        """
        with session_for(self.request.app.state.engine, write=False) as reading:
            by_token(reading, self.token)
        form = bind(AnlagenForm, self.data)
        has_file = bool(form.datei.data or form.datei_staged.data)
        take_upload(self.request, form.datei, form.datei_staged, purpose="antrag", pdf=True)
        vorgang = by_token(self.session, self.token, lock=True)
        antrag = holder_antrag(self.request, vorgang, self.session, self.at)
        if not is_draft(antrag):
            if form.datei.staged:
                too_late(self.request, antrag, self.token, files=[form.datei.staged.label])
            return antrag
        self._assign_lines(antrag)
        if has_file or demanded:
            self._attach(antrag, form)
        return antrag

    def _attach(self, antrag: Antrag, form: AnlagenForm) -> None:
        offer_lines(form.position, antrag)
        _judge(self.session, antrag, form)
        if form.errors:
            self._refuse(antrag, form=form)
        _keep(self.session, self.request.app.state.settings, antrag, form, self.at)

    def _assign_lines(self, antrag: Antrag) -> None:
        """What only one of two people has changed is taken from both."""
        files = files_of(self.session, antrag.vorgangsnummer)
        offers, collisions = queries.offers(self.session, antrag), []
        for datei in [datei for datei in files if datei.zweck == ANGEBOT]:
            values = {"position": str(offers.get(datei.id or 0, ""))}
            mine, now = assigning(antrag, datei, self.data), assigning(antrag, datei, data=values)
            if mine.position.name not in self.data or not mine.validate():
                continue
            merged, found = merge(self.data, [mine], [now])
            collisions += found
            line = assigning(antrag, datei, merged).position.data
            if line != values["position"]:
                _assign(self.session, datei, line)
        if collisions:
            self._refuse(antrag, status=409, collisions=collisions)

    def _refuse(self, antrag: Antrag, **refused: Any) -> NoReturn:
        topic = topics.topic(ANLAGEN)
        refused["files"] = attached(self.session, antrag, self.data)
        refuse(self.request, self.session, antrag, topic, self.token, at=self.at, **refused)


def _sent(request: Request, token: str, session: DbSession, data: FileForm, at: Now) -> SentFiles:
    return SentFiles(request, token, session, data, at)


Sent = Annotated[SentFiles, Depends(_sent)]


@router.post("/vorgang/{token}/antrag/anlagen")
def attach(sent: Sent) -> Response:
    goal = goal_of(sent.data, sent.token)
    antrag = sent.take(demanded=not goal)
    if not is_draft(antrag):
        return elsewhere(sent.request, sent.token)
    return redirect(goal or _here(sent))


@router.post("/vorgang/{token}/antrag/anlagen/{schluessel}/entfernung")
def detach(sent: Sent, schluessel: str, later: BackgroundTasks) -> Response:
    """A file that is gone already stays gone."""
    antrag = sent.take()
    if not is_draft(antrag):
        return elsewhere(sent.request, sent.token)
    for datei in files_of(sent.session, antrag.vorgangsnummer):
        if datei.schluessel == schluessel:
            sent.session.delete(datei)
            # After the commit: a row without its file would be a broken link.
            later.add_task(_forget, sent.request.app.state.settings, datei)
    return redirect(_here(sent))


@router.post("/vorgang/{token}/antrag/anlagen/{schluessel}/zuordnung")
def assign(sent: Sent, schluessel: str) -> Response:
    """A file or a line that is gone meanwhile changes nothing."""
    if not is_draft(sent.take()):
        return elsewhere(sent.request, sent.token)
    return redirect(_here(sent))


def _here(sent: SentFiles) -> str:
    return f"/vorgang/{sent.token}/antrag/{ANLAGEN}"


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
