"""The trail as staff read it: every step with who did it, why, and about how much money."""

from collections.abc import Sequence
from datetime import datetime

from app.antraege.models import Antrag
from app.antraege.presentation import next_of
from app.antraege.status import SCHRITTWORTE
from app.history.models import ActorKind, Step
from app.i18n import _
from app.ideen.trail import Line
from app.web.formats import abstand, geld, zeitpunkt


def staff_trail(antrag: Antrag, steps: Sequence[Step], *, jetzt: datetime) -> list[Line]:
    """What concerns only the sender's link is left out."""
    done = [Line(told(s), "fertig", s.at, _why(s)) for s in steps if s.step in SCHRITTWORTE]
    coming, until = next_of(antrag), antrag.faellig_am
    if not coming:
        return done
    return [*done, Line(coming, "jetzt", until, abstand(until, jetzt) if until else "")]


def last_step(steps: Sequence[Step]) -> str:
    """What happened last, in one sentence for the person who came too late."""
    known = [s for s in steps if s.step in SCHRITTWORTE]
    if not known:
        return ""
    return _("Zuletzt: %(schritt)s (%(wer)s, %(wann)s).") % {
        "schritt": told(known[-1]),
        "wer": actor_of(known[-1]),
        "wann": zeitpunkt(known[-1].at),
    }


def told(step: Step) -> str:
    text = str(SCHRITTWORTE[step.step])
    if step.amount_cent is None:
        return text
    return _("%(schritt)s: %(betrag)s") % {"schritt": text, "betrag": geld(step.amount_cent)}


def actor_of(step: Step) -> str:
    if step.actor_kind is ActorKind.staff:
        return step.actor_name
    return _("Antragsteller*in") if step.actor_kind is ActorKind.resident else _("Portal")


def _why(step: Step) -> str:
    who = actor_of(step)
    return _("%(wer)s: %(grund)s") % {"wer": who, "grund": step.reason} if step.reason else who
