"""Who is acting, for handlers below /intern. Public pages never look at a cookie."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from app.auth import sessions
from app.auth.actor import ANONYMOUS, Actor
from app.auth.permissions import Permission
from app.clock import Now
from app.errors import LoginRequired, NotAllowed
from app.i18n import _


def current_actor(request: Request, at: Now) -> Actor:
    """ANONYMOUS, or the member of staff whose live session the cookie names."""
    settings = request.app.state.settings
    token = request.cookies.get(sessions.cookie_name(settings))
    actor = ANONYMOUS
    if token:
        actor = sessions.actor_of(request.app.state.engine, token, settings=settings, at=at)
    request.state.actor = actor
    return actor


CurrentActor = Annotated[Actor, Depends(current_actor)]


@dataclass(frozen=True)
class Require:
    """A dependency that hands on the actor. Raises LoginRequired or NotAllowed."""

    permission: Permission

    def __call__(self, actor: CurrentActor) -> Actor:
        if not actor.is_staff:
            raise LoginRequired
        if not actor.has(self.permission):
            raise NotAllowed(
                _(
                    "Ihre Rolle reicht dafür nicht aus. "
                    "Fragen Sie die Administration, wenn Sie diese Seite brauchen."
                )
            )
        return actor


def require(permission: Permission) -> Require:
    """`APIRouter(dependencies=[Depends(require(Permission.x))])`, or as a parameter:
    `actor: Annotated[Actor, Depends(require(Permission.x))]`."""
    return Require(permission)
