"""Which Anträge an actor sees, and one named query for each page."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_
from sqlalchemy.orm import contains_eager, joinedload, selectinload
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from app.antraege.decision import is_within_limit, is_without_votum
from app.antraege.models import Angebot, Antrag, Befangenheit, Kostenposition
from app.antraege.status import (
    ENTSCHIEDEN_POSITIV,
    WARTET_AUF_SITZUNG,
    ZU_PRUEFEN,
    Antragsstatus,
)
from app.auth.actor import Actor
from app.auth.permissions import Permission
from app.db import hold, row_id
from app.errors import NotFound
from app.fonds.models import Fonds
from app.quartiere.models import Quartier
from app.quartiere.zustaendigkeit import within

_S = Antragsstatus


@dataclass(frozen=True)
class Antragsfilter:
    """What the address of the staff list asks for; without `staende` all of them."""

    staende: tuple[Antragsstatus, ...] = ()
    fonds: str | None = None
    eingereicht_vor: datetime | None = None


def is_public() -> ColumnElement[bool]:
    """The one rule of what the public sees: funded, from the Bewilligung on."""
    return ENTSCHIEDEN_POSITIV.holds(col(Antrag.status))


def visible_to(actor: Actor) -> SelectOfScalar[Antrag]:
    """Funded ones for everybody; for staff in reach all that were submitted; the sender's own."""
    return (
        select(Antrag)
        .outerjoin(Quartier, col(Antrag.quartier_id) == Quartier.id)
        .join(Fonds, col(Antrag.fonds_id) == Fonds.id)
        .options(contains_eager(Antrag.quartier), contains_eager(Antrag.fonds))  # type: ignore[arg-type]
        .where(_seen_by(actor))
    )


def _seen_by(actor: Actor) -> ColumnElement[bool]:
    if actor.vorgangsnummer is not None:
        return or_(is_public(), col(Antrag.vorgangsnummer) == actor.vorgangsnummer)
    if not actor.has(Permission.antraege_sehen):
        return is_public()
    submitted = col(Antrag.eingereicht_am).is_not(None) & (col(Antrag.status) != _S.entwurf)
    return submitted & or_(is_public(), _within(actor, Permission.antraege_sehen))


def _within(actor: Actor, permission: Permission) -> ColumnElement[bool]:
    return within(actor.reach(permission), Antrag.quartier_id)


def staff_list(actor: Actor, wanted: Antragsfilter) -> SelectOfScalar[Antrag]:
    """What is wanted of what is in the actor's reach, oldest first."""
    query = visible_to(actor).where(_within(actor, Permission.antraege_sehen))
    if wanted.staende:
        query = query.where(col(Antrag.status).in_(wanted.staende))
    if wanted.fonds:
        query = query.where(Fonds.slug == wanted.fonds)
    if wanted.eingereicht_vor:
        query = query.where(col(Antrag.eingereicht_am) < wanted.eingereicht_vor)
    query = query.options(joinedload(Antrag.antragsteller))  # type: ignore[arg-type]
    return query.order_by(col(Antrag.eingereicht_am), col(Antrag.id))


def fonds_in_reach(session: Session, actor: Actor) -> list[tuple[str, str]]:
    """(slug, name) of the Fonds whose Anträge the actor sees in the staff list."""
    query = (
        select(Fonds.slug, Fonds.name)
        .join(Antrag, col(Antrag.fonds_id) == Fonds.id)
        .outerjoin(Quartier, col(Antrag.quartier_id) == Quartier.id)
        .where(_within(actor, Permission.antraege_sehen))
        .distinct()
        .order_by(col(Fonds.name))
    )
    return [(slug, name) for slug, name in session.exec(query)]


def open_tasks(session: Session, actor: Actor, *, at: datetime) -> Sequence[Antrag]:
    """All that waits for this actor, by due date; not what they may not touch as biased."""
    waits = or_(_to_check(actor, at), _to_decide(actor))
    biased = select(Befangenheit.antrag_id).where(Befangenheit.staff_id == actor.staff_id)
    query = visible_to(actor).where(waits, col(Antrag.id).not_in(biased))
    order = (col(Antrag.faellig_am).nulls_last(), col(Antrag.id))
    return session.exec(query.order_by(*order)).all()


def _to_check(actor: Actor, at: datetime) -> ColumnElement[bool]:
    """To check, to bring to the Gremium, or asked back and never answered."""
    unanswered = (col(Antrag.status) == _S.rueckfrage) & (col(Antrag.faellig_am) < at)
    to_gremium = (col(Antrag.status) == _S.formal_geprueft) & ~is_without_votum()
    alone = (
        (col(Antrag.status) == _S.formal_geprueft)
        & is_within_limit()
        & (col(Antrag.geprueft_von_id) != actor.staff_id)
    )
    new = ZU_PRUEFEN.holds(col(Antrag.status))
    return or_(new, unanswered, to_gremium, alone) & _within(actor, Permission.antraege_pruefen)


def _to_decide(actor: Actor) -> ColumnElement[bool]:
    straight = (col(Antrag.status) == _S.formal_geprueft) & is_without_votum()
    return or_(col(Antrag.status) == _S.votiert, straight) & _within(
        actor, Permission.antraege_freigeben
    )


def staff_one(session: Session, actor: Actor, vorgangsnummer: str, *, lock: bool = False) -> Antrag:
    """Everything of one Antrag, for staff in reach. Raises NotFound."""
    query = visible_to(actor).where(
        Antrag.vorgangsnummer == vorgangsnummer, _within(actor, Permission.antraege_sehen)
    )
    return _one(session, query.options(*_everything()), lock=lock)


def in_reach(session: Session, actor: Actor, ids: Collection[int]) -> set[int]:
    """Of these Anträge the ones whose page this member of staff may open."""
    query = visible_to(actor).where(
        col(Antrag.id).in_(ids), _within(actor, Permission.antraege_sehen)
    )
    return {row_id(id_) for id_ in session.scalars(query.with_only_columns(col(Antrag.id)))}


def of_vorgang(session: Session, vorgang_id: int, *, lock: bool = False) -> Antrag:
    """Everything of the Antrag behind a secret link, drafts too. Raises NotFound."""
    return _one(
        session,
        select(Antrag)
        .where(Antrag.vorgang_id == vorgang_id)
        .options(joinedload(Antrag.quartier), joinedload(Antrag.fonds), *_everything()),  # type: ignore[arg-type]
        lock=lock,
    )


def by_vorgangsnummer(session: Session, vorgangsnummer: str, *, lock: bool = False) -> Antrag:
    """Everything of one Antrag, whoever asks: for the sender's pages. Raises NotFound."""
    return _one(
        session,
        select(Antrag)
        .where(Antrag.vorgangsnummer == vorgangsnummer)
        .options(joinedload(Antrag.quartier), joinedload(Antrag.fonds), *_everything()),  # type: ignore[arg-type]
        lock=lock,
    )


def offers(session: Session, antrag: Antrag) -> dict[int, int]:
    """The line of the Kostenplan that a file belongs to, by the file's id."""
    query = (
        select(Angebot.datei_id, Angebot.kostenposition_id)
        .join(Kostenposition)
        .where(Kostenposition.antrag_id == antrag.id)
    )
    return dict(session.exec(query).all())


def funded(
    session: Session,
    *,
    fonds_id: int | None = None,
    quartier_id: int | None = None,
    limit: int = 20,
) -> Sequence[Antrag]:
    """What was funded, the newest first, with its Quartier."""
    query = select(Antrag).where(is_public()).options(joinedload(Antrag.quartier))  # type: ignore[arg-type]
    query = query.where(*_of(fonds_id, quartier_id))
    order = (col(Antrag.entschieden_am).desc(), col(Antrag.id).desc())
    return session.exec(query.order_by(*order).limit(limit)).all()


def funded_count(
    session: Session, *, fonds_id: int | None = None, quartier_id: int | None = None
) -> int:
    """How many Anträge were funded."""
    query = select(func.count()).select_from(Antrag)
    return session.exec(query.where(is_public(), *_of(fonds_id, quartier_id))).one()


def before_sitzung(fonds_id: int) -> SelectOfScalar[Antrag]:
    """What waits for a Sitzung of this Fonds, whatever its year, with its Voten."""
    return (
        select(Antrag)
        .join(Fonds, col(Antrag.fonds_id) == Fonds.id)
        .options(selectinload(Antrag.voten))  # type: ignore[arg-type]
        .where(
            Antrag.fonds_id == fonds_id,
            WARTET_AUF_SITZUNG.holds(col(Antrag.status)),
            ~is_without_votum(),
        )
        .order_by(col(Antrag.id))
    )


def locked(session: Session, antrag_id: int) -> Antrag:
    """The row as it is now, held until the transaction ends, with everything loaded."""
    return _one(
        session,
        select(Antrag)
        .where(Antrag.id == antrag_id)
        .options(joinedload(Antrag.quartier), joinedload(Antrag.fonds), *_everything()),  # type: ignore[arg-type]
        lock=True,
    )


def _of(fonds_id: int | None, quartier_id: int | None) -> list[ColumnElement[bool]]:
    wanted = []
    if fonds_id is not None:
        wanted.append(col(Antrag.fonds_id) == fonds_id)
    if quartier_id is not None:
        wanted.append(col(Antrag.quartier_id) == quartier_id)
    return wanted


def _everything() -> tuple[Any, ...]:
    """Everything but Quartier and Fonds themselves, which the callers load by their own joins."""
    antrag: Any = Antrag
    fonds: Any = Fonds
    return (
        joinedload(antrag.vorgang),
        joinedload(antrag.fondsjahr),
        joinedload(antrag.antragsteller),
        joinedload(antrag.idee),
        joinedload(antrag.projekt),
        selectinload(antrag.fonds, fonds.regeln),
        selectinload(antrag.fonds, fonds.quartiere),
        selectinload(antrag.fonds, fonds.antragstellerarten),
        selectinload(antrag.fonds, fonds.kategorien),
        selectinload(antrag.fonds, fonds.jahre),
        selectinload(antrag.kosten),
        selectinload(antrag.finanzierung),
        selectinload(antrag.handlungsfelder),
        selectinload(antrag.zielgruppen),
        selectinload(antrag.zieldimensionen),
        selectinload(antrag.begruendungen),
        selectinload(antrag.pruefungen),
        selectinload(antrag.voten),
        selectinload(antrag.befangenheiten),
    )


def _one(session: Session, query: SelectOfScalar[Antrag], *, lock: bool = False) -> Antrag:
    found = hold(session, query, of=Antrag) if lock else session.exec(query).unique().all()
    if not found:
        raise NotFound
    return found[0]
