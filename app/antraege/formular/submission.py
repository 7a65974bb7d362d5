"""Sending the Antrag: once, and only when nothing stands in the way."""

from datetime import date, datetime

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.antraege import actions
from app.antraege.errors import Blockiert
from app.antraege.formular import topics
from app.antraege.formular.answers import elsewhere, is_draft, refuse
from app.antraege.formular.contents import changed_pages
from app.antraege.formular.pages import HolderAntrag
from app.antraege.formular.topics import PRUEFEN
from app.auth.actor import Actor
from app.clock import BERLIN, Now
from app.db import DbSession
from app.i18n import _
from app.text.formats import datum
from app.web.forms import RawForm
from app.web.privacy import Privacy

router = APIRouter(tags=[Privacy.private])


@router.post("/vorgang/{token}/antrag/einreichung")
def submit(
    request: Request, token: str, antrag: HolderAntrag, session: DbSession, data: RawForm, at: Now
) -> Response:
    """Sent twice, or again after the network failed, it ends on the same page."""
    if not is_draft(antrag):
        return elsewhere(request, token, sent=antrag.eingereicht_am is not None)
    topic = topics.topic(PRUEFEN)
    if changed := changed_pages(session, antrag, data):
        refuse(request, session, antrag, topic, token, at=at, status=409, changed=changed)
    if passed := _deadline_passed(data.get("frist"), at):
        refuse(request, session, antrag, topic, token, at=at, passed=passed)
    try:
        actions.einreichen(session, antrag, by=Actor.holder(antrag.vorgangsnummer), at=at)
    except Blockiert:
        refuse(request, session, antrag, topic, token, at=at)
    return elsewhere(request, token, sent=True)


def _deadline_passed(promise: object, at: datetime) -> str:
    """What to say when the deadline that the page promised is over by now; "" otherwise."""
    try:
        deadline = date.fromisoformat(str(promise or ""))
    except ValueError:
        return ""
    if deadline >= at.astimezone(BERLIN).date():
        return ""
    return _(
        "Die Frist am %(tag)s ist inzwischen vorbei. Sie können den Antrag trotzdem abschicken: "
        "Er kommt dann in die nächste Runde. Nichts von Ihren Eingaben ist verloren."
    ) % {"tag": datum(deadline)}
