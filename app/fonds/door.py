"""What the house may know of pots and their ledger."""

from app.auth.permissions import Permission
from app.casework.door import Chain, Feature
from app.fonds.steps import THREAD, WORDS, names_of_threads
from app.fonds.tasks import tasks
from app.i18n import _l

FEATURE = Feature(
    "fonds",
    chains=(
        Chain(
            THREAD,
            WORDS,
            _l("Fonds"),
            names=names_of_threads,
            address=lambda _thread: "/intern/fonds",
            permission=Permission.fonds_sehen,
        ),
    ),
    tasks=(tasks,),
    stays={
        "fonds.*": "the public rules of a pot",
        "fondsregel.*": "a rule of a pot",
        "buchung.phrase": "a word of code",
        "buchung.parameters": "the number of an Antrag",
        "buchung.grund": "the number of an Antrag, or why staff set an amount",
    },
)
