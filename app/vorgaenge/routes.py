"""The sender's own view: by secret link, or by Vorgangsnummer and code. GET changes nothing."""

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.casework.door import Doors
from app.clock import Now
from app.db import DbSession
from app.files.routes import file_route
from app.history.chain import trail
from app.i18n import _
from app.settings import Settings
from app.vorgaenge import links, queries
from app.vorgaenge.dependencies import HolderVorgang
from app.vorgaenge.forms import CodeForm, EmailForm, LinkForm
from app.vorgaenge.models import Vorgang
from app.vorgaenge.nummern import without_letter
from app.vorgaenge.own import change_email, demand_contact, renew, send_link
from app.vorgaenge.page import NEW_ADDRESS, PAGE, own_address, page_context
from app.vorgaenge.sender import own
from app.vorgaenge.taking import SenderTaking
from app.web.forms import FileForm, RawForm, bind
from app.web.limits import check_rate, check_tries
from app.web.privacy import Privacy
from app.web.refusals import Refused, keep_typed
from app.web.rendering import redirect, render

ENTRY = "vorgaenge/suchen.html"

router = APIRouter(tags=[Privacy.private])


@router.get("/vorgang")
def find(request: Request) -> Response:
    sent = "gesendet" in request.query_params
    return render(request, ENTRY, code=CodeForm(), link=LinkForm(), gesendet=sent)


@router.post("/vorgang")
def open_by_code(request: Request, session: DbSession, data: RawForm) -> Response:
    """Number and code lead to the secret link; the answer never says which of the two was wrong.
    Tries are counted by network and by number, whether there is a Vorgang of it or not."""
    form = bind(CodeForm, data)
    settings: Settings = request.app.state.settings
    with keep_typed(form, ENTRY, code=form, link=LinkForm(), gesendet=False):
        check_rate(request, "code", limit="30/15minute")
        if number := without_letter(form.vorgangsnummer.data or ""):
            check_tries(request, "code", number, limit="30/hour")
    if form.validate():
        vorgang = _by_code(session, settings, **form.values)
        if vorgang is not None:
            return redirect(links.path(settings, queries.senders_zugang(session, vorgang)))
        form.code.errors = [_("Nummer und Code passen nicht zusammen. Bitte prüfen Sie beides.")]
    raise Refused(ENTRY, code=form, link=LinkForm(), gesendet=False)


@router.post("/vorgang/link")
def request_link(
    request: Request, session: DbSession, features: Doors, data: RawForm, at: Now
) -> Response:
    """The answer is the same whether number and address fit or not."""
    form = bind(LinkForm, data)
    with keep_typed(form, ENTRY, code=CodeForm(), link=form, gesendet=False):
        check_rate(request, "link", limit="5/hour")
    if not form.validate():
        raise Refused(ENTRY, code=CodeForm(), link=form, gesendet=False)
    for vorgang in queries.by_typed(session, form.values["nummer"], lock=True):
        if (vorgang.email or "").lower() == form.values["adresse"].lower():
            send_link(features, session, vorgang, at=at)
    return redirect("/vorgang?gesendet=1")


@router.get("/vorgang/{token}")
def show(
    request: Request, vorgang: HolderVorgang, session: DbSession, features: Doors, at: Now
) -> Response:
    mine = own(features, session, vorgang)
    return render(request, PAGE, **page_context(request, session, mine, at))


@router.post("/vorgang/{token}/email")
def set_email(
    request: Request,
    vorgang: HolderVorgang,
    session: DbSession,
    features: Doors,
    data: RawForm,
    at: Now,
) -> Response:
    form = bind(EmailForm, data)
    if not form.validate():
        demand_contact(features, session, vorgang, at=at)
        mine = own(features, session, vorgang)
        raise Refused(PAGE, **page_context(request, session, mine, at, email=form))
    is_another = change_email(features, session, vorgang, email=form.values["email"], at=at)
    saved = NEW_ADDRESS if is_another else "email"
    return redirect(f"{own_address(request)}?gespeichert={saved}")


@router.post("/vorgang/{token}/link")
def resend_link(
    request: Request, vorgang: HolderVorgang, session: DbSession, features: Doors, at: Now
) -> Response:
    check_rate(request, "link", limit="5/hour")
    send_link(features, session, vorgang, at=at)
    return redirect(f"{own_address(request)}?gespeichert=link")


@router.post("/vorgang/{token}/erneuerung")
def renew_link(
    request: Request, vorgang: HolderVorgang, session: DbSession, features: Doors, at: Now
) -> Response:
    """Link and code may have been seen by others: new ones, and the old stop working."""
    settings: Settings = request.app.state.settings
    zugang = renew(features, session, settings, vorgang, at=at)
    return redirect(f"{links.path(settings, zugang)}?gespeichert=erneuerung")


def _thread(vorgang: HolderVorgang) -> str:
    return vorgang.vorgangsnummer


file_route(router, "/vorgang/{token}", _thread)


@router.get("/vorgang/{token}/{schritt}")
def ask_first(
    request: Request,
    schritt: str,
    vorgang: HolderVorgang,
    session: DbSession,
    features: Doors,
    at: Now,
) -> Response:
    """Destructive, so it is asked once and named."""
    mine = own(features, session, vorgang)
    step = mine.step(schritt)
    if not step.asks_first:
        return redirect(own_address(request))
    return render(
        request,
        step.asks_first,
        item=mine.item,
        vorgang=vorgang,
        step=step,
        hier=own_address(request),
        moeglich=step in mine.kind.sender.possible(mine.item),
        gesehen=mine.version(trail(session, vorgang.vorgangsnummer), at),
    )


@router.post("/vorgang/{token}/{schritt}")
def take_step(
    request: Request,
    token: str,
    schritt: str,
    session: DbSession,
    features: Doors,
    data: FileForm,
    at: Now,
) -> Response:
    return SenderTaking(request, features, session, token, data, at).take(schritt)


def _by_code(
    session: Session, settings: Settings, *, vorgangsnummer: str, code: str
) -> Vorgang | None:
    """Where a number has no letter, the code decides which it is."""
    vorgaenge = queries.by_typed(session, vorgangsnummer)
    fitting = [
        vorgang
        for vorgang in vorgaenge
        if links.code_fits(settings, queries.senders_zugang(session, vorgang), code)
    ]
    return fitting[0] if len(fitting) == 1 else None
