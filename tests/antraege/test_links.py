"""An Antrag belongs to an Idee or a Projekt: found, named, shown, and never more than is public."""

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from app.antraege.models import Antrag
from app.auth.actor import Actor
from app.fonds.models import Fonds
from app.ideen.actions import zurueckziehen
from app.ideen.models import Idee, Kategorie
from app.ideen.status import NICHT_BEGONNEN, OEFFENTLICH, Ideenstatus
from app.projekte.status import Projektstatus
from app.quartiere.models import Quartier
from tests.antraege.draft import Draft, sent_by, the_antrag
from tests.antraege.staff import Desk
from tests.support.client import PortalClient
from tests.support.clock import FixedNow
from tests.support.dom import parse, text_of
from tests.support.each import each
from tests.support.factories import ein_fonds, ein_projekt, ein_quartier, eine_idee
from tests.support.queries import queries

S = Ideenstatus
HIDDEN = [s for s in Ideenstatus if s not in OEFFENTLICH]
WAY = "main a[href*='/antrag?idee=']"


@pytest.fixture
def heslach(session: Session, fonds: Fonds) -> Quartier:
    return session.exec(select(Quartier).where(Quartier.slug != "")).one()


@pytest.fixture
def idee(session: Session, heslach: Quartier) -> Idee:
    return eine_idee(session, S.veroeffentlicht, quartier=heslach, titel="Ein Fest im Hof")


def ways(client: PortalClient, idee: Idee) -> list[str]:
    page = parse(client.get(f"/ideen/{idee.vorgangsnummer}").text)
    return [a.attributes["href"] or "" for a in page.css(WAY)]


def test_from_an_idee_to_its_draft(
    client: PortalClient, session: Session, fonds: Fonds, idee: Idee
) -> None:
    (way,) = ways(client, idee)
    assert way == f"/fonds/heslach/antrag?idee={idee.vorgangsnummer}"
    page = client.get(way)
    assert "Ein Fest im Hof" in page.text
    answer = client.post("/fonds/heslach/antrag", data=sent_by(page))
    assert answer.status_code == 303
    antrag = the_antrag(session)
    assert (antrag.idee_id, antrag.quartier_id) == (idee.id, idee.quartier_id)
    draft = Draft(client, answer.headers["location"].rsplit("/", 1)[0])
    assert f'value="{idee.vorgangsnummer}"' in draft.get("was").text
    assert "Ein Fest im Hof" in draft.get("pruefen").text


def test_each_open_fonds_of_the_quartier_is_named(
    client: PortalClient, session: Session, heslach: Quartier, idee: Idee
) -> None:
    ein_fonds(session, quartier=heslach, slug="zweiter", name="Zweiter Fonds")
    ein_fonds(session, quartier=heslach, slug="spaeter", jahr=2027)
    ein_fonds(session, slug="woanders")
    page = parse(client.get(f"/ideen/{idee.vorgangsnummer}").text)
    told = [text_of(a) for a in page.css(WAY)]
    assert told == [
        "Dafür Geld beantragen: Fonds Heslach",
        "Dafür Geld beantragen: Zweiter Fonds",
    ]


def test_where_no_fonds_is_open_nothing_is_promised(client: PortalClient, session: Session) -> None:
    assert ways(client, eine_idee(session, S.veroeffentlicht)) == []


@each("status", OEFFENTLICH)
def test_only_what_nobody_has_begun_seeks_money(
    client: PortalClient, session: Session, heslach: Quartier, status: Ideenstatus
) -> None:
    found = ways(client, eine_idee(session, status, quartier=heslach))
    assert bool(found) is (status in NICHT_BEGONNEN)


def test_praise_seeks_no_money(client: PortalClient, session: Session, heslach: Quartier) -> None:
    praise = eine_idee(session, S.veroeffentlicht, quartier=heslach, kategorie=Kategorie.lob)
    assert ways(client, praise) == []


@pytest.mark.parametrize("status", HIDDEN)
def test_what_is_not_public_is_neither_told_nor_linked(
    client: PortalClient, session: Session, fonds: Fonds, heslach: Quartier, status: Ideenstatus
) -> None:
    secret = eine_idee(session, status, quartier=heslach, titel="Ein Geheimnis")
    page = client.get(f"/fonds/heslach/antrag?idee={secret.vorgangsnummer}")
    assert "Ein Geheimnis" not in page.text
    assert secret.vorgangsnummer not in page.text
    draft = Draft.begun(client, fonds, idee=secret.vorgangsnummer)
    assert the_antrag(session).idee_id is None
    _refuses(draft, session, secret.vorgangsnummer)


def _refuses(draft: Draft, session: Session, typed: str) -> None:
    answer = draft.fill("was", idee=typed, titel="Mein Fest")
    assert answer.status_code == 422
    assert "finden wir hier keine veröffentlichte Idee" in answer.text
    assert "Ein Geheimnis" not in answer.text
    assert 'value="Mein Fest"' in answer.text
    assert the_antrag(session).idee_id is None


def test_what_is_from_elsewhere_is_told_like_what_is_not_there(
    draft: Draft, session: Session
) -> None:
    elsewhere = eine_idee(session, S.veroeffentlicht, quartier=ein_quartier(session))
    for typed in (elsewhere.vorgangsnummer, "I-2026-99999", "A-2026-00001", "Bank", "%"):
        _refuses(draft, session, typed)


@pytest.mark.parametrize("written", ["{0}", "i {1} {2}", " I{1}-{2} "])
def test_a_number_is_read_as_people_write_it(
    draft: Draft, session: Session, idee: Idee, written: str
) -> None:
    _kind, year, number = idee.vorgangsnummer.split("-")
    typed = written.format(idee.vorgangsnummer, year, int(number))
    assert draft.fill("was", idee=typed).status_code == 303
    assert the_antrag(session).idee_id == idee.id
    assert f'value="{idee.vorgangsnummer}"' in draft.get("was").text
    draft.fill("was", idee="")
    assert the_antrag(session).idee_id is None


def test_a_projekt_is_picked_from_what_goes_on_here(
    draft: Draft, session: Session, heslach: Quartier
) -> None:
    here = ein_projekt(session, quartier=heslach, titel="Küche für alle")
    left_out = [
        ein_projekt(session, quartier=heslach, status=Projektstatus.entwurf),
        ein_projekt(session, quartier=heslach, status=Projektstatus.beendet),
        ein_projekt(session),
    ]
    options = parse(draft.get("was").text).css("#projekt_id option")
    assert [text_of(o) for o in options] == ["Zu keinem Projekt", "Küche für alle"]
    for other in left_out:
        assert draft.fill("was", projekt_id=str(other.id)).status_code == 422
    draft.fill("was", projekt_id=str(here.id))
    assert the_antrag(session).projekt_id == here.id
    assert "Küche für alle" in draft.get("pruefen").text
    draft.fill("was", projekt_id="")
    assert the_antrag(session).projekt_id is None


def test_staff_see_what_it_belongs_to(desk: Desk, session: Session) -> None:
    idee = eine_idee(
        session, S.veroeffentlicht, quartier=desk.cast.quartier, titel="Ein Fest im Hof"
    )
    projekt = ein_projekt(session, quartier=desk.cast.quartier, titel="Küche für alle")
    antrag = desk.antrag(idee_id=idee.id, projekt_id=projekt.id)
    page = parse(desk.get(antrag, desk.leader).text)
    assert page.css_first(f"aside a[href='/ideen/{idee.vorgangsnummer}']") is not None
    assert page.css_first(f"aside a[href='/projekte/{projekt.slug}']") is not None


def test_what_is_taken_back_later_tells_its_number_alone(
    desk: Desk, session: Session, now: FixedNow
) -> None:
    idee = eine_idee(session, S.veroeffentlicht, quartier=desk.cast.quartier, titel="Ein Fest")
    antrag = desk.antrag(idee_id=idee.id)
    row = session.get_one(Idee, idee.id)
    zurueckziehen(session, row, by=Actor.holder(row.vorgangsnummer), at=now)
    session.commit()
    page = desk.get(antrag, desk.leader).text
    told = " ".join(text_of(parse(page).body).split())
    assert f"{idee.vorgangsnummer} (nicht mehr öffentlich)" in told
    assert "Ein Fest<" not in page


def test_the_page_of_an_idee_takes_a_fixed_number_of_queries(
    client: PortalClient, session: Session, engine: Engine, heslach: Quartier, idee: Idee
) -> None:
    for _ in range(3):
        ein_fonds(session, quartier=heslach)
    with queries(engine) as seen:
        client.get(f"/ideen/{idee.vorgangsnummer}")
    assert seen.count == 4, seen


def test_an_antrag_without_idee_names_none(draft: Draft, session: Session) -> None:
    assert session.exec(select(Antrag.idee_id)).one() is None
    assert "Gehört zur Idee" not in draft.get("pruefen").text
