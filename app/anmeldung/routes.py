"""Login and logout of staff: what the browser does. Async, because the provider is asked over
HTTP; the database is touched in worker threads and never while the provider keeps us waiting."""

from datetime import datetime

import structlog
from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from app.anmeldung import backchannel, demo, login
from app.anmeldung.discovery import ProviderUnreachable
from app.anmeldung.login import NotInvited
from app.anmeldung.login_state import START, LoginState, local_target
from app.anmeldung.provider import LOGGED_OUT, LoginRefused, Provider, StateLost
from app.auth import sessions
from app.auth.dependencies import CurrentActor
from app.clock import Now
from app.settings import Settings
from app.web.forms import RawForm
from app.web.privacy import Privacy
from app.web.rendering import redirect, render

log = structlog.get_logger()

router = APIRouter(prefix="/intern", tags=[Privacy.private])
router.include_router(backchannel.router)


def install_login(app: FastAPI, settings: Settings) -> None:
    """The provider, the login's own cookie, and who can be entered in a demo."""
    app.add_middleware(LoginState, settings=settings)
    app.state.provider = Provider(settings)
    app.state.demo_personal = demo.people() if settings.demo else []


@router.get("/anmeldung")
def show_login(request: Request, actor: CurrentActor) -> Response:
    target = local_target(request.query_params.get("next"))
    if actor.is_staff:
        return redirect(target)
    return render(
        request, "anmeldung/anmeldung.html", next=target, personen=request.app.state.demo_personal
    )


@router.post("/anmeldung")
async def begin_login(request: Request, data: RawForm) -> Response:
    persons = {person.sub for person in request.app.state.demo_personal}
    chosen = next((p for p in data.getlist("person") if p in persons), "")
    return await _to_provider(request, target=local_target(data.get("next")), person=str(chosen))


@router.get("/anmeldung/rueckkehr")
async def finish_login(request: Request, at: Now) -> Response:
    """The one GET that writes: OIDC brings the browser back with a GET."""
    try:
        return await _admit(request, at=at)
    except StateLost as error:
        return await _start_over(request, error, at=at)
    except ProviderUnreachable as error:
        return _unreachable(request, error)
    except LoginRefused as error:
        return _failed(request, error.reason)
    except NotInvited:
        log.info("login of a person who was not invited")
        return render(request, "anmeldung/nicht_eingeladen.html", status=403)


@router.post("/abmeldung")
async def log_out(request: Request, at: Now) -> Response:
    """Here first, then at the provider, so that a dead provider keeps nobody logged in."""
    state = request.app.state
    hint = await run_in_threadpool(login.log_out, state.engine, _cookie(request), at=at)
    address = None if hint is None else await _provider_logout(state.provider, hint)
    response = redirect(address or LOGGED_OUT)
    sessions.delete_cookie(response, state.settings)
    return response


@router.get("/abmeldung")
def show_logged_out(request: Request, actor: CurrentActor) -> Response:
    if actor.is_staff:
        return redirect(START)
    return render(request, "anmeldung/abgemeldet.html")


async def _admit(request: Request, *, at: datetime) -> Response:
    state = request.app.state
    target = local_target(await state.provider.target(request))
    identity = await state.provider.identify(request)
    token = await run_in_threadpool(
        login.log_in, state.engine, state.settings, identity, old_token=_cookie(request), at=at
    )
    response = redirect(target)
    sessions.set_cookie(response, token, state.settings)
    return response


async def _to_provider(
    request: Request, *, target: str, again: bool = False, person: str = ""
) -> Response:
    provider: Provider = request.app.state.provider
    try:
        address = await provider.authorization_address(
            request, target=target, again=again, person=person
        )
    except ProviderUnreachable as error:
        return _unreachable(request, error)
    return redirect(address)


async def _start_over(request: Request, error: StateLost, *, at: datetime) -> Response:
    """A stale tab, a reload, or a login that took too long: once more from the start, but only
    once, for a browser without cookies would otherwise go round for ever."""
    state, token = request.app.state, _cookie(request)
    if token:
        actor = await run_in_threadpool(
            sessions.actor_of, state.engine, token, settings=state.settings, at=at
        )
        if actor.is_staff:
            return redirect(START)
    if error.again:
        return _failed(request, "the login state was lost twice")
    return await _to_provider(request, target=START, again=True)


async def _provider_logout(provider: Provider, hint: str) -> str | None:
    try:
        return await provider.logout_address(hint)
    except ProviderUnreachable as error:
        log.warning("provider unreachable at logout", reason=str(error))
        return None


def _unreachable(request: Request, error: ProviderUnreachable) -> Response:
    log.warning("provider unreachable", reason=str(error))
    page = render(request, "anmeldung/nicht_erreichbar.html", status=503)
    page.headers["Retry-After"] = "30"
    return page


def _failed(request: Request, reason: str) -> Response:
    log.warning("login refused", reason=reason)
    return render(request, "anmeldung/misslungen.html", status=400)


def _cookie(request: Request) -> str:
    return request.cookies.get(sessions.cookie_name(request.app.state.settings), "")
