"""The steps that staff take on an Idee, in the order of the page: one file for each."""

from typing import Any

from app.casework.steps import StaffStep
from app.ideen.steps import (
    ablehnen,
    antwort_eintragen,
    antwort_nachtragen,
    erinnern,
    rueckantwort,
    rueckfrage,
    rueckfrage_zuruecknehmen,
    schliessen,
    verbergen,
    verlaengern,
    veroeffentlichen,
    wieder_veroeffentlichen,
)

STEPS: tuple[StaffStep[Any], ...] = (
    veroeffentlichen.STEP,
    wieder_veroeffentlichen.STEP,
    antwort_eintragen.STEP,
    rueckantwort.STEP,
    rueckfrage.STEP,
    ablehnen.STEP,
    erinnern.STEP,
    verlaengern.STEP,
    rueckfrage_zuruecknehmen.STEP,
    schliessen.STEP,
    antwort_nachtragen.STEP,
    verbergen.STEP,
)
