"""What waits for those who see to it that everything has somebody responsible."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, func, select

from app.auth.actor import Actor
from app.auth.models import Mitarbeiter, Zustaendigkeit
from app.auth.permissions import Permission
from app.casework.door import Task
from app.db import row_id
from app.fristen import working_days_after
from app.history.models import Step
from app.i18n import _, ngettext
from app.personal import places
from app.personal.roles import may_confirm
from app.personal.stellen import plan
from app.personal.steps import Personalschritt

OVERVIEW = "/intern/rollen"

_LEFT = (
    Personalschritt.rolle_entzogen,
    Personalschritt.rolle_beendet,
    Personalschritt.gesperrt,
)


def tasks(session: Session, actor: Actor, at: datetime) -> list[Task]:
    """Roles to confirm, for whoever may; for all others who oversee roles one notice of them. And
    one task as long as nobody is responsible for something, for who can change that or decides in
    the meantime."""
    if not actor.has(Permission.rollen_sehen):
        return []
    found = _roles_to_confirm(session, actor)
    if actor.has(Permission.personal_verwalten) or actor.has(Permission.fonds_verwalten):
        found += _gaps(session, at)
    return found


def _roles_to_confirm(session: Session, actor: Actor) -> list[Task]:
    waiting = session.exec(
        select(Mitarbeiter, Zustaendigkeit)
        .join(Zustaendigkeit, col(Zustaendigkeit.mitarbeiter_id) == Mitarbeiter.id)
        .where(col(Mitarbeiter.aktiv), col(Zustaendigkeit.wartet_seit).is_not(None))
        .order_by(col(Zustaendigkeit.wartet_seit), col(Zustaendigkeit.id))
    ).all()
    if not waiting:
        return []
    if actor.has(Permission.personal_verwalten):
        names = places.load(session)
        mine = [(p, row) for p, row in waiting if may_confirm(actor, row)]
        return [_to_confirm(person, row, names.words(row)) for person, row in mine]
    if actor.has(Permission.verlauf_sehen):
        return [_to_know(waiting)]
    return []


def _to_confirm(person: Mitarbeiter, row: Zustaendigkeit, words: str) -> Task:
    since = row.wartet_seit or person.eingeladen_am
    return Task(
        vorgangsnummer="",
        titel=_("%(name)s, %(rolle)s") % {"name": person.name, "rolle": words},
        quartier="",
        was=_("Rolle bestätigen"),
        since=since,
        due=working_days_after(since, 2),
        address=f"/intern/personal/{row_id(person.id)}#wartet",
    )


def _to_know(waiting: Sequence[tuple[Mitarbeiter, Zustaendigkeit]]) -> Task:
    n = len(waiting)
    since = waiting[0][1].wartet_seit
    assert since is not None  # noqa: S101 - the query asks for it
    return Task(
        vorgangsnummer="",
        titel=ngettext(
            "%(n)s Rolle wartet auf Bestätigung", "%(n)s Rollen warten auf Bestätigung", n
        )
        % {"n": n},
        quartier="",
        was=_("Zur Kenntnis: Rollen, die über Geld entscheiden"),
        since=since,
        due=None,
        address=OVERVIEW,
    )


def _gaps(session: Session, at: datetime) -> list[Task]:
    n = sum(one.empty for one in plan(session, at=at))
    if not n:
        return []
    return [
        Task(
            vorgangsnummer="",
            titel=ngettext("%(n)s Stelle ohne Zuständige", "%(n)s Stellen ohne Zuständige", n)
            % {"n": n},
            quartier="",
            was=_("Zuständige finden"),
            since=_since(session, at),
            due=None,
            address=OVERVIEW,
        )
    ]


def _since(session: Session, at: datetime) -> datetime:
    """Since somebody last had less to do here than before; or since there is anybody at all."""
    last = select(func.max(Step.at)).where(col(Step.step).in_(_LEFT))
    first = select(func.min(Mitarbeiter.eingeladen_am))
    return session.exec(last).one() or session.exec(first).one() or at
