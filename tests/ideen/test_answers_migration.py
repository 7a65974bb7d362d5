"""Answers of the first release become rows; back again, the latest stays."""

import pytest
from alembic import command
from sqlalchemy import Engine, text
from sqlmodel import Session, col, select

from app.ideen.antwort import Antwort, Antwortgrund, Machbar
from app.ideen.consistency import answer_problems
from app.ideen.models import Idee
from app.ideen.status import Ideenstatus
from app.text.formats import NOTHING
from tests.support import schema
from tests.support.clock import FixedNow
from tests.support.database import alembic_config
from tests.support.factories import eine_antwort, eine_idee

pytestmark = pytest.mark.both

_OLD = "SELECT antwort_machbar, antwort_wann, antwort_grund, antwort_text FROM idee ORDER BY id"
S, M = Ideenstatus, Machbar


def test_answers_become_rows_and_the_latest_goes_back(
    session: Session, engine: Engine, now: FixedNow
) -> None:
    before = schema.read(engine) | schema.triggers(engine)
    yes = eine_idee(session, S.umsetzbar)
    eine_antwort(session, yes, M.ja, nummer=2, wann="Herbst 2027", text="Nun doch erst im Herbst.")
    no = eine_idee(session, S.nicht_umsetzbar)
    carried_out = eine_idee(session, S.in_umsetzung, beantwortet_am=now)
    eine_antwort(session, carried_out, wann="bald")
    eine_idee(session, S.veroeffentlicht)
    session.commit()
    config = alembic_config(engine)
    command.downgrade(config, "20261125_antwort-1")
    try:
        with engine.begin() as connection:
            assert [tuple(row) for row in connection.execute(text(_OLD))] == [
                ("ja", "Herbst 2027", None, "Nun doch erst im Herbst."),
                ("nein", "", "keine_mittel", "Wir haben es uns vor Ort angesehen."),
                ("ja", "bald", None, "Wir haben es uns vor Ort angesehen."),
                (None, "", None, ""),
            ]
            # What the first release's own CHECKs let pass: a reason beside a yes, no "when".
            connection.execute(
                text(
                    "UPDATE idee SET antwort_wann = '', antwort_grund = 'keine_mittel'"
                    f" WHERE id = {yes.id}"
                )
            )
    finally:
        command.upgrade(config, "head")
    assert schema.differences(schema.read(engine) | schema.triggers(engine), before) == []
    session.expire_all()
    rows = session.exec(select(Antwort).order_by(col(Antwort.idee_id))).all()
    assert [(a.idee_id, a.nummer, a.machbar, a.wann, a.grund) for a in rows] == [
        (yes.id, 1, M.ja, NOTHING, None),
        (no.id, 1, M.nein, "", Antwortgrund.keine_mittel),
        (carried_out.id, 1, M.ja, "bald", None),
    ]
    assert rows[0].when == "", "no page shows it"
    answered = dict(session.execute(select(Idee.id, Idee.beantwortet_am)).all())
    assert all(a.gegeben_am == answered[a.idee_id] for a in rows)
    assert list(answer_problems(session)) == []
