"""The steps that staff take on an Antrag: one file for each.

Each action runs in the caller's transaction, locks the Antrag, asks policy and lifecycle again
under the lock, and writes status, ledger, history and mail together. Amounts are cents, `at` is
aware UTC. All raise NotAllowed, or StepNotPossible where another person was faster.
"""

from app.antraege.buero.steps import (
    ablehnen,
    befangenheit,
    freigeben,
    pruefen,
    rueckantwort,
    rueckfrage,
    rueckfrage_zuruecknehmen,
    votum,
    wiederaufnehmen,
    zurueckgeben,
    zurueckstellen,
)
from app.antraege.models import Antrag
from app.casework.steps import StaffStep

# In the order of the page: the first that the actor may take is the main one.
STEPS: tuple[StaffStep[Antrag], ...] = (
    freigeben.STEP,
    pruefen.STEP,
    votum.STEP,
    wiederaufnehmen.STEP,
    rueckfrage.STEP,
    rueckantwort.STEP,
    rueckfrage_zuruecknehmen.STEP,
    zurueckgeben.STEP,
    zurueckstellen.STEP,
    ablehnen.STEP,
    befangenheit.STEP,
)
