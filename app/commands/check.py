"""`quartier check`: does what is stored agree with itself?"""

from collections.abc import Callable, Iterable

from sqlalchemy import Engine
from sqlmodel import Session

from app.antraege import consistency as antraege
from app.clock import utc_now
from app.commands.terminal import console
from app.db import session_for
from app.files.janitor import orphans
from app.files.store import open_store
from app.history import chain
from app.ideen import consistency as ideen
from app.mail.queries import dead_letters
from app.settings import Settings

Check = Callable[[Session], Iterable[str]]


def faults(engine: Engine, settings: Settings) -> list[str]:
    """One English sentence for everything that is wrong, printed check by check."""
    found: list[str] = []
    for name, check in _checks(settings).items():
        with session_for(engine, write=False) as session, console.status(f"Checking {name}"):
            wrong = list(check(session))
        console.print(f"{name}: {len(wrong) or 'nothing'} wrong")
        for sentence in wrong:
            console.print(f"  {sentence}", style="red", markup=False)
        found += wrong
    return found


def undeliverable(session: Session) -> Iterable[str]:
    return (
        f"mail {mail.id} of {mail.thread} reached nobody: {mail.letzter_fehler}"
        for mail in dead_letters(session)
    )


def _checks(settings: Settings) -> dict[str, Check]:
    return {
        "record of steps": chain.broken,
        "Ideen and their record": ideen.record_problems,
        "Anträge and their record": antraege.record_problems,
        "Anträge and ledger": antraege.problems,
        "mails": undeliverable,
        "files": lambda session: orphans(session, open_store(settings), at=utc_now()),
    }
