"""What the house may know of the staff's desk and the record."""

from app.auth.permissions import Permission
from app.casework.door import Chain, Feature, NavEntry
from app.casework.runs import THREAD
from app.i18n import _l
from app.intern import deletion, record
from app.intern.routes import rest, router

DESK = Feature(
    "intern",
    routers=(router,),
    navigation=(NavEntry("/intern", _l("Aufgaben"), Permission.intern),),
)

REST = Feature("intern_sonst", routers=(rest,))

RECORD = Feature(
    "verlauf",
    routers=(record.router,),
    navigation=(NavEntry("/intern/verlauf", _l("Verlauf"), Permission.verlauf_sehen),),
    stays={
        "step.thread": "a running number",
        "step.step": "a word of code",
        "step.from_status": "a word of code",
        "step.to_status": "a word of code",
        "step.actor_name": "who decided stays known as long as what was decided",
        "step.reason": "only in records of release 0.1: their hash would not hold without it",
        "step.phrase": "a word of code",
        "step.parameters": "what the portal itself said",
        "step.text_hash": "a hash whose salt is deleted with the text",
        "step.evidence_hash": "a hash whose salt is deleted with the contents",
        "step.prev_hash": "a hash",
        "step.hash": "a hash",
        "step_text.salt": "random, deleted with the text",
        "step_evidence.*": "random, and names of contents",
        "step_head.*": "a running number and a hash",
        "staff_reading.thread": "a running number",
        "staff_reading.version": "a running number",
    },
)

DELETION = Feature(
    "loeschlauf",
    routers=(deletion.router,),
    navigation=(NavEntry(deletion.HOME, _l("Löschlauf"), Permission.verlauf_sehen),),
    chains=(
        Chain(
            THREAD,
            deletion.WORDS,
            _l("Löschlauf"),
            address=lambda _thread: deletion.HOME,
            permission=Permission.verlauf_sehen,
        ),
    ),
    tasks=(deletion.tasks,),
    stays={
        f"{table}.*": "names of retentions"
        for table in ("loeschfrist", "loeschzahl", "loeschfehler")
    },
)
