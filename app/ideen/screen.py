"""Everything about one Idee on one screen, as staff see it."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from app.auth.actor import Actor
from app.history.chain import trail
from app.ideen import actions, policy
from app.ideen.models import Idee
from app.ideen.staff_steps import possible_steps
from app.ideen.status import ABLEHNUNGSGRUENDE, OEFFENTLICH, Ideenstatus
from app.ideen.trail import shown_trail, staff_trail
from app.intern.tasks import next_task
from app.mail.queries import mail_state
from app.vorgaenge.queries import files_of, messages_of
from app.web.taking import Attempt, forms_for

PAGE, FRAGMENT = "intern/ideen/zeigen.html", "intern/ideen/_idee.html"


def shown(
    session: Session, actor: Actor, idee: Idee, *, at: datetime, attempt: Attempt | None = None
) -> dict[str, Any]:
    """For the page and its fragment."""
    vorgang = actions.vorgang_of(session, idee)
    inside = bool(policy.may_einsehen(actor, idee))
    may = policy.may_moderieren(actor, idee)
    files = files_of(session, idee.vorgangsnummer) if inside else []
    steps = trail(session, idee.vorgangsnummer, public_only=not inside)
    possible = possible_steps(idee)
    until = _promised(idee)
    done = attempt.confirmed(steps, actor, until=until) if attempt else ""
    public = idee.status in OEFFENTLICH
    refused = idee.ablehnungsgrund if inside and not public else None
    return {
        "idee": idee,
        "hier": f"/intern/ideen/{idee.vorgangsnummer}",
        "kontakt": vorgang.email if policy.may_kontakt_sehen(actor, idee) else None,
        "innen": inside,
        "bis": until,
        "ablehnungsgrund": ABLEHNUNGSGRUENDE[refused] if refused else "",
        "dateien": files,
        "mit_foto": any(datei.zweck == "idee" for datei in files),
        "nachrichten": messages_of(session, vorgang) if inside else [],
        "mails": mail_state(session, idee.vorgangsnummer) if inside else [],
        "schritte": (staff_trail if inside else shown_trail)(idee, steps, jetzt=at),
        "moeglich": possible if may else (),
        "warum_nicht": may.reason if possible else "",
        "formulare": forms_for(possible, idee, attempt),
        "versuch": attempt,
        "getan": done,
        "naechste": next_task(session, actor, at=at, besides=idee.vorgangsnummer) if done else None,
        "oeffentlich": public,
    }


def _promised(idee: Idee) -> datetime | None:
    """Until when the next thing is to happen; None where nothing is waited for."""
    match idee.status:
        case Ideenstatus.eingereicht | Ideenstatus.in_pruefung | Ideenstatus.nachgefragt:
            return idee.pruefen_bis
        case Ideenstatus.veroeffentlicht | Ideenstatus.weitergeleitet:
            return idee.antwort_bis
    return None
