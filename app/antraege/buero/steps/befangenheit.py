"""Declare oneself biased (§ 18 GemO): somebody else decides."""

from datetime import datetime

from sqlmodel import Session

from app.antraege import policy
from app.antraege.bookkeeping import begin
from app.antraege.models import Antrag, Befangenheit
from app.antraege.status import Schritt
from app.auth.actor import Actor
from app.casework.notes import note
from app.casework.steps import NoInput, StaffStep
from app.db import row_id
from app.i18n import _l


def befangenheit_erklaeren(session: Session, antrag: Antrag, *, by: Actor, at: datetime) -> None:
    """From now on this member of staff takes no step on the Antrag (§ 18 GemO)."""
    antrag = begin(session, antrag, STEP.schritt, STEP.may, by=by, at=at)
    row = Befangenheit(antrag_id=row_id(antrag.id), staff_id=row_id(by.staff_id), erklaert_am=at)
    session.add(row)
    antrag.befangenheiten.append(row)
    note(session, antrag, Schritt.befangenheit, antrag.status, by=by, at=at, public=False)


STEP = StaffStep(
    Schritt.befangenheit,
    "befangenheit",
    _l("Ich bin befangen"),
    _l("Befangenheit erklären"),
    NoInput,
    befangenheit_erklaeren,
    _l("Befangenheit festgehalten. Den Antrag übernimmt jemand anderes."),
    policy.may_befangen_erklaeren,
    sentence=_l(
        "Wenn die Entscheidung Ihnen selbst, Ihrer Familie oder einem Verein nützt oder "
        "schadet, in dem Sie Verantwortung tragen. Danach übernimmt Ihre Vertretung. Gibt es "
        "keine, bestimmt die Gesamtkoordination, wer übernimmt. Ein Versehen können Sie "
        "zurücknehmen, bis jemand anderes gehandelt hat."
    ),
    optional=True,
)
