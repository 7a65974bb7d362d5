"""An official answer is corrected or extended: the new row takes its place, the old one stays."""

from sqlmodel import Session, select

from app.ideen.antwort import Machbar
from app.ideen.consistency import answer_problems
from app.ideen.models import Idee
from app.ideen.status import Ideenstatus
from app.mail.models import Mail
from app.quartiere.models import Quartier
from tests.ideen.antwort.statements import (
    OPEN,
    YES,
    address,
    answers,
    fresh,
)
from tests.support.client import PortalClient
from tests.support.clock import FixedNow
from tests.support.dom import parse
from tests.support.factories import eine_idee
from tests.support.newest import newest

S = Ideenstatus


def test_a_correction_adds_a_row_and_the_old_answer_can_be_read(
    koordination: PortalClient,
    client: PortalClient,
    session: Session,
    idee: Idee,
    now: FixedNow,
) -> None:
    koordination.post(address(idee, "/antwort"), data=YES)
    page = koordination.get(address(idee))
    form = parse(page.text).css_first("#schritt-antwort-nachtrag")
    assert form.css_first("textarea").text() == YES["antwort_text"]
    assert form.css_first("[name=antwort_wann]").attributes["value"] == "Herbst 2027"
    assert form.css_first("[name=antwort_neues_datum]") is None
    later = now.advance(minutes=5)
    changed = {"machbar": "nein", "antwort_wann": "", "antwort_grund": "keine_mittel"}
    done = koordination.swap(page, "#schritt-antwort-nachtrag", changed)
    assert done.response.status_code == 200
    row = fresh(session, idee)
    assert (row.status, row.beantwortet_am) == (S.nicht_umsetzbar, later)
    assert [a.machbar for a in answers(session, idee)] == [Machbar.ja, Machbar.nein]
    public = parse(client.get(f"/ideen/{idee.vorgangsnummer}").text)
    answer = public.css_first("#antwort").parent
    assert "Neu gefasst am 24. November 2026" in answer.text()
    before = answer.css_first("details").text()
    assert "24. November 2026: Ja, das geht" in before
    assert "Herbst 2027" in before
    mail = newest(session, Mail)
    assert "ist neu gefasst" in mail.betreff
    assert list(answer_problems(session)) == []


def test_what_is_answered_is_not_open_again(
    koordination: PortalClient, session: Session, heslach: Quartier
) -> None:
    idee = eine_idee(session, S.nicht_umsetzbar, quartier=heslach)
    refused = koordination.post(
        address(idee, "/antwort-nachtrag"), data=OPEN | {"antwort_grund": ""}
    )
    assert refused.status_code == 422
    assert fresh(session, idee).status is S.nicht_umsetzbar


def test_the_same_answer_is_no_correction(
    koordination: PortalClient, session: Session, idee: Idee
) -> None:
    koordination.post(address(idee, "/antwort"), data=YES)
    page = koordination.get(address(idee))
    refused = koordination.swap(page, "#schritt-antwort-nachtrag", {}).response
    assert refused.status_code == 422
    assert "Wort für Wort die bisherige Antwort" in refused.text
    assert len(answers(session, idee)) == 1
    assert len(session.exec(select(Mail)).all()) == 1
