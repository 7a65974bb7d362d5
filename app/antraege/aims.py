"""What an Antrag is good for: its Handlungsfelder, Zielgruppen and Zieldimensionen."""

from sqlmodel import Field, SQLModel

from app.db import enum_column
from app.quartiere.begriffe import Handlungsfeld, Zieldimension, Zielgruppe


class AntragHandlungsfeld(SQLModel, table=True):
    __tablename__ = "antrag_handlungsfeld"

    antrag_id: int = Field(foreign_key="antrag.id", primary_key=True)
    handlungsfeld: Handlungsfeld = Field(
        sa_column=enum_column(Handlungsfeld, "handlungsfeld", primary_key=True)
    )


class AntragZielgruppe(SQLModel, table=True):
    __tablename__ = "antrag_zielgruppe"

    antrag_id: int = Field(foreign_key="antrag.id", primary_key=True)
    zielgruppe: Zielgruppe = Field(
        sa_column=enum_column(Zielgruppe, "zielgruppe", primary_key=True)
    )


class AntragZieldimension(SQLModel, table=True):
    __tablename__ = "antrag_zieldimension"

    antrag_id: int = Field(foreign_key="antrag.id", primary_key=True)
    zieldimension: Zieldimension = Field(
        sa_column=enum_column(Zieldimension, "zieldimension", primary_key=True)
    )
