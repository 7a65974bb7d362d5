"""The addresses of one office: an item's page, its files, and each step as a thing of its own."""

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from app.auth.dependencies import CurrentActor, require
from app.casework.desk_page import DeskPage
from app.casework.office import Office
from app.casework.steps import StaffStep
from app.casework.taking import Taking, taking
from app.clock import Now
from app.db import DbSession
from app.files.routes import file_route
from app.web.privacy import Privacy
from app.web.rendering import render


def office_router(office: Office[Any]) -> APIRouter:
    """Finer rights than seeing are the policy's matter: its refusals say who may instead."""
    router = APIRouter(
        prefix=office.prefix,
        dependencies=[Depends(require(office.permission))],
        tags=[Privacy.private],
    )

    @router.get("/{vorgangsnummer}", name=f"{office.prefix}-zeigen")
    def show(
        request: Request, vorgangsnummer: str, session: DbSession, actor: CurrentActor, at: Now
    ) -> Response:
        page = DeskPage(office, request, vorgangsnummer, session, actor, at)
        return render(request, office.page, **page.opened())

    def thread(vorgangsnummer: str, session: DbSession, actor: CurrentActor) -> str:
        office.seen(session, actor, vorgangsnummer)
        return vorgangsnummer

    file_route(router, "/{vorgangsnummer}", thread)
    for step in office.steps:
        _add(router, office, step)
    return router


def _add(router: APIRouter, office: Office[Any], step: StaffStep[Any]) -> None:
    needed = [Depends(require(step.permission))] if step.permission else []
    router.add_api_route(
        f"/{{vorgangsnummer}}/{step.address}",
        _handler(office, step),
        methods=["POST"],
        dependencies=needed,
        name=f"{office.prefix}-{step.address}",
    )


def _handler(office: Office[Any], step: StaffStep[Any]) -> Callable[..., Response]:
    def take(attempt: Taking[Any] = Depends(taking(office))) -> Response:
        return attempt.take(step)

    return take
