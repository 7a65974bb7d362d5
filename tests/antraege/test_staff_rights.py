"""Who sees an Antrag, and who may take which step: on every address, by every role."""

import pytest

from app.antraege.models import Antrag, Antragsteller
from app.antraege.status import Antragsstatus
from app.auth.models import Mitarbeiter
from app.auth.permissions import Rolle
from app.files import intake
from app.fonds.models import Antragstellerart
from app.quartiere.models import Stadtbezirk
from tests.antraege.staff import Desk, address, freigabe, votum
from tests.files.samples import encoded
from tests.support.client import PortalClient
from tests.support.dom import parse
from tests.support.factories import ein_quartier, eine_mitarbeiterin, eine_zustaendigkeit

S = Antragsstatus
STEPS: dict[str, dict[str, str]] = {
    "pruefung": {},
    "rueckfrage": {"frage": "Wer bringt die Bänke?"},
    "votum": votum(),
    "freigabe": freigabe(),
    "ablehnung": {"grund": "Das geht nicht."},
    "rueckgabe": {"grund": "Bitte noch einmal."},
    "zurueckstellung": {"grund": "Später."},
    "wiederaufnahme": {},
    "befangenheit": {},
}
NAMES = ("Ayla Demir", "Hofgemeinschaft Böheimstraße")
CONTACT = ("0711 5550199", "ayla.demir@")
PERSONAL = NAMES + CONTACT


def in_role(desk: Desk, rolle: Rolle) -> PortalClient:
    return desk.login(eine_mitarbeiterin(desk.session, rolle))


@pytest.mark.parametrize("rolle", [Rolle.gesamtkoordination, Rolle.revision])
def test_who_only_reads_changes_nothing(desk: Desk, rolle: Rolle) -> None:
    """The Gesamtkoordination says who takes over where somebody is missing, and may be biased in
    that; it decides nothing."""
    antrag = desk.votiert()
    reader = in_role(desk, rolle)
    page = desk.get(antrag, reader)
    assert page.status_code == 200
    forms = {form.id for form in parse(page.text).css("main form")}
    own = {"schritt-befangenheit"}
    assert forms == (own if rolle is Rolle.gesamtkoordination else set())
    assert "Das entscheidet die Bezirksvorsteher*in" in page.text
    for step, data in STEPS.items():
        if f"schritt-{step}" not in forms:
            assert desk.post(antrag, step, reader, **data).status_code == 403, step
    assert desk.fresh(antrag).status is S.votiert


def test_another_district_finds_nothing(desk: Desk) -> None:
    antrag = desk.votiert()
    elsewhere = [
        desk.login(eine_mitarbeiterin(desk.session, Rolle.bezirksvorsteher)),
        desk.login(
            eine_mitarbeiterin(
                desk.session, Rolle.quartierskoordination, quartier=ein_quartier(desk.session)
            )
        ),
    ]
    for foreigner in elsewhere:
        assert desk.get(antrag, foreigner).status_code == 404
        assert antrag.titel not in foreigner.get("/intern/antraege?stand=alle").text
        for step, data in STEPS.items():
            assert desk.post(antrag, step, foreigner, **data).status_code == 404, step
    assert desk.fresh(antrag).status is S.votiert


def test_without_login_or_right_there_is_no_page(desk: Desk, client: PortalClient) -> None:
    antrag, admin = desk.votiert(), in_role(desk, Rolle.administration)
    for path in ("/intern/antraege", address(antrag)):
        assert client.get(path).headers["location"].startswith("/intern/anmeldung")
        assert admin.get(path).status_code == 403
    for step, data in STEPS.items():
        to_login = desk.post(antrag, step, client, **data)
        assert to_login.status_code == (401 if data else 303), step
        assert "/intern/anmeldung" in to_login.headers.get("location", to_login.text), step
        assert desk.post(antrag, step, admin, **data).status_code == 403, step
    assert desk.fresh(antrag).status is S.votiert


def test_a_granted_antrag_of_another_district_is_no_staff_page(desk: Desk) -> None:
    antrag = desk.antrag(S.bewilligt)
    foreigner = desk.login(eine_mitarbeiterin(desk.session, Rolle.bezirksvorsteher))
    assert desk.get(antrag, foreigner).status_code == 404


def test_drafts_are_nobodys_business(desk: Desk) -> None:
    draft = desk.antrag(S.entwurf)
    assert desk.get(draft, desk.checker).status_code == 404
    assert draft.vorgangsnummer not in desk.checker.get("/intern/antraege?stand=alle").text
    assert "entwurf" not in desk.checker.get("/intern/antraege").text


def test_who_checked_may_not_release(desk: Desk) -> None:
    antrag = desk.votiert()
    checker = desk.session.get_one(Mitarbeiter, desk.cast.koordination.staff_id)
    bezirk = desk.session.get_one(Stadtbezirk, desk.cast.quartier.stadtbezirk_id)
    eine_zustaendigkeit(desk.session, checker, Rolle.bezirksvorsteher, stadtbezirk=bezirk)
    page = desk.get(antrag, desk.checker).text
    assert "Sie haben diesen Antrag geprüft. Entscheiden muss ihn eine andere Person." in page
    assert 'id="schritt-freigabe"' not in page
    answer = desk.post(antrag, "freigabe", desk.checker, **freigabe())
    assert answer.status_code == 403
    assert "eine andere Person" in answer.text
    assert desk.fresh(antrag).status is S.votiert


def test_the_applicant_among_the_staff_decides_nothing(desk: Desk) -> None:
    antrag = desk.votiert()
    leader = desk.session.get_one(Mitarbeiter, desk.cast.bezirksvorsteherin.staff_id)
    applicant = desk.session.get_one(Antragsteller, antrag.id)
    applicant.email = leader.email.upper()
    desk.session.add(applicant)
    desk.session.commit()
    assert "Das ist Ihr eigener Antrag" in desk.get(antrag, desk.leader).text
    for step in ("freigabe", "ablehnung", "rueckgabe", "zurueckstellung"):
        assert desk.post(antrag, step, desk.leader, **STEPS[step]).status_code == 403
    assert desk.fresh(antrag).status is S.votiert


@pytest.mark.parametrize(
    ("rolle", "status", "sees"),
    [
        (Rolle.kasse, S.bewilligt, False),
        (Rolle.revision, S.votiert, True),
        (Rolle.gesamtkoordination, S.votiert, True),
    ],
)
def test_personal_data_only_for_who_needs_it(
    desk: Desk, rolle: Rolle, status: S, sees: bool
) -> None:
    antrag = desk.antrag(status, email="ayla.demir@beispiel.de")
    page = desk.get(antrag, in_role(desk, rolle)).text
    assert [words in page for words in PERSONAL] == [sees] * len(PERSONAL)
    assert "Gruppe ohne Rechtsform" in page


def test_who_checks_sees_the_contact_and_who_releases_the_names(desk: Desk) -> None:
    """Without a name nobody could tell that they are biased (§ 18 GemO)."""
    antrag = desk.votiert(email="ayla.demir@beispiel.de")
    assert all(words in desk.get(antrag, desk.checker).text for words in PERSONAL)
    page = desk.get(antrag, desk.leader).text
    assert all(words in page for words in NAMES)
    for seen in (page, desk.leader.get("/intern/antraege").text):
        assert not any(words in seen for words in CONTACT)


def test_a_verein_is_named_to_all_who_decide(desk: Desk) -> None:
    antrag = desk.votiert()
    applicant = desk.session.get_one(Antragsteller, antrag.id)
    applicant.art, applicant.gruppe = Antragstellerart.verein, "Hofverein e. V."
    desk.session.add(applicant)
    desk.session.commit()
    page = desk.get(antrag, desk.leader).text
    assert "Verein: Hofverein e. V." in page


def test_files_go_only_to_those_who_see_the_antrag(desk: Desk, client: PortalClient) -> None:
    antrag = desk.votiert()
    other = desk.antrag()
    path = f"{address(antrag)}/dateien/{attached(desk, antrag)}/gross"
    assert desk.leader.get(path).status_code == 200
    assert "no-store" in desk.leader.get(path).headers["cache-control"]
    assert client.get(path).status_code == 303
    assert in_role(desk, Rolle.bezirksvorsteher).get(path).status_code == 404
    foreign = path.replace(antrag.vorgangsnummer, other.vorgangsnummer)
    assert desk.leader.get(foreign).status_code == 404
    assert path in desk.get(antrag, desk.leader).text


def attached(desk: Desk, antrag: Antrag) -> str:
    settings = desk.session.info["settings"]
    staged = intake.stage(encoded("JPEG"), "plan.jpg", settings)
    datei = intake.attach(
        desk.session,
        settings,
        staged.reference,
        thread=antrag.vorgangsnummer,
        zweck="antrag",
        at=desk.cast.now,
    )
    desk.session.commit()
    return datei.schluessel
