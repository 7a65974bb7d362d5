"""A mistake of staff is corrected with a reason, as long as nobody has built on it."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from app.antraege import desk as tasks
from app.antraege.buero.steps.beanstanden import beanstanden
from app.antraege.buero.steps.votum import Stimmen, votum_erfassen
from app.antraege.buero.steps.votum_berichtigen import votum_berichtigen
from app.antraege.fristen import objection_until
from app.antraege.models import Antrag
from app.antraege.status import Antragsstatus
from app.fonds.ledger import AntragStand
from app.fonds.models import Entscheidungsart
from app.fristen import days_after
from app.history.chain import broken, trail
from tests.antraege.staff import Desk, freigabe, votum
from tests.support.cast import cast_for

S = Antragsstatus
WHY = {"berichtigung": "Zahlendreher beim Abtippen."}


def correction(**changes: str) -> dict[str, str]:
    return votum() | {"berichtigung": WHY["berichtigung"]} | changes


def test_a_mistyped_votum_gets_another_row_and_the_first_stays_readable(
    desk: Desk, session: Session
) -> None:
    antrag = desk.votiert(4_000)
    page = desk.get(antrag, desk.checker).text
    assert 'value="40,00"' in page
    sent = correction(empfohlen_cent="400,00", ja="7")
    assert desk.post(antrag, "votum-berichtigung", desk.checker, **sent).status_code == 303
    now = desk.fresh(antrag)
    assert (now.status, now.empfohlen_cent) == (S.votiert, 40_000)
    assert [(row.empfohlen_cent, bool(row.berichtigt_am)) for row in now.voten] == [
        (4_000, True),
        (40_000, False),
    ]
    assert desk.cast.antrag_stand(now) == AntragStand(reserviert=40_000)
    page = desk.get(antrag, desk.leader).text
    assert "7 ja" in page
    assert "berichtigt am 24. November 2026" in page
    assert WHY["berichtigung"] in page
    assert desk.post(antrag, "freigabe", desk.leader, **freigabe()).status_code == 303
    assert desk.cast.problems() == []
    assert list(broken(session)) == []


def test_a_correction_renews_no_term_of_objection(session: Session) -> None:
    cast = cast_for(session, entscheidungsart=Entscheidungsart.konsens, frist_beanstandung_tage=3)
    antrag, start = cast.votiert(), cast.now
    values = {"datum": start.date(), "empfohlen_cent": 48_050, "grund": "Ein Gewinn für den Hof."}
    for days in (1, 2):
        at = start + timedelta(days=days)
        tally = Stimmen(ja=6 + days, nein=0)
        votum_berichtigen(
            session, antrag, stimmen=tally, by=cast.koordination, at=at, **values, **WHY
        )
    assert len(antrag.voten) == 3
    until = objection_until(antrag)
    assert until == days_after(start, 3)
    beanstanden(session, antrag, grund="Gesperrt.", by=cast.bezirksvorsteherin, at=at)
    votum_erfassen(session, antrag, stimmen=tally, by=cast.koordination, at=at, **values)
    assert objection_until(antrag) == days_after(at, 3)


def test_a_yes_typed_as_a_no_is_turned_round(desk: Desk) -> None:
    antrag = desk.geprueft()
    against = votum(ja="0", nein="6", empfohlen_cent="0", grund="Vertauscht.")
    desk.post(antrag, "votum", desk.checker, **against)
    assert desk.post(antrag, "votum-berichtigung", desk.checker, **correction()).status_code == 303
    assert desk.fresh(antrag).empfohlen_cent == 40_000
    assert desk.cast.problems() == []


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"berichtigung": " "}, "Bitte schreiben Sie den Grund"),
        ({"empfohlen_cent": "480,51"}, "So viel ist beantragt"),
        ({"datum": "2001-01-01"}, "Der Antrag kam erst"),
    ],
)
def test_a_correction_that_does_not_fit(desk: Desk, changes: dict[str, str], message: str) -> None:
    antrag = desk.votiert()
    answer = desk.post(antrag, "votum-berichtigung", desk.checker, **correction(**changes))
    assert answer.status_code == 422
    assert message in answer.text
    assert len(desk.fresh(antrag).voten) == 1


def test_once_somebody_has_decided_nothing_is_corrected(desk: Desk) -> None:
    antrag = desk.votiert()
    desk.post(antrag, "freigabe", desk.leader, **freigabe())
    late = desk.post(antrag, "votum-berichtigung", desk.checker, **correction())
    assert late.status_code == 409
    assert desk.post(antrag, "votum-berichtigung", desk.leader, **correction()).status_code == 403


def test_a_formal_check_is_taken_back_with_a_reason(desk: Desk, session: Session) -> None:
    antrag = desk.geprueft()
    silent = desk.post(antrag, "pruefung-ruecknahme", desk.checker, grund="")
    assert silent.status_code == 422
    why = "Der Kostenplan fehlt noch."
    assert desk.post(antrag, "pruefung-ruecknahme", desk.checker, grund=why).status_code == 303
    back = desk.fresh(antrag)
    assert (back.status, back.geprueft_von_id) == (S.eingereicht, None)
    assert desk.stand().reserviert == 0
    assert why in desk.get(antrag, desk.colleague).text
    assert desk.post(antrag, "pruefung", desk.colleague, vermerk="Alles da.").status_code == 303
    assert len(desk.fresh(antrag).pruefungen) == 2
    assert desk.cast.problems() == []
    assert trail(session, antrag.vorgangsnummer)[-2].step == "pruefung_zuruecknehmen"


def test_a_check_that_was_voted_on_stays(desk: Desk) -> None:
    antrag = desk.votiert()
    desk.post(antrag, "rueckgabe", desk.leader, grund="Bitte die Kosten klären.")
    refused = desk.post(antrag, "pruefung-ruecknahme", desk.checker, grund="Zu spät.")
    assert refused.status_code == 409
    assert "schon abgestimmt" in refused.text


def test_postponed_it_comes_back_on_its_day_with_its_votum(desk: Desk) -> None:
    antrag = desk.votiert()
    day = (desk.cast.now + timedelta(days=30)).date().isoformat()
    form = desk.get(antrag, desk.leader).text
    assert "bleibt das Votum gültig" in form
    desk.post(antrag, "zurueckstellung", desk.leader, grund="Der Platz ist belegt.", tag=day)
    held: Antrag = desk.fresh(antrag)
    assert (held.status, held.empfohlen_cent) == (S.zurueckgestellt, 40_000)
    assert "Antrag wieder aufnehmen" not in desk.leader.get("/intern").text, "not before its day"
    in_charge, evening = desk.cast.bezirksvorsteherin, desk.cast.now + timedelta(days=29)
    assert tasks.open_tasks(desk.session, in_charge, at=evening) == []
    on_its_day = desk.cast.now + timedelta(days=30)
    assert tasks.open_tasks(desk.session, in_charge, at=on_its_day) == [held]
    assert tasks.open_tasks(desk.session, desk.cast.koordination, at=on_its_day) == []
    desk.post(antrag, "wiederaufnahme", desk.leader)
    assert "Antrag entscheiden" in desk.leader.get("/intern").text
    assert desk.post(antrag, "freigabe", desk.leader, **freigabe()).status_code == 303
    assert desk.cast.problems() == []
