"""The row that was added last; without an order the database gives any."""

from typing import TypeVar

from sqlmodel import Session, SQLModel, desc, select

Row = TypeVar("Row", bound=SQLModel)


def newest(session: Session, model: type[Row]) -> Row:
    """By its id. Raises where there is none."""
    (key,) = model.__table__.primary_key  # type: ignore[attr-defined]
    return session.exec(select(model).order_by(desc(key)).limit(1)).one()
