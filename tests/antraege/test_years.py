"""The pot of the year in which it ends pays for it (R10), and R28 at the formal check."""

from datetime import date

import pytest
from sqlmodel import Session

from app.antraege import actions
from app.antraege.buero.steps.ablehnen import ablehnen
from app.antraege.buero.steps.pruefen import pruefen
from app.antraege.buero.steps.wiederaufnehmen import wiederaufnehmen
from app.antraege.buero.steps.zurueckstellen import zurueckstellen
from app.antraege.errors import Blockiert
from app.antraege.models import Antrag, AntragZieldimension
from app.antraege.status import Antragsstatus
from app.db import row_id
from app.errors import FieldRefused, StepNotPossible
from app.fonds import ledger
from app.fonds.ledger import AntragStand
from app.fonds.models import Entscheidungsart, Fondsjahr, Fondsregel, Schwere
from app.history.chain import trail
from app.quartiere.begriffe import Zieldimension
from tests.antraege.draft import Draft, the_antrag
from tests.antraege.staff import Desk, freigabe
from tests.support.cast import NEIN, Cast, cast_for
from tests.support.dom import parse, text_of
from tests.support.factories import ein_fondsjahr

_S = Antragsstatus
NEXT_YEAR = date(2027, 3, 20)


def year_end(cast: Cast, schwere: Schwere = Schwere.B) -> None:
    cast.session.add(Fondsregel(fonds_id=row_id(cast.fonds.id), regel="R10", schwere=schwere))
    cast.session.commit()


def part_of(antrag: Antrag, jahr: Fondsjahr, session: Session) -> AntragStand:
    return ledger.antrag_stand(session, row_id(jahr.id), row_id(antrag.id))


def hand_in(cast: Cast, antrag: Antrag) -> None:
    actions.einreichen(cast.session, antrag, by=cast.holder(antrag), at=cast.now)


def test_it_is_handed_in_to_the_year_in_which_it_ends(cast: Cast, session: Session) -> None:
    year_end(cast)
    antrag = cast.antrag(_S.entwurf, beginn=date(2026, 12, 20), ende=NEXT_YEAR)
    with pytest.raises(Blockiert) as refusal:
        hand_in(cast, antrag)
    assert [befund.regel for befund in refusal.value.befunde] == ["R10"]
    jahr = ein_fondsjahr(session, cast.fonds, 2027)
    antrag = cast.fresh(antrag)
    hand_in(cast, antrag)
    assert antrag.fondsjahr_id == jahr.id
    pruefen(session, antrag, by=cast.koordination, at=cast.now)
    assert part_of(antrag, jahr, session).reserviert == antrag.beantragt_cent
    assert cast.stand().reserviert == 0


def test_without_the_rule_the_year_pays_in_which_it_is_handed_in(
    cast: Cast, session: Session
) -> None:
    ein_fondsjahr(session, cast.fonds, 2027)
    antrag = cast.antrag(_S.entwurf, beginn=NEXT_YEAR)
    hand_in(cast, antrag)
    assert antrag.fondsjahr.jahr == 2026


def test_where_a_reason_is_enough_the_year_pays_in_which_it_is_handed_in(
    cast: Cast, session: Session
) -> None:
    year_end(cast, Schwere.I)
    antrag = cast.antrag(_S.entwurf, beginn=NEXT_YEAR)
    hand_in(cast, antrag)
    assert antrag.fondsjahr.jahr == 2026


def test_nothing_is_bound_in_another_year(cast: Cast, session: Session) -> None:
    """Of what was handed in before the Fonds had the rule."""
    antrag = cast.votiert(beginn=NEXT_YEAR)
    year_end(cast)
    antrag = cast.fresh(antrag)
    with pytest.raises(StepNotPossible, match="für 2027 ist der Topf noch nicht eröffnet"):
        cast.freigeben(antrag)
    jahr = ein_fondsjahr(session, cast.fonds, 2027)
    antrag = cast.fresh(antrag)
    cast.freigeben(antrag)
    assert antrag.fondsjahr_id == jahr.id
    assert part_of(antrag, jahr, session).gebunden == antrag.bewilligt_cent
    assert part_of(antrag, cast.fondsjahr, session) == AntragStand()


@pytest.mark.parametrize("art", [Entscheidungsart.versammlung, Entscheidungsart.konsens])
def test_a_yes_that_binds_waits_for_the_pot_that_pays(
    session: Session, art: Entscheidungsart
) -> None:
    cast = cast_for(session, entscheidungsart=art)
    antrag, refused, by = cast.votiert(beginn=NEXT_YEAR), cast.geprueft(), cast.bezirksvorsteherin
    cast.votum(refused, 0, stimmen=NEIN)
    values = {"grund": "Der Topf ist noch zu.", "tag": date(2027, 1, 11), "by": by, "at": cast.now}
    with pytest.raises(StepNotPossible, match="Der Beschluss gilt"):
        zurueckstellen(session, antrag, **values)
    year_end(cast)
    refused.ende = refused.beginn = NEXT_YEAR
    session.commit()
    with pytest.raises(StepNotPossible, match="Der Beschluss gilt"):
        zurueckstellen(session, cast.fresh(refused), **values)
    antrag = cast.fresh(antrag)
    zurueckstellen(session, antrag, **values)
    jahr = ein_fondsjahr(session, cast.fonds, 2027)
    antrag = cast.fresh(antrag)
    wiederaufnehmen(session, antrag, by=by, at=cast.now)
    assert antrag.status is _S.votiert
    cast.freigeben(antrag)
    assert part_of(antrag, jahr, session).gebunden == antrag.bewilligt_cent


def test_what_is_not_funded_gives_back_where_it_was_kept(cast: Cast, session: Session) -> None:
    antrag = cast.votiert(beginn=NEXT_YEAR)
    year_end(cast)
    ein_fondsjahr(session, cast.fonds, 2027)
    antrag = cast.fresh(antrag)
    ablehnen(session, antrag, grund="Zu spät.", by=cast.bezirksvorsteherin, at=cast.now)
    assert part_of(antrag, cast.fondsjahr, session) == AntragStand()


def test_staff_read_why_it_cannot_be_released(desk: Desk) -> None:
    antrag = desk.votiert(beginn=NEXT_YEAR)
    year_end(desk.cast)
    page = desk.get(antrag, desk.leader)
    assert "Endet am 20. März 2027" in page.text
    assert desk.post(antrag, "freigabe", desk.leader, **freigabe()).status_code == 409


def test_the_applicant_reads_which_pot_pays(draft: Draft) -> None:
    page = draft.breakfast().get("pruefen")
    assert "Das Geld kommt deshalb aus dem Topf von 2027." in text_of(parse(page.text).body)


def with_goals(cast: Cast, *goals: Zieldimension) -> Antrag:
    rule = Fondsregel(fonds_id=row_id(cast.fonds.id), regel="R28", schwere=Schwere.B, wert=2)
    cast.session.add(rule)
    antrag = cast.antrag()
    for goal in goals:
        cast.session.add(AntragZieldimension(antrag_id=row_id(antrag.id), zieldimension=goal))
    cast.session.commit()
    return cast.fresh(antrag)


def test_whoever_checks_names_the_goals(cast: Cast, session: Session) -> None:
    antrag = with_goals(cast, Zieldimension.ZD1)
    with pytest.raises(FieldRefused, match="mindestens 2"):
        pruefen(session, antrag, by=cast.koordination, at=cast.now)
    goals = ["ZD4", "ZD2"]
    pruefen(session, antrag, by=cast.koordination, at=cast.now, zieldimensionen=goals)
    session.commit()
    antrag = cast.fresh(antrag)
    assert [row.zieldimension for row in antrag.zieldimensionen] == ["ZD2", "ZD4"]
    step = trail(session, antrag.vorgangsnummer)[-1]
    assert step.phrase == "antrag.ziele"


def test_goals_that_stay_are_no_news(cast: Cast, session: Session) -> None:
    antrag = with_goals(cast, Zieldimension.ZD1, Zieldimension.ZD2)
    pruefen(session, antrag, by=cast.koordination, at=cast.now, zieldimensionen=["ZD2", "ZD1"])
    assert trail(session, antrag.vorgangsnummer)[-1].phrase == ""


def test_the_form_of_the_check_brings_the_goals_along(desk: Desk, session: Session) -> None:
    antrag = with_goals(desk.cast, Zieldimension.ZD1)
    page = parse(desk.get(antrag, desk.checker).text)
    ticked = page.css("#schritt-pruefung input[name='zieldimensionen'][checked]")
    assert [box.attributes["value"] for box in ticked] == ["ZD1"]
    refused = desk.post(antrag, "pruefung", desk.checker, zieldimensionen="ZD1", vermerk="Gut.")
    assert refused.status_code == 422
    assert "mindestens 2" in refused.text
    assert "Gut." in refused.text
    assert the_antrag(session).status is _S.eingereicht
