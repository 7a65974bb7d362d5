"""The Vorgang of a secret address; whoever holds the link may read and answer."""

from typing import Annotated

from fastapi import Depends, Request

from app.db import DbSession
from app.vorgaenge import queries
from app.vorgaenge.models import Vorgang
from app.web.security import SAFE_METHODS


def holder_vorgang(request: Request, token: str, session: DbSession) -> Vorgang:
    """Locked for writing requests. Raises NotFound for a token that fits nothing."""
    return queries.by_token(session, token, lock=request.method not in SAFE_METHODS)


HolderVorgang = Annotated[Vorgang, Depends(holder_vorgang)]
