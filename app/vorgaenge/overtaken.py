"""Mail that time has overtaken while it waited: what it says is not so any more."""

from typing import Any

from sqlmodel import Session, col, select

from app.casework.door import Features, Kind
from app.casework.lifecycle import Owner
from app.db import row_id
from app.errors import NotFound
from app.mail.models import Mail
from app.vorgaenge.queries import by_number


def is_overtaken(features: Features, session: Session, mail: Mail) -> bool:
    """A newer mail tells of a later state, what it asks for is done or not wanted any more, or its
    item has come to an end. A mail that tells of no state, as one with a link, always goes."""
    if not mail.stand:
        return False
    return _newer_tells_more(session, mail) or _item_has_moved_on(features, session, mail)


def _newer_tells_more(session: Session, mail: Mail) -> bool:
    newer = select(Mail.id).where(
        Mail.thread == mail.thread,
        col(Mail.id) > row_id(mail.id),
        col(Mail.stand).not_in(("", mail.stand)),
    )
    return session.exec(newer.limit(1)).first() is not None


def _item_has_moved_on(features: Features, session: Session, mail: Mail) -> bool:
    vorgang = by_number(session, mail.thread)
    if vorgang is None:
        return False
    try:
        kind: Kind[Any] = features.kind(vorgang.art)
        status = kind.of_vorgang(session, row_id(vorgang.id)).status
    except NotFound:
        return False
    table = kind.lifecycle.table
    if status == mail.stand or mail.stand not in table:
        return False
    return table[mail.stand].owner is Owner.sender or status in kind.lifecycle.ends
