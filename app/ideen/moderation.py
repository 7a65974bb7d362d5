"""What staff do with Ideen: the queue, one Idee, and each decision as a thing of its own."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.auth.actor import Actor
from app.auth.dependencies import CurrentActor, require
from app.auth.permissions import Permission
from app.clock import Now
from app.db import DbSession
from app.errors import StepNotPossible
from app.files.serving import private_file
from app.history.chain import trail
from app.i18n import ngettext
from app.ideen import actions, policy, queries
from app.ideen.forms import AblehnungForm, RueckfrageForm, StandForm, VeroeffentlichungForm
from app.ideen.models import Idee
from app.ideen.status import Ablehnungsgrund, Ideenstatus
from app.ideen.trail import shown_trail
from app.mail.queries import mail_state
from app.vorgaenge.queries import files_of, messages_of
from app.web.forms import RawForm, bind
from app.web.inputs import clean_text, member_or_none
from app.web.pagination import page_number, paginate
from app.web.refusals import Refused
from app.web.rendering import redirect, render, respond

PAGE, FRAGMENT = "intern/ideen/zeigen.html", "intern/ideen/_idee.html"
LIST = "intern/ideen/liste.html"

router = APIRouter(prefix="/intern/ideen")
seeing = Depends(require(Permission.ideen_sehen))
moderating = Depends(require(Permission.ideen_moderieren))


def locked_idee(vorgangsnummer: str, session: DbSession, actor: CurrentActor) -> Idee:
    """The Idee of the address, held until the transaction ends, if this actor moderates it."""
    idee = queries.one_for(session, actor, vorgangsnummer, lock=True)
    policy.may_moderieren(actor, idee).demand()
    return idee


LockedIdee = Annotated[Idee, Depends(locked_idee)]


@router.get("", dependencies=[seeing])
def index(request: Request, session: DbSession, actor: CurrentActor) -> Response:
    return render(request, LIST, **_queue(request, session, actor, AblehnungForm()))


@router.get("/{vorgangsnummer}", dependencies=[seeing])
def show(
    request: Request, vorgangsnummer: str, session: DbSession, actor: CurrentActor, at: Now
) -> Response:
    idee = queries.one_for(session, actor, vorgangsnummer)
    return render(request, PAGE, **_shown(session, actor, idee, at=at))


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
def publish(
    request: Request,
    idee: LockedIdee,
    session: DbSession,
    actor: CurrentActor,
    data: RawForm,
    at: Now,
) -> Response:
    form = bind(VeroeffentlichungForm, data)
    if not form.validate():
        raise _refused(session, actor, idee, at, veroeffentlichung=form)
    actions.veroeffentlichen(session, idee, by=actor, at=at, **form.values)
    return _done(request, session, actor, idee, at)


@router.post("/{vorgangsnummer}/rueckfrage", dependencies=[moderating])
def ask_back(
    request: Request,
    idee: LockedIdee,
    session: DbSession,
    actor: CurrentActor,
    data: RawForm,
    at: Now,
) -> Response:
    form = bind(RueckfrageForm, data)
    if not form.validate():
        raise _refused(session, actor, idee, at, rueckfrage=form)
    actions.nachfragen(session, idee, frage=form.values["frage"], by=actor, at=at)
    return _done(request, session, actor, idee, at)


@router.post("/{vorgangsnummer}/ablehnung", dependencies=[moderating])
def refuse(
    request: Request,
    idee: LockedIdee,
    session: DbSession,
    actor: CurrentActor,
    data: RawForm,
    at: Now,
) -> Response:
    form = bind(AblehnungForm, data)
    if not form.validate():
        raise _refused(session, actor, idee, at, ablehnung=form)
    actions.ablehnen(session, idee, **_reason(form), by=actor, at=at)
    return _done(request, session, actor, idee, at)


@router.post("/veroeffentlichungen", dependencies=[moderating])
def publish_several(
    request: Request, session: DbSession, actor: CurrentActor, data: RawForm, at: Now
) -> Response:
    count = _each(
        session,
        actor,
        data,
        lambda idee: actions.veroeffentlichen(session, idee, by=actor, at=at),
    )
    return redirect(f"/intern/ideen?veroeffentlicht={count}")


@router.post("/ablehnungen", dependencies=[moderating])
def refuse_several(
    request: Request, session: DbSession, actor: CurrentActor, data: RawForm, at: Now
) -> Response:
    form = bind(AblehnungForm, data)
    if not form.validate():
        chosen = set(data.getlist("nummer"))
        raise Refused(LIST, **_queue(request, session, actor, form) | {"gewaehlt": chosen})
    reason = _reason(form)
    count = _each(
        session,
        actor,
        data,
        lambda idee: actions.ablehnen(session, idee, **reason, by=actor, at=at),
    )
    return redirect(f"/intern/ideen?abgelehnt={count}")


def _each(session: Session, actor: Actor, data: Any, step: Callable[[Idee], None]) -> int:
    """Do the step for each chosen Idee; those another person was faster with are passed over."""
    nummern = [clean_text(n) for n in data.getlist("nummer") if isinstance(n, str)][:100]
    count = 0
    for idee in queries.several_for(session, actor, nummern):
        policy.may_moderieren(actor, idee).demand()
        try:
            step(idee)
        except StepNotPossible:
            continue
        count += 1
    return count


def _reason(form: AblehnungForm) -> dict[str, Any]:
    return {"grund": Ablehnungsgrund(form.values["grund"]), "text": form.values["erklaerung"]}


def _done(request: Request, session: Session, actor: Actor, idee: Idee, at: Any) -> Response:
    if "HX-Request" not in request.headers:
        return redirect(f"/intern/ideen/{idee.vorgangsnummer}")
    session.flush()
    return respond(request, page=PAGE, fragment=FRAGMENT, **_shown(session, actor, idee, at=at))


def _refused(session: Session, actor: Actor, idee: Idee, at: Any, **forms: Any) -> Refused:
    return Refused(PAGE, fragment=FRAGMENT, **_shown(session, actor, idee, at=at, **forms))


def _shown(session: Session, actor: Actor, idee: Idee, *, at: Any, **forms: Any) -> dict[str, Any]:
    """All that the page and its fragment show."""
    vorgang = actions.vorgang_of(session, idee)
    inside = bool(policy.may_einsehen(actor, idee))
    steps = trail(session, idee.vorgangsnummer, public_only=not inside)
    waiting = idee.status in (Ideenstatus.eingereicht, Ideenstatus.in_pruefung)
    return {
        "idee": idee,
        "kontakt": vorgang.email if policy.may_kontakt_sehen(actor, idee) else None,
        "darf": policy.may_moderieren(actor, idee),
        "offen": waiting,
        "innen": inside,
        "dateien": files_of(session, idee.vorgangsnummer) if inside else [],
        "nachrichten": messages_of(session, vorgang) if inside else [],
        "mails": mail_state(session, idee.vorgangsnummer) if inside else [],
        "schritte": shown_trail(idee, steps, jetzt=at),
        "veroeffentlichung": VeroeffentlichungForm(data={"titel": idee.titel, "text": idee.text}),
        "rueckfrage": RueckfrageForm(),
        "ablehnung": AblehnungForm(),
    } | forms


def _queue(request: Request, session: Session, actor: Actor, form: AblehnungForm) -> dict[str, Any]:
    asked = request.query_params
    stand = member_or_none(Ideenstatus, asked.get("stand"))
    number = page_number(asked.get("seite"))
    rows = queries.queue(session, actor, stand, page=number)
    return {
        "seite": paginate(rows, number, {"stand": stand}),
        "stand": stand,
        "filter": StandForm(data={"stand": stand or ""}),
        "form": form,
        "gewaehlt": set(),
        "erledigt": _told(asked.get("veroeffentlicht"), asked.get("abgelehnt")),
    }


def _told(published: str | None, refused: str | None) -> str:
    """What the last bulk step did, in one sentence."""
    if published and published.isdigit():
        n = int(published)
        return ngettext("%(n)s Idee veröffentlicht.", "%(n)s Ideen veröffentlicht.", n) % {"n": n}
    if refused and refused.isdigit():
        n = int(refused)
        return ngettext("%(n)s Idee abgelehnt.", "%(n)s Ideen abgelehnt.", n) % {"n": n}
    return ""
