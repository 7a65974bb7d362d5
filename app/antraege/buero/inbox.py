"""The staff's list of Anträge: its filters live in the address."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session
from starlette.datastructures import QueryParams

from app.antraege import queries
from app.antraege.buero.presentation import kind_of, state_of, tone_of
from app.antraege.models import Antrag
from app.antraege.queries import Antragsfilter
from app.antraege.status import ANTRAGSSTATUS, IM_VERFAHREN, Antragsstatus
from app.auth.actor import Actor
from app.i18n import _l
from app.text.inputs import clean_text, member_or_none
from app.text.paging import page_number, paginate
from app.web.fields import ChoiceField
from app.web.forms import Form

ALL = "alle"
_AGES = {
    "7": _l("Älter als 1 Woche"),
    "14": _l("Älter als 2 Wochen"),
    "28": _l("Älter als 4 Wochen"),
}


class AuswahlForm(Form):
    stand = ChoiceField(
        _l("Stand"),
        empty=_l("Noch nicht entschieden"),
        choices=[
            (ALL, _l("Alle")),
            *((s, word) for s, word in ANTRAGSSTATUS.items() if s is not Antragsstatus.entwurf),
        ],
    )
    fonds = ChoiceField(_l("Fonds"), empty=_l("Alle Fonds"))
    alter = ChoiceField(_l("Eingang"), empty=_l("Beliebig"), choices=_AGES.items())


@dataclass(frozen=True)
class Row:
    antrag: Antrag
    kind: str
    state: str
    tone: str


def inbox(session: Session, actor: Actor, asked: QueryParams, *, at: datetime) -> dict[str, Any]:
    """Nonsense in the address is as if it were not there."""
    chosen = {name: clean_text(asked.get(name, ""))[:80] for name in ("stand", "fonds", "alter")}
    number = page_number(asked.get("seite"))
    found = queries.staff_list(session, actor, _wanted(chosen, at), page=number)
    rows = [Row(a, kind_of(a), state_of(a), tone_of(a, at)) for a in found]
    form = AuswahlForm(data=chosen)
    form.fonds.offer(queries.fonds_in_reach(session, actor))
    return {
        "seite": paginate(rows, number, chosen),
        "form": form,
        "gefiltert": any(chosen.values()),
    }


def _wanted(chosen: dict[str, str], at: datetime) -> Antragsfilter:
    days = chosen["alter"]
    return Antragsfilter(
        staende=_states(chosen["stand"]),
        fonds=chosen["fonds"] or None,
        eingereicht_vor=at - timedelta(days=int(days)) if days in _AGES else None,
    )


def _states(asked: str) -> tuple[Antragsstatus, ...]:
    if asked == ALL:
        return ()
    stand = member_or_none(Antragsstatus, asked)
    return (stand,) if stand else tuple(IM_VERFAHREN)
