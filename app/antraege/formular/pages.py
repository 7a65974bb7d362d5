"""The pages of a draft behind its secret link. Each saves itself; any can be opened at any time."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.antraege import address, queries
from app.antraege.formular import drafts, topics
from app.antraege.formular.contents import content, content_sent
from app.antraege.formular.fitting import form_of, reasons_sent
from app.antraege.formular.sheets import Sheet, befunde_of, sheet_of
from app.antraege.formular.topics import Topic
from app.antraege.models import Antrag
from app.antraege.rules import Seite
from app.antraege.status import Antragsstatus
from app.clock import Now
from app.db import DbSession, row_id
from app.vorgaenge.dependencies import HolderVorgang
from app.web.forms import RawForm
from app.web.privacy import Privacy
from app.web.refusals import Refused
from app.web.rendering import fragment_wanted, redirect, render, respond
from app.web.security import SAFE_METHODS

PAGE, PART = "antraege/thema.html", "antraege/_teil.html"
SENT = "antraege/abgeschickt.html"

router = APIRouter(tags=[Privacy.private])


def holder_antrag(request: Request, vorgang: HolderVorgang, session: DbSession, at: Now) -> Antrag:
    """Locked for writing requests, each of which counts as a change of a draft; who refuses it
    takes that back. Raises NotFound, also for the Vorgang of an Idee."""
    writing = request.method not in SAFE_METHODS
    antrag = queries.of_vorgang(session, row_id(vorgang.id), lock=writing)
    if writing and is_draft(antrag):
        antrag.geaendert_am = at
    return antrag


HolderAntrag = Annotated[Antrag, Depends(holder_antrag)]


def is_draft(antrag: Antrag) -> bool:
    return antrag.status is Antragsstatus.entwurf


def elsewhere(request: Request, token: str, *, sent: bool = False) -> Response:
    """What is no draft is read on the page of its Vorgang."""
    address = f"/vorgang/{token}" + ("?eingereicht=1" if sent else "")
    if fragment_wanted(request):
        return Response(headers={"HX-Redirect": address})
    return redirect(address)


@router.get("/vorgang/{token}/antrag")
def go_on(
    request: Request, token: str, antrag: HolderAntrag, session: DbSession, at: Now
) -> Response:
    """Where the draft is still open; what was sent is read here as a whole."""
    if not is_draft(antrag):
        if antrag.eingereicht_am is None:  # withdrawn before it was sent
            return elsewhere(request, token)
        return render(request, SENT, hier=f"/vorgang/{token}", **content_sent(session, antrag))
    befunde = befunde_of(session, antrag, at=at)
    return redirect(f"/vorgang/{token}/antrag/{topics.first_open(befunde).key}")


@router.get("/vorgang/{token}/antrag/{seite}")
def show(
    request: Request, token: str, seite: str, antrag: HolderAntrag, session: DbSession, at: Now
) -> Response:
    topic = topics.topic(seite)
    if not is_draft(antrag):
        return elsewhere(request, token)
    sheet = sheet_of(session, antrag, topic, token, at=at)
    sheet.all_shown = "offen" in request.query_params
    sheet.second_look = "nachsehen" in request.query_params
    context = page_context(request, session, sheet, token)
    context["adresse_neu"] = "adresse" in request.query_params
    return respond(request, page=PAGE, fragment=PART, **context)


@router.get("/vorgang/{token}/antrag/{seite}/{below:path}")
def back(request: Request, token: str, seite: str, antrag: HolderAntrag) -> Response:
    """The address of a refused button, opened again: show the page that it stands on."""
    if not is_draft(antrag):
        return elsewhere(request, token)
    return redirect(f"/vorgang/{token}/antrag/{topics.topic(seite).key}")


@router.post("/vorgang/{token}/antrag/{seite}")
def save(
    request: Request,
    token: str,
    seite: str,
    antrag: HolderAntrag,
    session: DbSession,
    data: RawForm,
    at: Now,
) -> Response:
    """Ill-formed values are refused and kept; anything else is saved as it is."""
    topic = topics.with_form(seite)
    if not is_draft(antrag):
        return elsewhere(request, token)
    forms = {"form": form_of(session, antrag, topic, data), "reasons": reasons_sent(antrag, data)}
    if not all_sound(forms):
        refuse(request, session, antrag, topic, token, at=at, **forms)
    take_over(session, antrag, topic, forms)
    is_another = topic.key == Seite.wer and address.take_over(session, antrag, at=at)
    return onward(session, antrag, topic, token, at=at, new_address=is_another)


def all_sound(forms: dict[str, Any]) -> bool:
    """Every form is checked, so that all messages come at once."""
    judged = [form.validate() for form in forms.values()]
    return all(judged)


def take_over(session: Session, antrag: Antrag, topic: Topic, forms: dict[str, Any]) -> None:
    """Save what was sent of a page's own fields and of the reasons."""
    drafts.save_reasons(
        session, antrag, {f.short_name: f.data for f in forms["reasons"] if f.raw_data}
    )
    if topic.form is not None:
        drafts.save(session, antrag, topic.key, forms["form"].values)


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
    words = ["adresse=neu"] if new_address else []
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
    **forms: Any,
) -> None:
    """Raises Refused with the page, all that was typed, and nothing saved."""
    sheet = sheet_of(session, antrag, topic, token, at=at)
    context = page_context(request, session, sheet, token, **forms)
    raise Refused(PAGE, fragment=PART, **context)


def page_context(
    request: Request, session: Session, sheet: Sheet, token: str, **forms: Any
) -> dict[str, Any]:
    settings = request.app.state.settings
    # The contents come first: they put the findings where the frame reads them.
    return content(session, sheet, **forms) | sheet.frame(session, settings, token)
