"""Which Anträge an actor sees, and one named query for each page."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, func, or_
from sqlalchemy.orm import contains_eager, joinedload, selectinload
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from app.antraege.charge import ROLES
from app.antraege.decision import is_without_votum
from app.antraege.models import Angebot, Antrag, Kostenposition
from app.antraege.status import (
    ENTSCHIEDEN_POSITIV,
    GEBUNDEN,
    IM_VERFAHREN,
    WARTET_AUF_SITZUNG,
    Antragsstatus,
)
from app.auth.actor import Actor
from app.auth.models import Mitarbeiter, Zustaendigkeit
from app.auth.permissions import Permission
from app.db import hold, row_id
from app.errors import NotFound
from app.fonds.models import Fonds
from app.quartiere.models import Quartier
from app.quartiere.zustaendigkeit import within
from app.vorgaenge.models import Vorgang
from app.vorgaenge.zuweisung import Zuweisung

_S = Antragsstatus
# By these somebody takes a step before the decision.
_ACTING = (*ROLES, Permission.zustaendige_bestimmen)


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
    return _submitted() & or_(is_public(), _at_hand(actor))


def _submitted() -> ColumnElement[bool]:
    return col(Antrag.eingereicht_am).is_not(None) & (col(Antrag.status) != _S.entwurf)


def _within(actor: Actor, permission: Permission) -> ColumnElement[bool]:
    return within(actor.reach(permission), Antrag.quartier_id)


def _assigned_to(actor: Actor) -> ColumnElement[bool]:
    return exists().where(
        col(Zuweisung.vorgang_id) == Antrag.vorgang_id,
        col(Zuweisung.staff_id) == actor.staff_id,
    )


def _at_hand(actor: Actor) -> ColumnElement[bool]:
    """For staff: what lies in their place, and what they were assigned to. Who only pays sees it
    from the Bewilligung on, and all that comes after."""
    granted = col(Antrag.bewilligt_cent).is_not(None)
    return or_(
        _within(actor, Permission.verfahren_sehen),
        _within(actor, Permission.antraege_sehen) & granted,
        _assigned_to(actor),
    )


def staff_list(actor: Actor, wanted: Antragsfilter) -> SelectOfScalar[Antrag]:
    """What is wanted of what is in the actor's reach, oldest first."""
    query = visible_to(actor).where(_at_hand(actor))
    if wanted.staende:
        query = query.where(col(Antrag.status).in_(wanted.staende))
    if wanted.fonds:
        query = query.where(Fonds.slug == wanted.fonds)
    if wanted.eingereicht_vor:
        query = query.where(col(Antrag.eingereicht_am) < wanted.eingereicht_vor)
    query = query.options(joinedload(Antrag.antragsteller), selectinload(Antrag.voten))  # type: ignore[arg-type]
    return query.order_by(col(Antrag.eingereicht_am), col(Antrag.id))


def fonds_in_reach(session: Session, actor: Actor) -> list[tuple[str, str]]:
    """(slug, name) of the Fonds whose Anträge the actor sees in the staff list."""
    query = (
        select(Fonds.slug, Fonds.name)
        .join(Antrag, col(Antrag.fonds_id) == Fonds.id)
        .outerjoin(Quartier, col(Antrag.quartier_id) == Quartier.id)
        .where(_submitted(), _at_hand(actor))
        .distinct()
        .order_by(col(Fonds.name))
    )
    return [(slug, name) for slug, name in session.exec(query)]


def in_procedure(session: Session, actor: Actor) -> Sequence[Antrag]:
    """What has not been decided and this actor may have to do with, by due date, with all that
    `charge` needs; constant queries."""
    mine = or_(*(_within(actor, permission) for permission in _ACTING), _assigned_to(actor))
    query = visible_to(actor).where(IM_VERFAHREN.holds(col(Antrag.status)), mine)
    order = (col(Antrag.faellig_am).nulls_last(), col(Antrag.id))
    return session.exec(query.options(*with_people()).order_by(*order)).unique().all()


def all_in_procedure(session: Session) -> Sequence[Antrag]:
    """The same of the whole city, whoever asks."""
    query = (
        select(Antrag)
        .options(joinedload(Antrag.quartier), joinedload(Antrag.fonds), *with_people())  # type: ignore[arg-type]
        .where(IM_VERFAHREN.holds(col(Antrag.status)))
        .order_by(col(Antrag.id))
    )
    return session.exec(query).unique().all()


def staff_one(session: Session, actor: Actor, vorgangsnummer: str, *, lock: bool = False) -> Antrag:
    """Everything of one Antrag, for staff in reach. Raises NotFound."""
    query = visible_to(actor).where(Antrag.vorgangsnummer == vorgangsnummer, _at_hand(actor))
    return _one(session, query.options(*_everything()), lock=lock)


def in_reach(session: Session, actor: Actor, ids: Collection[int]) -> set[int]:
    """Of these Anträge the ones whose page this member of staff may open."""
    query = visible_to(actor).where(col(Antrag.id).in_(ids), _at_hand(actor))
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


def of_sender(session: Session, vorgang_id: int, *, lock: bool = False) -> Antrag:
    """As `of_vorgang`, with the Sprechstunden of the Quartiersbüro. Raises NotFound."""
    query = select(Antrag).where(Antrag.vorgang_id == vorgang_id)
    quartier = joinedload(Antrag.quartier).selectinload(Quartier.sprechstunden)  # type: ignore[arg-type]
    fonds = joinedload(Antrag.fonds)  # type: ignore[arg-type]
    return _one(session, query.options(quartier, fonds, *_everything()), lock=lock)


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


def with_bound_money(session: Session, actor: Actor) -> Sequence[Antrag]:
    """What holds money in a pot, in the order in which it was approved."""
    query = visible_to(actor).where(_at_hand(actor), GEBUNDEN.holds(col(Antrag.status)))
    return session.exec(query.order_by(col(Antrag.entschieden_am), col(Antrag.id))).all()


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
            # Postponed after the Votum it waits for a day, and for no Sitzung.
            col(Antrag.empfohlen_cent).is_(None),
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


def with_people() -> tuple[Any, ...]:
    """All that `charge` needs, but Quartier and Fonds themselves."""
    antrag: Any = Antrag
    vorgang: Any = Vorgang
    role: Any = Zustaendigkeit
    deputy: Any = Zuweisung
    person: Any = Mitarbeiter
    return (
        joinedload(antrag.vorgang),
        joinedload(antrag.antragsteller),
        selectinload(antrag.pruefungen),
        selectinload(antrag.voten),
        selectinload(antrag.befangenheiten),
        selectinload(antrag.zustaendige).joinedload(role.mitarbeiter),
        selectinload(antrag.vorgang, vorgang.zuweisungen)
        .joinedload(deputy.mitarbeiter)
        .selectinload(person.zustaendigkeiten),
    )


def _everything() -> tuple[Any, ...]:
    """Everything but Quartier and Fonds themselves, which the callers load by their own joins."""
    antrag: Any = Antrag
    fonds: Any = Fonds
    return (
        *with_people(),
        joinedload(antrag.fondsjahr),
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
        selectinload(antrag.rohtexte),
    )


def _one(session: Session, query: SelectOfScalar[Antrag], *, lock: bool = False) -> Antrag:
    found = hold(session, query, of=Antrag) if lock else session.exec(query).unique().all()
    if not found:
        raise NotFound
    return found[0]
