"""The official answer to an Idee: who gives it, what it must say, who reads it, and corrections."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from app.auth.actor import Actor
from app.auth.models import Mitarbeiter
from app.auth.permissions import Rolle
from app.history.chain import broken, record, trail
from app.ideen.antwort import Antwort, Antwortgrund, Machbar
from app.ideen.consistency import answer_problems, record_problems
from app.ideen.models import Idee
from app.ideen.queries import one_for
from app.ideen.status import LEBENSLAUF, Ideenstatus, Schritt
from app.mail.models import Mail
from app.quartiere.models import Quartier, Stadtbezirk
from app.settings import Settings
from app.vorgaenge import links
from app.vorgaenge.models import Vorgang
from tests.support.client import PortalClient
from tests.support.clock import FixedNow
from tests.support.dom import parse
from tests.support.factories import ein_quartier, eine_antwort, eine_idee, eine_mitarbeiterin
from tests.support.guards import tamper
from tests.support.queries import queries

Login = Callable[[Mitarbeiter], PortalClient]
S = Ideenstatus

YES = {
    "machbar": "ja",
    "antwort_wann": "Herbst 2027",
    "antwort_text": "Das Tiefbauamt baut ihn mit dem Gehweg.",
}
PARTLY = {
    "machbar": "teilweise",
    "antwort_wann": "nach dem Haushaltsbeschluss",
    "antwort_text": "Zwei Bänke gehen, die dritte nicht.",
}
NO = {
    "machbar": "nein",
    "antwort_grund": "rechte_dritter",
    "antwort_text": "Der Platz gehört der Kirche, und sie möchte das nicht.",
}
OPEN = {
    "machbar": "noch_offen",
    "antwort_neues_datum": "2027-01-12",
    "antwort_text": "Das Tiefbauamt zählt im Dezember noch einmal.",
}
NEW_DAY = datetime(2027, 1, 12, 22, 59, tzinfo=UTC)


@pytest.fixture
def heslach(session: Session) -> Quartier:
    return ein_quartier(session, slug="heslach", name="Heslach")


@pytest.fixture
def koordination(session: Session, login: Login, heslach: Quartier) -> PortalClient:
    return login(coordinator(session, heslach, name="Karla Koord"))


@pytest.fixture
def idee(session: Session, heslach: Quartier) -> Idee:
    return eine_idee(
        session,
        S.veroeffentlicht,
        quartier=heslach,
        titel="Zebrastreifen",
        email="anna@beispiel.de",
    )


def coordinator(session: Session, quartier: Quartier, *, name: str) -> Mitarbeiter:
    return eine_mitarbeiterin(session, Rolle.quartierskoordination, quartier=quartier, name=name)


def fresh(session: Session, idee: Idee) -> Idee:
    session.expire_all()
    return session.exec(select(Idee).where(Idee.id == idee.id)).one()


def answers(session: Session, idee: Idee) -> list[Antwort]:
    query = select(Antwort).where(Antwort.idee_id == idee.id).order_by(col(Antwort.nummer))
    return list(session.exec(query))


def address(idee: Idee, step: str = "") -> str:
    return f"/intern/ideen/{idee.vorgangsnummer}{step}"


def own_page(session: Session, idee: Idee) -> str:
    vorgang = session.get_one(Vorgang, idee.vorgang_id)
    settings: Settings = session.info["settings"]
    return "/vorgang/" + links.token_for(settings, vorgang.vorgangsnummer, vorgang.link_stand)


# What each kind of answer leads to


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
    seen = {"gesehen": "1", "antwort_grund": ""} if answers(session, idee) else {}
    codes = [
        koordination.post(address(idee, step), data=YES | seen).status_code
        for step in ("/antwort", "/antwort-nachtrag")
    ]
    if not LEBENSLAUF.allows(status, Schritt.antwort_eintragen):
        assert codes == [409, 409]
    elif seen:
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
    again = {"gesehen": form.css_first("[name=gesehen]").attributes["value"]}
    assert late.post(address(idee, "/antwort"), data=NO | again).status_code == 303
    assert [a.machbar for a in answers(session, idee)] == [Machbar.noch_offen, Machbar.nein]


# The desk


def test_the_task_is_gone_with_the_answer(koordination: PortalClient, idee: Idee) -> None:
    assert "Antwort geben" in koordination.get("/intern").text
    koordination.post(address(idee, "/antwort"), data=YES)
    assert "Zebrastreifen" not in koordination.get("/intern").text


def test_an_overdue_answer_is_on_top_until_its_day_moves(
    koordination: PortalClient, session: Session, idee: Idee, now: FixedNow
) -> None:
    fresh(session, idee).antwort_bis = now - timedelta(days=1)
    session.commit()
    assert "Überfällig" in koordination.get("/intern").text
    koordination.post(address(idee, "/antwort"), data=OPEN)
    desk = koordination.get("/intern").text
    assert "Zebrastreifen" in desk
    assert "Überfällig" not in desk
    row = fresh(session, idee)
    assert (row.antwort_bis, row.beantwortet_am) == (NEW_DAY, None)


# The sender


@pytest.mark.parametrize(
    ("sent", "subject", "parts"),
    [
        (YES, "Die Antwort auf Ihre Idee", ["Ja, das geht.", "Wann: Herbst 2027"]),
        (PARTLY, "Die Antwort auf Ihre Idee", ["Das geht zum Teil.", "Wann: nach dem Haushalts"]),
        (NO, "Die Antwort auf Ihre Idee", ["Nein, das geht nicht.", "Andere haben Rechte daran"]),
        (OPEN, "Ihre Idee ist noch offen", ["Bis zum 12. Januar 2027 bekommen Sie"]),
    ],
    ids=lambda value: value.get("machbar", "") if isinstance(value, dict) else "",
)
def test_the_sender_gets_it_by_mail_in_both_parts(
    koordination: PortalClient,
    session: Session,
    idee: Idee,
    sent: dict[str, str],
    subject: str,
    parts: list[str],
) -> None:
    koordination.post(address(idee, "/antwort"), data=sent)
    (mail,) = session.exec(select(Mail)).all()
    assert mail.empfaenger == "anna@beispiel.de"
    assert mail.betreff == f"{subject} ({idee.vorgangsnummer})"
    for body in (mail.text, mail.html):
        for part in [*parts, sent["antwort_text"]]:
            assert part in body
        assert "Karla" not in body


def test_the_trail_says_what_kind_of_answer_it_was(
    koordination: PortalClient, client: PortalClient, session: Session, idee: Idee
) -> None:
    own = own_page(session, idee)
    koordination.post(address(idee, "/antwort"), data=OPEN)
    between = client.get(own).text
    assert "Zwischenstand, die Antwort kommt noch" in between
    assert "Bis zum 12. Januar 2027 bekommen Sie eine Antwort." in between
    koordination.post(address(idee, "/antwort"), data=PARTLY | {"gesehen": "1"})
    assert "Ein Teil davon geht." in client.get(own).text
    koordination.post(address(idee, "/antwort-nachtrag"), data=YES | {"gesehen": "2"})
    assert "Antwort berichtigt oder ergänzt" in client.get(own).text


# Corrections


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
    mail = session.exec(select(Mail).order_by(col(Mail.id))).all()[-1]
    assert "ist neu gefasst" in mail.betreff
    assert list(answer_problems(session)) == []


def test_what_is_answered_is_not_open_again(
    koordination: PortalClient, session: Session, heslach: Quartier
) -> None:
    idee = eine_idee(session, S.nicht_umsetzbar, quartier=heslach)
    refused = koordination.post(
        address(idee, "/antwort-nachtrag"), data=OPEN | {"antwort_grund": "", "gesehen": "1"}
    )
    assert refused.status_code == 422
    assert fresh(session, idee).status is S.nicht_umsetzbar


# Costs, and what the check finds


def test_answers_cost_no_query(client: PortalClient, session: Session, engine: Engine) -> None:
    first = eine_idee(session, S.veroeffentlicht)
    pages = ("/ideen", "/", f"/ideen/{first.vorgangsnummer}")
    for address_ in pages:
        client.get(address_)

    def costs() -> list[int]:
        found = []
        for address_ in pages:
            with queries(engine) as seen:
                client.get(address_)
            found.append(seen.count)
        return found

    before = costs()
    row = fresh(session, first)
    row.status, row.beantwortet_am = S.umsetzbar, row.eingegangen_am
    eine_antwort(session, row)
    for status in (S.umsetzbar, S.nicht_umsetzbar, S.in_umsetzung) * 3:
        eine_idee(session, status)
    assert costs() == before


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("DELETE FROM antwort", "there is none"),
        ("UPDATE antwort SET machbar = 'teilweise'", "it says teilweise"),
        ("UPDATE antwort SET gegeben_am = '2020-01-01 00:00:00+00:00'", "given at 2020-01-01"),
    ],
)
def test_the_check_finds_an_answered_idee_without_its_answer(
    session: Session, change: str, told: str
) -> None:
    idee = eine_idee(session, S.umsetzbar)
    tamper(session, change)
    (fault,) = answer_problems(session)
    assert fault.startswith(f"answer of {idee.vorgangsnummer} (umsetzbar): {told}")


def test_the_check_finds_an_answer_that_was_changed_without_a_step(
    koordination: PortalClient, session: Session, heslach: Quartier
) -> None:
    idee = eine_idee(session, S.veroeffentlicht, quartier=heslach)
    record(
        session,
        thread=idee.vorgangsnummer,
        step=Schritt.veroeffentlichen,
        by=None,
        at=idee.eingegangen_am,
        to_status=S.veroeffentlicht,
    )
    session.commit()
    koordination.post(address(idee, "/antwort"), data=YES)
    session.expire_all()
    assert list(record_problems(session)) == []
    tamper(session, "UPDATE antwort SET wann = 'nie'")
    (fault,) = record_problems(session)
    assert "(antwort_eintragen), at least one of: antwort" in fault


def test_the_latest_answer_comes_with_the_idee(session: Session, heslach: Quartier) -> None:
    idee = eine_idee(session, S.veroeffentlicht, quartier=heslach)
    eine_antwort(session, idee, Machbar.noch_offen)
    eine_antwort(session, idee, Machbar.ja, nummer=2, wann="bald")
    eine_antwort(session, eine_idee(session, S.veroeffentlicht), nummer=3, wann="nie")
    session.expire_all()
    found = one_for(session, Actor.holder(""), idee.vorgangsnummer, lock=True)
    assert found.antwort is not None
    assert (found.antwort.nummer, found.wann) == (2, "bald")
