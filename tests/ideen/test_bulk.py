"""Several Ideen at once, from a list that shows all of each and marks what to look at."""

from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from app.auth.models import Mitarbeiter
from app.auth.permissions import Rolle
from app.casework.readings import KEPT, StaffReading, remember
from app.files.models import Dateiart
from app.ideen.models import Idee
from app.ideen.status import Ideenstatus
from app.quartiere.models import Quartier
from tests.support.client import PortalClient
from tests.support.clock import FixedNow
from tests.support.dom import parse, text_of
from tests.support.each import each
from tests.support.factories import ein_quartier, eine_datei, eine_idee, eine_mitarbeiterin

Login = Callable[[Mitarbeiter], PortalClient]
LIST = "/intern/ideen"
SEVERAL = f"{LIST}/veroeffentlichungen"


@pytest.fixture
def heslach(session: Session) -> Quartier:
    return ein_quartier(session, slug="heslach", name="Heslach")


@pytest.fixture
def koordination(session: Session, login: Login, heslach: Quartier) -> PortalClient:
    return login(eine_mitarbeiterin(session, Rolle.quartierskoordination, quartier=heslach))


def status(session: Session, idee: Idee) -> Ideenstatus:
    session.expire_all()
    return session.exec(select(Idee.status).where(Idee.id == idee.id)).one()


def publish(client: PortalClient, ideen: Sequence[Idee], query: str = "") -> str:
    """All of them by one press on the list; the address of what comes then."""
    answer = client.post(SEVERAL + query, data={"nummer": [i.vorgangsnummer for i in ideen]})
    assert answer.status_code == 303
    return answer.headers["location"]


def outcome(client: PortalClient, address: str) -> str:
    return text_of(parse(client.get(address).text).css_first("#ergebnis"))


def test_the_list_shows_all_that_would_be_published(
    koordination: PortalClient, session: Session, heslach: Quartier
) -> None:
    idee = eine_idee(
        session,
        quartier=heslach,
        titel="Bänke",
        text="Anfang.\n" + "Noch ein Satz. " * 90 + "Und das Ende.",
        ort="neben der Apotheke",
        name_anzeige="eine Nachbarin",
    )
    photo = eine_datei(session, idee, zweck="idee", art=Dateiart.bild, breite=9, hoehe=9)
    session.commit()
    row = parse(koordination.get(LIST).text).css_first(".aufgaben__zeile")
    for text in ("Bänke", "Anfang.", "Und das Ende.", "neben der Apotheke", "eine Nachbarin"):
        assert text in text_of(row)
    assert f"{photo.schluessel}/klein" in row.css_first("img").attributes["src"]


@each(
    ("values", "word"),
    [
        ({"text": "Rufen Sie an: 0711 4711 22."}, "Telefonnummer"),
        ({"titel": "Frau Maiers Hecke"}, "Name einer Person"),
        ({"ort": "anna@post.example"}, "E-Mail-Adresse"),
        ({"name_anzeige": "Anna, 0151 12345678"}, "Telefonnummer"),
        ({"text": "Der Wagen S-AB 1234 parkt da."}, "Autokennzeichen"),
    ],
)
def test_what_looks_like_personal_data_is_left_out_until_it_was_opened(
    koordination: PortalClient,
    session: Session,
    heslach: Quartier,
    values: dict[str, str],
    word: str,
) -> None:
    marked = eine_idee(session, quartier=heslach, **values)
    plain = eine_idee(session, quartier=heslach)
    session.commit()
    assert word in koordination.get(LIST).text
    told = outcome(koordination, publish(koordination, [marked, plain]))
    assert status(session, marked) is Ideenstatus.eingereicht
    assert status(session, plain) is Ideenstatus.veroeffentlicht
    assert "1 Idee veröffentlicht." in told
    assert word in told
    assert marked.titel in told
    koordination.get(f"{LIST}/{marked.vorgangsnummer}")
    assert "Sie haben diese Idee geöffnet" in koordination.get(LIST).text
    publish(koordination, [marked])
    assert status(session, marked) is Ideenstatus.veroeffentlicht


def test_the_words_beside_a_photo_are_looked_at_too(
    koordination: PortalClient, session: Session, heslach: Quartier
) -> None:
    idee = eine_idee(session, quartier=heslach)
    picture = {"zweck": "idee", "art": Dateiart.bild, "breite": 9, "hoehe": 9}
    eine_datei(session, idee, alt="Anna Müller vor ihrem Haus", **picture)
    session.commit()
    publish(koordination, [idee])
    assert status(session, idee) is Ideenstatus.eingereicht


def test_what_another_person_has_opened_is_not_opened_by_me(
    koordination: PortalClient, login: Login, session: Session, heslach: Quartier
) -> None:
    idee = eine_idee(session, quartier=heslach, text="Tel. 0711 4711 22")
    other = login(eine_mitarbeiterin(session, Rolle.quartierskoordination, quartier=heslach))
    other.get(f"{LIST}/{idee.vorgangsnummer}")
    publish(koordination, [idee])
    assert status(session, idee) is Ideenstatus.eingereicht
    publish(other, [idee])
    assert status(session, idee) is Ideenstatus.veroeffentlicht


def test_an_opened_version_is_not_the_next_one(
    koordination: PortalClient, session: Session, heslach: Quartier
) -> None:
    idee = eine_idee(session, quartier=heslach, text="Tel. 0711 4711 22")
    own = f"{LIST}/{idee.vorgangsnummer}"
    koordination.get(own)
    koordination.post(f"{own}/rueckfrage", data={"frage": "Wo?"})
    koordination.post(f"{own}/rueckantwort", data={"rueckantwort": "Dort."})
    publish(koordination, [idee])
    assert status(session, idee) is Ideenstatus.in_pruefung


def test_opening_is_remembered_for_a_time_and_changes_nothing_else(
    koordination: PortalClient, session: Session, heslach: Quartier, now: FixedNow
) -> None:
    idee = eine_idee(session, quartier=heslach, text="Tel. 0711 4711 22")
    plain = eine_idee(session, quartier=heslach)
    for one in (idee, idee, plain):
        koordination.get(f"{LIST}/{one.vorgangsnummer}")
    (row,) = session.exec(select(StaffReading)).all()
    assert (row.thread, row.version) == (idee.vorgangsnummer, "1")
    later = now + KEPT + timedelta(days=1)
    engine, staff_id = session.get_bind(), row.staff_id
    session.rollback()
    remember(engine, staff_id=staff_id, thread="I-2026-99999", version="1", at=later)
    assert [r.thread for r in session.exec(select(StaffReading))] == ["I-2026-99999"]


def test_page_and_filter_stay_and_the_keyboard_comes_to_what_was_done(
    koordination: PortalClient, session: Session, heslach: Quartier
) -> None:
    ideen = [eine_idee(session, quartier=heslach) for _ in range(23)]
    first = parse(koordination.get(f"{LIST}?stand=eingereicht").text)
    assert "23 Treffer" in text_of(first.css_first("main"))
    assert "Seite 1 von 2" in text_of(first.css_first(".seiten"))
    query = "?stand=eingereicht&seite=2"
    form = parse(koordination.get(LIST + query).text).css_first("main form[method=post]")
    assert form.attributes["action"] == SEVERAL + query
    address = publish(koordination, [ideen[21]], query)
    assert address.endswith("#ergebnis")
    assert "?stand=eingereicht&seite=2&" in address
    page = parse(koordination.get(address).text)
    assert page.css_first("#ergebnis").attributes["tabindex"] == "-1"
    assert page.css_first("option[selected]").attributes["value"] == "eingereicht"
    assert "Seite 2 von 2" in text_of(page.css_first(".seiten"))
    gone = publish(koordination, [ideen[20], ideen[22]], query)
    last = parse(koordination.get(gone).text)
    assert len(last.css(".aufgaben__zeile")) == 20, "the last page there is"


def test_whoever_has_written_a_refusal_does_not_publish_by_the_press_beside_it(
    koordination: PortalClient, session: Session, heslach: Quartier
) -> None:
    idee = eine_idee(session, quartier=heslach)
    typed = {"nummer": idee.vorgangsnummer, "erklaerung": "Bitte ohne Werbung."}
    answer = koordination.post(SEVERAL, data=typed)
    assert answer.status_code == 422
    assert "Hier steht etwas zum Ablehnen." in answer.text
    assert "Bitte ohne Werbung." in answer.text
    assert "checked" in answer.text
    assert status(session, idee) is Ideenstatus.eingereicht
