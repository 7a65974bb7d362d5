"""Sender and staff on one Vorgang at once: the sender holds the Vorgang and wants its item, staff
hold the item and write to the Vorgang."""

from collections.abc import Callable, Sequence
from threading import Barrier

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from app.antraege.queries import of_sender
from app.antraege.status import Antragsstatus
from app.auth.permissions import Rolle
from app.db import row_id
from app.vorgaenge import links
from app.vorgaenge.messages import Nachricht, ask
from app.vorgaenge.models import Vorgang
from app.vorgaenge.queries import by_token, by_typed
from app.vorgaenge.zuweisung import Zuweisung
from tests.support.clock import FixedNow
from tests.support.factories import ein_antrag, eine_mitarbeiterin
from tests.support.races import at_once
from tests.support.zugang import secret_path


def _by_link(session: Session, number: str) -> Sequence[Vorgang]:
    token = links.plain_token(secret_path(session, number).rsplit("/", 1)[-1])
    return [by_token(session, token, lock=True)]


def _by_number(session: Session, number: str) -> Sequence[Vorgang]:
    return by_typed(session, number, lock=True)


@pytest.mark.parametrize("hold", [_by_link, _by_number])
def test_what_staff_write_does_not_wait_for_the_sender(
    session: Session,
    engine: Engine,
    now: FixedNow,
    hold: Callable[[Session, str], Sequence[Vorgang]],
) -> None:
    if engine.dialect.name == "sqlite":
        return  # one writer at a time
    antrag = ein_antrag(session, Antragsstatus.eingereicht)
    staff_id = row_id(eine_mitarbeiterin(session).id)
    number, vorgang_id = antrag.vorgangsnummer, antrag.vorgang_id
    session.commit()
    both = Barrier(2)

    def sender(own: Session) -> None:
        own.info.update(session.info)
        assert hold(own, number)
        both.wait(timeout=20)
        of_sender(own, vorgang_id, lock=True)

    def staff(own: Session) -> None:
        item = of_sender(own, vorgang_id, lock=True)
        both.wait(timeout=20)
        ask(own, item, "Wer gießt?", staff_id=staff_id, at=now)
        rolle = Rolle.quartierskoordination
        own.add(Zuweisung(vorgang_id=vorgang_id, staff_id=staff_id, rolle=rolle, zugewiesen_am=now))
        own.flush()

    assert at_once(engine, [sender, staff]) == ["", ""]
    assert len(session.exec(select(Nachricht)).all()) == 1
