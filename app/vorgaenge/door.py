"""What the house may know of Vorgänge as such."""

from app.casework.door import Chain, Feature
from app.vorgaenge.own import WORDS
from app.vorgaenge.retention import RETENTIONS
from app.vorgaenge.routes import router

FEATURE = Feature(
    "vorgaenge",
    routers=(router,),
    chains=(Chain("", WORDS),),
    retentions=RETENTIONS,
    stays={
        "vorgang.vorgangsnummer": "a running number",
        "vorgang.art": "a word of code",
        "vorgang.sprache": "a word of code",
        "vorgang.einreichung": "a hash with something random in it, taken away with the rest",
        "zugang.*": "random, or a hash of it; goes when the Vorgang is emptied",
        "nummernkreis.art": "a word of code",
        "mail.message_id": "random",
        "mail.thread": "a running number",
        "mail.stand": "a word of code",
        "mail.sprache": "a word of code",
        "datei.schluessel": "random",
        "datei.thread": "a running number",
        "datei.zweck": "a word of code",
    },
)
