"""What the pages of the form answer: the page itself, refused with all that was typed, the next
one, or the page of the Vorgang once the Antrag is no draft any more."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NoReturn

from fastapi import Request
from fastapi.responses import Response
from sqlmodel import Session
from wtforms import Form

from app.antraege.formular import topics
from app.antraege.formular.contents import content
from app.antraege.formular.fitting import form_of
from app.antraege.formular.goals import NEW_ADDRESS
from app.antraege.formular.merging import digest_of_field, digests_of
from app.antraege.formular.sheets import Sheet, sheet_of
from app.antraege.formular.topics import Topic
from app.antraege.formular.unread import typed
from app.antraege.models import Antrag
from app.antraege.status import Antragsstatus
from app.web.forms import is_written
from app.web.refusals import Refused
from app.web.rendering import fragment_wanted, redirect

PAGE, PART = "antraege/thema.html", "antraege/_teil.html"
TOO_LATE, TOO_LATE_PART = "antraege/zu_spaet.html", "antraege/_zu-spaet.html"


def is_draft(antrag: Antrag) -> bool:
    return antrag.status is Antragsstatus.entwurf


def elsewhere(request: Request, token: str, *, sent: bool = False) -> Response:
    """What is no draft is read on the page of its Vorgang."""
    address = f"/vorgang/{token}" + ("?eingereicht=1" if sent else "")
    if fragment_wanted(request):
        return Response(headers={"HX-Redirect": address})
    return redirect(address)


def too_late(
    request: Request,
    antrag: Antrag,
    token: str,
    mine: Iterable[Form | None] = (),
    now: Iterable[Form] = (),
    *,
    files: Iterable[str] = (),
) -> Response:
    """For what is sent of a page whose Antrag is no draft any more.

    Raises Refused with all that was typed and is not in the Antrag; without any, the Vorgang is
    the answer.
    """
    texts = [("", name) for name in files] + _new_texts(mine, digests_of(now))
    if not texts:
        return elsewhere(request, token)
    raise Refused(
        TOO_LATE,
        fragment=TOO_LATE_PART,
        status=409,
        antrag=antrag,
        texts=texts,
        vorgang=f"/vorgang/{token}",
    )


def _new_texts(mine: Iterable[Form | None], there: dict[str, str]) -> list[tuple[str, str]]:
    return [
        (str(field.label.text), text)
        for form in mine
        if form is not None and not getattr(form, "is_empty", False)
        for field in form
        if is_written(field) and (text := typed(field))
        if getattr(form, "preset", {}).get(field.short_name) != text
        if digest_of_field(field) != there.get(field.name, "")
    ]


def onward(
    session: Session,
    antrag: Antrag,
    topic: Topic,
    token: str,
    *,
    at: datetime,
    new_address: bool = False,
) -> Response:
    """To the next page, or back to this one where what was filled in does not fit the rules.
    `new_address`: mail goes somewhere else now, so a new link is offered there."""
    session.flush()
    sheet = sheet_of(session, antrag, topic, token, at=at)
    form = form_of(session, antrag, topic) if topic.form else None
    words = [NEW_ADDRESS] if new_address else []
    key = topics.after(topic).key
    if sheet.holds(form):
        words, key = ["nachsehen=1", *words], topic.key
    return redirect(f"/vorgang/{token}/antrag/{key}" + "?" * bool(words) + "&".join(words))


def refuse(
    request: Request,
    session: Session,
    antrag: Antrag,
    topic: Topic,
    token: str,
    *,
    at: datetime,
    status: int = 422,
    **refused: Any,
) -> NoReturn:
    """Raises Refused with the page, all that was typed, and nothing saved."""
    sheet = sheet_of(session, antrag, topic, token, at=at)
    sheet.is_refused = True
    context = page_context(request, session, sheet, token, **refused)
    raise Refused(PAGE, fragment=PART, status=status, **context)


def page_context(
    request: Request, session: Session, sheet: Sheet, token: str, **refused: Any
) -> dict[str, Any]:
    settings = request.app.state.settings
    # The contents come first: they put the findings where the frame reads them.
    return content(session, sheet, **refused) | sheet.frame(session, settings, token)
