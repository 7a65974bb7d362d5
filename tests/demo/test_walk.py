"""Every page of the demo city answers, and every answer passes the inspection of the client."""

from collections.abc import Iterator

import pytest
from sqlmodel import Session, col, select

from app.antraege.formular.topics import TOPICS
from app.antraege.models import Antrag
from app.antraege.status import Antragsstatus
from app.auth.models import Mitarbeiter, Zustaendigkeit
from app.auth.permissions import Rolle
from app.db import session_for
from app.fonds.models import Fonds, Fondsjahr
from app.ideen.models import Idee
from app.ideen.status import OEFFENTLICH
from app.projekte.models import Projekt
from app.projekte.status import OEFFENTLICH as PROJEKTE_OEFFENTLICH
from app.quartiere.models import Quartier
from app.vorgaenge.models import Vorgang
from tests.demo.city import Seeded
from tests.support.app import new_app
from tests.support.client import PortalClient
from tests.support.clock import stopped_clock
from tests.support.people import log_in
from tests.support.zugang import secret_path


@pytest.fixture(scope="module")
def resident(city: Seeded) -> Iterator[PortalClient]:
    """Staff log in at the time of the city."""
    stopped_clock()
    with PortalClient(new_app(city.settings, city.engine)) as client:
        yield client


@pytest.fixture(scope="module")
def staff(city: Seeded, resident: PortalClient) -> dict[int, PortalClient]:
    """Everybody of the city, logged in, by id."""
    with session_for(city.engine, write=True) as session:
        people = session.exec(select(Mitarbeiter)).all()
        return {p.id or 0: log_in(resident.another(), session, city.settings, p) for p in people}


def walk(client: PortalClient, addresses: list[str]) -> None:
    answers = {address: client.get(address).status_code for address in addresses}
    assert addresses
    assert {a: code for a, code in answers.items() if code != 200} == {}


def test_public_pages(resident: PortalClient, rows: Session) -> None:
    public = select(Idee.vorgangsnummer).where(col(Idee.status).in_(OEFFENTLICH))
    shown = select(Projekt.slug).where(col(Projekt.status).in_(PROJEKTE_OEFFENTLICH))
    fonds = list(rows.exec(select(Fonds.slug)))
    walk(
        resident,
        ["/", "/quartiere", "/projekte", "/ideen", "/ideen?seite=2", "/fonds"]
        + [f"/quartiere/{slug}" for slug in rows.exec(select(Quartier.slug))]
        + [f"/projekte/{slug}" for slug in rows.exec(shown)]
        + [f"/ideen/{nummer}" for nummer in rows.exec(public)]
        + [f"/fonds/{slug}" for slug in fonds]
        + [f"/fonds/{slug}/antrag" for slug in fonds],
    )


def test_what_is_not_public_is_not_found(resident: PortalClient, rows: Session) -> None:
    hidden = select(Idee).where(col(Idee.status).not_in(OEFFENTLICH))
    drafts = select(Projekt.slug).where(col(Projekt.status).not_in(PROJEKTE_OEFFENTLICH))
    expected = {f"/projekte/{slug}": 404 for slug in rows.exec(drafts)}
    # What was public once is gone, what never was does not exist.
    for idee in rows.exec(hidden):
        expected[f"/ideen/{idee.vorgangsnummer}"] = 410 if idee.veroeffentlicht_am else 404
    assert {address: resident.get(address).status_code for address in expected} == expected
    assert {404, 410} == set(expected.values())


def test_pages_of_the_senders(city: Seeded, resident: PortalClient, rows: Session) -> None:
    draft = select(Vorgang).join(Antrag).where(Antrag.status == Antragsstatus.entwurf)
    walk(resident, [_link(city, rows, v) for v in rows.exec(select(Vorgang)).all()])
    drafts = [_link(city, rows, v) for v in rows.exec(draft).all()]
    walk(resident, [f"{address}/antrag/{topic.key}" for address in drafts for topic in TOPICS])


def test_desks_of_the_staff(staff: dict[int, PortalClient], rows: Session) -> None:
    for client in staff.values():
        walk(client, ["/intern"])
    admin, _second = _with(rows, Rolle.administration)
    walk(staff[admin], ["/intern/verlauf", "/intern/personal"])
    walk(staff[admin], [f"/intern/personal/{staff_id}" for staff_id in staff])


def test_ideen_as_those_who_moderate_them_see_them(
    staff: dict[int, PortalClient], rows: Session
) -> None:
    for person, quartier_id in _coordinators(rows):
        of_quartier = select(Idee.vorgangsnummer).where(Idee.quartier_id == quartier_id)
        walk(staff[person], [f"/intern/ideen/{n}" for n in rows.exec(of_quartier)])
        walk(staff[person], ["/intern/ideen", "/intern/antraege"])


def test_antraege_as_those_in_charge_see_them(
    staff: dict[int, PortalClient], rows: Session
) -> None:
    """The coordination of the Quartier, the Bezirksvorsteher*in, and who reads all of it."""
    heads = {z.stadtbezirk_id: z.mitarbeiter_id for z in rows.exec(select(Zustaendigkeit))}
    coordinators = {quartier_id: person for person, quartier_id in _coordinators(rows)}
    (revision,) = _with(rows, Rolle.revision)
    handed_in = select(Antrag, Quartier).join(Quartier).where(Antrag.status != "entwurf")
    for antrag, quartier in rows.exec(handed_in).all():
        address = f"/intern/antraege/{antrag.vorgangsnummer}"
        in_charge = coordinators[antrag.quartier_id or 0], heads[quartier.stadtbezirk_id]
        for person in (*in_charge, revision):
            walk(staff[person], [address])


def test_accounts_of_the_pots(staff: dict[int, PortalClient], rows: Session) -> None:
    (revision,) = _with(rows, Rolle.revision)
    years = rows.exec(select(Fonds.slug, Fondsjahr.jahr).join(Fondsjahr)).all()
    walk(staff[revision], ["/intern/fonds"] + [f"/intern/fonds/{s}/{jahr}" for s, jahr in years])


def _link(city: Seeded, rows: Session, vorgang: Vorgang) -> str:
    return secret_path(rows, vorgang.vorgangsnummer, city.settings)


def _with(rows: Session, rolle: Rolle) -> list[int]:
    query = select(Zustaendigkeit.mitarbeiter_id).where(Zustaendigkeit.rolle == rolle)
    return list(rows.exec(query))


def _coordinators(rows: Session) -> list[tuple[int, int]]:
    """(person, Quartier), deputies too."""
    query = select(Zustaendigkeit.mitarbeiter_id, Zustaendigkeit.quartier_id).where(
        col(Zustaendigkeit.quartier_id).is_not(None)
    )
    return [(person, quartier or 0) for person, quartier in rows.exec(query)]
