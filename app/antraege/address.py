"""Where mail about an Antrag goes is one fact: the address of its Vorgang.

The page "Wer" and the page of the Vorgang both change it. What the applicant is recognised by
follows it in a draft. What was submitted stays: a new address makes nobody another person, who
could decide their own Antrag (§ 18 GemO) or owe no Nachweis any more.
"""

from datetime import datetime

from sqlmodel import Session

from app.antraege.models import Antrag
from app.antraege.status import Antragsstatus
from app.vorgaenge.own import write_to


def take_over(session: Session, antrag: Antrag, *, at: datetime) -> bool:
    """What was typed on the page "Wer". Whether it took another's place, where somebody may have
    got the link."""
    typed = antrag.antragsteller.email
    return typed != (antrag.vorgang.email or "") and write_to(session, antrag.vorgang, typed, at=at)


def follow(antrag: Antrag) -> None:
    """The address of the Vorgang was changed."""
    if antrag.status is Antragsstatus.entwurf:
        antrag.antragsteller.email = antrag.vorgang.email or ""


def present(antrag: Antrag) -> str:
    """The address that is written to; of a draft, the one that was typed in it. "" for none."""
    if antrag.status is Antragsstatus.entwurf:
        return antrag.antragsteller.email
    return antrag.vorgang.email or ""
