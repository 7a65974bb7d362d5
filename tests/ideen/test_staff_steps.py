"""One step of staff on an Idee: what it shows, what stands in its way, who was faster."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from app.auth.models import Mitarbeiter
from app.auth.permissions import Rolle
from app.history.chain import broken, trail
from app.ideen.models import Idee
from app.ideen.status import Ideenstatus
from app.quartiere.models import Quartier, Stadtbezirk
from app.vorgaenge.messages import Nachricht, Nachrichtenseite
from tests.support.client import PortalClient
from tests.support.clock import FixedNow
from tests.support.dom import parse, successful_fields
from tests.support.factories import ein_quartier, eine_idee, eine_mitarbeiterin
from tests.support.newest import newest
from tests.support.queries import queries
from tests.support.zugang import secret_path

Login = Callable[[Mitarbeiter], PortalClient]
S = Ideenstatus
REPLY = {"rueckantwort": "Am Telefon: an der Ecke zur Böblinger Straße."}


@pytest.fixture
def heslach(session: Session) -> Quartier:
    return ein_quartier(session, slug="heslach", name="Heslach")


@pytest.fixture
def koordination(session: Session, login: Login, heslach: Quartier) -> PortalClient:
    return login(coordinator(session, heslach, name="Karla Koord"))


@pytest.fixture
def kollege(session: Session, login: Login, heslach: Quartier) -> PortalClient:
    return login(coordinator(session, heslach, name="Kai Kollege"))


@pytest.fixture
def idee(session: Session, heslach: Quartier) -> Idee:
    return eine_idee(session, quartier=heslach, titel="Bänke", email="anna@beispiel.de")


def coordinator(session: Session, quartier: Quartier, *, name: str) -> Mitarbeiter:
    return eine_mitarbeiterin(session, Rolle.quartierskoordination, quartier=quartier, name=name)


def fresh(session: Session, idee: Idee) -> Idee:
    session.expire_all()
    return session.exec(select(Idee).where(Idee.id == idee.id)).one()


def address(idee: Idee, step: str = "") -> str:
    return f"/intern/ideen/{idee.vorgangsnummer}{step}"


def sent(idee: Idee, step: str) -> dict[str, str]:
    return {
        "veroeffentlichung": {"titel": idee.titel, "text": idee.text},
        "rueckfrage": {"frage": "An welcher Ecke?"},
        "ablehnung": {"grund": "werbung", "erklaerung": "Bitte ohne Werbung."},
        "rueckantwort": REPLY,
        "rueckfrage-zuruecknahme": {},
    }[step]


def secret(session: Session, idee: Idee) -> str:
    return secret_path(session, idee.vorgangsnummer)


STEPS = {
    "veroeffentlichung": S.eingereicht,
    "rueckfrage": S.eingereicht,
    "ablehnung": S.eingereicht,
    "rueckantwort": S.rueckfrage,
    "rueckfrage-zuruecknahme": S.rueckfrage,
}
DONE = {
    "veroeffentlichung": "Veröffentlicht. Die Antwort ist bis zum 24. Dezember 2026 versprochen.",
    "rueckfrage": "Frage gesendet. Wir warten bis zum 24. Dezember 2026 auf die Antwort.",
    "ablehnung": "Abgelehnt.",
    "rueckantwort": "Antwort eingetragen.",
    "rueckfrage-zuruecknahme": "Frage zurückgenommen.",
}


@pytest.mark.parametrize("step", [step for step in STEPS if step != "veroeffentlichung"])
def test_each_step_swaps_what_a_fresh_load_shows(
    koordination: PortalClient, session: Session, heslach: Quartier, step: str
) -> None:
    idee = eine_idee(session, STEPS[step], quartier=heslach)
    page = koordination.get(address(idee))
    swapped = koordination.swap(page, f"#schritt-{step}", sent(idee, step))
    assert swapped.response.status_code == 200
    assert "<html" not in swapped.response.text
    assert swapped.document.css_first("[role=status]").text().startswith(DONE[step])
    assert fresh(session, idee).status is not STEPS[step]


def test_a_redacted_title_brings_the_whole_page(koordination: PortalClient, idee: Idee) -> None:
    """The heading stands outside the part that is swapped."""
    form = parse(koordination.get(address(idee)).text).css_first("#schritt-veroeffentlichung")
    assert "hx-post" not in form.attributes
    data = {"titel": "Bänke am Platz", "text": "Bitte."}
    done = koordination.post(form.attributes["action"], data=data)
    page = koordination.get(done.headers["location"]).text
    assert '<h1 dir="auto">Bänke am Platz</h1>' in page
    assert "Veröffentlicht." in page


def test_whoever_reads_an_objection_reads_the_refusal_first(
    koordination: PortalClient, session: Session, heslach: Quartier, now: FixedNow
) -> None:
    refused = eine_idee(session, S.abgelehnt_netiquette, quartier=heslach)
    for status, objected in ((S.abgelehnt_netiquette, None), (S.in_pruefung, now)):
        row = session.get_one(Idee, refused.id)
        row.status, row.widersprochen_am = status, objected
        session.commit()
        page = koordination.get(address(refused)).text
        assert "Der Text wirbt für ein Angebot" in page
        assert "Das ist Werbung." in page
        assert ("Widerspruch am 24. November 2026" in page) is (objected is not None)


def test_staff_read_an_objection_as_one_and_a_question_as_theirs(
    koordination: PortalClient,
    client: PortalClient,
    session: Session,
    heslach: Quartier,
    now: FixedNow,
) -> None:
    refused = eine_idee(session, S.abgelehnt_netiquette, quartier=heslach)
    own = secret(session, refused)
    client.post(f"{own}/widerspruch", data={"einwand": "Das ist keine Werbung."})
    now.advance(minutes=5)
    koordination.post(address(refused, "/rueckfrage"), data={"frage": "Für wen?"})
    page = koordination.get(address(refused)).text
    assert "Rückfrage läuft" in page
    assert "Wir haben eine Frage" not in page
    assert "Rückfrage läuft" in koordination.get("/intern/ideen?stand=rueckfrage").text
    assert "Wir haben eine Frage" in client.get(own).text
    client.post(f"{own}/antwort", data={"text": "Für alle."})
    for reader, place in ((koordination, address(refused)), (client, own)):
        messages = parse(reader.get(place).text).css_first("#nachrichten").parent.css("h3")
        assert [h.text() for h in messages] == ["Widerspruch", "Frage vom Team", "Antwort"]


def test_who_comes_too_late_reads_who_was_faster_and_loses_no_word(
    koordination: PortalClient, kollege: PortalClient, session: Session, idee: Idee
) -> None:
    before = kollege.get(address(idee))
    koordination.post(address(idee, "/veroeffentlichung"), data=sent(idee, "veroeffentlichung"))
    late = kollege.swap(before, "#schritt-rueckfrage", {"frage": "An welcher Ecke?"}).response
    assert late.status_code == 409
    assert "<html" not in late.text
    assert "Zuletzt: veröffentlicht (Karla Koord" in late.text
    assert "An welcher Ecke?" in late.text
    assert fresh(session, idee).status is S.veroeffentlicht


def test_without_a_script_the_late_one_gets_the_same_page(
    koordination: PortalClient, session: Session, idee: Idee
) -> None:
    koordination.post(address(idee, "/rueckfrage"), data=sent(idee, "rueckfrage"))
    late = koordination.post(address(idee, "/ablehnung"), data=sent(idee, "ablehnung"))
    assert late.status_code == 409
    assert '<h1 dir="auto">Bänke</h1>' in late.text
    assert "Zuletzt: nachgefragt" in late.text
    assert "Bitte ohne Werbung." in late.text
    assert fresh(session, idee).status is S.rueckfrage


def test_what_nobody_typed_is_not_told_as_typed(
    koordination: PortalClient, kollege: PortalClient, idee: Idee
) -> None:
    """Publishing as it stands sends the text along; a redaction that was typed is kept."""
    redacted = {"titel": "Bänke", "text": "Ohne Namen."}
    koordination.post(address(idee, "/veroeffentlichung"), data=redacted)
    as_it_was = kollege.post(
        address(idee, "/veroeffentlichung"), data=sent(idee, "veroeffentlichung")
    )
    assert as_it_was.status_code == 409
    assert "Das hatten Sie geschrieben" not in as_it_was.text
    other = {"titel": "Bänke", "text": "Ganz anders gekürzt."}
    typed = kollege.post(address(idee, "/veroeffentlichung"), data=other)
    assert "Das hatten Sie geschrieben" in typed.text
    assert "Ganz anders gekürzt." in typed.text


@pytest.mark.both
def test_two_people_at_once(
    koordination: PortalClient, kollege: PortalClient, session: Session, idee: Idee
) -> None:
    data = sent(idee, "veroeffentlichung")
    clients = [koordination, kollege] * 3
    with ThreadPoolExecutor(len(clients)) as pool:
        answers = pool.map(
            lambda c: c.post(address(idee, "/veroeffentlichung"), data=data), clients
        )
        assert sorted(a.status_code for a in answers) == [303, *[409] * 5]
    assert [s.step for s in trail(session, idee.vorgangsnummer)].count("veroeffentlichen") == 1
    assert list(broken(session)) == []


def test_a_reply_by_phone_is_written_down(
    koordination: PortalClient, client: PortalClient, session: Session, idee: Idee
) -> None:
    koordination.post(address(idee, "/rueckfrage"), data=sent(idee, "rueckfrage"))
    empty = koordination.post(address(idee, "/rueckantwort"), data={"rueckantwort": " "})
    assert empty.status_code == 422
    done = koordination.post(address(idee, "/rueckantwort"), data=REPLY)
    assert done.status_code == 303
    assert fresh(session, idee).status is S.in_pruefung
    assert newest(session, Nachricht).seite is Nachrichtenseite.absender
    step = trail(session, idee.vorgangsnummer)[-1]
    assert (step.step, step.actor_name) == ("rueckantwort", "Karla Koord")
    own = client.get(secret(session, idee)).text
    assert REPLY["rueckantwort"] in own
    assert "Wir haben Ihre Antwort aufgeschrieben" in own
    assert "Karla Koord" not in own


def test_a_form_from_before_the_upgrade_publishes_nothing(
    koordination: PortalClient, client: PortalClient, session: Session, heslach: Quartier
) -> None:
    """There the reply was called what is now the official answer, which everybody reads."""
    for status in S:
        idee = eine_idee(session, status, quartier=heslach)
        answer = koordination.post(address(idee, "/antwort"), data={"text": "Bei Frau Maier."})
        assert "Bei Frau Maier." in answer.text
        assert fresh(session, idee).status is status
        assert "Frau Maier" not in client.get(f"/ideen/{idee.vorgangsnummer}").text
    assert session.exec(select(Nachricht)).all() == []


@pytest.mark.parametrize("status", Ideenstatus)
def test_every_form_says_over_which_state_it_was_opened(
    koordination: PortalClient, session: Session, heslach: Quartier, status: Ideenstatus
) -> None:
    idee = eine_idee(session, status, quartier=heslach)
    forms = parse(koordination.get(address(idee)).text).css("form[id^=schritt-]")
    last = str(trail(session, idee.vorgangsnummer)[-1].seq)
    assert [f.css_first("[name=gesehen]").attributes["value"] for f in forms] == [last] * len(forms)


def test_nobody_publishes_over_a_reply_they_have_not_read(
    koordination: PortalClient, kollege: PortalClient, session: Session, idee: Idee
) -> None:
    """Asked back and answered meanwhile: the state is the same again."""
    page = koordination.get(address(idee))
    kollege.post(address(idee, "/rueckfrage"), data=sent(idee, "rueckfrage"))
    kollege.post(address(idee, "/rueckantwort"), data=REPLY)
    form = parse(page.text).css_first("#schritt-veroeffentlichung")
    data = dict(successful_fields(form))
    refused = koordination.post(form.attributes["action"], data=data)
    assert refused.status_code == 409
    assert "Inzwischen steht hier etwas Neues." in refused.text
    assert REPLY["rueckantwort"] in refused.text
    assert fresh(session, idee).status is S.in_pruefung


def test_who_gave_no_address_is_told_on_the_page_alone(
    koordination: PortalClient, session: Session, heslach: Quartier, idee: Idee
) -> None:
    note = "Keine E-Mail-Adresse: Was Sie schreiben, liest die Person nur auf ihrer Vorgangsseite."
    assert note not in koordination.get(address(idee)).text
    silent = eine_idee(session, quartier=heslach)
    assert note in koordination.get(address(silent)).text
    over = eine_idee(session, S.zurueckgezogen, quartier=heslach)
    assert note not in koordination.get(address(over)).text


def test_without_a_question_there_is_nothing_to_write_down(
    koordination: PortalClient, session: Session, idee: Idee
) -> None:
    answer = koordination.post(address(idee, "/rueckantwort"), data=REPLY)
    assert answer.status_code == 409
    assert REPLY["rueckantwort"] in answer.text
    assert fresh(session, idee).status is S.eingereicht
    assert session.exec(select(Nachricht)).all() == []


def test_only_who_moderates_writes_down_a_reply(
    login: Login, session: Session, heslach: Quartier
) -> None:
    idee = eine_idee(session, S.rueckfrage, quartier=heslach)
    bezirk = session.get_one(Stadtbezirk, heslach.stadtbezirk_id)
    leader = login(eine_mitarbeiterin(session, Rolle.bezirksvorsteher, stadtbezirk=bezirk))
    page = leader.get(address(idee))
    assert "Diese Idee prüft die Quartierskoordination von Heslach." in page.text
    assert "schritt-rueckantwort" not in page.text
    assert leader.post(address(idee, "/rueckantwort"), data=REPLY).status_code == 403
    elsewhere = login(coordinator(session, ein_quartier(session), name="Fern"))
    assert elsewhere.post(address(idee, "/rueckantwort"), data=REPLY).status_code == 404
    assert fresh(session, idee).status is S.rueckfrage


@pytest.mark.parametrize(
    ("step", "data"),
    [
        ("veroeffentlichung", {"titel": "", "text": "Der Text, gekürzt."}),
        ("rueckfrage", {"frage": " "}),
        ("ablehnung", {"grund": "", "erklaerung": "Das war schon einmal da."}),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_lost(
    koordination: PortalClient, session: Session, idee: Idee, step: str, data: dict[str, str]
) -> None:
    answer = koordination.post(address(idee, f"/{step}"), data=data)
    assert answer.status_code == 422
    assert "data-error-summary" in answer.text
    assert all(value.strip() in answer.text for value in data.values())
    assert fresh(session, idee).status is S.eingereicht


def test_staff_read_who_did_what(koordination: PortalClient, idee: Idee) -> None:
    koordination.post(address(idee, "/rueckfrage"), data=sent(idee, "rueckfrage"))
    page = koordination.get(address(idee)).text
    assert "Karla Koord" in page.split('id="verlauf"')[1]
    assert "Wir warten auf die Antwort bis" in page


def test_the_page_costs_a_fixed_number_of_queries(
    koordination: PortalClient, session: Session, engine: Engine, heslach: Quartier, idee: Idee
) -> None:
    for _ in range(3):
        eine_idee(session, quartier=heslach)
    with queries(engine) as plain:
        koordination.get(address(idee))
    done = koordination.post(address(idee, "/ablehnung"), data=sent(idee, "ablehnung"))
    with queries(engine) as confirmed:
        koordination.get(done.headers["location"])
    assert (plain.count, confirmed.count) == (6, 9), confirmed


def test_without_a_script_the_next_page_says_what_was_done_and_what_waits_next(
    koordination: PortalClient, session: Session, heslach: Quartier, idee: Idee, now: FixedNow
) -> None:
    later = eine_idee(session, quartier=heslach, pruefen_bis=now + timedelta(days=9))
    sooner = eine_idee(session, quartier=heslach, pruefen_bis=now - timedelta(days=9))
    eine_idee(session, titel="Anderswo", pruefen_bis=now - timedelta(days=99))
    for row, task, after in (
        (idee, "Idee prüfen", later),
        (later, "Idee prüfen", sooner),
        (sooner, "Antwort geben", idee),
    ):
        data = sent(row, "veroeffentlichung")
        done = koordination.post(address(row, "/veroeffentlichung"), data=data)
        page = koordination.get(done.headers["location"]).text
        assert "Veröffentlicht. Die Antwort" in page
        assert f'href="/ideen/{row.vorgangsnummer}"' in page
        assert f"Nächste Aufgabe: {task}, {after.titel}" in page
        assert f'href="{address(after)}?ohne={row.vorgangsnummer}"' in page


def test_where_nothing_waits_the_next_page_leads_to_the_desk(
    koordination: PortalClient, session: Session, idee: Idee, now: FixedNow
) -> None:
    eine_idee(session, titel="Anderswo", pruefen_bis=now - timedelta(days=99))
    done = koordination.post(address(idee, "/ablehnung"), data=sent(idee, "ablehnung"))
    page = koordination.get(done.headers["location"]).text
    assert "Abgelehnt." in page
    assert "Nächste Aufgabe" not in page
    assert "Zu meinen Aufgaben" in page


def test_only_what_one_has_just_done_is_confirmed(
    koordination: PortalClient, kollege: PortalClient, idee: Idee
) -> None:
    """The address is no proof: it may be old, shared or made up."""
    claimed = address(idee, "?getan=veroeffentlichung")
    assert "Veröffentlicht." not in koordination.get(claimed).text
    koordination.post(address(idee, "/rueckfrage"), data=sent(idee, "rueckfrage"))
    for client, query in (
        (koordination, "veroeffentlichung"),
        (koordination, "gibtsnicht"),
        (kollege, "rueckfrage"),
    ):
        assert "Frage gesendet" not in client.get(address(idee, f"?getan={query}")).text
    assert "Frage gesendet" in koordination.get(address(idee, "?getan=rueckfrage")).text


def test_what_is_not_public_has_no_link_to_a_public_page(
    koordination: PortalClient, idee: Idee
) -> None:
    assert f'href="/ideen/{idee.vorgangsnummer}"' not in koordination.get(address(idee)).text
