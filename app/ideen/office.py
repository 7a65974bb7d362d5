"""How staff work on Ideen."""

from app.auth.permissions import Permission
from app.casework.office import Office
from app.ideen import policy, queries
from app.ideen.marks import wants_reading
from app.ideen.models import SCHWAERZBAR, Idee
from app.ideen.screen import due, screen
from app.ideen.status import LEBENSLAUF
from app.ideen.steps import STEPS
from app.ideen.trail import WORDS

OFFICE: Office[Idee] = Office(
    prefix="/intern/ideen",
    permission=Permission.ideen_sehen,
    page="intern/ideen/zeigen.html",
    fragment="intern/ideen/_idee.html",
    lifecycle=LEBENSLAUF,
    words=WORDS,
    steps=STEPS,
    load=queries.one_for,
    screen=screen,
    due=due,
    inside=policy.may_einsehen,
    wants_reading=wants_reading,
    # Publishing as it stands sends the Idee's own text along, a correction begins with the answer.
    prefilled=lambda idee: (
        *(getattr(idee, name) for name in SCHWAERZBAR),
        *(getattr(idee, f"original_{name}") for name in SCHWAERZBAR),
        idee.antwort.text if idee.antwort else None,
    ),
)
