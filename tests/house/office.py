"""The states that nobody in the portal can lead on from: each with what its step waits for.

A state stands here until the steps of that work are built; then its owner is `staff` or `sender`,
and somebody has it on a desk or a form.
"""

from collections.abc import Mapping
from enum import StrEnum

from app.antraege.status import Antragsstatus
from app.ideen.status import Ideenstatus, Schritt
from app.projekte.status import Projektstatus

AGREEMENT = "signed on paper until a Vereinbarung is made in the portal"
PAYMENT = "paid by the Kasse until payments are made in the portal"
PROOF = "handed in and checked on paper until the portal takes a Nachweis"
CARRYING_OUT = "done by offices of the city until staff have steps that follow an answer"
PROJECT = "led by the Koordination until staff have steps of Projekte"

OUTSIDE: Mapping[str, Mapping[StrEnum, str]] = {
    "antraege": {
        Antragsstatus.bewilligt: AGREEMENT,
        Antragsstatus.vereinbart: PAYMENT,
        Antragsstatus.laufend: PAYMENT,
        Antragsstatus.nachweis_faellig: PROOF,
        Antragsstatus.nachweis_eingereicht: PROOF,
        Antragsstatus.nachweis_rueckfrage: PROOF,
        Antragsstatus.nachweis_geprueft: PROOF,
        Antragsstatus.rueckforderung: PAYMENT,
        Antragsstatus.zurueckgezahlt: PAYMENT,
    },
    "ideen": {
        Ideenstatus.umsetzbar: CARRYING_OUT,
        Ideenstatus.teilweise_umsetzbar: CARRYING_OUT,
        Ideenstatus.als_fondsantrag: CARRYING_OUT,
        Ideenstatus.als_projekt: CARRYING_OUT,
        Ideenstatus.in_umsetzung: CARRYING_OUT,
    },
    "projekte": {
        Projektstatus.entwurf: PROJECT,
        Projektstatus.eingereicht: PROJECT,
        Projektstatus.in_bewertung: PROJECT,
        Projektstatus.nachbesserung: PROJECT,
        Projektstatus.geplant: PROJECT,
        Projektstatus.laufend: PROJECT,
        Projektstatus.ruhend: PROJECT,
        Projektstatus.in_verstetigung: PROJECT,
        Projektstatus.abgeschlossen: PROJECT,
    },
}

# A correction of the answer, or taking down what must not be read, leads no further.
CORRECTIONS = frozenset({Schritt.antwort_eintragen, Schritt.verbergen})
