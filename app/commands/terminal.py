"""Talking to the operator: one console, one way to refuse, one way to log."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from pydantic import ValidationError
from rich.console import Console
from sqlalchemy.exc import OperationalError, ProgrammingError

from app.settings import SettingsError

console = Console(highlight=False)


class CommandRefused(Exception):
    """The command does nothing; the message is one sentence that says why and what to do."""


@contextmanager
def one_sentence() -> Iterator[None]:
    """Whatever the operator can mend is said in one line on stderr, with exit code 1."""
    try:
        yield
    except (CommandRefused, SettingsError) as error:
        _refuse(str(error))
    except ValidationError as error:
        _refuse(_first_fault(error))
    except (OperationalError, ProgrammingError) as error:
        _refuse(f"The database refuses: {str(error.orig or error).strip().splitlines()[0]}")


def _refuse(sentence: str) -> None:
    sys.stderr.write(f"quartier: {sentence}\n")
    raise SystemExit(1)


def _first_fault(error: ValidationError) -> str:
    fault = error.errors()[0]
    name = "__".join(str(part) for part in fault["loc"]).upper()
    return f"{name or 'Settings'} cannot be used: {fault['msg']}."
