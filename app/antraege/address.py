"""Where mail about an Antrag goes is one fact: the address of its Vorgang.

The page "Wer" and the page of the Vorgang both change it. What the applicant is recognised by
follows it.
"""

from datetime import datetime

from sqlmodel import Session

from app.antraege.models import Antrag
from app.vorgaenge.own import write_to


def take_over(session: Session, antrag: Antrag, *, at: datetime) -> bool:
    """What was typed on the page "Wer". Whether it took another's place, where somebody may have
    got the link."""
    typed = antrag.antragsteller.email
    return typed != (antrag.vorgang.email or "") and write_to(session, antrag.vorgang, typed, at=at)


def follow(antrag: Antrag) -> None:
    """The address of the Vorgang was changed."""
    antrag.antragsteller.email = antrag.vorgang.email or ""
