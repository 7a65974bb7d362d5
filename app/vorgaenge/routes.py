"""The sender's own view: by secret link, or by Vorgangsnummer and code. GET changes nothing."""

import hmac
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.clock import Now
from app.db import DbSession, session_for
from app.files.fields import take_upload
from app.files.serving import private_file
from app.i18n import _, _l
from app.settings import Settings
from app.vorgaenge import items, links, queries
from app.vorgaenge.dependencies import HolderVorgang
from app.vorgaenge.forms import AntwortForm, CodeForm, EmailForm, LinkForm, WiderspruchForm
from app.vorgaenge.models import Vorgang
from app.vorgaenge.own import change_email, object_to_refusal, renew, send_link
from app.vorgaenge.stand import told
from app.vorgaenge.trail import own_trail
from app.web.forms import RawForm, bind
from app.web.limits import check_rate
from app.web.privacy import Privacy
from app.web.refusals import Refused, kept
from app.web.rendering import redirect, render

PAGE, ENTRY = "vorgaenge/zeigen.html", "vorgaenge/suchen.html"

# What a step on the page has done, said once after it.
SAVED = {
    "antwort": _l("Danke, Ihre Antwort ist angekommen."),
    "widerspruch": _l("Wir sehen noch einmal hin und melden uns."),
    "zurueckziehung": _l(
        "Zurückgezogen. Es ist nicht mehr öffentlich, und wir bearbeiten es nicht weiter."
    ),
    "email": _l("Ihre E-Mail-Adresse ist gespeichert."),
    "link": _l("Der Link ist unterwegs. Bitte sehen Sie auch im Spam-Ordner nach."),
    "erneuerung": _l("Das ist Ihr neuer Link. Der alte gilt nicht mehr."),
}

router = APIRouter(tags=[Privacy.private])


@router.get("/vorgang")
def find(request: Request) -> Response:
    sent = "gesendet" in request.query_params
    return render(request, ENTRY, code=CodeForm(), link=LinkForm(), gesendet=sent)


@router.post("/vorgang")
def open_by_code(request: Request, session: DbSession, data: RawForm) -> Response:
    """Number and code lead to the secret link; tries are counted, and the answer never says
    which of the two was wrong."""
    form = bind(CodeForm, data)
    settings: Settings = request.app.state.settings
    with kept(form, ENTRY, code=form, link=LinkForm(), gesendet=False):
        check_rate(request, "code", limit="30/15minute")
    if form.validate():
        vorgang = _by_code(session, settings, **form.values)
        if vorgang is not None:
            return redirect(_address(request, vorgang))
        form.code.errors = [_("Nummer und Code passen nicht zusammen. Bitte prüfen Sie beides.")]
    raise Refused(ENTRY, code=form, link=LinkForm(), gesendet=False)


@router.post("/vorgang/link")
def request_link(request: Request, session: DbSession, data: RawForm, at: Now) -> Response:
    """The answer is the same whether number and address fit or not."""
    form = bind(LinkForm, data)
    with kept(form, ENTRY, code=CodeForm(), link=form, gesendet=False):
        check_rate(request, "link", limit="5/hour")
    if not form.validate():
        raise Refused(ENTRY, code=CodeForm(), link=form, gesendet=False)
    vorgang = queries.by_number(session, form.values["nummer"], lock=True)
    if vorgang and vorgang.email and vorgang.email.lower() == form.values["adresse"].lower():
        send_link(session, vorgang, at=at)
    return redirect("/vorgang?gesendet=1")


@router.get("/vorgang/{token}")
def show(request: Request, vorgang: HolderVorgang, session: DbSession, at: Now) -> Response:
    return render(request, PAGE, **_shown(request, session, vorgang, at))


@router.post("/vorgang/{token}/antwort")
def answer(request: Request, token: str, session: DbSession, data: RawForm, at: Now) -> Response:
    """Re-encoding takes seconds: the writing session begins after it, as for an Antrag's files."""
    settings: Settings = request.app.state.settings
    with session_for(request.app.state.engine, write=False) as reading:
        item = items.item_of(reading, queries.by_token(reading, token))
        items.demand_open(items.can_answer(item))
    form = bind(AntwortForm, data)
    for field, staged in form.uploads:
        take_upload(request, field, staged, pdf=True)
    vorgang = queries.by_token(session, token, lock=True)
    if not form.validate():
        raise Refused(PAGE, **_shown(request, session, vorgang, at, antwort=form))
    sent = [staged.data for _field, staged in form.uploads if staged.data]
    items.answer(session, settings, vorgang, text=form.values["text"], dateien=sent, at=at)
    return redirect(f"{_address(request, vorgang)}?gespeichert=antwort")


@router.post("/vorgang/{token}/widerspruch")
def object_(
    request: Request, vorgang: HolderVorgang, session: DbSession, data: RawForm, at: Now
) -> Response:
    items.demand_open(items.can_object(items.item_of(session, vorgang)))
    form = bind(WiderspruchForm, data)
    if not form.validate():
        raise Refused(PAGE, **_shown(request, session, vorgang, at, widerspruch=form))
    object_to_refusal(session, vorgang, text=form.values["einwand"], at=at)
    return redirect(f"{_address(request, vorgang)}?gespeichert=widerspruch")


@router.get("/vorgang/{token}/zurueckziehung")
def ask_withdrawal(request: Request, vorgang: HolderVorgang, session: DbSession) -> Response:
    """Destructive, so it is asked once and named."""
    item = items.item_of(session, vorgang)
    return render(
        request,
        "vorgaenge/zurueckziehen.html",
        item=item,
        vorgang=vorgang,
        hier=_address(request, vorgang),
        moeglich=items.can_withdraw(item),
    )


@router.post("/vorgang/{token}/zurueckziehung")
def withdraw(request: Request, vorgang: HolderVorgang, session: DbSession, at: Now) -> Response:
    items.withdraw(session, vorgang, at=at)
    return redirect(f"{_address(request, vorgang)}?gespeichert=zurueckziehung")


@router.post("/vorgang/{token}/email")
def set_email(
    request: Request, vorgang: HolderVorgang, session: DbSession, data: RawForm, at: Now
) -> Response:
    form = bind(EmailForm, data)
    if not form.validate():
        raise Refused(PAGE, **_shown(request, session, vorgang, at, email=form))
    change_email(session, vorgang, email=form.values["email"], at=at)
    return redirect(f"{_address(request, vorgang)}?gespeichert=email")


@router.post("/vorgang/{token}/link")
def resend_link(request: Request, vorgang: HolderVorgang, session: DbSession, at: Now) -> Response:
    check_rate(request, "link", limit="5/hour")
    send_link(session, vorgang, at=at)
    return redirect(f"{_address(request, vorgang)}?gespeichert=link")


@router.post("/vorgang/{token}/erneuerung")
def renew_link(request: Request, vorgang: HolderVorgang, session: DbSession, at: Now) -> Response:
    """Link and code may have been seen by others: new ones, and the old stop working."""
    settings: Settings = request.app.state.settings
    renew(session, settings, vorgang, at=at)
    return redirect(f"{_address(request, vorgang)}?gespeichert=erneuerung")


@router.get("/vorgang/{token}/dateien/{schluessel}/{groesse}")
def file(
    request: Request, vorgang: HolderVorgang, session: DbSession, schluessel: str, groesse: str
) -> Response:
    return private_file(
        session,
        request.app.state.settings,
        schluessel=schluessel,
        groesse=groesse,
        thread=vorgang.vorgangsnummer,
    )


def _shown(
    request: Request, session: Session, vorgang: Vorgang, at: Any, **forms: Any
) -> dict[str, Any]:
    settings: Settings = request.app.state.settings
    item = items.item_of(session, vorgang)
    state, after = told(item)
    nummer, stand = vorgang.vorgangsnummer, vorgang.link_stand
    return {
        "vorgang": vorgang,
        "item": item,
        "grund": items.refusal(item),
        "oeffentlich": items.is_public(item),
        "gut": items.is_good_news(item),
        "satz": state,
        "danach": after,
        "hier": _address(request, vorgang),
        "adresse": links.address(settings, nummer, stand),
        "code": links.code_for(settings, nummer, stand),
        "schritte": own_trail(session, item, jetzt=at),
        "nachrichten": queries.messages_of(session, vorgang),
        "dateien": queries.files_of(session, nummer),
        "darf_antworten": items.can_answer(item),
        "darf_widersprechen": items.can_object(item),
        "darf_zurueckziehen": items.can_withdraw(item),
        "neu": "eingegangen" in request.query_params or "eingereicht" in request.query_params,
        "gespeichert": SAVED.get(request.query_params.get("gespeichert", ""), ""),
        "antwort": AntwortForm(),
        "widerspruch": WiderspruchForm(),
        "email": EmailForm(data={"email": vorgang.email or ""}),
    } | forms


def _by_code(
    session: Session, settings: Settings, *, vorgangsnummer: str, code: str
) -> Vorgang | None:
    vorgang = queries.by_number(session, vorgangsnummer)
    if vorgang is None:
        return None
    typed = links.code_hash(settings, vorgang.vorgangsnummer, code)
    return vorgang if hmac.compare_digest(typed, vorgang.code_hash) else None


def _address(request: Request, vorgang: Vorgang) -> str:
    settings: Settings = request.app.state.settings
    token = links.token_for(settings, vorgang.vorgangsnummer, vorgang.link_stand)
    return f"/vorgang/{token}"
