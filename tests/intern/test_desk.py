"""The staff's desk: tasks by due date, the search by number, the record of steps."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from app.antraege.buero.steps.befangenheit import befangenheit_erklaeren
from app.antraege.buero.steps.rueckantwort import rueckantworten
from app.antraege.buero.steps.rueckfrage import nachfragen
from app.antraege.status import Antragsstatus
from app.auth.actor import Actor
from app.auth.models import Mitarbeiter
from app.auth.permissions import Rolle
from app.history.chain import record
from app.history.forgetting import forget_texts
from app.ideen.phrases import REFUSAL
from app.ideen.status import ZU_BEANTWORTEN, ZU_PRUEFEN, Ideenstatus
from app.personal.phrases import ROLE
from app.quartiere.models import Quartier
from tests.support.cast import cast_for
from tests.support.client import PortalClient
from tests.support.clock import FixedNow
from tests.support.dom import parse, text_of
from tests.support.factories import (
    ein_antrag,
    ein_fonds,
    ein_quartier,
    eine_idee,
    eine_mitarbeiterin,
)
from tests.support.queries import queries

pytestmark = pytest.mark.both

Login = Callable[[Mitarbeiter], PortalClient]


@pytest.fixture
def heslach(session: Session) -> Quartier:
    return ein_quartier(session, name="Heslach")


@pytest.fixture
def koordination(session: Session, login: Login, heslach: Quartier) -> PortalClient:
    return login(eine_mitarbeiterin(session, Rolle.quartierskoordination, quartier=heslach))


def test_tasks_stand_in_piles_with_the_oldest_first(
    koordination: PortalClient, session: Session, heslach: Quartier, now: FixedNow
) -> None:
    for titel, days in (("Morgen fällig", 1), ("Lange her", -9), ("Heute fällig", 0)):
        eine_idee(session, quartier=heslach, titel=titel, pruefen_bis=now + timedelta(days=days))
    page = koordination.get("/intern").text
    places = [page.index(t) for t in ("Überfällig", "Lange her", "Heute fällig", "Morgen fällig")]
    assert places == sorted(places)


def test_only_my_own_tasks_are_mine(
    koordination: PortalClient, login: Login, session: Session
) -> None:
    eine_idee(session, titel="Anderswo")
    assert "Anderswo" not in koordination.get("/intern").text
    revision = login(eine_mitarbeiterin(session, Rolle.revision))
    assert "Anderswo" not in revision.get("/intern").text


def test_a_number_leads_to_its_page_as_people_type_it(
    koordination: PortalClient, session: Session, heslach: Quartier
) -> None:
    for item, prefix in (
        (eine_idee(session, quartier=heslach), "/intern/ideen"),
        (ein_antrag(session, quartier=heslach), "/intern/antraege"),
    ):
        number = item.vorgangsnummer
        for typed in (number, number.lower().replace("-", " ")):
            answer = koordination.get("/intern", params={"nummer": typed})
            assert answer.headers["location"] == f"{prefix}/{number}"


def test_what_is_no_number_is_said(koordination: PortalClient) -> None:
    page = koordination.get("/intern", params={"nummer": "<b>Haus</b>"})
    assert "ist keine Vorgangsnummer" in page.text
    assert "<b>Haus" not in page.text


def test_a_number_that_is_not_there_or_somebody_elses_is_said_on_the_desk(
    koordination: PortalClient, login: Login, session: Session
) -> None:
    """In the same words, so that nobody learns by it which numbers there are."""
    elsewhere = eine_idee(session).vorgangsnummer
    for number in ("I-2026-99999", "B-2026-00085", elsewhere):
        page = koordination.get("/intern", params={"nummer": number})
        assert page.status_code == 200
        assert f"{number} finden wir nicht." in page.text
    administration = login(eine_mitarbeiterin(session, Rolle.administration))
    assert "finden wir nicht." in administration.get(f"/intern?nummer={elsewhere}").text


def test_the_desk_costs_the_same_for_one_and_for_many(
    koordination: PortalClient, session: Session, engine: Engine, heslach: Quartier
) -> None:
    def filled() -> None:
        for status in (Ideenstatus.eingereicht, Ideenstatus.veroeffentlicht):
            eine_idee(session, status, quartier=heslach)
        ein_antrag(session, Antragsstatus.eingereicht, fonds=fonds, quartier=heslach)

    fonds = ein_fonds(session, quartier=heslach)
    filled()
    with queries(engine) as one:
        koordination.get("/intern")
    for _ in range(6):
        filled()
    with queries(engine) as many:
        page = koordination.get("/intern")
    assert len(parse(page.text).css(".aufgaben__zeile")) == 21
    assert one.count == many.count == 10, many


def test_the_desk_says_what_brought_an_idee(
    koordination: PortalClient, session: Session, heslach: Quartier, now: FixedNow
) -> None:
    def came(titel: str, *steps: str) -> None:
        idee = eine_idee(session, Ideenstatus.in_pruefung, quartier=heslach, titel=titel)
        for step in steps:
            record(session, thread=idee.vorgangsnummer, step=step, by=None, at=now)
        session.commit()

    came("Neu hier", "pruefen")
    came("Gefragt", "rueckfrage", "rueckantwort", "email_aendern")
    came("Damals gefragt", "nachfragen", "antworten")
    came("Abgelehnt", "ablehnen", "widersprechen")
    came("Hat sich erledigt", "rueckfrage", "rueckfrage_zuruecknehmen")
    came("Beides", "ablehnen", "widersprechen", "rueckfrage", "rueckantwort")
    page = koordination.get("/intern").text
    assert said(page, "Neu hier") == said(page, "Hat sich erledigt") == "Idee prüfen"
    for titel in ("Gefragt", "Damals gefragt", "Beides"):
        assert said(page, titel) == "Antwort eingegangen"
    assert said(page, "Abgelehnt") == "Widerspruch prüfen"


def test_the_desk_says_what_an_antrag_waits_for(
    login: Login, session: Session, now: FixedNow
) -> None:
    cast = cast_for(session)
    checker = login(session.get_one(Mitarbeiter, cast.koordination.staff_id))
    leader = login(session.get_one(Mitarbeiter, cast.bezirksvorsteherin.staff_id))
    cast.antrag(titel="Neu hier")
    answered = cast.antrag(titel="Gefragt")
    nachfragen(session, answered, frage="Wo?", by=cast.koordination, at=now)
    rueckantworten(session, answered, rueckantwort="Hier.", by=cast.holder(answered), at=now)
    cast.antrag(Antragsstatus.rueckfrage, titel="Still", faellig_am=now - timedelta(days=1))
    cast.antrag(Antragsstatus.zurueckgestellt, titel="Im Frühjahr")
    cast.geprueft(titel="Zur Sitzung")
    cast.votiert(titel="Beschlossen")
    session.commit()
    page = checker.get("/intern").text
    for titel, told in {
        "Neu hier": "Antrag prüfen",
        "Gefragt": "Antwort eingegangen",
        "Still": "Noch keine Antwort auf die Frage",
        "Im Frühjahr": "Antrag wieder aufnehmen",
        "Zur Sitzung": "Votum eintragen",
    }.items():
        assert said(page, titel) == told
    assert said(leader.get("/intern").text, "Beschlossen") == "Antrag entscheiden"


def test_an_answer_that_was_promised_waits_on_the_desk(
    koordination: PortalClient, login: Login, session: Session, heslach: Quartier, now: FixedNow
) -> None:
    """Its date is public, so somebody has it before their eyes, above all when it is over."""
    published = {"quartier": heslach, "at": now - timedelta(days=40)}
    for status, titel, days in (
        (Ideenstatus.veroeffentlicht, "Zu spät", -10),
        (Ideenstatus.weitergeleitet, "Beim Amt", 20),
    ):
        due = now + timedelta(days=days)
        eine_idee(session, status, titel=titel, antwort_bis=due, **published)
    for status in set(Ideenstatus) - set(ZU_BEANTWORTEN) - set(ZU_PRUEFEN):
        eine_idee(session, status, titel="Nicht offen", **published)
    page = koordination.get("/intern").text
    assert said(page, "Zu spät") == said(page, "Beim Amt") == "Antwort geben"
    assert since(page, "Zu spät") == "seit 40 Tagen"
    places = [page.index(t) for t in ("Überfällig", "Zu spät", "Später", "Beim Amt")]
    assert places == sorted(places)
    elsewhere = login(eine_mitarbeiterin(session, Rolle.quartierskoordination))
    assert "Antwort geben" not in elsewhere.get("/intern").text


def test_the_desk_says_since_when_it_is_the_teams_turn(
    login: Login, koordination: PortalClient, session: Session, heslach: Quartier, now: FixedNow
) -> None:
    def came(titel: str, days: int, *steps: str) -> None:
        before = now - timedelta(days=days)
        idee = eine_idee(session, quartier=heslach, titel=titel, at=now - timedelta(days=9))
        for step in steps:
            record(session, thread=idee.vorgangsnummer, step=step, by=None, at=before)
        session.commit()

    came("Ganz neu", 0)
    came("Aufgenommen", 2, "pruefen")
    came("Gefragt", 4, "rueckfrage", "rueckantwort", "email_aendern")
    came("Abgelehnt", 1, "ablehnen", "widersprechen")
    came("Gerade eben", 0, "rueckfrage", "rueckantwort")
    page = koordination.get("/intern").text
    assert since(page, "Ganz neu") == since(page, "Aufgenommen") == "seit 9 Tagen"
    assert since(page, "Gefragt") == "seit 4 Tagen"
    assert since(page, "Abgelehnt") == "seit gestern"
    assert since(page, "Gerade eben") == "seit heute"


def test_an_antrag_is_the_teams_since_the_step_before(
    login: Login, session: Session, now: FixedNow
) -> None:
    cast = cast_for(session)
    checker = login(session.get_one(Mitarbeiter, cast.koordination.staff_id))
    answered = cast.antrag(titel="Gefragt", eingereicht_am=now - timedelta(days=20))
    past = now - timedelta(days=3)
    nachfragen(session, answered, frage="Wo?", by=cast.koordination, at=past)
    rueckantworten(session, answered, rueckantwort="Hier.", by=cast.holder(answered), at=past)
    over = now - timedelta(days=2)
    cast.antrag(Antragsstatus.rueckfrage, titel="Still", faellig_am=over)
    session.commit()
    page = checker.get("/intern").text
    assert since(page, "Gefragt") == "seit 3 Tagen"
    assert since(page, "Still") == "seit 2 Tagen"


def test_of_one_date_what_waits_longest_comes_first(
    koordination: PortalClient, session: Session, heslach: Quartier, now: FixedNow
) -> None:
    due = now + timedelta(days=1)
    numbers = {}
    for titel, days in (("Gestern", 1), ("Alt", 9), ("Heute", 0)):
        at = now - timedelta(days=days)
        idee = eine_idee(session, quartier=heslach, titel=titel, pruefen_bis=due, at=at)
        numbers[titel] = idee.vorgangsnummer
    page = koordination.get("/intern").text
    places = [page.index(numbers[titel]) for titel in ("Alt", "Gestern", "Heute")]
    assert places == sorted(places)
    done = koordination.post(f"/intern/ideen/{numbers['Heute']}/veroeffentlichung", data={})
    assert "Nächste Aufgabe: Idee prüfen, Alt" in koordination.get(done.headers["location"]).text


def test_what_one_is_biased_about_waits_for_the_deputy(
    login: Login, session: Session, now: FixedNow
) -> None:
    cast = cast_for(session)
    antrag = cast.votiert(titel="Hoffest der Nichte")
    befangenheit_erklaeren(session, antrag, by=cast.bezirksvorsteherin, at=now)
    session.commit()
    for actor, waits in ((cast.bezirksvorsteherin, False), (cast.stellvertretung, True)):
        desk = login(session.get_one(Mitarbeiter, actor.staff_id)).get("/intern").text
        assert ("Hoffest der Nichte" in desk) is waits


def test_the_desk_has_pages_and_says_how_many_there_are(
    koordination: PortalClient, session: Session, heslach: Quartier, now: FixedNow
) -> None:
    """Nothing is cut silently."""
    for n in range(230):
        due = now + timedelta(days=1, seconds=n)
        eine_idee(session, quartier=heslach, titel=f"Nummer {n:03d}", pruefen_bis=due)
    eine_idee(session, Ideenstatus.veroeffentlicht, quartier=heslach, titel="Antworten bitte")
    session.commit()
    first = koordination.get("/intern").text
    assert "Aufgabe 1 bis 50 von 231" in first
    assert "In den nächsten sieben Tagen (230)" in first
    assert "Nummer 049" in first
    assert "Nummer 050" not in first
    last = koordination.get("/intern?seite=5").text
    assert "Aufgabe 201 bis 231 von 231" in last
    assert "Nummer 229" in last
    assert koordination.get("/intern?seite=99").text.count("Nummer 229") == 1


def test_the_desk_by_kind(koordination: PortalClient, session: Session, heslach: Quartier) -> None:
    eine_idee(session, quartier=heslach, titel="Neu hier")
    eine_idee(session, Ideenstatus.veroeffentlicht, quartier=heslach, titel="Antworten bitte")
    session.commit()
    page = koordination.get("/intern").text
    kinds = [text_of(o) for o in parse(page).css("select[name='art'] option")]
    assert kinds == ["Alle Aufgaben", "Idee prüfen (1)", "Antwort geben (1)"]
    page = koordination.get("/intern", params={"art": "Antwort geben"}).text
    assert ("Neu hier" in page, "Antworten bitte" in page) == (False, True)
    nonsense = koordination.get("/intern", params={"art": "<b>"}).text
    assert ("Neu hier" in nonsense, "<b>" in nonsense) == (True, False)


def said(page: str, titel: str) -> str:
    """What the row of this title says that is to be done."""
    row = next(r for r in parse(page).css(".aufgaben__zeile") if titel in r.text())
    return row.css("p")[1].text().strip().splitlines()[0].strip()


def since(page: str, titel: str) -> str:
    """Since when the row of this title says that it waits."""
    row = next(r for r in parse(page).css(".aufgaben__zeile") if titel in r.text())
    return row.css("p")[0].text().split("·")[-1].strip()


# Days without a midnight in UTC are as if they were not there.
ENDS = "von=0001-01-01&bis=9999-12-31"


def test_the_record_filters_by_vorgang_person_and_day(
    login: Login, session: Session, now: FixedNow
) -> None:
    person = eine_mitarbeiterin(session, Rolle.revision, name="Rosa Prüferin")
    actor = Actor(staff_id=person.id, name=person.name)
    record(session, thread="I-2026-00001", step="pruefen", by=actor, at=now)
    record(session, thread="I-2026-00002", step="veroeffentlichen", by=None, at=now)
    session.commit()
    client = login(person)
    assert "Prüfung begonnen" in client.get("/intern/verlauf").text
    for query in (
        "vorgang=i+2026+2",
        "von=2026-11-25",
        "person=999999",
        "bis=2026-11-23",
    ):
        assert "Prüfung begonnen" not in client.get(f"/intern/verlauf?{query}").text
    for query in (
        f"person={person.id}",
        "von=2026-11-24&bis=2026-11-24",
        "von=kaputt&seite=x",
        "vorgang=i2026-1",
        ENDS,
    ):
        assert "Prüfung begonnen" in client.get(f"/intern/verlauf?{query}").text


def test_the_record_is_for_revision_and_administration(
    koordination: PortalClient, login: Login, session: Session
) -> None:
    assert koordination.get("/intern/verlauf").status_code == 403
    admin = login(eine_mitarbeiterin(session, Rolle.administration))
    assert admin.get("/intern/verlauf").status_code == 200


def test_the_record_says_states_in_words(login: Login, session: Session, now: FixedNow) -> None:
    client = login(eine_mitarbeiterin(session, Rolle.revision))

    def wrote(thread: str, before: str | None, after: str, cents: int | None = None) -> str:
        moved = {"from_status": before, "to_status": after, "amount_cent": cents}
        record(session, thread=thread, step="pruefen", by=None, at=now, **moved)
        session.commit()
        page = client.get("/intern/verlauf", params={"vorgang": thread}).text
        row = parse(page).css_first(".aufgaben__zeile .gedaempft")
        return " ".join(row.text().split()).split("Portal", 1)[1]

    assert wrote("A-2026-00001", "eingereicht", "formal_geprueft", 40_000) == (
        " · Eingegangen → Geprüft, wartet auf das Votum · 400,00 EUR"
    )
    assert wrote("A-2026-00002", "votiert", "votiert", 40_000) == " · 400,00 EUR"
    assert wrote("I-2026-00001", None, "in_pruefung") == " · neu → Wird geprüft"
    assert (
        wrote("I-2026-00002", "in_pruefung", "nachgefragt") == " · Wird geprüft → Rückfrage läuft"
    )


def test_the_record_says_reasons_of_every_kind(
    login: Login, session: Session, engine: Engine, now: FixedNow
) -> None:
    """What the portal says is made when it is read; what people typed may be deleted."""
    client = login(eine_mitarbeiterin(session, Rolle.revision))

    def wrote(thread: str, **why: object) -> None:
        record(session, thread=thread, step="pruefen", by=None, at=now, **why)

    wrote("I-2026-00001", remark=REFUSAL(grund="werbung"))
    wrote("personal-1", remark=ROLE(rolle="kasse", ort=""))
    wrote("A-2026-00001", reason="Die Belege fehlen noch.")
    wrote("A-2026-00002", reason="Anna Weber hat angerufen.")
    forget_texts(session, ["A-2026-00002"], at=now)
    session.commit()
    with queries(engine) as seen:
        page = client.get("/intern/verlauf").text
    assert len([s for s in seen.statements if "FROM step" in s]) == 2, "hits and rows"
    for told in (
        "Der Text wirbt für ein Angebot",
        "Kasse",
        "Die Belege fehlen noch.",
        "Der Text ist gelöscht.",
        "Texte gelöscht, weil ihre Frist um war",
    ):
        assert told in page
    assert "Anna Weber" not in page


def test_old_words_of_the_record_stay_readable(
    login: Login, session: Session, now: FixedNow
) -> None:
    """The same old word means something else in an Idee and in an Antrag."""
    client = login(eine_mitarbeiterin(session, Rolle.revision))
    numbers = iter(range(1, 99))

    def wrote(letter: str, step: str, before: str, after: str) -> str:
        thread = f"{letter}-2025-{next(numbers):05d}"
        moved = {"from_status": before, "to_status": after}
        record(session, thread=thread, step=step, by=None, at=now, **moved)
        session.commit()
        page = client.get("/intern/verlauf", params={"vorgang": thread}).text
        return text_of(parse(page).css_first(".aufgaben__zeile"))

    asked = wrote("I", "nachfragen", "in_pruefung", "nachgefragt")
    assert "nachgefragt" in asked
    assert "Wird geprüft → Rückfrage läuft" in asked
    replied = wrote("I", "antworten", "nachgefragt", "in_pruefung")
    assert "Frage beantwortet" in replied
    assert "Rückfrage läuft → Wird geprüft" in replied
    closed = wrote("I", "schliessen_ohne_antwort", "nachgefragt", "geschlossen_ohne_antwort")
    assert "geschlossen, weil keine Antwort kam" in closed
    assert "Rückfrage läuft → Geschlossen" in closed
    answered = wrote("I", "beantworten", "veroeffentlicht", "umsetzbar")
    assert "beantwortet" in answered
    assert "Frage beantwortet" not in answered
    assert "Frage beantwortet" in wrote("A", "beantworten", "rueckfrage", "eingereicht")
