"""The formal check: whether everything is there and can be funded."""

from datetime import datetime

from sqlmodel import Session

from app.antraege import policy
from app.antraege.bookkeeping import begin, reserve, save
from app.antraege.fristen import decide_by
from app.antraege.models import Antrag, Pruefung
from app.antraege.status import Antragsstatus, Schritt
from app.auth.actor import Actor
from app.casework.notes import note
from app.casework.steps import StaffStep
from app.db import row_id
from app.i18n import _l
from app.web.fields import AreaField
from app.web.forms import Form


class PruefungForm(Form):
    vermerk = AreaField(
        _l("Vermerk zur Prüfung"),
        max=2000,
        rows=3,
        hint=_l("Das Gremium und die Bezirksvorsteher*in lesen ihn."),
    )


def pruefen(
    session: Session, antrag: Antrag, *, by: Actor, at: datetime, vermerk: str = ""
) -> None:
    """The formal check is passed: the requested amount is reserved.

    After a return by the Bezirksvorsteher*in or a Rückfrage the reserve is what it was.
    """
    antrag = begin(session, antrag, STEP.schritt, STEP.may, by=by)
    staff_id = row_id(by.staff_id)
    reserve(session, antrag, antrag.reserve_cent, by=by, at=at)
    antrag.pruefen(staff_id=staff_id, faellig_am=decide_by(session, antrag, at))
    check = Pruefung(antrag_id=row_id(antrag.id), staff_id=staff_id, vermerk=vermerk, am=at)
    session.add(check)
    antrag.pruefungen.append(check)
    save(session, antrag, at)
    amount = antrag.reserve_cent
    before = Antragsstatus.eingereicht
    note(session, antrag, Schritt.pruefen, before, by=by, at=at, amount_cent=amount)


STEP = StaffStep(
    Schritt.pruefen,
    "pruefung",
    _l("Formal prüfen"),
    _l("Ist vollständig und förderfähig"),
    PruefungForm,
    pruefen,
    _l("Geprüft. Vorgemerkt im Topf: %(betrag)s."),
    policy.may_pruefen,
    kind="haupt",
    sentence=_l("Danach ist das Geld im Topf vorgemerkt. Freigeben muss eine andere Person."),
)
