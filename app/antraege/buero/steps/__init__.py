"""The steps that staff take on an Antrag: one file for each.

Each action runs in the caller's transaction, locks the Antrag, asks policy and lifecycle again
under the lock, and writes status, ledger, history and mail together. Amounts are cents, `at` is
aware UTC. All raise NotAllowed, or StepNotPossible where another person was faster.
"""

from app.antraege.buero.steps import (
    ablehnen,
    beanstanden,
    befangenheit,
    befangenheit_zuruecknehmen,
    erinnern,
    freigeben,
    pruefen,
    pruefung_zuruecknehmen,
    rueckantwort,
    rueckfrage,
    rueckfrage_zuruecknehmen,
    verlaengern,
    votum,
    votum_berichtigen,
    wiederaufnehmen,
    zurueckgeben,
    zurueckstellen,
    zuweisen,
)
from app.antraege.models import Antrag
from app.casework.steps import StaffStep

# In the order of the page: the first that the actor may take is the main one.
STEPS: tuple[StaffStep[Antrag], ...] = (
    freigeben.STEP,
    pruefen.STEP,
    votum.STEP,
    wiederaufnehmen.STEP,
    rueckantwort.STEP,
    zuweisen.STEP,
    rueckfrage.STEP,
    erinnern.STEP,
    verlaengern.STEP,
    rueckfrage_zuruecknehmen.STEP,
    zurueckgeben.STEP,
    beanstanden.STEP,
    zurueckstellen.STEP,
    ablehnen.STEP,
    votum_berichtigen.STEP,
    pruefung_zuruecknehmen.STEP,
    befangenheit.STEP,
    befangenheit_zuruecknehmen.STEP,
)
