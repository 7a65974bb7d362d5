"""Ämter, which answer for what lies in their own field."""

from sqlmodel import Field, SQLModel


class Amt(SQLModel, table=True):
    __tablename__ = "amt"

    id: int | None = Field(default=None, primary_key=True)
    slug: str = Field(max_length=60, unique=True)
    name: str = Field(max_length=80, unique=True)
