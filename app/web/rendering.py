"""Page or fragment, and where a POST sends people next."""

from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse

from app.web.templating import environment, page_context


def fragment_wanted(request: Request) -> bool:
    """htmx asks for a part. Deciding on `HX-Request` alone would hand fragments to the history."""
    return request.headers.get("HX-Request-Type") == "partial"


def render(
    request: Request,
    template: str,
    *,
    status: int = 200,
    **context: Any,
) -> HTMLResponse:
    """A template as an answer. Who may keep it is said by its route (`privacy`)."""
    env = environment(fresh=not request.app.state.settings.production)
    html = env.get_template(template).render(page_context(request) | context)
    response = HTMLResponse(html, status_code=status)
    response.headers["Vary"] = "HX-Request-Type"
    return response


def respond(
    request: Request, *, page: str, fragment: str, status: int = 200, **context: Any
) -> HTMLResponse:
    template = fragment if fragment_wanted(request) else page
    return render(request, template, status=status, **context)


def redirect(address: str) -> RedirectResponse:
    """Always 303: a 307 would repeat the POST."""
    return RedirectResponse(address, status_code=303)
