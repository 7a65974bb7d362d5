"""What a request raises as a page or fragment: 303 to the login, 403 to 429, 500, 503."""

from urllib.parse import quote

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, Response
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException

from app.auth.actor import ANONYMOUS, Actor
from app.errors import (
    BadInput,
    DomainError,
    Gone,
    LoginRequired,
    NotAllowed,
    NotFound,
    StepNotPossible,
    TooMany,
    TurnedAway,
    Unavailable,
    UnknownLink,
)
from app.i18n import _
from app.web.addresses import Addresses
from app.web.bodies import with_files
from app.web.privacy import Privacy, privacy_of
from app.web.refusals import Refused
from app.web.rendering import fragment_wanted, redirect, render, respond
from app.web.security import SAFE_METHODS

log = structlog.get_logger()

LOGIN = "/intern/anmeldung"
# The database is away, is stopped, or has no connection and no room left.
_AWAY = (OperationalError, InterfaceError, PoolTimeout)


def install(app: FastAPI) -> None:
    """Handlers for everything that a request may raise. All routes must be there before."""
    app.state.addresses = Addresses(app.routes)
    app.add_exception_handler(DomainError, _domain_error)
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(RequestValidationError, _not_found)
    app.add_exception_handler(HTTPException, _http_error)
    for away in _AWAY:
        app.add_exception_handler(away, _away)


def answer(request: Request, error: Exception) -> Response:
    """For what no route answers for: it was turned away before it came to one, or it crashed."""
    match error:
        case TurnedAway():
            return _refusal_page(request, error, error.title, way_on=False)
        case NotFound():
            return _not_found(request, error)
    return _crash(request, error)


def error_page(
    request: Request,
    status: int,
    title: str,
    reason: str,
    *,
    way_on: bool = True,
    instead: tuple[str, str] | None = None,
) -> HTMLResponse:
    """`instead` is the address and the word of where one goes on."""
    return respond(
        request,
        page="fehler/seite.html",
        fragment="fehler/_meldung.html",
        status=status,
        titel=title,
        grund=reason,
        zurueck=_where_from(request) if way_on else "",
        stattdessen=instead,
        rahmen=_frame(request),
    )


def _frame(request: Request) -> str:
    """Staff keep their navigation, where it is known that they are staff."""
    actor: Actor = getattr(request.state, "actor", ANONYMOUS)
    return "layouts/intern.html" if actor.is_staff else "layouts/basis.html"


def _where_from(request: Request) -> str:
    """A step is posted below the thing it changes: there people see how it stands now."""
    if request.method in SAFE_METHODS:
        return ""
    return _addresses(request).page_of(request.scope["path"])


def _addresses(request: Request) -> Addresses:
    addresses: Addresses = request.app.state.addresses
    return addresses


async def _domain_error(request: Request, error: Exception) -> Response:
    match error:
        case LoginRequired():
            return await _to_login(request)
        case NotFound():
            return _not_found(request, error)
        case Gone():
            return _refusal_page(request, error, _("Das ist nicht mehr öffentlich"))
        case NotAllowed():
            return _refusal_page(request, error, _("Das dürfen Sie hier nicht"))
        case StepNotPossible():
            return _refusal_page(request, error, _("Das geht gerade nicht"))
        case BadInput():
            return _refusal_page(request, error, _("Das können wir so nicht annehmen"))
        case TooMany():
            return _refusal_page(request, error, _("Bitte warten Sie kurz"))
        case Unavailable():
            return await _away(request, error)
    return _crash(request, error)


def _refusal_page(
    request: Request, error: DomainError, title: str, *, way_on: bool = True
) -> Response:
    page = error_page(request, error.status, title, error.reason, way_on=way_on)
    page.headers.update(error.headers)
    return page


async def _to_login(request: Request) -> Response:
    """A dead session under htmx needs HX-Redirect, or the login page appears inside a list. What
    was typed comes back to be sent again, for the browser alone still has it."""
    typed = await _typed(request)
    if typed:
        return respond(
            request,
            page="fehler/abgemeldet.html",
            fragment="fehler/_abgemeldet.html",
            status=LoginRequired.status,
            adresse=request.url.path,
            felder=typed,
            anmeldung=LOGIN,
        )
    back = request.url.path if request.method == "GET" else "/intern"
    address = f"{LOGIN}?next={quote(back, safe='/')}"
    if "HX-Request" in request.headers:
        return Response(status_code=401, headers={"HX-Redirect": address})
    return redirect(address)


async def _typed(request: Request) -> list[tuple[str, str]]:
    if request.method in SAFE_METHODS:
        return []
    try:
        async with request.form() as form:
            sent = form.multi_items()
    except HTTPException:
        return []
    return [(name, value) for name, value in sent if isinstance(value, str) and value]


async def _away(request: Request, error: Exception) -> Response:
    """What was typed comes back to be sent again; the photos among it are still in the browser."""
    log.error("not available", path=_safe_path(request), reason=_what_is_away(error))
    page = respond(
        request,
        page="fehler/spaeter.html",
        fragment="fehler/_spaeter.html",
        status=Unavailable.status,
        adresse=request.url.path,
        felder=await _typed(request),
        mit_dateien=with_files(request.scope),
    )
    page.headers.update(Unavailable().headers)
    return page


def _what_is_away(error: Exception) -> str:
    """One line, without what the statement held."""
    cause = getattr(error, "orig", None) or error.__cause__ or error
    return f"{type(cause).__name__}: {cause}".partition("\n")[0]


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)  # noqa: S101 - registered for this class only
    template = error.template
    if error.fragment and fragment_wanted(request):
        template = error.fragment
    page = render(request, template, status=error.status, **error.context)
    page.headers.update(error.headers)
    return page


def _not_found(request: Request, error: Exception) -> Response:
    missing = error if isinstance(error, NotFound) else NotFound()
    lost = _("Vielleicht ist die Adresse falsch abgeschrieben oder der Eintrag ist weg.")
    return _to_its_page(request, error) or error_page(
        request, 404, _("Diese Seite gibt es nicht"), missing.reason or lost, instead=missing.way
    )


def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for this class only
    if error.status_code == 404:
        return _without_slash(request) or _not_found(request, error)
    if error.status_code == 405:
        return _to_its_page(request, error) or error_page(
            request, 405, _("So geht das nicht"), _("Bitte nutzen Sie die Knöpfe auf der Seite.")
        )
    return error_page(
        request,
        error.status_code,
        _("Das hat nicht geklappt"),
        _("Bitte gehen Sie zurück und versuchen Sie es noch einmal."),
    )


def _to_its_page(request: Request, error: Exception) -> Response | None:
    """Whoever opens the address of a form: back, forward, reload, and a tab that was dropped."""
    addresses, path = _addresses(request), request.scope["path"]
    holes = addresses.form_only(path)
    if request.method != "GET" or holes is None:
        return None
    if isinstance(error, UnknownLink) and "token" in holes:
        return None  # its page is behind the same link
    return redirect(addresses.page_of(path) + _query(request))


def _without_slash(request: Request) -> Response | None:
    """To the page that was meant where somebody wrote a slash at the end."""
    path = request.scope["path"]
    if request.method != "GET" or path == "/" or not path.endswith("/"):
        return None
    # One slash at the beginning: two would be the name of another host.
    return redirect(f"/{quote(path.strip('/'), safe='/')}{_query(request)}")


def _query(request: Request) -> str:
    return f"?{request.url.query}" if request.url.query else ""


def _crash(request: Request, error: Exception) -> Response:
    log.error("request failed", path=_safe_path(request), exc_info=error)
    return error_page(
        request,
        500,
        _("Das hat nicht geklappt"),
        _("Der Fehler liegt bei uns. Bitte versuchen Sie es in ein paar Minuten noch einmal."),
    )


def _safe_path(request: Request) -> str:
    """Secret links never reach a log: of a private route only its pattern does."""
    if privacy_of(request.scope) is Privacy.public:
        return request.url.path
    return str(getattr(request.scope.get("route"), "path", ""))
