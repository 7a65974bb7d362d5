"""Everything about one Idee on one screen, as staff see it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session

from app.auth.actor import Actor
from app.history.models import Step
from app.ideen import policy, queries
from app.ideen.marks import marks
from app.ideen.models import Idee
from app.ideen.status import ABLEHNUNGSGRUENDE, OEFFENTLICH, ZU_BEANTWORTEN, ZU_PRUEFEN, Ideenstatus
from app.ideen.trail import sender_trail, staff_trail
from app.mail.queries import mail_state
from app.vorgaenge.messages import messages_of
from app.vorgaenge.queries import files_of


def screen(
    session: Session, actor: Actor, idee: Idee, steps: Sequence[Step], *, at: datetime
) -> dict[str, Any]:
    inside = bool(policy.may_einsehen(actor, idee))
    files = files_of(session, idee.vorgangsnummer) if inside else []
    public = idee.status in OEFFENTLICH
    refused = idee.ablehnungsgrund if inside and not public else None
    return {
        "idee": idee,
        "fruehere": queries.earlier_answers(session, idee),
        "kontakt": idee.vorgang.email if policy.may_kontakt_sehen(actor, idee) else None,
        "innen": inside,
        "ablehnungsgrund": ABLEHNUNGSGRUENDE[refused] if refused else "",
        "dateien": files,
        "funde": marks(idee, files) if inside and idee.status in ZU_PRUEFEN else [],
        "mit_foto": any(datei.zweck == "idee" for datei in files),
        "nachrichten": messages_of(session, idee.vorgang_id) if inside else [],
        "mails": mail_state(session, idee.vorgangsnummer) if inside else [],
        "schritte": (
            staff_trail(idee, steps, at)
            if inside
            else sender_trail(idee, [step for step in steps if step.public], at)
        ),
        "oeffentlich": public,
    }


def due(idee: Idee) -> datetime | None:
    """Until when the next thing is to happen; None where nothing is waited for."""
    if idee.status in ZU_PRUEFEN or idee.status is Ideenstatus.rueckfrage:
        return idee.pruefen_bis
    return idee.antwort_bis if idee.status in ZU_BEANTWORTEN else None
