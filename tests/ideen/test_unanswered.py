"""A Rückfrage that nobody answers: the portal never ends an Idee, a person does (ideen.md 4.2)."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from app.auth.models import Mitarbeiter
from app.auth.permissions import Rolle
from app.features import FEATURES
from app.history.chain import broken, trail
from app.ideen.models import Idee
from app.ideen.status import Ideenstatus
from app.mail.models import Mail
from app.quartiere.models import Quartier, Stadtbezirk
from app.settings import Settings
from app.vorgaenge.messages import Nachricht
from tests.support.client import PortalClient
from tests.support.clock import FixedNow
from tests.support.dom import parse, text_of
from tests.support.factories import ein_quartier, eine_idee, eine_mitarbeiterin
from tests.support.zugang import secret_path

Login = Callable[[Mitarbeiter], PortalClient]
S = Ideenstatus
TASK = "Noch keine Antwort auf die Frage"
CLOSE, TAKE_BACK = "/schliessung", "/rueckfrage-zuruecknahme"
REMIND, MORE_TIME = "/erinnerung", "/verlaengerung"


@pytest.fixture
def heslach(session: Session) -> Quartier:
    return ein_quartier(session, slug="heslach", name="Heslach")


@pytest.fixture
def koordination(session: Session, login: Login, heslach: Quartier) -> PortalClient:
    person = eine_mitarbeiterin(
        session, Rolle.quartierskoordination, quartier=heslach, name="Karla Koord"
    )
    return login(person)


@pytest.fixture
def idee(session: Session, heslach: Quartier, now: FixedNow) -> Idee:
    """It was asked, and the term ends in ten minutes."""
    return eine_idee(
        session,
        S.rueckfrage,
        quartier=heslach,
        email="anna@beispiel.de",
        pruefen_bis=now + timedelta(minutes=10),
    )


def address(idee: Idee, step: str = "") -> str:
    return f"/intern/ideen/{idee.vorgangsnummer}{step}"


def secret(session: Session, idee: Idee) -> str:
    return secret_path(session, idee.vorgangsnummer)


def status(session: Session, idee: Idee) -> Ideenstatus:
    session.expire_all()
    return session.get_one(Idee, idee.id).status


def last_mail(session: Session) -> Mail:
    return session.exec(select(Mail).order_by(col(Mail.id).desc())).first()


def test_the_portal_closes_nothing_by_itself(
    session: Session, engine: Engine, settings: Settings, idee: Idee, now: FixedNow
) -> None:
    for feature in FEATURES:
        for job in feature.jobs:
            job.run(engine, settings, now + timedelta(days=400))
    assert status(session, idee) is S.rueckfrage


def test_before_the_term_it_is_no_task_and_cannot_be_closed(
    koordination: PortalClient, session: Session, idee: Idee
) -> None:
    assert TASK not in koordination.get("/intern").text
    assert "schritt-schliessung" not in koordination.get(address(idee)).text
    early = koordination.post(address(idee, CLOSE))
    assert early.status_code == 409
    assert "Die Person hat noch bis zum 24. November 2026 Zeit" in early.text
    assert status(session, idee) is S.rueckfrage
    assert session.exec(select(Mail)).all() == []


def test_after_the_term_it_is_a_task_and_a_person_closes_it(
    koordination: PortalClient, session: Session, idee: Idee, now: FixedNow
) -> None:
    now.advance(minutes=11)
    row = parse(koordination.get("/intern").text).css_first(".aufgaben__zeile")
    assert TASK in text_of(row)
    assert "seit heute" in text_of(row)
    assert address(idee) in row.html
    page = koordination.get(address(idee))
    done = koordination.swap(page, "#schritt-schliessung", {})
    assert done.response.status_code == 200
    assert "Geschlossen. Antwortet die Person noch" in done.response.text
    assert status(session, idee) is S.geschlossen_ohne_antwort
    step = trail(session, idee.vorgangsnummer)[-1]
    assert (step.step, step.actor_name, step.public) == ("schliessen", "Karla Koord", False)
    assert list(broken(session)) == []
    assert last_mail(session).empfaenger == "anna@beispiel.de"
    assert TASK not in koordination.get("/intern").text


def test_who_sends_to_a_closed_one_is_heard_all_the_same(
    koordination: PortalClient, client: PortalClient, session: Session, idee: Idee, now: FixedNow
) -> None:
    now.advance(minutes=11)
    koordination.post(address(idee, CLOSE))
    own = secret(session, idee)
    page = client.get(own).text
    assert "Sie können unten immer noch antworten." in page
    reply = {"text": "Am Südheimer Platz."}
    assert client.post(f"{own}/antwort", data=reply).status_code == 303
    assert status(session, idee) is S.in_pruefung
    assert "Antwort eingegangen" in koordination.get("/intern").text
    assert session.get_one(Idee, idee.id).pruefen_bis > now


def test_a_reply_to_a_closed_one_can_be_written_down(
    koordination: PortalClient, session: Session, heslach: Quartier
) -> None:
    closed = eine_idee(session, S.geschlossen_ohne_antwort, quartier=heslach)
    reply = {"rueckantwort": "Sie rief an: am Platz."}
    assert koordination.post(address(closed, "/rueckantwort"), data=reply).status_code == 303
    assert status(session, closed) is S.in_pruefung


@pytest.mark.parametrize("minutes", [0, 11])
def test_a_question_can_be_taken_back_before_and_after_the_term(
    koordination: PortalClient,
    client: PortalClient,
    session: Session,
    idee: Idee,
    now: FixedNow,
    minutes: int,
) -> None:
    later = now.advance(minutes=minutes)
    assert koordination.post(address(idee, TAKE_BACK)).status_code == 303
    assert status(session, idee) is S.in_pruefung
    assert session.get_one(Idee, idee.id).pruefen_bis > later
    assert session.exec(select(Nachricht)).all() == []
    mail = last_mail(session)
    assert mail.empfaenger == "anna@beispiel.de"
    assert "Frage" in mail.betreff
    assert trail(session, idee.vorgangsnummer)[-1].step == "rueckfrage_zuruecknehmen"
    own = client.get(secret(session, idee)).text
    assert "Unsere Frage hat sich erledigt" in own
    assert "Karla Koord" not in own
    assert "Idee prüfen" in koordination.get("/intern").text


def test_only_who_moderates_closes_it_or_takes_the_question_back(
    login: Login, session: Session, heslach: Quartier, idee: Idee, now: FixedNow
) -> None:
    now.advance(minutes=11)
    bezirk = session.get_one(Stadtbezirk, heslach.stadtbezirk_id)
    leader = login(eine_mitarbeiterin(session, Rolle.bezirksvorsteher, stadtbezirk=bezirk))
    elsewhere = login(
        eine_mitarbeiterin(
            session, Rolle.quartierskoordination, quartier=ein_quartier(session), name="Fern"
        )
    )
    for step in (CLOSE, TAKE_BACK):
        assert leader.post(address(idee, step)).status_code == 403
        assert elsewhere.post(address(idee, step)).status_code == 404
    assert status(session, idee) is S.rueckfrage
    assert TASK not in elsewhere.get("/intern").text


@pytest.mark.parametrize("step", [CLOSE, TAKE_BACK])
def test_a_reply_that_came_first_wins(
    koordination: PortalClient,
    client: PortalClient,
    session: Session,
    idee: Idee,
    now: FixedNow,
    step: str,
) -> None:
    now.advance(minutes=11)
    client.post(f"{secret(session, idee)}/antwort", data={"text": "Am Platz."})
    late = koordination.post(address(idee, step))
    assert late.status_code == 409
    assert "Zuletzt: Frage beantwortet" in late.text
    assert status(session, idee) is S.in_pruefung


def test_the_sender_is_reminded_and_gets_more_time(
    koordination: PortalClient, session: Session, idee: Idee, now: FixedNow
) -> None:
    assert koordination.post(address(idee, REMIND)).status_code == 303
    assert "Erinnerung" in last_mail(session).betreff
    assert "1-mal an die Frage erinnert" in koordination.get(address(idee)).text
    for day in ("", "2026-11-24", "2028-01-01"):
        refused = koordination.post(address(idee, MORE_TIME), data={"bis": day})
        assert refused.status_code == 422, day
    done = koordination.post(address(idee, MORE_TIME), data={"bis": "2026-12-24"})
    assert done.status_code == 303
    assert "Mehr Zeit" in last_mail(session).betreff
    now.advance(minutes=11)
    assert TASK not in koordination.get("/intern").text
    assert "schritt-schliessung" not in koordination.get(address(idee)).text
    assert status(session, idee) is S.rueckfrage


def test_without_an_address_nobody_can_be_reminded_and_it_is_said_before(
    koordination: PortalClient, session: Session, heslach: Quartier, now: FixedNow
) -> None:
    until = now + timedelta(days=3)
    idee = eine_idee(session, S.rueckfrage, quartier=heslach, pruefen_bis=until)
    page = koordination.get(address(idee)).text
    assert "Keine E-Mail-Adresse" in page.split('id="schritt-')[0]
    assert "schritt-erinnerung" not in page
    refused = koordination.post(address(idee, REMIND))
    assert refused.status_code == 409
    assert "Erinnern geht nur am Telefon" in refused.text


def test_once_the_term_is_over_a_reminder_needs_another(
    koordination: PortalClient, idee: Idee, now: FixedNow
) -> None:
    now.advance(minutes=11)
    over = koordination.post(address(idee, REMIND))
    assert over.status_code == 409
    assert "Die Frist ist vorbei" in over.text
