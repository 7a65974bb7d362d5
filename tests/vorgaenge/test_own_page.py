"""The sender's own view: by secret link or number and code, and nobody else's."""

from collections.abc import Callable
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
from app.casework.messages import Nachricht, Nachrichtenseite
from app.db import session_for
from app.files import intake
from app.files.models import Datei
from app.history.chain import trail
from app.ideen.models import Idee
from app.ideen.queries import of_vorgang
from app.ideen.status import LEBENSLAUF, Ideenstatus, Schritt
from app.ideen.steps.veroeffentlichen import veroeffentlichen
from app.mail.models import Mail, Zustellung
from app.mail.outbox import queue
from app.quartiere.models import Quartier
from app.settings import Settings
from app.vorgaenge import links
from app.vorgaenge.models import Vorgang
from tests.support.client import PortalClient
from tests.support.clock import FixedNow
from tests.support.dom import parse, text_of
from tests.support.each import each
from tests.support.factories import ein_antrag, eine_idee, eine_mitarbeiterin
from tests.support.queries import queries

Login = Callable[[Mitarbeiter], PortalClient]


def vorgang_of(session: Session, idee: Idee | Antrag) -> Vorgang:
    session.expire_all()
    return session.exec(select(Vorgang).where(Vorgang.id == idee.vorgang_id)).one()


def secret(session: Session, idee: Idee | Antrag) -> str:
    vorgang = vorgang_of(session, idee)
    settings: Settings = session.info["settings"]
    return "/vorgang/" + links.token_for(settings, vorgang.vorgangsnummer, vorgang.link_stand)


def code(session: Session, idee: Idee) -> str:
    vorgang = vorgang_of(session, idee)
    return links.code_for(session.info["settings"], vorgang.vorgangsnummer, vorgang.link_stand)


@each("status", Ideenstatus)
def test_every_state_is_said_in_plain_words(
    client: PortalClient, session: Session, status: Ideenstatus
) -> None:
    page = client.get(secret(session, eine_idee(session, status)))
    assert page.status_code == 200
    assert page.headers["cache-control"] == "no-store"
    assert "noindex" in page.headers["x-robots-tag"]
    assert page.headers["referrer-policy"] == "same-origin"


@each("token", ["x", "A" * 32, "%00", "I-2026-00001"])
def test_a_wrong_link_is_not_found(client: PortalClient, session: Session, token: str) -> None:
    eine_idee(session)
    assert client.get(f"/vorgang/{token}").status_code == 404


def test_number_and_code_lead_to_the_link(client: PortalClient, session: Session) -> None:
    idee = eine_idee(session)
    for typed in (code(session, idee), code(session, idee).lower().replace("-", " ")):
        data = {"vorgangsnummer": idee.vorgangsnummer.lower(), "code": typed}
        answer = client.post("/vorgang", data=data)
        assert answer.headers["location"] == secret(session, idee)


def test_the_number_is_read_as_people_write_it(client: PortalClient, session: Session) -> None:
    idee = eine_idee(session, email="anna@beispiel.de")
    for nummer in ("i 2026 1", "I2026-00001", "1-2026-1"):
        data = {"vorgangsnummer": nummer, "code": code(session, idee)}
        assert client.post("/vorgang", data=data).headers["location"] == secret(session, idee)
    data = {"nummer": "i 2026 1", "adresse": "anna@beispiel.de"}
    client.post("/vorgang/link", data=data)
    assert len(session.exec(select(Mail)).all()) == 1


def test_finding_a_vorgang_uses_the_words_of_what_was_written_down(
    client: PortalClient, session: Session
) -> None:
    receipt = parse(client.get(secret(session, eine_idee(session))).text)
    word = text_of(receipt.css_first("section:has(.kennung) > h2"))
    refused = [client.post(address, data={}).text for address in ("/vorgang", "/vorgang/link")]
    for page in (client.get("/vorgang").text, *refused):
        assert f"unter „{word}“" in page
        assert "Quittung" not in page
    assert refused[0].count(f"steht unter „{word}“") >= 2


def test_a_wrong_code_never_says_which_part_was_wrong(
    client: PortalClient, session: Session
) -> None:
    idee, other = eine_idee(session), eine_idee(session)
    texts = set()
    for nummer, typed in (
        (idee.vorgangsnummer, "AAA-AAA-AA"),
        (idee.vorgangsnummer, code(session, other)),
        ("I-2026-99999", code(session, idee)),
    ):
        answer = client.post("/vorgang", data={"vorgangsnummer": nummer, "code": typed})
        assert answer.status_code == 422
        texts.add("passen nicht zusammen" in answer.text)
    assert texts == {True}


def test_codes_cannot_be_tried_out(client: PortalClient, session: Session) -> None:
    idee = eine_idee(session)
    data = {"vorgangsnummer": idee.vorgangsnummer, "code": "AAA-AAA-AA"}
    answers = [client.post("/vorgang", data=data).status_code for _ in range(31)]
    assert answers == [422] * 30 + [429]
    stopped = client.post("/vorgang", data=data)
    assert "in 15 Minuten" in stopped.text
    assert f'value="{idee.vorgangsnummer}"' in stopped.text


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


def test_objecting_is_possible_once(client: PortalClient, session: Session) -> None:
    idee = eine_idee(session, Ideenstatus.abgelehnt_netiquette)
    here = secret(session, idee)
    assert client.post(f"{here}/widerspruch", data={"einwand": ""}).status_code == 422
    data = {"einwand": "Das ist keine Werbung."}
    assert client.post(f"{here}/widerspruch", data=data).status_code == 303
    row = session.get(Idee, idee.id)
    row.status, row.ablehnungsgrund = Ideenstatus.abgelehnt_netiquette, "werbung"
    session.commit()
    assert client.post(f"{here}/widerspruch", data=data).status_code == 409


def test_withdrawing_is_asked_once_and_hides_the_idee(
    client: PortalClient, session: Session
) -> None:
    idee = eine_idee(session, Ideenstatus.veroeffentlicht, titel="Hochbeete")
    here = secret(session, idee)
    question = client.get(f"{here}/zurueckziehung")
    assert "Hochbeete" in question.text
    assert client.get(f"/ideen/{idee.vorgangsnummer}").status_code == 200
    assert client.post(f"{here}/zurueckziehung").status_code == 303
    assert client.get(f"/ideen/{idee.vorgangsnummer}").status_code == 404
    assert client.post(f"{here}/zurueckziehung").status_code == 409


def test_the_address_can_be_changed_and_removed(client: PortalClient, session: Session) -> None:
    idee = eine_idee(session, email="alt@beispiel.de")
    here = secret(session, idee)
    assert client.post(f"{here}/email", data={"email": "kaputt@"}).status_code == 422
    client.post(f"{here}/email", data={"email": "neu@beispiel.de"})
    assert vorgang_of(session, idee).email == "neu@beispiel.de"
    client.post(f"{here}/email", data={"email": ""})
    assert vorgang_of(session, idee).email is None
    reasons = " ".join(s.reason for s in trail(session, idee.vorgangsnummer))
    assert "beispiel.de" not in reasons


def test_mails_that_have_not_left_follow_the_address(
    client: PortalClient, session: Session
) -> None:
    """The link in a mail is the newest: whoever had the old address must not get it."""
    idee, other = eine_idee(session, email="alt@beispiel.de"), eine_idee(session)
    here = secret(session, idee)
    client.post(f"{here}/link")
    for thread in (idee.vorgangsnummer, other.vorgangsnummer):
        queue(
            session,
            to="alt@beispiel.de",
            template="vorgang_link",
            thread=thread,
            sprache="de",
            at=idee.eingegangen_am,
        )
    dead, delivered = session.exec(select(Mail).where(Mail.thread == idee.vorgangsnummer)).all()
    dead.zustand, dead.versuche = Zustellung.gescheitert, 12
    delivered.zustand, delivered.zugestellt_am = Zustellung.zugestellt, idee.eingegangen_am
    session.commit()

    client.post(f"{here}/email", data={"email": "neu@beispiel.de"})
    assert recipients(session, idee) == ["alt@beispiel.de", "neu@beispiel.de"]
    session.refresh(dead)
    assert (dead.zustand, dead.versuche) == (Zustellung.wartet, 0)
    client.post(f"{here}/email", data={"email": ""})
    assert recipients(session, idee) == ["alt@beispiel.de"]
    assert recipients(session, other) == ["alt@beispiel.de"]


def recipients(session: Session, idee: Idee) -> list[str]:
    query = select(Mail.empfaenger).where(Mail.thread == idee.vorgangsnummer)
    return sorted(session.exec(query))


@each("status", LEBENSLAUF.sources(Schritt.zurueckziehen))
def test_withdrawing_from_every_state_that_allows_it(
    client: PortalClient, session: Session, status: Ideenstatus
) -> None:
    idee = eine_idee(session, status)
    here = secret(session, idee)
    assert client.post(f"{here}/zurueckziehung").status_code == 303
    session.expire_all()
    assert session.get_one(Idee, idee.id).status is Ideenstatus.zurueckgezogen
    assert client.get(here).status_code == 200


def test_what_was_withdrawn_is_named_on_no_other_page(
    client: PortalClient, session: Session
) -> None:
    merged = eine_idee(session, Ideenstatus.zusammengefuehrt)
    parent = session.get_one(Idee, merged.zusammengefuehrt_mit_id)
    parent.titel = "Kante am Eingang"
    session.commit()
    public = f"/ideen/{merged.vorgangsnummer}"
    assert "Kante am Eingang" in client.get(public).text
    client.post(f"{secret(session, parent)}/zurueckziehung")
    page = client.get(public)
    assert page.status_code == 200
    assert "Kante am Eingang" not in page.text


def test_a_renewed_link_ends_the_old_one(client: PortalClient, session: Session) -> None:
    idee = eine_idee(session)
    old, old_code = secret(session, idee), code(session, idee)
    answer = client.post(f"{old}/erneuerung")
    assert answer.status_code == 303
    assert client.get(old).status_code == 404
    assert client.get(answer.headers["location"]).status_code == 200
    data = {"vorgangsnummer": idee.vorgangsnummer, "code": old_code}
    assert client.post("/vorgang", data=data).status_code == 422


def test_a_lost_link_is_mailed_only_to_the_known_address(
    client: PortalClient, session: Session
) -> None:
    idee = eine_idee(session, email="anna@beispiel.de")
    for typed in ("fremd@beispiel.de", "Anna@beispiel.de"):
        data = {"nummer": idee.vorgangsnummer, "adresse": typed}
        answer = client.post("/vorgang/link", data=data)
        assert answer.headers["location"] == "/vorgang?gesendet=1"
    assert [m.empfaenger for m in session.exec(select(Mail))] == ["anna@beispiel.de"]


def test_the_secret_is_nowhere_in_the_database(
    client: PortalClient, session: Session, engine: Engine
) -> None:
    idee = eine_idee(session, email="anna@beispiel.de")
    token = secret(session, idee).removeprefix("/vorgang/")
    client.post(f"/vorgang/{token}/link")
    vorgang = vorgang_of(session, idee)
    mail = session.exec(select(Mail)).one()
    stored = " ".join(str(v) for row in (vorgang, mail) for v in row.model_dump().values())
    assert token not in stored
    assert code(session, idee) not in stored


def test_another_vorgangs_file_is_not_found(client: PortalClient, session: Session) -> None:
    here = secret(session, eine_idee(session))
    assert client.get(f"{here}/dateien/fremd/gross").status_code == 404


def test_the_page_costs_a_fixed_number_of_queries(
    client: PortalClient, session: Session, engine: Engine
) -> None:
    idee = eine_idee(session, Ideenstatus.veroeffentlicht)
    here = secret(session, idee)
    with queries(engine) as seen:
        client.get(here)
    assert seen.count == 5


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
