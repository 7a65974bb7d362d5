"""What the page of one member of staff shows."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from fastapi import Request
from sqlmodel import Session

from app.auth import sessions
from app.auth.actor import Actor
from app.auth.assignments import is_in_force
from app.auth.models import Mitarbeiter, Zustaendigkeit
from app.auth.permissions import PROFILE
from app.casework.versions import SEEN, version
from app.clock import BERLIN
from app.db import row_id
from app.history.chain import trail
from app.history.models import Step
from app.i18n import _, _l
from app.personal import places
from app.personal.administration import administrators
from app.personal.forms import AblehnungForm, AdresseForm, RolleForm, with_places
from app.personal.notices import thread_of
from app.personal.queries import one_of_staff
from app.personal.roles import may_confirm
from app.personal.steps import WORDS, Personalschritt

_DONE: dict[str, str] = {
    Personalschritt.eingeladen: _l("Eingeladen."),
    Personalschritt.einladung_wiederholt: _l("Die Einladung ist noch einmal unterwegs."),
    Personalschritt.einladung_berichtigt: _l("Die Einladung ist berichtigt."),
    Personalschritt.rolle_gegeben: _l("Die Rolle ist gegeben und gilt."),
    Personalschritt.rolle_vorgeschlagen: _l(
        "Die Rolle ist vorgeschlagen. Sie gilt, sobald eine zweite Person der Administration sie "
        "bestätigt. Alle anderen der Administration und die Revision haben eine Mail bekommen."
    ),
    Personalschritt.rolle_bestaetigt: _l("Bestätigt. Die Rolle gilt jetzt."),
    Personalschritt.rolle_abgelehnt: _l("Nicht bestätigt. Die Rolle ist nicht gegeben."),
    Personalschritt.rolle_entzogen: _l("Die Rolle ist entzogen, auch in offenen Sitzungen."),
    Personalschritt.gesperrt: _l("Gesperrt. Alle Sitzungen sind zu Ende."),
    Personalschritt.entsperrt: _l("Wieder freigegeben."),
    Personalschritt.sitzungen_beendet: _l("Überall abgemeldet."),
}


def person_page(
    request: Request, session: Session, actor: Actor, staff_id: int, at: datetime
) -> dict[str, Any]:
    """Raises NotFound."""
    person = one_of_staff(session, staff_id)
    names = places.load(session)
    steps = trail(session, thread_of(person))
    rows = sorted(person.zustaendigkeiten, key=lambda row: row.id or 0)
    settings = request.app.state.settings
    waiting = [row for row in rows if row.wartet_seit]
    return {
        "person": person,
        "orte": names,
        "profile": PROFILE,
        "selbst": actor.staff_id == person.id,
        "rollen": [
            (row, "" if is_in_force(row, at) else _not_yet(row, at))
            for row in rows
            if not row.wartet_seit
        ],
        "wartend": [(row, may_confirm(actor, row)) for row in waiting],
        "ablehnungen": {row.id: refusal_form(row_id(row.id)) for row in waiting},
        "allein": bool(waiting) and administrators(session, at=at) <= {actor.staff_id},
        "rolle_form": with_places(RolleForm, names),
        "adresse_form": AdresseForm(data={"name": person.name, "email": person.email}),
        "sitzungen": sessions.live_count(session, staff_id, settings=settings, at=at),
        SEEN: version(steps),
        "getan": _confirmation(request, actor, steps),
        "verlauf": list(reversed(steps)),
        "worte": WORDS,
    }


def refusal_form(zustaendigkeit_id: int, data: Any = None) -> AblehnungForm:
    """There may be several on one page, each with fields of its own."""
    return AblehnungForm(data, prefix=f"rolle{zustaendigkeit_id}-")


def confirmed(person: Mitarbeiter, step: Personalschritt) -> str:
    """The address of the page that says that this was done."""
    return f"/intern/personal/{person.id}?getan={step}"


def _confirmation(request: Request, actor: Actor, steps: Sequence[Step]) -> str:
    """ "" where it is not what this actor has done last; nonsense is as if it were not there."""
    wanted = request.query_params.get("getan", "")
    last = next((s for s in reversed(steps) if s.staff_id == actor.staff_id), None)
    recent = {s.step for s in steps if last is not None and s.at == last.at}
    return str(_DONE[wanted]) if wanted in recent and wanted in _DONE else ""


def _not_yet(row: Zustaendigkeit, at: datetime) -> str:
    later = row.gilt_ab is not None and row.gilt_ab > at.astimezone(BERLIN).date()
    return _("gilt noch nicht") if later else _("zu Ende")
