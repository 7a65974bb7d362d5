"""What staff see of the pots: where their money stands, every entry of an account, and the next
days, which whoever keeps the Fonds enters here."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.antraege.rules import in_words
from app.auth.actor import Actor
from app.auth.dependencies import CurrentActor, require
from app.auth.permissions import Permission
from app.casework.versions import SEEN, version
from app.clock import Now
from app.db import DbSession, row_id
from app.errors import NotFound, StepNotPossible
from app.fonds import policy, queries
from app.fonds.fondsstand import Fondsstand
from app.fonds.forms import TermineForm
from app.fonds.steps import WORDS, thread_of
from app.geld import termine
from app.geld.account import account, years
from app.history.chain import trail
from app.i18n import _
from app.text.paging import page_number
from app.web.forms import RawForm
from app.web.privacy import Privacy
from app.web.refusals import Refused, keep_typed
from app.web.rendering import redirect, render

HOME, PAGE = "/intern/fonds", "intern/geld/konto.html"

Year = Annotated[int, Path(ge=2000, le=2100)]

SEEING = Permission.fonds_sehen

router = APIRouter(prefix=HOME, dependencies=[Depends(require(SEEING))], tags=[Privacy.private])


@router.get("")
def index(request: Request, session: DbSession, actor: CurrentActor, at: Now) -> Response:
    found = queries.every_fonds(session, at=at)
    mine = [stand for stand in found if policy.may_see_account(actor, stand.fonds)]
    opened = years(session, [row_id(stand.fonds.id) for stand in mine])
    return render(request, "intern/geld/liste.html", staende=mine, jahre=opened)


@router.get("/{slug}/{jahr}")
def show(
    request: Request, slug: str, jahr: Year, session: DbSession, actor: CurrentActor, at: Now
) -> Response:
    stand = _opened(session, actor, slug, jahr, at=at)
    return render(request, PAGE, **_page(request, session, actor, stand))


@router.post("/{slug}/{jahr}/termine")
def enter_termine(
    request: Request,
    slug: str,
    jahr: Year,
    session: DbSession,
    actor: CurrentActor,
    data: RawForm,
    at: Now,
) -> Response:
    stand = _opened(session, actor, slug, jahr, at=at)
    policy.may_termine_eintragen(actor, stand.fonds).demand()
    waiting = termine.lock(session, stand.fonds)
    form = TermineForm.of(stand.termine, data)
    page = _page(request, session, actor, stand, form)
    with keep_typed(template=PAGE, **page):
        if data.get(SEEN) != page[SEEN]:
            reason = _("Inzwischen sind andere Termine eingetragen. Nichts wurde gespeichert.")
            raise StepNotPossible(f"{reason} {page['zuletzt']}")
        if not form.validate():
            raise Refused(PAGE, **page)
        termine.enter(session, stand, waiting, **form.values, by=actor, at=at)
    # A page that was opened before New Year shows no days any more.
    return redirect(f"{HOME}/{slug}/{stand.newest if stand.is_over else jahr}#termine")


def _opened(session: Session, actor: Actor, slug: str, jahr: int, *, at: datetime) -> Fondsstand:
    """Raises NotFound, or NotAllowed with the reason."""
    stand = queries.one_in_year(session, slug, jahr, at=at)
    policy.may_see_account(actor, stand.fonds).demand()
    if stand.fondsjahr is None:
        raise NotFound
    return stand


def _page(
    request: Request,
    session: Session,
    actor: Actor,
    stand: Fondsstand,
    form: TermineForm | None = None,
) -> dict[str, Any]:
    assert stand.fondsjahr is not None  # noqa: S101 - `_opened` has seen to it
    number = page_number(request.query_params.get("seite"))
    return {
        "fondsstand": stand,
        "seite": account(session, actor, stand.fondsjahr, page=number),
        "regeln": in_words(stand.fonds),
        "form": None,
    } | _entering(session, actor, stand, form)


def _entering(
    session: Session, actor: Actor, stand: Fondsstand, form: TermineForm | None
) -> dict[str, Any]:
    """The form of the next days for who may enter them, and what was entered last; what was sent
    is kept, though the year be over by now."""
    is_wanted = not stand.is_over and policy.may_termine_eintragen(actor, stand.fonds)
    if form is None and not is_wanted:
        return {}
    steps = trail(session, thread_of(stand.fonds))
    return {
        "form": form or TermineForm.of(stand.termine),
        SEEN: version(steps),
        "zuletzt": WORDS.last(steps),
    }
