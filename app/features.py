"""The one list of doors. A feature that is not in it does not exist for the house."""

from app.anmeldung import door as anmeldung
from app.antraege import door as antraege
from app.casework.door import Features
from app.fonds import door as fonds
from app.geld import door as geld
from app.ideen import door as ideen
from app.intern import door as intern
from app.personal import door as personal
from app.projekte import door as projekte
from app.quartiere import door as quartiere
from app.sammlungen import door as sammlungen
from app.seiten import door as seiten
from app.start import door as start
from app.vorgaenge import door as vorgaenge

# Navigation follows this order. Last comes what answers whatever address below it no other feature
# has of its own: the staff's, and Vorgänge below a secret link.
FEATURES = Features(
    (
        intern.DESK,
        start.FEATURE,
        quartiere.FEATURE,
        projekte.FEATURE,
        ideen.FEATURE,
        sammlungen.FEATURE,
        antraege.FEATURE,
        fonds.FEATURE,
        geld.FEATURE,
        intern.RECORD,
        intern.DELETION,
        personal.FEATURE,
        anmeldung.FEATURE,
        seiten.FEATURE,
        intern.REST,
        vorgaenge.FEATURE,
    )
)
