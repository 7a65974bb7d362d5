"""What the house may know of places."""

from app.casework.door import Feature

FEATURE = Feature(
    "quartiere",
    stays={
        "stadtbezirk.*": "a place",
        "stadtteil.*": "a place",
        "quartier.*": "a place, and how its office is reached, which everybody may know",
        "sprechstunde.*": "when an office is open",
        "termin.*": "a public date",
    },
)
