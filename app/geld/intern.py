"""What staff see of the pots: where their money stands, and every entry of an account."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request
from fastapi.responses import Response

from app.antraege.rules import in_words
from app.auth.dependencies import CurrentActor, require
from app.auth.permissions import Permission
from app.clock import Now
from app.db import DbSession, row_id
from app.errors import NotFound
from app.fonds import policy, queries
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
    found = queries.every_fonds(session, at=at)
    mine = [stand for stand in found if policy.may_see_account(actor, stand.fonds)]
    opened = years(session, [row_id(stand.fonds.id) for stand in mine])
    return render(request, "intern/geld/liste.html", staende=mine, jahre=opened)


@router.get("/{slug}/{jahr}")
def show(
    request: Request, slug: str, jahr: Year, session: DbSession, actor: CurrentActor, at: Now
) -> Response:
    stand = queries.one_in_year(session, slug, jahr, at=at)
    policy.may_see_account(actor, stand.fonds).demand()
    if stand.fondsjahr is None:
        raise NotFound
    number = page_number(request.query_params.get("seite"))
    return render(
        request,
        "intern/geld/konto.html",
        fondsstand=stand,
        seite=account(session, actor, stand.fondsjahr, page=number),
        regeln=in_words(stand.fonds),
    )
