"""The staff's list of Anträge, and what it is filtered by."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlmodel import Session
from starlette.datastructures import QueryParams

from app.antraege import queries
from app.antraege.buero.presentation import kind_of, state_of, tone_of
from app.antraege.models import Antrag
from app.antraege.queries import Antragsfilter
from app.antraege.status import ANTRAGSSTATUS, BEWILLIGT, IM_VERFAHREN, Antragsstatus
from app.auth.actor import Actor
from app.auth.permissions import Permission
from app.casework.filters import or_none, read_filter
from app.i18n import _l
from app.text.inputs import clean_text
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
        coerce=or_none(str),
        empty=_l("Noch nicht entschieden"),
        choices=[
            (ALL, _l("Alle")),
            *((s, word) for s, word in ANTRAGSSTATUS.items() if s is not Antragsstatus.entwurf),
        ],
    )
    fonds = ChoiceField(
        _l("Fonds"), empty=_l("Alle Fonds"), coerce=or_none(clean_text), validate_choice=False
    )
    alter = ChoiceField(
        _l("Eingang"), empty=_l("Beliebig"), choices=_AGES.items(), coerce=or_none(int)
    )


class BewilligtForm(AuswahlForm):
    """For who sees nothing before it."""

    stand = ChoiceField(
        _l("Stand"),
        coerce=or_none(str),
        empty=_l("Alle"),
        choices=[(s, ANTRAGSSTATUS[s]) for s in BEWILLIGT],
    )


@dataclass(frozen=True)
class Row:
    antrag: Antrag
    kind: str
    state: str
    tone: str


def inbox(session: Session, actor: Actor, query: QueryParams, *, at: datetime) -> dict[str, Any]:
    form = AuswahlForm() if actor.has(Permission.verfahren_sehen) else BewilligtForm()
    form.fonds.offer(queries.fonds_in_reach(session, actor))
    usual = tuple(IM_VERFAHREN) if actor.has(Permission.verfahren_sehen) else ()
    chosen = read_filter(form, query, partial(_values, at, usual))
    found = chosen.page(session, queries.staff_list(actor, chosen.values))
    page = found.map(lambda a: Row(a, kind_of(a), state_of(a), tone_of(a, at)))
    return {"seite": page, "form": form, "gefiltert": chosen.is_active}


def _values(
    at: datetime,
    usual: tuple[Antragsstatus, ...],
    *,
    stand: str | None,
    fonds: str | None,
    alter: int | None,
) -> Antragsfilter:
    return Antragsfilter(
        staende=_states(stand, usual),
        fonds=fonds,
        eingereicht_vor=at - timedelta(days=alter) if alter else None,
    )


def _states(stand: str | None, usual: tuple[Antragsstatus, ...]) -> tuple[Antragsstatus, ...]:
    if stand == ALL:
        return ()
    return (Antragsstatus(stand),) if stand else usual
