"""Once a Gremium has voted, it votes again: nobody decides past it."""

from collections.abc import Callable

import pytest
from sqlmodel import Session, select

from app.antraege.buero.steps.ablehnen import ablehnen
from app.antraege.buero.steps.beanstanden import beanstanden
from app.antraege.buero.steps.pruefen import pruefen
from app.antraege.buero.steps.rueckfrage import nachfragen
from app.antraege.buero.steps.rueckfrage_zuruecknehmen import zuruecknehmen
from app.antraege.buero.steps.zurueckgeben import zurueckgeben
from app.antraege.decision import is_without_votum, without_votum
from app.antraege.models import Antrag
from app.antraege.status import Antragsstatus
from app.errors import StepNotPossible
from app.fonds.models import Entscheidungsart, Fonds
from tests.antraege.staff import Desk
from tests.antraege.test_modes import possible
from tests.support.cast import NEIN, Cast, cast_for

_S, _E = Antragsstatus, Entscheidungsart
WAYS_BACK: list[tuple[Entscheidungsart, Callable[..., None]]] = [
    (_E.gremium_entscheidet, beanstanden),
    (_E.gremium_empfiehlt_bv_gibt_frei, zurueckgeben),
]


def _given_back(cast: Cast, back: Callable[..., None], recommended: int) -> Antrag:
    """Brought to the Gremium though the Koordination might have decided: the limit came later."""
    antrag = cast.geprueft()
    cast.votum(antrag, recommended, **({} if recommended else {"stimmen": NEIN}))
    cast.fonds.grenze_koordination_cent = 50_000
    back(cast.session, antrag, grund="So geht es nicht.", by=cast.bezirksvorsteherin, at=cast.now)
    cast.session.commit()
    return cast.fresh(antrag)


@pytest.mark.both
@pytest.mark.parametrize(("art", "back"), WAYS_BACK)
@pytest.mark.parametrize("recommended", [0, 48_050])
def test_within_the_limit_it_is_voted_on_again(
    session: Session, art: Entscheidungsart, back: Callable[..., None], recommended: int
) -> None:
    cast = cast_for(session, entscheidungsart=art)
    antrag = _given_back(cast, back, recommended)
    assert antrag.status is _S.formal_geprueft
    # Neither an office nor a step past it.
    assert not {"ablehnen", "freigeben"} & possible(cast.kollegin, antrag)
    assert not {"ablehnen", "freigeben"} & possible(cast.bezirksvorsteherin, antrag)
    with pytest.raises(StepNotPossible, match="erst abgestimmt"):
        ablehnen(session, antrag, grund="Nein.", by=cast.bezirksvorsteherin, at=cast.now)
    query = select(Antrag.id).join(Fonds).where(is_without_votum())
    assert (session.exec(query).all() == [antrag.id]) is without_votum(antrag) is False
    cast.votum(antrag, 48_050)
    cast.freigeben(antrag)
    assert antrag.status is _S.bewilligt
    assert cast.problems() == []


@pytest.mark.parametrize(("art", "back"), WAYS_BACK)
def test_a_question_is_no_way_past_the_vote(
    session: Session, art: Entscheidungsart, back: Callable[..., None]
) -> None:
    cast = cast_for(session, entscheidungsart=art)
    by = cast.koordination
    antrag = cast.votiert()
    back(session, antrag, grund="So geht es nicht.", by=cast.bezirksvorsteherin, at=cast.now)
    nachfragen(session, antrag, frage="Wann?", by=by, at=cast.now)
    zuruecknehmen(session, antrag, by=by, at=cast.now)
    assert antrag.status is _S.eingereicht
    with pytest.raises(StepNotPossible, match="ist schon abgestimmt worden"):
        ablehnen(session, antrag, grund="Nein.", by=by, at=cast.now)
    pruefen(session, antrag, by=by, at=cast.now)
    cast.votum(antrag)
    assert antrag.status is _S.votiert


def test_what_nobody_has_voted_on_is_refused_at_the_check_as_before(cast: Cast) -> None:
    antrag = cast.antrag()
    ablehnen(cast.session, antrag, grund="Nein.", by=cast.koordination, at=cast.now)
    assert antrag.status is _S.abgelehnt


def test_the_list_says_what_it_waits_for(desk: Desk) -> None:
    antrag = _given_back(desk.cast, zurueckgeben, 48_050)
    listed = desk.checker.get("/intern/antraege").text
    assert antrag.titel in listed
    assert "Geprüft, wartet auf die Entscheidung" not in listed
