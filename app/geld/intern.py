"""What staff see of the pots: where their money stands, and every entry of an account."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request
from fastapi.responses import Response

from app.antraege.rules import in_words
from app.auth.dependencies import CurrentActor, require
from app.auth.permissions import Permission
from app.clock import Now
from app.db import DbSession
from app.errors import NotFound
from app.fonds import policy, queries
from app.fonds.pots import pot_of
from app.geld.account import account, years
from app.text.paging import page_number
from app.web.privacy import Privacy
from app.web.rendering import render

Year = Annotated[int, Path(ge=2000, le=2100)]

SEEING = Permission.fonds_sehen

router = APIRouter(
    prefix="/intern/fonds", dependencies=[Depends(require(SEEING))], tags=[Privacy.private]
)


@router.get("")
def index(request: Request, session: DbSession, actor: CurrentActor, at: Now) -> Response:
    topfe = queries.all_pots(session, at=at)
    pots = [pot_of(topf, at=at) for topf in topfe if policy.may_see_account(actor, topf.fonds)]
    opened = years(session, [pot.fonds.id for pot in pots if pot.fonds.id is not None])
    return render(request, "intern/geld/liste.html", pots=pots, jahre=opened)


@router.get("/{slug}/{jahr}")
def show(
    request: Request, slug: str, jahr: Year, session: DbSession, actor: CurrentActor, at: Now
) -> Response:
    topf = queries.pot_in_year(session, slug, jahr)
    policy.may_see_account(actor, topf.fonds).demand()
    if topf.fondsjahr is None:
        raise NotFound
    number = page_number(request.query_params.get("seite"))
    return render(
        request,
        "intern/geld/konto.html",
        pot=pot_of(topf, at=at),
        seite=account(session, actor, topf.fondsjahr, page=number),
        regeln=in_words(topf.fonds),
    )
