"""How long staff who work here no more are known. Their names stay in the record: who decided must
stay known as long as what was decided."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import String, cast, func, update
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from app.auth.models import Mitarbeiter
from app.casework.deletion import Loeschart
from app.casework.retention import Period, Retention, Rows
from app.history.forgetting import forget_texts
from app.history.models import Step
from app.i18n import _l
from app.personal.notices import THREAD
from app.personal.staff import FORGOTTEN
from app.personal.steps import Personalschritt
from app.settings import Settings


def _locked_out(before: datetime) -> SelectOfScalar[Any]:
    thread = THREAD + cast(col(Mitarbeiter.id), String)
    last = select(func.max(Step.at)).where(
        Step.thread == thread, Step.step == Personalschritt.gesperrt
    )
    return select(col(Mitarbeiter.id)).where(
        ~col(Mitarbeiter.aktiv),
        ~col(Mitarbeiter.email).endswith(FORGOTTEN),
        last.correlate_except(Step).scalar_subquery() < before,
    )


def _forget_login(session: Session, _settings: Settings, ids: Sequence[int], at: datetime) -> None:
    """Each keeps an address of its own, at which nobody can be reached."""
    forget_texts(session, [f"{THREAD}{staff_id}" for staff_id in ids], at=at)
    nowhere = cast(col(Mitarbeiter.id), String) + FORGOTTEN
    session.execute(
        update(Mitarbeiter)
        .where(col(Mitarbeiter.id).in_(ids))
        .values(email=nowhere, oidc_iss=None, oidc_sub=None)
    )


RETENTIONS = (
    Retention(
        "personal_zugang",
        _l("E-Mail-Adresse, Anmeldung und Bemerkungen zu Menschen, die hier nicht mehr arbeiten"),
        Period(months=12),
        _l("nach der Sperre"),
        Loeschart.geloescht,
        ("mitarbeiter.email", "mitarbeiter.oidc_iss", "mitarbeiter.oidc_sub", "step_text.text"),
        Rows(_locked_out, (Mitarbeiter,), _forget_login),
    ),
)
