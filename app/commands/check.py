"""`quartier check`: does what is stored agree with itself?"""

from collections.abc import Iterable, Iterator

from sqlalchemy import Engine
from sqlmodel import Session

from app.casework.door import Check, Features
from app.clock import utc_now
from app.commands.terminal import console
from app.db import session_for
from app.features import FEATURES
from app.files.janitor import orphans
from app.files.store import open_store
from app.history import chain
from app.mail.queries import dead_letters
from app.settings import Settings


def faults(engine: Engine, settings: Settings, features: Features = FEATURES) -> list[str]:
    """One English sentence for everything that is wrong, printed check by check."""
    found: list[str] = []
    for check in _checks(features):
        with session_for(engine, write=False) as session, console.status(f"Checking {check.name}"):
            wrong = list(check.faults(session, settings))
        console.print(f"{check.name}: {len(wrong) or 'nothing'} wrong")
        for sentence in wrong:
            console.print(f"  {sentence}", style="red", markup=False)
        found += wrong
    return found


def undeliverable(session: Session) -> Iterable[str]:
    return (
        f"mail {mail.id} of {mail.thread} reached nobody: {mail.letzter_fehler}"
        for mail in dead_letters(session)
    )


def _checks(features: Features) -> Iterator[Check]:
    """What the kit keeps, then what each feature knows of its own."""
    yield Check("record of steps", lambda session, _settings: chain.broken(session))
    for feature in features:
        yield from feature.checks
    yield Check("mails", lambda session, _settings: undeliverable(session))
    yield Check(
        "files", lambda session, settings: orphans(session, open_store(settings), at=utc_now())
    )
