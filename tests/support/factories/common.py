"""What all factories share."""

from itertools import count
from typing import Any

from sqlmodel import Session

number = count(1)


def save(session: Session, row: Any) -> Any:
    session.add(row)
    session.commit()
    return row
