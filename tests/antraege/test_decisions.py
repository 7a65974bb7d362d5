"""Votum, Freigabe, Rückgabe, Ablehnung: status, ledger, history and mail."""

from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from app.antraege.buero.steps.ablehnen import ablehnen
from app.antraege.buero.steps.votum import Stimmen
from app.antraege.buero.steps.wiederaufnehmen import wiederaufnehmen
from app.antraege.buero.steps.zurueckgeben import zurueckgeben
from app.antraege.buero.steps.zurueckstellen import zurueckstellen
from app.antraege.models import Votum
from app.antraege.status import Antragsstatus
from app.errors import FieldRefused, NotAllowed, StepNotPossible
from app.fonds import ledger
from app.fonds.ledger import AntragStand
from app.fonds.models import Buchungsart, Entscheidungsart
from app.fristen import end_of
from app.history.chain import trail
from app.mail.models import Mail
from app.text.formats import datum
from tests.support.cast import JA, NEIN, Cast, cast_for

_S = Antragsstatus


def test_the_main_way_of_the_money(cast: Cast, session: Session) -> None:
    """480,50 asked, 400,00 recommended and released: the public page shows 400,00 less."""
    antrag = cast.geprueft(beantragt_cent=48_050, email="hof@post.example")
    cast.votum(antrag, 40_000, grund="Etwas weniger Essen reicht.")
    assert (antrag.status, antrag.empfohlen_cent) == (_S.votiert, 40_000)
    assert cast.antrag_stand(antrag) == AntragStand(reserviert=40_000)
    before = cast.stand()
    cast.freigeben(antrag, 40_000, auflagen="Bitte Mehrweg nutzen.", grund="Ein gutes Fest.")
    session.commit()
    after = cast.stand()
    assert before.frei_oeffentlich - after.frei_oeffentlich == 40_000
    assert before.verfuegbar == after.verfuegbar
    assert cast.antrag_stand(antrag) == AntragStand(gebunden=40_000)
    assert (antrag.status, antrag.bewilligt_cent, antrag.auflagen) == (
        _S.bewilligt,
        40_000,
        "Bitte Mehrweg nutzen.",
    )
    assert (antrag.entschieden_von_id, antrag.entschieden_am) == (
        cast.bezirksvorsteherin.staff_id,
        cast.now,
    )
    mail = session.exec(select(Mail).order_by(col(Mail.id).desc())).first()
    assert mail is not None
    assert "400,00\u202fEUR" in mail.text
    assert "Bitte Mehrweg nutzen." in mail.text
    assert [(s.step, s.amount_cent, s.public) for s in trail(session, antrag.vorgangsnummer)] == [
        ("einreichen", None, True),
        ("pruefen", 48_050, True),
        ("votum", 40_000, False),
        ("freigeben", 40_000, True),
    ]
    booked = ledger.buchungen(session, cast.fondsjahr.id or 0)[1:]
    assert [(b.art, b.betrag_cent, b.staff_id) for b in booked] == [
        (Buchungsart.reservierung, 48_050, cast.koordination.staff_id),
        (Buchungsart.reserve_aufloesung, 8_050, cast.koordination.staff_id),
        (Buchungsart.reserve_aufloesung, 40_000, cast.bezirksvorsteherin.staff_id),
        (Buchungsart.bindung, 40_000, cast.bezirksvorsteherin.staff_id),
    ]
    assert cast.problems() == []


def test_the_tally_is_kept(cast: Cast, session: Session) -> None:
    yesterday = cast.now.date() - timedelta(days=1)
    antrag = cast.geprueft(eingereicht_am=cast.now - timedelta(days=1))
    tally = Stimmen(ja=4, nein=1, enthaltung=2, befangen=1)
    cast.votum(antrag, 30_000, stimmen=tally, datum=yesterday, grund="Ohne die Bühne.")
    row = session.exec(select(Votum)).one()
    assert (row.ja, row.nein, row.enthaltung, row.befangen, row.datum) == (4, 1, 2, 1, yesterday)
    assert (row.empfohlen_cent, row.grund) == (30_000, "Ohne die Bühne.")
    assert (row.erfasst_von_id, row.erfasst_am) == (cast.koordination.staff_id, cast.now)


@pytest.mark.parametrize("stimmen", [NEIN, Stimmen(3, 3), Stimmen(0, 0, enthaltung=5)])
def test_without_a_majority_nothing_is_recommended(
    cast: Cast, session: Session, stimmen: Stimmen
) -> None:
    antrag = cast.geprueft()
    cast.votum(antrag, 0, stimmen=stimmen)
    assert cast.antrag_stand(antrag).reserviert == 0
    with pytest.raises(StepNotPossible, match="kein Geld empfohlen"):
        cast.freigeben(antrag, 1)
    ablehnen(
        session,
        antrag,
        grund="So hat das Gremium entschieden.",
        by=cast.stellvertretung,
        at=cast.now,
    )
    assert antrag.status is _S.abgelehnt
    assert cast.problems() == []


@pytest.mark.parametrize(
    ("stimmen", "empfohlen", "days", "grund", "feld"),
    [
        (JA, 48_051, 0, "", "empfohlen_cent"),
        (JA, 0, 0, "Weil", "empfohlen_cent"),
        (JA, -1, 0, "Weil", "empfohlen_cent"),
        (NEIN, 1, 0, "Weil", "empfohlen_cent"),
        (JA, 48_049, 0, " ", "grund"),
        (NEIN, 0, 0, "", "grund"),
        (JA, 48_050, 1, "", "datum"),
        (JA, 48_050, -1, "", "datum"),
        (JA, 48_050, -9_459, "", "datum"),
        (Stimmen(0, 0, befangen=3), 0, 0, "Weil", "ja"),
        (Stimmen(3, -1), 100, 0, "Weil", "ja"),
    ],
)
def test_a_votum_that_does_not_fit(
    cast: Cast, stimmen: Stimmen, empfohlen: int, days: int, grund: str, feld: str
) -> None:
    antrag = cast.geprueft()
    with pytest.raises(FieldRefused) as refusal:
        cast.votum(
            antrag,
            empfohlen,
            stimmen=stimmen,
            datum=cast.now.date() + timedelta(days=days),
            grund=grund,
        )
    assert refusal.value.feld == feld


def test_in_full_no_reason_is_needed(cast: Cast) -> None:
    antrag = cast.geprueft()
    cast.votum(antrag, grund="")
    cast.freigeben(antrag, grund="")
    assert antrag.bewilligt_cent == 48_050


@pytest.mark.parametrize(
    ("betrag", "grund", "feld"),
    [
        (40_001, "Mehr", "betrag_cent"),
        (0, "Nichts", "betrag_cent"),
        (-5, "Weniger", "betrag_cent"),
        (39_999, " ", "grund"),
    ],
)
def test_a_release_that_does_not_fit(cast: Cast, betrag: int, grund: str, feld: str) -> None:
    antrag = cast.votiert(40_000)
    with pytest.raises(FieldRefused) as refusal:
        cast.freigeben(antrag, betrag, grund=grund)
    assert refusal.value.feld == feld


def test_released_in_part_the_rest_is_free_again(cast: Cast) -> None:
    antrag = cast.votiert(40_000)
    cast.freigeben(antrag, 25_000, grund="Die Bühne stellt das Bezirksamt.")
    assert cast.antrag_stand(antrag) == AntragStand(gebunden=25_000)
    assert cast.stand().verfuegbar == 2_000_000 - 25_000


def test_an_antrag_cannot_be_released_twice(cast: Cast) -> None:
    antrag = cast.bewilligt()
    with pytest.raises(StepNotPossible):
        cast.freigeben(antrag, by=cast.stellvertretung)
    assert cast.stand().gebunden == 48_050


def test_returned_and_voted_again(cast: Cast, session: Session) -> None:
    """What waits for a Gremium has all reserved that it asks for (fonds.md 5.3)."""
    antrag = cast.votiert(30_000)
    zurueckgeben(
        session, antrag, grund="Bitte die Kosten klären.", by=cast.bezirksvorsteherin, at=cast.now
    )
    assert antrag.status is _S.formal_geprueft
    assert cast.antrag_stand(antrag).reserviert == 48_050
    assert cast.problems() == []
    assert not trail(session, antrag.vorgangsnummer)[-1].public
    cast.votum(antrag, 48_050)
    assert cast.antrag_stand(antrag).reserviert == 48_050
    assert len(antrag.voten) == 2
    cast.freigeben(antrag)
    assert cast.problems() == []


def test_a_second_round_needs_the_money_too(session: Session) -> None:
    cast = cast_for(session, ansatz_cent=50_000)
    antrag = cast.votiert(10_000, beantragt_cent=48_050)
    cast.geprueft(beantragt_cent=30_000)
    antrag = cast.fresh(antrag)
    with pytest.raises(StepNotPossible, match="Das Geld reicht nicht"):
        zurueckgeben(session, antrag, grund="Zu wenig.", by=cast.bezirksvorsteherin, at=cast.now)
    session.rollback()
    assert cast.stand().verfuegbar >= 0


def test_after_a_refusal_of_the_gremium_the_next_round_reserves_again(
    cast: Cast, session: Session
) -> None:
    antrag = cast.geprueft()
    cast.votum(antrag, 0, stimmen=Stimmen(ja=1, nein=5))
    assert cast.antrag_stand(antrag).reserviert == 0
    by = cast.bezirksvorsteherin
    zurueckgeben(session, antrag, grund="Bitte noch einmal.", by=by, at=cast.now)
    assert cast.antrag_stand(antrag).reserviert == antrag.beantragt_cent
    assert cast.problems() == []


def test_put_off_and_taken_up_again(cast: Cast, session: Session) -> None:
    antrag = cast.votiert(30_000, email="hof@post.example")
    by = cast.bezirksvorsteherin
    day = cast.now.date() + timedelta(days=40)
    zurueckstellen(session, antrag, grund="Erst im neuen Jahr.", tag=day, by=by, at=cast.now)
    assert (antrag.status, antrag.faellig_am) == (_S.zurueckgestellt, end_of(day))
    assert cast.antrag_stand(antrag).reserviert == 30_000
    mail = session.exec(select(Mail).order_by(col(Mail.id).desc())).first()
    assert mail is not None
    assert "Erst im neuen Jahr." in mail.text
    assert "Wir melden uns, sobald es weitergeht." in mail.text
    assert f"Am {datum(end_of(day))} nehmen wir ihn wieder vor." in mail.text
    wiederaufnehmen(session, antrag, by=by, at=cast.now)
    # The Votum stands: nobody votes a second time.
    assert (antrag.status, antrag.empfohlen_cent) == (_S.votiert, 30_000)
    assert antrag.faellig_am is not None
    again = session.exec(select(Mail).order_by(col(Mail.id).desc())).first()
    assert again is not None
    assert "geht es weiter" in again.text
    for part in (again.text, again.html):
        assert f"Bis zum {datum(antrag.faellig_am)} fällt die Entscheidung" in part
    assert cast.problems() == []


def test_put_off_before_the_vote_it_waits_for_a_sitzung(cast: Cast, session: Session) -> None:
    antrag = cast.geprueft(email="hof@post.example")
    zurueckstellen(session, antrag, grund="Es fehlt Zeit.", by=cast.koordination, at=cast.now)
    assert antrag.status is _S.zurueckgestellt
    wiederaufnehmen(session, antrag, by=cast.koordination, at=cast.now)
    assert antrag.status is _S.formal_geprueft
    assert antrag.faellig_am is not None
    again = session.exec(select(Mail).order_by(col(Mail.id).desc())).first()
    assert again is not None
    assert f"Bis zum {datum(antrag.faellig_am)} wird wieder über ihn beraten" in again.text
    assert cast.problems() == []


@pytest.mark.parametrize("days", [None, -1, 0, 366])
def test_a_day_that_is_no_day_to_come_back_is_refused(
    cast: Cast, session: Session, days: int | None
) -> None:
    antrag, by = cast.votiert(), cast.bezirksvorsteherin
    day = None if days is None else cast.now.date() + timedelta(days=days)
    with pytest.raises(FieldRefused) as refusal:
        zurueckstellen(session, antrag, grund="Später.", tag=day, by=by, at=cast.now)
    assert refusal.value.feld == "tag"


@pytest.mark.parametrize("arrange", ["antrag", "votiert"])
def test_rejecting_gives_the_reserve_back(cast: Cast, session: Session, arrange: str) -> None:
    antrag = getattr(cast, arrange)(email="hof@post.example")
    by = cast.koordination if arrange == "antrag" else cast.bezirksvorsteherin
    with pytest.raises(FieldRefused, match="Nennen Sie den Grund"):
        ablehnen(session, antrag, grund=" ", by=by, at=cast.now)
    ablehnen(session, antrag, grund="Das zahlt die Schule.", by=by, at=cast.now)
    session.commit()
    assert (antrag.status, antrag.entscheidung_grund) == (_S.abgelehnt, "Das zahlt die Schule.")
    assert cast.stand().reserviert == 0
    mail = session.exec(select(Mail).order_by(col(Mail.id).desc())).first()
    assert mail is not None
    assert "Das zahlt die Schule." in mail.text
    assert cast.problems() == []


def test_a_checked_antrag_waits_for_the_gremium(cast: Cast, session: Session) -> None:
    antrag = cast.geprueft()
    by = cast.bezirksvorsteherin
    with pytest.raises(StepNotPossible, match="Erfassen Sie zuerst das Votum"):
        cast.freigeben(antrag)
    with pytest.raises(StepNotPossible, match="Erfassen Sie zuerst das Votum"):
        ablehnen(session, antrag, grund="Nein", by=by, at=cast.now)


def test_where_the_bezirksvorsteherin_decides_nobody_votes(session: Session) -> None:
    cast = cast_for(session, entscheidungsart=Entscheidungsart.bezirksvorsteher)
    antrag = cast.geprueft()
    with pytest.raises(StepNotPossible, match="stimmt kein Gremium ab"):
        cast.votum(antrag)
    cast.freigeben(antrag)
    assert antrag.status is _S.bewilligt
    assert cast.problems() == []


@pytest.mark.parametrize(("limit", "alone"), [(48_050, True), (48_049, False)])
def test_small_amounts_the_coordination_decides_alone(
    session: Session, limit: int, alone: bool
) -> None:
    """With four eyes: another coordinator than the one who checked."""
    cast = cast_for(session, grenze_koordination_cent=limit)
    antrag = cast.geprueft()
    with pytest.raises(NotAllowed, match="Sie haben diesen Antrag geprüft"):
        cast.freigeben(antrag, by=cast.koordination)
    if alone:
        cast.freigeben(antrag, by=cast.kollegin)
        assert antrag.status is _S.bewilligt
    else:
        with pytest.raises(NotAllowed, match="Bezirksvorsteher"):
            cast.freigeben(antrag, by=cast.kollegin)


def test_small_amounts_a_second_coordinator_rejects(session: Session) -> None:
    """A no is a decision too: nobody checks and decides (entscheidungen.md 5)."""
    cast = cast_for(session, grenze_koordination_cent=50_000)
    antrag = cast.geprueft()
    with pytest.raises(NotAllowed, match="Sie haben diesen Antrag geprüft"):
        ablehnen(session, antrag, grund="Doppelt", by=cast.koordination, at=cast.now)
    ablehnen(session, antrag, grund="Doppelt", by=cast.kollegin, at=cast.now)
    assert antrag.status is _S.abgelehnt
