"""Page or fragment, and where a POST sends people next."""

from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse

from app.web.templating import environment, page_context

PRIVATE_PATHS = ("/intern", "/vorgang")


def fragment_wanted(request: Request) -> bool:
    """htmx asks for a part. Deciding on `HX-Request` alone would hand fragments to the history."""
    return request.headers.get("HX-Request-Type") == "partial"


def render(
    request: Request,
    template: str,
    *,
    status: int = 200,
    private: bool | None = None,
    **context: Any,
) -> HTMLResponse:
    """A template as an answer. `private` pages are never stored; by default all below /intern
    and /vorgang, and every answer that is not a plain success."""
    html = environment().get_template(template).render(page_context(request) | context)
    response = HTMLResponse(html, status_code=status)
    response.headers["Vary"] = "HX-Request-Type"
    if private is None:
        private = request.url.path.startswith(PRIVATE_PATHS) or status != 200
    response.headers["Cache-Control"] = "no-store" if private else "public, max-age=60"
    if request.url.path.startswith(PRIVATE_PATHS):
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def respond(
    request: Request, *, page: str, fragment: str, status: int = 200, **context: Any
) -> HTMLResponse:
    template = fragment if fragment_wanted(request) else page
    return render(request, template, status=status, **context)


def redirect(address: str) -> RedirectResponse:
    """Always 303: a 307 would repeat the POST."""
    return RedirectResponse(address, status_code=303, headers={"Cache-Control": "no-store"})
