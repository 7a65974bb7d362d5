"""/intern/verlauf: the record of steps, as a page and as a table to take along."""

from collections.abc import Iterator
from datetime import date
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.auth.actor import Actor
from app.auth.dependencies import CurrentActor, require
from app.auth.permissions import Permission
from app.casework.door import Doors, Features
from app.casework.filters import Filter, read_filter
from app.clock import BERLIN, Now
from app.db import DbSession
from app.errors import BadInput
from app.history import queries as history
from app.history.models import Step
from app.history.queries import Verlaufsfilter
from app.i18n import _
from app.intern.forms import VerlaufForm
from app.intern.record_words import RecordWords
from app.personal.notices import THREAD
from app.personal.queries import staff_choices
from app.text.formats import betrag
from app.text.sheets import as_csv
from app.web.privacy import Privacy
from app.web.rendering import render

HOME = "/intern/verlauf"
MOST = 50_000
"""So many steps are one table."""

router = APIRouter(
    prefix=HOME, dependencies=[Depends(require(Permission.verlauf_sehen))], tags=[Privacy.private]
)


@router.get("")
def record(request: Request, session: DbSession, actor: CurrentActor, features: Doors) -> Response:
    chosen = _chosen(request, session)
    page = chosen.page(session, history.search(chosen.values))
    return render(
        request,
        "intern/verlauf.html",
        seite=page,
        form=chosen.form,
        gefiltert=chosen.is_active,
        tabelle=f"{HOME}.csv?{urlencode(chosen.parameters)}".rstrip("?"),
        worte=RecordWords(features, session, actor, page.rows),
    )


@router.get(".csv")
def table(
    request: Request, session: DbSession, actor: CurrentActor, features: Doors, at: Now
) -> Response:
    """All that the filter finds, on one sheet. Raises BadInput for more than it holds."""
    query = history.search(_chosen(request, session).values)
    rows = session.exec(query.limit(MOST + 1)).all()
    if len(rows) > MOST:
        raise BadInput(_("Das sind mehr als 50.000 Schritte. Bitte grenzen Sie den Zeitraum ein."))
    name = f"verlauf-{at.astimezone(BERLIN).date().isoformat()}.csv"
    return Response(
        as_csv(_header(), _lines(features, session, actor, list(rows))),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _header() -> list[str]:
    return [
        _("Zeit"),
        _("Wer"),
        _("Schritt"),
        _("Worum es geht"),
        _("Nummer"),
        _("Zustand"),
        _("Betrag in EUR"),
        _("Grund"),
    ]


def _lines(
    features: Features, session: Session, actor: Actor, steps: list[Step]
) -> Iterator[list[str]]:
    worte = RecordWords(features, session, actor, steps)
    for step in steps:
        yield [
            step.at.astimezone(BERLIN).strftime("%d.%m.%Y %H:%M"),
            worte.who(step),
            worte.step(step),
            worte.thread(step),
            step.thread,
            worte.move(step),
            _amount(step.amount_cent),
            worte.reason(step),
        ]


def _amount(cent: int | None) -> str:
    if cent is None:
        return ""
    return betrag(cent) if cent >= 0 else f"-{betrag(-cent)}"


def _chosen(request: Request, session: Session) -> Filter[Verlaufsfilter]:
    form = VerlaufForm()
    form.person.offer(staff_choices(session))
    return read_filter(form, request.query_params, _verlaufsfilter)


def _verlaufsfilter(
    *, vorgang: str, person: int | None, von: date | None, bis: date | None
) -> Verlaufsfilter:
    """What a person did, and what was done to them."""
    about = "" if person is None else f"{THREAD}{person}"
    return Verlaufsfilter(thread=vorgang, staff_id=person, about=about, since=von, until=bis)
