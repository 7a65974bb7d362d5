"""What the house may know of pots and their ledger."""

from app.casework.door import Chain, Feature
from app.fonds.steps import THREAD, WORDS
from app.fonds.tasks import tasks
from app.i18n import _l

FEATURE = Feature(
    "fonds",
    chains=(Chain(THREAD, WORDS, _l("Fonds")),),
    tasks=(tasks,),
    stays={
        "fonds.*": "the public rules of a pot",
        "fondsregel.*": "a rule of a pot",
        "buchung.phrase": "a word of code",
        "buchung.parameters": "the number of an Antrag",
        "buchung.grund": "the number of an Antrag, or why staff set an amount",
    },
)
