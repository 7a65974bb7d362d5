"""An official answer on the desk, for the sender, and what it costs to read."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from app.auth.actor import Actor
from app.ideen.antwort import Antwort, Machbar
from app.ideen.models import Idee
from app.ideen.queries import one_for
from app.ideen.status import Ideenstatus
from app.mail.models import Mail
from app.quartiere.models import Quartier
from tests.ideen.antwort.statements import (
    NEW_DAY,
    NO,
    OPEN,
    PARTLY,
    YES,
    address,
    fresh,
    own_page,
)
from tests.support.client import PortalClient
from tests.support.clock import FixedNow
from tests.support.factories import eine_antwort, eine_idee
from tests.support.queries import queries
from tests.support.races import at_once

S = Ideenstatus


# The desk


def test_the_task_is_gone_with_the_answer(koordination: PortalClient, idee: Idee) -> None:
    assert "Antwort geben" in koordination.get("/intern").text
    koordination.post(address(idee, "/antwort"), data=YES)
    assert "Zebrastreifen" not in koordination.get("/intern").text


def test_an_overdue_answer_is_on_top_until_its_day_moves(
    koordination: PortalClient, session: Session, idee: Idee, now: FixedNow
) -> None:
    fresh(session, idee).antwort_bis = now - timedelta(days=1)
    session.commit()
    assert "Überfällig" in koordination.get("/intern").text
    koordination.post(address(idee, "/antwort"), data=OPEN)
    desk = koordination.get("/intern").text
    assert "Zebrastreifen" in desk
    assert "Überfällig" not in desk
    row = fresh(session, idee)
    assert (row.antwort_bis, row.beantwortet_am) == (NEW_DAY, None)


# The sender


@pytest.mark.parametrize(
    ("sent", "subject", "parts"),
    [
        (YES, "Die Antwort auf Ihre Idee", ["Ja, das geht.", "Wann: Herbst 2027"]),
        (PARTLY, "Die Antwort auf Ihre Idee", ["Das geht zum Teil.", "Wann: nach dem Haushalts"]),
        (NO, "Die Antwort auf Ihre Idee", ["Nein, das geht nicht.", "Andere haben Rechte daran"]),
        (OPEN, "Ihre Idee ist noch offen", ["Bis zum 12. Januar 2027 bekommen Sie"]),
    ],
    ids=lambda value: value.get("machbar", "") if isinstance(value, dict) else "",
)
def test_the_sender_gets_it_by_mail_in_both_parts(
    koordination: PortalClient,
    session: Session,
    idee: Idee,
    sent: dict[str, str],
    subject: str,
    parts: list[str],
) -> None:
    koordination.post(address(idee, "/antwort"), data=sent)
    (mail,) = session.exec(select(Mail)).all()
    assert mail.empfaenger == "anna@beispiel.de"
    assert mail.betreff == f"{subject} ({idee.vorgangsnummer})"
    for body in (mail.text, mail.html):
        for part in [*parts, sent["antwort_text"]]:
            assert part in body
        assert "Karla" not in body


def test_the_trail_says_what_kind_of_answer_it_was(
    koordination: PortalClient, client: PortalClient, session: Session, idee: Idee
) -> None:
    own = own_page(session, idee)
    koordination.post(address(idee, "/antwort"), data=OPEN)
    between = client.get(own).text
    assert "Zwischenstand, die Antwort kommt noch" in between
    assert "Bis zum 12. Januar 2027 bekommen Sie eine Antwort." in between
    koordination.post(address(idee, "/antwort"), data=PARTLY)
    assert "Ein Teil davon geht." in client.get(own).text
    koordination.post(address(idee, "/antwort-nachtrag"), data=YES)
    assert "Antwort berichtigt oder ergänzt" in client.get(own).text


def test_answers_cost_no_query(client: PortalClient, session: Session, engine: Engine) -> None:
    first = eine_idee(session, S.veroeffentlicht)
    pages = ("/ideen", "/", f"/ideen/{first.vorgangsnummer}")
    for address_ in pages:
        client.get(address_)

    def costs() -> list[int]:
        found = []
        for address_ in pages:
            with queries(engine) as seen:
                client.get(address_)
            found.append(seen.count)
        return found

    before = costs()
    row = fresh(session, first)
    row.status, row.beantwortet_am = S.umsetzbar, row.eingegangen_am
    eine_antwort(session, row)
    for status in (S.umsetzbar, S.nicht_umsetzbar, S.in_umsetzung) * 3:
        eine_idee(session, status)
    assert costs() == before


def test_the_latest_answer_comes_with_the_idee(session: Session, heslach: Quartier) -> None:
    idee = eine_idee(session, S.veroeffentlicht, quartier=heslach)
    eine_antwort(session, idee, Machbar.noch_offen)
    eine_antwort(session, idee, Machbar.ja, nummer=2, wann="bald")
    eine_antwort(session, eine_idee(session, S.veroeffentlicht), nummer=3, wann="nie")
    session.expire_all()
    found = one_for(session, Actor.holder(""), idee.vorgangsnummer, lock=True)
    assert found.antwort is not None
    assert (found.antwort.nummer, found.wann) == (2, "bald")


@pytest.mark.both
def test_who_waited_for_the_idee_reads_the_answer_that_was_given_meanwhile(
    engine: Engine, session: Session, heslach: Quartier
) -> None:
    """PostgreSQL re-reads the locked row after a wait, but not what was joined to it."""
    nummer = eine_idee(session, S.umsetzbar, quartier=heslach).vorgangsnummer

    def correct(own: Session) -> None:
        idee = one_for(own, Actor.holder(""), nummer, lock=True)
        assert idee.antwort is not None
        eine_antwort(own, idee, nummer=idee.antwort.nummer + 1)

    assert at_once(engine, [correct] * 6) == [""] * 6
    assert [a.nummer for a in session.exec(select(Antwort).order_by(Antwort.nummer))] == [
        *range(1, 8)
    ]
