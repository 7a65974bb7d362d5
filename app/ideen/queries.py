"""Which Ideen an actor sees, and one named query for each page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, case, or_
from sqlalchemy.orm import contains_eager, joinedload
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from app.auth.actor import Actor
from app.auth.permissions import Permission
from app.casework.lifecycle import StateSet
from app.db import hold
from app.errors import Gone, NotFound
from app.files.models import Datei, Dateiart
from app.i18n import _
from app.ideen.antwort import Antwort
from app.ideen.models import Idee
from app.ideen.search import matches
from app.ideen.status import NICHT_OEFFENTLICH, ZU_BEANTWORTEN, ZU_PRUEFEN, Ideenstatus
from app.quartiere.begriffe import Handlungsfeld
from app.quartiere.models import Quartier, Stadtteil
from app.quartiere.zustaendigkeit import stadtbezirk_of_row, within


@dataclass(frozen=True)
class Ideenfilter:
    """What the address asks for; nonsense has become None before."""

    quartier: str | None = None
    thema: Handlungsfeld | None = None
    stand: Ideenstatus | None = None
    suche: str = ""
    sortierung: str = "neu"


_AREA: tuple[Any, ...] = (Idee.quartier, Idee.stadtteil)
# What every list shows of an Idee.
_SHOWN = (*_AREA, Idee.antwort)


def is_public() -> ColumnElement[bool]:
    """The one rule of what the public sees; every outlet uses it."""
    # Told by what it is not, so that the database walks the index on the date it sorts by.
    return col(Idee.veroeffentlicht_am).is_not(None) & ~NICHT_OEFFENTLICH.holds(col(Idee.status))


def visible_to(actor: Actor) -> SelectOfScalar[Idee]:
    """Public Ideen for everybody, more for staff within their reach; with the Quartier loaded."""
    query = _located(select(Idee)).options(*_with(Idee.antwort))
    return query.where(_seen_by(actor))


def _located(query: SelectOfScalar[Idee]) -> SelectOfScalar[Idee]:
    """With Quartier and Stadtteil joined and loaded: one of them is there."""
    return (
        query.outerjoin(Quartier, col(Idee.quartier_id) == Quartier.id)
        .outerjoin(Stadtteil, col(Idee.stadtteil_id) == Stadtteil.id)
        .options(*(contains_eager(area) for area in _AREA))
    )


def _within(actor: Actor, permission: Permission) -> ColumnElement[bool]:
    return within(actor.reach(permission), Idee.quartier_id, stadtbezirk=stadtbezirk_of_row())


def _seen_by(actor: Actor) -> ColumnElement[bool]:
    if not actor.is_staff:
        return is_public()
    return or_(is_public(), _within(actor, Permission.ideen_sehen))


def public_list(wanted: Ideenfilter) -> SelectOfScalar[Idee]:
    """What everybody may read of what is wanted, in its order."""
    query = select(Idee).where(is_public()).options(*_with(*_SHOWN))
    if wanted.quartier:
        query = query.where(
            Idee.quartier_id
            == select(Quartier.id).where(Quartier.slug == wanted.quartier).scalar_subquery()
        )
    if wanted.thema:
        query = query.where(Idee.thema == wanted.thema)
    if wanted.stand:
        query = query.where(Idee.status == wanted.stand)
    if wanted.suche:
        query = query.where(matches(wanted.suche))
    return query.order_by(*_order(wanted.sortierung))


def _order(sortierung: str) -> tuple[Any, Any]:
    if sortierung == "alt":
        return col(Idee.veroeffentlicht_am).asc(), col(Idee.id).asc()
    return col(Idee.veroeffentlicht_am).desc(), col(Idee.id).desc()


def newest(session: Session, *, quartier_id: int | None = None, limit: int = 5) -> Sequence[Idee]:
    """The newest public Ideen, for the start page and for a Quartier."""
    query = select(Idee).where(is_public()).options(*_with(*_SHOWN))
    if quartier_id is not None:
        query = query.where(Idee.quartier_id == quartier_id)
    return session.exec(query.order_by(*_order("neu")).limit(limit)).all()


def newest_answers(
    session: Session, *, quartier_id: int | None = None, limit: int = 3
) -> Sequence[Idee]:
    """Public Ideen with an official answer, the newest answer first."""
    query = (
        select(Idee)
        .where(is_public(), col(Idee.beantwortet_am).is_not(None))
        .options(*_with(*_SHOWN))
        .order_by(col(Idee.beantwortet_am).desc(), col(Idee.id).desc())
    )
    if quartier_id is not None:
        query = query.where(Idee.quartier_id == quartier_id)
    return session.exec(query.limit(limit)).all()


def public_one(session: Session, vorgangsnummer: str) -> Idee:
    """Raises NotFound, also for an Idee that nobody has published, and Gone for one that was
    public and is no more."""
    query = (
        select(Idee)
        .where(Idee.vorgangsnummer == vorgangsnummer, col(Idee.veroeffentlicht_am).is_not(None))
        .options(*_with(*_SHOWN, Idee.zusammengefuehrt_mit))
    )
    idee = _one(session, query)
    if not idee.is_public:
        raise Gone(
            _(
                "Diese Idee steht nicht mehr auf der öffentlichen Seite. "
                "Ist es Ihre, lesen Sie den Grund auf Ihrer Vorgangsseite."
            )
        )
    return idee


def public_in(
    session: Session, vorgangsnummer: str, quartier_ids: Sequence[int | None]
) -> Idee | None:
    """The public Idee of this number, if it is from one of these Quartiere."""
    here = col(Idee.quartier_id).in_(quartier_ids)
    query = select(Idee).where(is_public(), here, Idee.vorgangsnummer == vorgangsnummer)
    return session.exec(query).first()


def one_for(session: Session, actor: Actor, vorgangsnummer: str, *, lock: bool = False) -> Idee:
    """For staff; with `lock` the row is held until the transaction ends. Raises NotFound."""
    query = visible_to(actor).where(Idee.vorgangsnummer == vorgangsnummer)
    return _one(session, query.options(*_with(Idee.vorgang)), lock=lock)


def named_for(session: Session, actor: Actor, nummern: Sequence[str]) -> Sequence[Idee]:
    """Those of the numbers that the actor sees, to name them."""
    query = visible_to(actor).where(col(Idee.vorgangsnummer).in_(nummern))
    return session.exec(query.order_by(col(Idee.id))).all()


def several_for(session: Session, actor: Actor, nummern: Sequence[str]) -> Sequence[Idee]:
    """Those of the numbers that the actor sees, locked in a fixed order."""
    query = (
        visible_to(actor)
        .where(col(Idee.vorgangsnummer).in_(nummern))
        .options(*_with(Idee.vorgang))
        .order_by(col(Idee.id))
    )
    return hold(session, query, of=Idee)


def of_vorgang(session: Session, vorgang_id: int, *, lock: bool = False) -> Idee:
    """The Idee behind a secret link, with the Sprechstunden of its Quartier. Raises NotFound."""
    query = (
        _located(select(Idee))
        .where(Idee.vorgang_id == vorgang_id)
        .options(
            contains_eager(_AREA[0]).selectinload(Quartier.sprechstunden),  # type: ignore[arg-type]
            *_with(Idee.vorgang, Idee.antwort, Idee.zusammengefuehrt_mit),
        )
    )
    return _one(session, query, lock=lock)


def queue(actor: Actor, stand: Ideenstatus | None) -> SelectOfScalar[Idee]:
    """Staff's list, oldest first: what waits for moderation, or one state."""
    wanted = Idee.status == stand if stand else ZU_PRUEFEN.holds(col(Idee.status))
    query = visible_to(actor).where(wanted)
    if actor.has(Permission.ideen_moderieren):
        query = query.where(_moderated_by(actor))
    return query.order_by(col(Idee.eingegangen_am), col(Idee.id))


def open_tasks(session: Session, actor: Actor, *, at: datetime) -> Sequence[Idee]:
    """What this actor has to moderate, to answer, or to close, by due date."""
    unanswered = (col(Idee.status) == Ideenstatus.rueckfrage) & (col(Idee.pruefen_bis) < at)
    waits = or_(
        ZU_PRUEFEN.holds(col(Idee.status)), ZU_BEANTWORTEN.holds(col(Idee.status)), unanswered
    )
    query = visible_to(actor).where(waits, _moderated_by(actor))
    due = case((ZU_BEANTWORTEN.holds(col(Idee.status)), Idee.antwort_bis), else_=Idee.pruefen_bis)
    return session.exec(query.order_by(due, col(Idee.id))).all()


def _moderated_by(actor: Actor) -> ColumnElement[bool]:
    return _within(actor, Permission.ideen_moderieren)


def with_answers(session: Session, states: StateSet[Ideenstatus]) -> Iterable[Idee]:
    """All Ideen in these states, by number, a few at a time."""
    return session.exec(
        select(Idee)
        .where(states.holds(col(Idee.status)))
        .options(*_with(Idee.antwort))
        .order_by(Idee.vorgangsnummer)
        .execution_options(yield_per=500)
    )


def earlier_answers(session: Session, idee: Idee) -> Sequence[Antwort]:
    """What the latest answer has replaced, newest first; asked for only where there is some."""
    if idee.antwort is None or idee.antwort.nummer == 1:
        return ()
    return session.exec(
        select(Antwort)
        .where(Antwort.idee_id == idee.id, Antwort.nummer < idee.antwort.nummer)
        .order_by(col(Antwort.nummer).desc())
    ).all()


def photos(session: Session, nummern: Sequence[str]) -> dict[str, list[Datei]]:
    """Public pictures by Vorgangsnummer, in one query."""
    return _pictures(session, nummern, col(Datei.oeffentlich).is_(True))


def pictures(session: Session, nummern: Sequence[str]) -> dict[str, list[Datei]]:
    """Public or not, for those who moderate."""
    return _pictures(session, nummern, col(Datei.art) == Dateiart.bild)


def _pictures(
    session: Session, nummern: Sequence[str], which: ColumnElement[bool]
) -> dict[str, list[Datei]]:
    found: dict[str, list[Datei]] = {}
    rows = session.exec(
        select(Datei)
        .where(col(Datei.thread).in_(nummern), Datei.zweck == "idee", which)
        .order_by(col(Datei.id))
    )
    for datei in rows:
        found.setdefault(datei.thread, []).append(datei)
    return found


def _with(*relations: Any) -> list[Any]:
    """These come along in the same query."""
    return [joinedload(relation) for relation in relations]


def _one(session: Session, query: SelectOfScalar[Idee], *, lock: bool = False) -> Idee:
    found = hold(session, query, of=Idee) if lock else session.exec(query).all()
    if not found:
        raise NotFound
    return found[0]
