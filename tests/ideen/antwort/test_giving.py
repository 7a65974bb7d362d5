"""An official answer: what it leads to, what it must say, who may give it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import Session, select

from app.auth.models import Mitarbeiter
from app.auth.permissions import Rolle
from app.history.chain import broken, trail
from app.ideen.antwort import Antwortgrund, Machbar
from app.ideen.consistency import answer_problems
from app.ideen.models import Idee
from app.ideen.status import LEBENSLAUF, Ideenstatus, Schritt
from app.mail.models import Mail
from app.quartiere.models import Quartier, Stadtbezirk
from tests.ideen.antwort.statements import (
    NO,
    OPEN,
    PARTLY,
    YES,
    address,
    answers,
    coordinator,
    fresh,
    own_page,
    version_of,
)
from tests.support.client import PortalClient
from tests.support.clock import FixedNow
from tests.support.dom import parse
from tests.support.factories import ein_quartier, eine_idee, eine_mitarbeiterin

Login = Callable[[Mitarbeiter], PortalClient]
S = Ideenstatus


@pytest.mark.parametrize(
    ("sent", "status", "badge", "said"),
    [
        (YES, S.umsetzbar, "Beantwortet: wird umgesetzt, Herbst 2027", "Wann: Herbst 2027"),
        (
            PARTLY,
            S.teilweise_umsetzbar,
            "Beantwortet: geht zum Teil, nach dem Haushaltsbeschluss",
            "Wann: nach dem Haushaltsbeschluss",
        ),
        (
            NO,
            S.nicht_umsetzbar,
            "Beantwortet: geht nicht",
            "Warum nicht: Andere haben Rechte daran",
        ),
        (OPEN, S.veroeffentlicht, "Veröffentlicht", "Wir antworten bis zum 12. Januar 2027."),
    ],
    ids=lambda value: value.get("machbar", "") if isinstance(value, dict) else "",
)
def test_everybody_reads_the_answer(
    koordination: PortalClient,
    client: PortalClient,
    session: Session,
    idee: Idee,
    sent: dict[str, str],
    status: Ideenstatus,
    badge: str,
    said: str,
) -> None:
    done = koordination.post(address(idee, "/antwort"), data=sent)
    assert done.status_code == 303
    assert fresh(session, idee).status is status
    assert (
        "Alle können Ihre Antwort jetzt lesen." in koordination.get(done.headers["location"]).text
    )
    public, own = f"/ideen/{idee.vorgangsnummer}", own_page(session, idee)
    for reader, page in ((client, public), (client, own), (koordination, address(idee))):
        text = reader.get(page).text
        assert sent["antwort_text"] in text
        assert said in text
    assert badge in client.get("/ideen").text
    assert badge in client.get(public).text


@pytest.mark.parametrize("status", [S.veroeffentlicht, S.weitergeleitet])
def test_the_answer_stands_in_its_row_and_in_the_record(
    koordination: PortalClient,
    session: Session,
    heslach: Quartier,
    now: FixedNow,
    status: Ideenstatus,
) -> None:
    idee = eine_idee(session, status, quartier=heslach)
    koordination.post(address(idee, "/antwort"), data=NO)
    (antwort,) = answers(session, idee)
    assert (antwort.nummer, antwort.machbar) == (1, Machbar.nein)
    assert (antwort.grund, antwort.wann, antwort.bis) == (Antwortgrund.rechte_dritter, "", None)
    assert antwort.gegeben_am == fresh(session, idee).beantwortet_am == now
    assert session.get_one(Mitarbeiter, antwort.staff_id).name == "Karla Koord"
    step = trail(session, idee.vorgangsnummer)[-1]
    assert (step.step, step.from_status, step.to_status) == (
        "antwort_eintragen",
        status,
        "nicht_umsetzbar",
    )
    assert step.public
    assert list(broken(session)) == []
    assert list(answer_problems(session)) == []


# What an answer must say


@pytest.mark.parametrize(
    ("sent", "field", "told"),
    [
        (YES | {"antwort_wann": " "}, "antwort_wann", "Bitte schreiben Sie, wann es so weit ist"),
        (PARTLY | {"antwort_wann": ""}, "antwort_wann", "Bitte schreiben Sie, wann es so weit ist"),
        (NO | {"antwort_grund": ""}, "antwort_grund", "Bitte wählen Sie, warum es nicht geht."),
        (NO | {"antwort_grund": "keine_lust"}, "antwort_grund", "Bitte wählen Sie einen Eintrag"),
        (OPEN | {"antwort_neues_datum": ""}, "antwort_neues_datum", "Bitte nennen Sie den Tag"),
        (
            OPEN | {"antwort_neues_datum": "2026-11-24"},
            "antwort_neues_datum",
            "Bitte nennen Sie einen Tag nach heute.",
        ),
        (
            OPEN | {"antwort_neues_datum": "12.01.2072"},
            "antwort_neues_datum",
            "Das ist mehr als ein Jahr hin.",
        ),
        (
            OPEN | {"antwort_neues_datum": "31.2.2027"},
            "antwort_neues_datum",
            "Dieses Datum gibt es nicht.",
        ),
        (YES | {"antwort_text": " \n "}, "antwort_text", "Bitte schreiben Sie die Antwort"),
        (YES | {"machbar": ""}, "machbar", "Bitte wählen Sie, ob es geht."),
        (YES | {"machbar": "vielleicht"}, "machbar", "Bitte wählen Sie einen Eintrag"),
        (
            NO | {"antwort_wann": "Herbst 2028"},
            "antwort_wann",
            "Das passt nicht zu „Nein, das geht nicht“.",
        ),
        (
            YES | {"antwort_neues_datum": "2027-01-12"},
            "antwort_neues_datum",
            "Das passt nicht zu „Ja, das geht“.",
        ),
    ],
)
def test_what_is_missing_is_said_at_its_field_and_nothing_is_published(
    koordination: PortalClient,
    session: Session,
    idee: Idee,
    sent: dict[str, str],
    field: str,
    told: str,
) -> None:
    refused = koordination.post(address(idee, "/antwort"), data=sent)
    assert refused.status_code == 422
    errors = parse(refused.text).css_first(f"#{field}-fehler")
    assert told in errors.text()
    typed = sent["antwort_text"].strip()
    assert typed in refused.text
    assert fresh(session, idee).status is S.veroeffentlicht
    assert answers(session, idee) == []
    assert session.exec(select(Mail)).all() == []


def test_a_form_opened_before_the_upgrade_publishes_nothing(
    koordination: PortalClient, session: Session, heslach: Quartier
) -> None:
    """At this address stood the sender's reply, written down for who said it by phone."""
    old = {"text": "Am Telefon: an der Ecke zur Böblinger Straße."}
    for status in (S.rueckfrage, S.veroeffentlicht, S.umsetzbar):
        idee = eine_idee(session, status, quartier=heslach)
        before = answers(session, idee)
        for step in ("/antwort", "/antwort-nachtrag"):
            refused = koordination.post(address(idee, step), data=old)
            assert refused.status_code in (409, 422)
        assert fresh(session, idee).status is status
        assert answers(session, idee) == before
        assert len(trail(session, idee.vorgangsnummer)) == 1


# Who may, and when


def test_only_who_moderates_answers(login: Login, session: Session, idee: Idee) -> None:
    heslach = session.get_one(Quartier, idee.quartier_id)
    bezirk = session.get_one(Stadtbezirk, heslach.stadtbezirk_id)
    leader = login(eine_mitarbeiterin(session, Rolle.bezirksvorsteher, stadtbezirk=bezirk))
    page = leader.get(address(idee)).text
    assert "Diese Idee prüft die Quartierskoordination von Heslach." in page
    assert "schritt-antwort" not in page
    elsewhere = login(coordinator(session, ein_quartier(session), name="Fern"))
    assert [
        person.post(address(idee, step), data=YES).status_code
        for person in (leader, elsewhere)
        for step in ("/antwort", "/antwort-nachtrag")
    ] == [403] * 4
    assert answers(session, idee) == []


@pytest.mark.parametrize("status", Ideenstatus)
def test_an_answer_is_given_exactly_where_the_table_allows_it(
    koordination: PortalClient, session: Session, heslach: Quartier, status: Ideenstatus
) -> None:
    idee = eine_idee(session, status, quartier=heslach)
    answered = bool(answers(session, idee))
    sent = YES | {"antwort_grund": ""} | version_of(koordination.get(address(idee)).text)
    codes = [
        koordination.post(address(idee, step), data=sent).status_code
        for step in ("/antwort", "/antwort-nachtrag")
    ]
    if not LEBENSLAUF.allows(status, Schritt.antwort_eintragen):
        assert codes == [409, 409]
    elif answered:
        assert codes == [409, 303]
    else:
        # The first answer opens the way for its correction, over the answer as it then is.
        assert codes == [303, 409]


def test_who_comes_too_late_loses_no_word(
    koordination: PortalClient, login: Login, session: Session, heslach: Quartier, idee: Idee
) -> None:
    late = login(coordinator(session, heslach, name="Kai Kollege"))
    page = late.get(address(idee))
    koordination.post(address(idee, "/antwort"), data=YES)
    refused = late.swap(page, "#schritt-antwort", NO).response
    assert refused.status_code == 409
    assert "Die Idee ist schon beantwortet." in refused.text
    assert "Zuletzt: beantwortet (Karla Koord" in refused.text
    assert NO["antwort_text"] in refused.text
    assert [a.machbar for a in answers(session, idee)] == [Machbar.ja]


def test_nobody_answers_over_news_they_have_not_read(
    koordination: PortalClient, login: Login, session: Session, heslach: Quartier, idee: Idee
) -> None:
    """The state is the same after "noch offen": the form knows over what it was opened."""
    late = login(coordinator(session, heslach, name="Kai Kollege"))
    page = late.get(address(idee))
    koordination.post(address(idee, "/antwort"), data=OPEN)
    refused = late.swap(page, "#schritt-antwort", NO)
    assert refused.response.status_code == 409
    assert "Inzwischen steht hier etwas Neues." in refused.response.text
    assert OPEN["antwort_text"] in refused.response.text
    form = parse(refused.response.text).css_first("#schritt-antwort")
    assert NO["antwort_text"] in form.css_first("textarea").text()
    again = NO | version_of(refused.response.text)
    assert late.post(address(idee, "/antwort"), data=again).status_code == 303
    assert [a.machbar for a in answers(session, idee)] == [Machbar.noch_offen, Machbar.nein]


@pytest.mark.both
@pytest.mark.parametrize(
    ("status", "step", "sent"),
    [
        (S.veroeffentlicht, "/antwort", OPEN),
        (S.umsetzbar, "/antwort-nachtrag", PARTLY | {"antwort_grund": ""}),
    ],
)
def test_of_many_who_answer_at_once_one_is_published(
    koordination: PortalClient,
    session: Session,
    heslach: Quartier,
    status: S,
    step: str,
    sent: dict[str, str],
) -> None:
    idee = eine_idee(session, status, quartier=heslach)
    before = len(answers(session, idee))
    target, data = address(idee, step), sent | version_of(koordination.get(address(idee)).text)
    with ThreadPoolExecutor(6) as pool:
        replies = list(pool.map(lambda _: koordination.post(target, data=data), range(6)))
    assert sorted(reply.status_code for reply in replies) == [303, *[409] * 5]
    assert all(sent["antwort_text"] in r.text for r in replies if r.status_code == 409)
    assert len(answers(session, idee)) == before + 1
    assert list(broken(session)) == []
