"""The desk of several people, the record, the log of deletions."""

from tests.support.pages import (
    ADMINISTRATION,
    COORDINATOR,
    HEAD_OF_DISTRICT,
    REVISION,
    Seite,
    fixed,
)

PAGES = (
    Seite("/intern", fixed("/intern"), "coordinator", COORDINATOR),
    Seite("/intern", fixed("/intern"), "head of district", HEAD_OF_DISTRICT),
    Seite("/intern/verlauf", fixed("/intern/verlauf"), "", REVISION),
    Seite("/intern/loeschlauf", fixed("/intern/loeschlauf"), "", ADMINISTRATION),
)

NO_PAGES = ("/intern/{rest:path}", "/intern/verlauf.csv", "/intern/naechste")
