"""What is new of Ideen for everybody: published ones, and answers."""

from sqlmodel import Session

from app.casework.door import News
from app.i18n import _
from app.ideen import queries
from app.ideen.models import Idee


def news(session: Session, quartier_id: int | None, limit: int) -> list[News]:
    """Up to half are answers, so that many new Ideen do not hide them; an Idee that was answered
    stands there once, with its answer."""
    answers = queries.newest_answers(session, quartier_id=quartier_id, limit=limit // 2)
    new = queries.newest(session, quartier_id=quartier_id, limit=limit)
    by_id = {idee.id: idee for idee in (*answers, *new)}
    return [_news(idee) for idee in list(by_id.values())[:limit]]


def _news(idee: Idee) -> News:
    is_answer = idee.beantwortet_am is not None
    return News(
        at=idee.beantwortet_am or idee.veroeffentlicht_am or idee.eingegangen_am,
        word=_("Antwort") if is_answer else _("Neue Idee"),
        symbol="blase" if is_answer else "blatt",
        titel=idee.titel,
        quartier=idee.area_name,
        address=f"/ideen/{idee.vorgangsnummer}",
        badge=(idee.stand, idee.ton) if is_answer else None,
    )
