"""The administration itself: never without anybody, and at the first start nobody to ask.

Whoever takes one away first locks all that there are, in one order, so that two who remove each
other wait for each other. An invitation counts for nothing: its address may be mistyped.
"""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, and_
from sqlmodel import Session, col, select

from app.auth.assignments import in_force
from app.auth.models import Mitarbeiter, Zustaendigkeit
from app.auth.permissions import Rolle
from app.db import row_id
from app.errors import StepNotPossible
from app.i18n import _


def lock_administration(session: Session, *, at: datetime) -> dict[int, bool]:
    """All who may administrate and have logged in before, by id, and whether that has no last day;
    their rows and roles are locked in the order of ids."""
    rows = session.exec(
        select(Mitarbeiter, Zustaendigkeit)
        .join(Zustaendigkeit, col(Zustaendigkeit.mitarbeiter_id) == Mitarbeiter.id)
        .where(_administrates(at))
        .order_by(col(Mitarbeiter.id))
        .with_for_update(key_share=True, of=[Mitarbeiter, Zustaendigkeit])
    )
    return {row_id(person.id): row.gilt_bis is None for person, row in rows}


def keep_one(admins: Mapping[int, bool], person: Mitarbeiter) -> None:
    """Raises StepNotPossible where nobody else of `lock_administration` would stay for good."""
    others = [staff_id for staff_id, stays in admins.items() if stays and staff_id != person.id]
    if person.id in admins and not others:
        raise StepNotPossible(
            _(
                "%(name)s ist die letzte aktive Administration. "
                "Geben Sie diese Rolle zuerst einer zweiten Person, und warten Sie, bis sie sich "
                "einmal angemeldet hat."
            )
            % {"name": person.name}
        )


def administrators(session: Session, *, at: datetime) -> set[int]:
    """The ids of the same people, without a lock."""
    rows = session.exec(
        select(Mitarbeiter.id)
        .join(Zustaendigkeit, col(Zustaendigkeit.mitarbeiter_id) == Mitarbeiter.id)
        .where(_administrates(at))
    )
    return {staff_id for staff_id in rows if staff_id is not None}


def _administrates(at: datetime) -> ColumnElement[bool]:
    return and_(
        col(Zustaendigkeit.rolle) == Rolle.administration,
        col(Mitarbeiter.aktiv),
        col(Mitarbeiter.oidc_sub).is_not(None),
        in_force(at),
    )
