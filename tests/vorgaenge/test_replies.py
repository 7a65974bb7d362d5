"""The sender replies to a question: with text, with a photo, too late, and over news."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import Engine
from sqlmodel import Session, select

from app.antraege.models import Antrag
from app.antraege.status import Antragsstatus
from app.auth.actor import Actor
from app.auth.models import Mitarbeiter
from app.auth.permissions import Rolle
from app.db import session_for
from app.files import intake
from app.files.models import Datei
from app.history.chain import record
from app.ideen.models import Idee
from app.ideen.queries import of_vorgang
from app.ideen.status import Ideenstatus
from app.ideen.steps.rueckfrage import nachfragen
from app.ideen.steps.rueckfrage_zuruecknehmen import zuruecknehmen
from app.ideen.steps.veroeffentlichen import veroeffentlichen
from app.quartiere.models import Quartier
from app.vorgaenge.messages import Nachricht, Nachrichtenseite
from app.vorgaenge.models import Vorgang
from tests.support.cast import actor_for
from tests.support.client import PortalClient
from tests.support.clock import FixedNow
from tests.support.dom import parse
from tests.support.each import each
from tests.support.factories import ein_antrag, eine_idee, eine_mitarbeiterin
from tests.vorgaenge.secrets import secret, sent_along

Login = Callable[[Mitarbeiter], PortalClient]


def test_answering_a_question_sends_it_back_to_moderation(
    client: PortalClient, session: Session
) -> None:
    idee = eine_idee(session, Ideenstatus.rueckfrage)
    here = secret(session, idee)
    empty = client.post(f"{here}/antwort", data={"text": ""})
    assert empty.status_code == 422
    done = client.post(f"{here}/antwort", data={"text": "An der Ecke zur Böblinger Straße."})
    assert done.status_code == 303
    assert "Danke, Ihre Antwort" in client.get(done.headers["location"]).text
    session.expire_all()
    assert session.get(Idee, idee.id).status is Ideenstatus.in_pruefung
    message = session.exec(select(Nachricht)).one()
    assert message.seite is Nachrichtenseite.absender
    again = client.post(f"{here}/antwort", data={"text": "Noch etwas."})
    assert again.status_code == 409
    assert "Nichts wurde gespeichert" in again.text
    assert "Noch etwas." in again.text
    assert session.exec(select(Nachricht)).all() == [message]


@each("typed", ["Neben dem Brunnen.", ""])
def test_a_reply_to_a_question_that_was_taken_back_is_shown_with_what_happened(
    client: PortalClient, session: Session, now: FixedNow, typed: str
) -> None:
    """Also one that could not have been sent: the question comes first."""
    idee = eine_idee(session, Ideenstatus.rueckfrage)
    here = secret(session, idee)
    by = actor_for(eine_mitarbeiterin(session), Rolle.quartierskoordination)
    zuruecknehmen(session, of_vorgang(session, idee.vorgang_id), by=by, at=now)
    session.commit()
    late = client.post(f"{here}/antwort", data={"text": typed})
    assert late.status_code == 409
    assert "Das hat sich inzwischen erledigt." in late.text
    assert "Unsere Frage hat sich erledigt" in late.text
    assert typed in late.text
    assert ("Das hatten Sie geschrieben:" in late.text) is bool(typed)


def test_nobody_replies_to_a_question_they_have_not_read(
    client: PortalClient, session: Session, now: FixedNow
) -> None:
    """The first was taken back and another asked; the form was opened over the first."""
    idee = eine_idee(session, Ideenstatus.rueckfrage)
    here = secret(session, idee)
    sent = sent_along(client.get(here).text) | {"text": "Neben dem Brunnen."}
    by = actor_for(eine_mitarbeiterin(session), Rolle.quartierskoordination)
    row = of_vorgang(session, idee.vorgang_id)
    zuruecknehmen(session, row, by=by, at=now)
    nachfragen(session, row, frage="Wer gießt?", by=by, at=now)
    session.commit()
    late = client.post(f"{here}/antwort", data=sent)
    assert late.status_code == 409
    assert "Wer gießt?" in late.text
    form = parse(late.text).css_first("form[action$='/antwort']")
    assert form.css_first("textarea").text().strip() == "Neben dem Brunnen."
    again = client.post(f"{here}/antwort", data=sent | sent_along(late.text))
    assert again.status_code == 303


def test_what_only_staff_read_does_not_stop_the_sender(
    client: PortalClient, session: Session, now: FixedNow
) -> None:
    """And a sender's new address, or a new link, does not stop staff or another open page."""
    antrag = ein_antrag(session, Antragsstatus.rueckfrage)
    here = secret(session, antrag)
    sent = sent_along(client.get(here).text) | {"text": "Neben dem Brunnen."}
    client.post(f"{here}/email", data={"email": "neu@beispiel.de"})
    by = actor_for(eine_mitarbeiterin(session), Rolle.quartierskoordination)
    internal = {"thread": antrag.vorgangsnummer, "step": "befangenheit", "public": False}
    record(session, **internal, by=by, at=now)
    session.commit()
    assert client.post(f"{here}/antwort", data=sent).status_code == 303


@pytest.mark.parametrize("office", ["ideen", "antraege"])
def test_a_reminder_and_more_time_do_not_stop_the_sender(
    client: PortalClient, session: Session, login: Login, now: FixedNow, office: str
) -> None:
    """Staff press both while a reply is being written."""
    until, mail = now + timedelta(days=3), "rosa@post.example"
    if office == "ideen":
        item = eine_idee(session, Ideenstatus.rueckfrage, email=mail, pruefen_bis=until)
    else:
        item = ein_antrag(session, Antragsstatus.rueckfrage, email=mail, faellig_am=until)
    session.commit()
    here = secret(session, item)
    sent = sent_along(client.get(here).text) | {"text": "Neben dem Brunnen."}
    quartier = session.get_one(Quartier, item.quartier_id)
    staff = login(eine_mitarbeiterin(session, Rolle.quartierskoordination, quartier=quartier))
    base = f"/intern/{office}/{item.vorgangsnummer}"
    assert staff.post(f"{base}/erinnerung").status_code == 303
    later = (now + timedelta(days=10)).date().isoformat()
    assert staff.post(f"{base}/verlaengerung", data={"bis": later}).status_code == 303
    assert client.post(f"{here}/antwort", data=sent).status_code == 303


def test_nobody_waits_while_the_photo_of_an_answer_is_taken_in(
    client: PortalClient, session: Session, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stage(*_args: object, **_more: object) -> None:
        with session_for(engine, write=True) as other:
            other.exec(select(Vorgang).with_for_update()).all()
        raise intake.UploadRefused("Bitte ein kleineres Foto.")

    monkeypatch.setattr(intake, "stage", stage)
    here = secret(session, eine_idee(session, Ideenstatus.rueckfrage))
    data, files = {"text": "An der Ecke."}, {"datei": ("a.jpg", b"bytes", "image/jpeg")}
    answer = client.post(f"{here}/antwort", data=data, files=files)
    assert answer.status_code == 422
    assert "Bitte ein kleineres Foto." in answer.text
    assert "An der Ecke." in answer.text


def test_what_came_with_an_answer_stays_private_after_publication(
    client: PortalClient, session: Session, now: FixedNow
) -> None:
    idee = eine_idee(session, Ideenstatus.rueckfrage)
    here = secret(session, idee)
    files = [
        ("datei", ("ecke.png", picture(), "image/png")),
        ("datei2", ("plan.png", picture("blue"), "image/png")),
    ]
    assert client.post(f"{here}/antwort", data={"text": "Hier."}, files=files).status_code == 303
    row = of_vorgang(session, idee.vorgang_id)
    veroeffentlichen(session, row, by=Actor.holder(idee.vorgangsnummer), at=now)
    session.commit()
    rows = session.exec(select(Datei)).all()
    assert [datei.oeffentlich for datei in rows] == [False, False]
    for datei in rows:
        assert client.get(datei.address("gross")).status_code == 404
        assert client.get(f"{here}/dateien/{datei.schluessel}/gross").status_code == 200


def picture(colour: str = "green") -> bytes:
    out = BytesIO()
    Image.new("RGB", (64, 48), colour).save(out, "PNG")
    return out.getvalue()


WITHOUT_TEXT = "Ohne Text, mit Foto oder Datei."


def test_a_photo_alone_answers_a_question_about_an_idee(
    client: PortalClient, session: Session, login: Login
) -> None:
    idee = eine_idee(session, Ideenstatus.rueckfrage)
    here = secret(session, idee)
    files = {"datei2": ("ecke.png", picture(), "image/png")}
    done = client.post(f"{here}/antwort", data={"text": " "}, files=files)
    assert done.status_code == 303
    session.expire_all()
    assert session.get_one(Idee, idee.id).status is Ideenstatus.in_pruefung
    assert session.exec(select(Nachricht)).one().text == ""
    assert WITHOUT_TEXT in client.get(here).text
    quartier = session.get_one(Quartier, idee.quartier_id)
    staff = login(eine_mitarbeiterin(session, Rolle.quartierskoordination, quartier=quartier))
    assert WITHOUT_TEXT in staff.get(f"/intern/ideen/{idee.vorgangsnummer}").text


def test_a_photo_alone_answers_a_question_about_an_antrag(
    client: PortalClient, session: Session, login: Login
) -> None:
    antrag = ein_antrag(session, Antragsstatus.rueckfrage)
    here = secret(session, antrag)
    files = {"datei": ("hof.png", picture(), "image/png")}
    assert client.post(f"{here}/antwort", data={"text": ""}, files=files).status_code == 303
    session.expire_all()
    assert session.get_one(Antrag, antrag.id).status is Antragsstatus.eingereicht
    assert WITHOUT_TEXT in client.get(here).text
    quartier = session.get_one(Quartier, antrag.quartier_id)
    staff = login(eine_mitarbeiterin(session, Rolle.quartierskoordination, quartier=quartier))
    assert WITHOUT_TEXT in staff.get(f"/intern/antraege/{antrag.vorgangsnummer}").text


def test_of_a_photo_that_was_refused_only_the_photo_is_mended(
    client: PortalClient, session: Session
) -> None:
    here = secret(session, eine_idee(session, Ideenstatus.rueckfrage))
    files = {"datei": ("ecke.jpg", b"no picture", "image/jpeg")}
    refused = client.post(f"{here}/antwort", data={"text": ""}, files=files)
    assert refused.status_code == 422
    page = parse(refused.text)
    assert page.css("#datei-fehler")
    assert not page.css("#text-fehler")


def test_a_photo_staged_before_is_enough_the_second_time(
    client: PortalClient, session: Session
) -> None:
    here = secret(session, eine_idee(session, Ideenstatus.rueckfrage))
    files = {"datei": ("ecke.png", picture(), "image/png")}
    long = client.post(f"{here}/antwort", data={"text": "x" * 2001}, files=files)
    assert long.status_code == 422
    field = parse(long.text).css_first("input[name='datei_staged']")
    again = {"text": "", "datei_staged": field.attributes["value"]}
    assert client.post(f"{here}/antwort", data=again).status_code == 303
