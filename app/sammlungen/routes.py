"""Collecting Ideen at an event: staff open a Sammlung below /intern, people come by its link."""

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request
from fastapi.responses import RedirectResponse, Response
from markupsafe import Markup
from segno import make_qr
from sqlmodel import Session

from app.auth.actor import Actor
from app.auth.dependencies import require
from app.auth.permissions import Permission
from app.clock import Now
from app.db import DbSession
from app.errors import NotFound
from app.history.chain import trail
from app.i18n import _
from app.quartiere.models import Quartier
from app.sammlungen import queries, steps
from app.sammlungen.forms import SammlungForm
from app.sammlungen.models import Sammlung
from app.web.forms import RawForm, bind
from app.web.privacy import Privacy
from app.web.refusals import Refused
from app.web.rendering import redirect, render

HOME = "/intern/sammlungen"
LIST, PAGE = "intern/sammlungen/liste.html", "intern/sammlungen/eine.html"

Collector = Annotated[Actor, Depends(require(Permission.ideen_moderieren))]
Id = Annotated[int, Path(ge=1, le=2**31 - 1)]

router = APIRouter()


@router.get("/s/{kurz}", tags=[Privacy.personal])
def follow(session: DbSession, kurz: str, at: Now) -> RedirectResponse:
    """To the form, which carries the Sammlung along; where that is over, to the usual form."""
    found = queries.by_link(session, kurz)
    if found is None:
        raise NotFound(
            _("Diesen Kurzlink gibt es nicht. Unter „Ideen“ können Sie Ihre Idee mitteilen.")
        )
    along = f"&sammlung={found.kurz}" if found.is_open(at) else ""
    return redirect(f"/ideen/neu?quartier={found.quartier.slug}{along}")


@router.get(HOME, tags=[Privacy.private])
def index(request: Request, session: DbSession, actor: Collector, at: Now) -> Response:
    form = _offering(SammlungForm(), queries.places_for(session, actor))
    return render(request, LIST, form=form, **_listed(session, actor, at))


@router.post(HOME, tags=[Privacy.private])
def open_one(
    request: Request, session: DbSession, actor: Collector, data: RawForm, at: Now
) -> Response:
    places = queries.places_for(session, actor)
    form = _offering(bind(SammlungForm, data), places)
    if not form.validate():
        raise Refused(LIST, form=form, **_listed(session, actor, at))
    values = form.values
    quartier = next(place for place in places if str(place.id) == values["quartier"])
    more = {"stunden": int(values["stunden"]), "hoechstens": values["hoechstens"]}
    sammlung = steps.eroeffnen(
        session, titel=values["titel"], quartier=quartier, **more, by=actor, at=at
    )
    return redirect(f"{HOME}/{sammlung.id}")


@router.get(f"{HOME}/{{sammlung_id}}", tags=[Privacy.private])
def show(
    request: Request, session: DbSession, actor: Collector, sammlung_id: Id, at: Now
) -> Response:
    sammlung = queries.one(session, actor, sammlung_id)
    link = f"{request.app.state.settings.base_url}/s/{sammlung.kurz}"
    return render(
        request,
        PAGE,
        sammlung=sammlung,
        offen=sammlung.is_open(at),
        link=link,
        qr=_drawn(link),
        words=steps.WORDS,
        schritte=trail(session, steps.thread_of(sammlung)),
    )


@router.post(f"{HOME}/{{sammlung_id}}/beendigung", tags=[Privacy.private])
def end(session: DbSession, actor: Collector, sammlung_id: Id, at: Now) -> Response:
    sammlung = queries.one(session, actor, sammlung_id, lock=True)
    steps.beenden(session, sammlung, by=actor, at=at)
    return redirect(f"{HOME}/{sammlung_id}")


def _listed(session: Session, actor: Actor, at: Now) -> dict[str, Any]:
    sammlungen: list[tuple[Sammlung, bool]] = [
        (sammlung, sammlung.is_open(at)) for sammlung in queries.newest(session, actor)
    ]
    return {"sammlungen": sammlungen}


def _offering(form: SammlungForm, places: Sequence[Quartier]) -> SammlungForm:
    form.quartier.offer((str(place.id), place.name) for place in places)
    return form


def _drawn(link: str) -> Markup:
    """An SVG; on white, because many telephones read nothing else."""
    code = make_qr(link, error="m")
    title = _("QR-Code für %(link)s") % {"link": link}
    drawing = code.svg_inline(scale=8, light="#fff", svgclass="qr", lineclass=None, title=title)
    return Markup(drawing)  # noqa: S704 - drawn by us from an address of our own
