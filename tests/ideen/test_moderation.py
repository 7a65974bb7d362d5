"""What the Quartierskoordination does between two appointments."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from app.auth.models import Mitarbeiter
from app.auth.permissions import Rolle
from app.history.chain import broken, trail
from app.ideen.models import Idee
from app.ideen.status import Ablehnungsgrund, Ideenstatus
from app.ideen.steps import STEPS
from app.mail.models import Mail
from app.quartiere.models import Quartier, Stadtbezirk
from app.vorgaenge.messages import Nachricht, Nachrichtenseite
from tests.support.client import PortalClient
from tests.support.dom import parse
from tests.support.factories import ein_quartier, eine_idee, eine_mitarbeiterin
from tests.support.newest import newest
from tests.support.queries import queries

Login = Callable[[Mitarbeiter], PortalClient]


@pytest.fixture
def heslach(session: Session) -> Quartier:
    return ein_quartier(session, slug="heslach", name="Heslach")


@pytest.fixture
def koordination(session: Session, login: Login, heslach: Quartier) -> PortalClient:
    return login(eine_mitarbeiterin(session, Rolle.quartierskoordination, quartier=heslach))


@pytest.fixture
def idee(session: Session, heslach: Quartier) -> Idee:
    return eine_idee(session, quartier=heslach, titel="Bänke", email="anna@beispiel.de")


def fresh(session: Session, idee: Idee) -> Idee:
    session.expire_all()
    return session.exec(select(Idee).where(Idee.id == idee.id)).one()


def address(idee: Idee, step: str = "") -> str:
    return f"/intern/ideen/{idee.vorgangsnummer}{step}"


def as_it_is(idee: Idee) -> dict[str, str]:
    return {"titel": idee.titel, "text": idee.text}


def test_publishing_shows_it_tells_the_sender_and_records_who(
    koordination: PortalClient, client: PortalClient, session: Session, idee: Idee
) -> None:
    done = koordination.post(address(idee, "/veroeffentlichung"), data=as_it_is(idee))
    assert done.status_code == 303
    assert fresh(session, idee).status is Ideenstatus.veroeffentlicht
    assert "Bänke" in client.get("/ideen").text
    assert client.get(f"/ideen/{idee.vorgangsnummer}").status_code == 200
    steps = trail(session, idee.vorgangsnummer)
    assert [s.step for s in steps][-2:] == ["pruefen", "veroeffentlichen"]
    assert steps[-1].staff_id is not None
    assert list(broken(session)) == []
    assert "öffentlich" in newest(session, Mail).betreff


def test_redacted_publication_keeps_the_original_for_those_in_charge(
    koordination: PortalClient, client: PortalClient, session: Session, idee: Idee
) -> None:
    original = idee.text
    new = {"titel": "Bänke", "text": "Ohne Namen von Nachbarn."}
    koordination.post(address(idee, "/veroeffentlichung"), data=new)
    assert fresh(session, idee).original_text == original
    public = client.get(f"/ideen/{idee.vorgangsnummer}").text
    assert "Ohne Namen von Nachbarn." in public
    assert original not in public
    assert original in koordination.get(address(idee)).text


def test_asking_back_reaches_only_the_sender(
    koordination: PortalClient, client: PortalClient, session: Session, idee: Idee
) -> None:
    done = koordination.post(address(idee, "/rueckfrage"), data={"frage": "An welcher Ecke?"})
    assert done.status_code == 303
    assert fresh(session, idee).status is Ideenstatus.rueckfrage
    assert session.exec(select(Nachricht)).one().text == "An welcher Ecke?"
    mail = newest(session, Mail)
    assert "An welcher Ecke?" not in mail.text
    assert client.get(f"/ideen/{idee.vorgangsnummer}").status_code == 404


def test_refusing_needs_a_reason_of_the_list(
    koordination: PortalClient, session: Session, idee: Idee
) -> None:
    empty = koordination.post(address(idee, "/ablehnung"), data={"erklaerung": "Das geht nicht."})
    assert empty.status_code == 422
    assert "Das geht nicht." in empty.text
    made_up = koordination.post(address(idee, "/ablehnung"), data={"grund": "gefaellt_nicht"})
    assert made_up.status_code == 422
    assert fresh(session, idee).status is Ideenstatus.eingereicht
    done = koordination.post(
        address(idee, "/ablehnung"), data={"grund": "werbung", "erklaerung": ""}
    )
    assert done.status_code == 303
    assert fresh(session, idee).ablehnungsgrund is Ablehnungsgrund.werbung


def test_bulk_steps_pass_over_what_others_have_done(
    koordination: PortalClient, session: Session, heslach: Quartier
) -> None:
    ideen = [eine_idee(session, quartier=heslach) for _ in range(3)]
    done = eine_idee(session, Ideenstatus.veroeffentlicht, quartier=heslach)
    data = {"nummer": [i.vorgangsnummer for i in (*ideen, done)]}
    answer = koordination.post("/intern/ideen/veroeffentlichungen", data=data)
    page = koordination.get(answer.headers["location"]).text
    assert "3 Ideen veröffentlicht." in page
    assert "1 Idee ist geblieben:" in page
    assert "jemand anderes schneller" in page
    assert {fresh(session, i).status for i in ideen} == {Ideenstatus.veroeffentlicht}


def test_bulk_steps_pass_over_what_has_news_that_the_list_did_not_know(
    koordination: PortalClient, session: Session, heslach: Quartier
) -> None:
    """Asked back and answered meanwhile: the state is the same, the reply is unread."""
    quiet, answered = (eine_idee(session, quartier=heslach) for _ in range(2))
    page = parse(koordination.get("/intern/ideen").text)
    opened = [field.attributes["value"] for field in page.css("input[name=gesehen]")]
    koordination.post(address(answered, "/rueckfrage"), data={"frage": "Wo?"})
    koordination.post(address(answered, "/rueckantwort"), data={"rueckantwort": "Nicht dort."})
    data = {"nummer": [i.vorgangsnummer for i in (quiet, answered)], "gesehen": opened}
    koordination.post("/intern/ideen/veroeffentlichungen", data=data)
    assert fresh(session, quiet).status is Ideenstatus.veroeffentlicht
    assert fresh(session, answered).status is Ideenstatus.in_pruefung


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("veroeffentlicht=0", "Es war keine Idee ausgewählt."),
        ("abgelehnt=0&schneller=I-2026-00001", "Es war keine Idee ausgewählt."),
        ("veroeffentlicht=1", "1 Idee veröffentlicht."),
    ],
)
def test_what_a_bulk_step_did_is_said(koordination: PortalClient, query: str, told: str) -> None:
    assert told in koordination.get(f"/intern/ideen?{query}").text


@pytest.mark.parametrize("nonsense", ["²", "-1", "9" * 5000, "<b>"])
def test_nonsense_counts_are_as_if_they_were_not_there(
    koordination: PortalClient, nonsense: str
) -> None:
    page = koordination.get("/intern/ideen", params={"veroeffentlicht": nonsense})
    assert page.status_code == 200
    assert "veröffentlicht." not in page.text


def test_bulk_refusal_takes_one_reason_for_all(
    koordination: PortalClient, session: Session, heslach: Quartier
) -> None:
    ideen = [eine_idee(session, quartier=heslach) for _ in range(2)]
    chosen = {"nummer": [i.vorgangsnummer for i in ideen]}
    without = koordination.post("/intern/ideen/ablehnungen", data=chosen)
    assert without.status_code == 422
    assert without.text.count("checked") == 2
    koordination.post("/intern/ideen/ablehnungen", data=chosen | {"grund": "spam"})
    assert {fresh(session, i).ablehnungsgrund for i in ideen} == {Ablehnungsgrund.spam}


def test_another_quartiers_ideen_are_not_there(
    koordination: PortalClient, session: Session
) -> None:
    foreign = eine_idee(session, quartier=ein_quartier(session))
    assert koordination.get(address(foreign)).status_code == 404
    data = as_it_is(foreign) | {"frage": "?", "grund": "spam", "rueckantwort": "Ja."}
    for step in STEPS:
        answer = koordination.post(address(foreign, f"/{step.address}"), data=data)
        assert answer.status_code == 404
    data = {"nummer": foreign.vorgangsnummer}
    koordination.post("/intern/ideen/veroeffentlichungen", data=data)
    assert fresh(session, foreign).status is Ideenstatus.eingereicht


def test_a_public_idee_elsewhere_is_seen_but_not_decided(
    koordination: PortalClient, session: Session
) -> None:
    public = eine_idee(session, Ideenstatus.veroeffentlicht, quartier=ein_quartier(session))
    assert koordination.get(address(public)).status_code == 200
    answer = koordination.post(address(public, "/ablehnung"), data={"grund": "spam"})
    assert answer.status_code == 403
    assert "Quartierskoordination von" in answer.text
    assert f'href="{address(public)}"' in answer.text


def test_of_a_public_idee_elsewhere_only_what_is_public_is_seen(
    koordination: PortalClient, session: Session
) -> None:
    public = eine_idee(
        session,
        Ideenstatus.veroeffentlicht,
        quartier=ein_quartier(session),
        original_titel="Bank",
        original_text="Frau Maier aus der 12 stört.",
    )
    reply = {"seite": Nachrichtenseite.absender, "text": "Mich erreichen Sie unter 0151 1234."}
    session.add(Nachricht(vorgang_id=public.vorgang_id, am=public.eingegangen_am, **reply))
    session.commit()
    page = koordination.get(address(public)).text
    assert "Frau Maier" not in page
    assert "0151 1234" not in page
    assert koordination.get(address(public, "/dateien/abc/klein")).status_code == 403


@pytest.mark.parametrize(
    "status",
    [Ideenstatus.zusammengefuehrt, Ideenstatus.nicht_umsetzbar, Ideenstatus.weitergeleitet],
)
def test_what_is_decided_is_not_published_anew(
    koordination: PortalClient, session: Session, heslach: Quartier, status: Ideenstatus
) -> None:
    idee = eine_idee(session, status, quartier=heslach)
    answer = koordination.post(address(idee, "/veroeffentlichung"), data=as_it_is(idee))
    assert answer.status_code == 409
    assert fresh(session, idee).status is status


def test_contact_is_shown_only_to_those_who_answer(
    koordination: PortalClient, login: Login, session: Session, heslach: Quartier, idee: Idee
) -> None:
    assert "anna@beispiel.de" in koordination.get(address(idee)).text
    vorsteherin = eine_mitarbeiterin(
        session,
        Rolle.bezirksvorsteher,
        stadtbezirk=session.get(Stadtbezirk, heslach.stadtbezirk_id),
    )
    page = login(vorsteherin).get(address(idee))
    assert page.status_code == 200
    assert "anna@beispiel.de" not in page.text


def test_the_queue_costs_the_same_for_one_and_for_many(
    koordination: PortalClient, session: Session, engine: Engine, heslach: Quartier, idee: Idee
) -> None:
    with queries(engine) as one:
        koordination.get("/intern/ideen")
    for _ in range(15):
        eine_idee(session, quartier=heslach)
    with queries(engine) as many:
        koordination.get("/intern/ideen")
    assert one.count == many.count == 5  # session, hits, Ideen, pictures, their last steps
