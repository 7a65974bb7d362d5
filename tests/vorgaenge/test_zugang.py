"""Every secret link is a row of its own, with something random in it."""

import pytest
from sqlalchemy import Engine, delete
from sqlmodel import Session, col, select

from app.clock import BERLIN, utc_now
from app.commands.restored import restored
from app.ideen.models import Idee
from app.vorgaenge import links
from app.vorgaenge.actions import draw_number
from app.vorgaenge.models import Nummernkreis, Vorgang, Zugang
from tests.support import constraints
from tests.support.client import PortalClient
from tests.support.constraints import copy_of
from tests.support.factories import eine_idee
from tests.support.zugang import zugang_of
from tests.vorgaenge.secrets import code, secret

(TABLE,) = constraints.tables_of(Zugang).values()


@pytest.fixture
def idee(session: Session) -> Idee:
    row = eine_idee(session)
    session.commit()
    return row


def test_a_number_handed_out_again_has_another_link_and_code(
    session: Session, client: PortalClient, idee: Idee
) -> None:
    """As after a restored backup, which knows nothing of the lost Vorgang."""
    number, lost_link, lost_code = idee.vorgangsnummer, secret(session, idee), code(session, idee)
    vorgang_id = idee.vorgang_id
    session.delete(idee)
    session.execute(delete(Zugang))
    session.execute(delete(Vorgang).where(col(Vorgang.id) == vorgang_id))
    session.execute(delete(Nummernkreis))
    session.commit()
    other = eine_idee(session)
    session.commit()
    assert other.vorgangsnummer == number
    assert client.get(lost_link).status_code == 404
    data = {"vorgangsnummer": number, "code": lost_code}
    assert client.post("/vorgang", data=data).status_code == 422
    assert client.get(secret(session, other)).status_code == 200


@pytest.mark.both
def test_after_a_restored_backup_no_number_comes_again(session: Session, engine: Engine) -> None:
    """Nor one of a kind of which the backup knows none yet."""
    first = eine_idee(session).vorgangsnummer
    session.commit()
    assert restored(engine) == 1_000
    year = utc_now().astimezone(BERLIN).year
    found = {
        art: draw_number(session, art, letter, at=utc_now())
        for art, letter in (("idee", "I"), ("antrag", "A"))
    }
    begun = int(first[-5:]) if first.startswith(f"I-{year}") else 0
    assert found == {"idee": f"I-{year}-{begun + 1_001:05d}", "antrag": f"A-{year}-01001"}


def test_a_renewed_link_leaves_the_old_one_revoked(
    session: Session, client: PortalClient, idee: Idee
) -> None:
    old, old_code = secret(session, idee), code(session, idee)
    answer = client.post(f"{old}/erneuerung")
    new = answer.headers["location"].partition("?")[0]
    session.expire_all()
    assert new == secret(session, idee) != old
    assert [z.widerrufen_am is None for z in session.exec(select(Zugang).order_by(Zugang.id))] == [
        False,
        True,
    ]
    assert client.get(old).status_code == 404
    assert client.get(new).status_code == 200
    data = {"vorgangsnummer": idee.vorgangsnummer, "code": old_code}
    assert client.post("/vorgang", data=data).status_code == 422


def test_the_database_holds_neither_link_nor_code(session: Session, idee: Idee) -> None:
    settings = session.info["settings"]
    zugang = zugang_of(session, idee.vorgangsnummer)
    stored = set(zugang.model_dump().values())
    assert not stored & {links.token_of(settings, zugang), links.code_of(settings, zugang)}


@pytest.mark.both
def test_the_database_refuses(session: Session, idee: Idee) -> None:
    zugang = zugang_of(session, idee.vorgangsnummer)
    row = copy_of(zugang) | {
        "zufall": "anders",
        "link_hash": "anders",
        "widerrufen_am": zugang.angelegt_am,
    }
    checks = {"ck_zugang_zufall": {"zufall": ""}}
    assert set(checks) == set(constraints.named_checks(TABLE))
    for name, change in checks.items():
        constraints.assert_refused(session, TABLE, row | change, name)
    for column in constraints.enum_columns(TABLE):
        constraints.assert_enum_refused(session, TABLE, row, column)
    for column in constraints.foreign_keys(TABLE):
        constraints.assert_foreign_key_refused(session, TABLE, row, column)
    twice = [{"zufall": zugang.zufall}, {"link_hash": zugang.link_hash}, {"widerrufen_am": None}]
    assert len(constraints.uniques(TABLE)) == len(twice)
    for change in twice:
        constraints.assert_refused(session, TABLE, row | change, "(?i)unique")
