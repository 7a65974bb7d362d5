"""How staff work on Anträge."""

from app.antraege import queries
from app.antraege.buero.screen import screen
from app.antraege.buero.steps import STEPS
from app.antraege.models import Antrag
from app.antraege.status import LEBENSLAUF
from app.antraege.trail import WORDS
from app.auth.permissions import Permission
from app.casework.office import Office

OFFICE: Office[Antrag] = Office(
    prefix="/intern/antraege",
    permission=Permission.antraege_sehen,
    page="intern/antraege/zeigen.html",
    fragment="intern/antraege/_antrag.html",
    lifecycle=LEBENSLAUF,
    words=WORDS,
    steps=STEPS,
    load=queries.staff_one,
    screen=screen,
    due=lambda antrag: antrag.faellig_am,
)
