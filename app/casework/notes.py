"""What every step of every kind does beside its own matter: record it and tell the sender.

All run in the caller's transaction on a locked item; `at` is aware UTC.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from sqlmodel import Session

from app.auth.actor import Actor
from app.history.chain import record
from app.history.models import Step
from app.history.phrases import Remark
from app.mail import outbox


class Sender(Protocol):
    """Where mail to the sender goes, None where there is no address, and in which language."""

    @property
    def email(self) -> str | None: ...
    @property
    def sprache(self) -> str: ...


class Item(Protocol):
    """What has a Vorgang: an Idee, an Antrag. `vorgang` must be loaded to send mail."""

    @property
    def vorgang_id(self) -> int: ...
    @property
    def vorgangsnummer(self) -> str: ...
    @property
    def status(self) -> StrEnum: ...
    @property
    def vorgang(self) -> Sender: ...


def note(
    session: Session,
    item: Item,
    schritt: StrEnum,
    before: StrEnum | None,
    *,
    by: Actor | None,
    at: datetime,
    reason: str = "",
    remark: Remark | None = None,
    evidence: Mapping[str, object] | None = None,
    amount_cent: int | None = None,
    public: bool = True,
) -> Step:
    """One step of the record, from the state `before` to the present one.

    `public` is what the sender reads on the Vorgang page; `reason`, `remark` and `evidence` as for
    `record`. Amounts are cents.
    """
    return record(
        session,
        thread=item.vorgangsnummer,
        step=schritt.value,
        by=by,
        at=at,
        from_status=before.value if before else None,
        to_status=item.status.value,
        reason=reason,
        remark=remark,
        evidence=evidence,
        amount_cent=amount_cent,
        public=public,
    )


def tell(session: Session, item: Item, template: str, *, at: datetime, **context: Any) -> None:
    """Mail to the sender, if there is an address; the template knows `item` and `context`. It tells
    of the state that the item is in now."""
    outbox.queue(
        session,
        to=item.vorgang.email,
        template=template,
        thread=item.vorgangsnummer,
        sprache=item.vorgang.sprache,
        at=at,
        stand=item.status.value,
        item=item,
        **context,
    )
