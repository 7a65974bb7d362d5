"""Applicants of before are recognised like those of today."""

import pytest
from alembic import command
from sqlalchemy import Engine, text
from sqlmodel import Session, select

from app.antraege.models import Antragsteller
from tests.support.cast import Cast
from tests.support.database import alembic_config

pytestmark = pytest.mark.both

PEOPLE = (
    ("ÄNNE@Post.example", "+49 0711 777 66 55", "U\u0308bergangswohnen  HESLACH"),
    ("a@müller.example", "0049 (0)711 5550199", "Haus–Hof\u200b Große Straße"),
    ("", "110", ""),
)
_KEYS = text(
    "SELECT email_schluessel, telefon_schluessel, gruppe_schluessel FROM antragsteller"
    " ORDER BY antrag_id"
)


def test_old_rows_have_the_keys_that_saving_gives(
    cast: Cast, session: Session, engine: Engine
) -> None:
    for _person in PEOPLE:
        cast.antrag()
    rows = session.exec(select(Antragsteller).order_by(Antragsteller.antrag_id)).all()  # type: ignore[arg-type]
    for row, (email, telefon, gruppe) in zip(rows, PEOPLE, strict=True):
        row.email, row.telefon, row.gruppe = email, telefon, gruppe
    session.commit()
    saved = _keys(engine)
    config = alembic_config(engine)
    command.downgrade(config, "20261127_schluessel-1")
    command.upgrade(config, "head")
    assert _keys(engine) == saved
    assert saved[0] == ("änne@post.example", "07117776655", "uebergangswohnen heslach")


def _keys(engine: Engine) -> list[tuple[str, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(_KEYS)]
