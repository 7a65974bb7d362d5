"""The staff's list and screen: filters, order, what a swap shows, two people at once."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from app.antraege.models import Finanzierungsart, Finanzierungsposten, Kostenposition
from app.antraege.status import Antragsstatus
from app.fonds.models import FondsKategorie, Kostenkategorie, Schwere
from app.history.chain import trail
from app.text.formats import THIN_SPACE
from app.vorgaenge.messages import Nachricht, Nachrichtenseite
from tests.antraege.staff import Desk, address, freigabe, votum
from tests.support.cast import cast_for
from tests.support.clock import FixedNow
from tests.support.dom import parse, text_of
from tests.support.factories import ein_antrag
from tests.support.queries import queries

S = Antragsstatus


def listed(desk: Desk, query: str = "") -> list[str]:
    """The numbers on the list in their order."""
    page = desk.checker.get(f"/intern/antraege{query}")
    assert page.status_code == 200
    return re.findall(r'href="/intern/antraege/(A-[\d-]+)"', page.text)


def test_the_oldest_open_one_comes_first(desk: Desk, now: FixedNow) -> None:
    new = desk.antrag()
    old = desk.antrag(at=now - timedelta(days=20))
    done = desk.antrag(S.abgelehnt)
    paused = desk.antrag(S.zurueckgestellt, at=now - timedelta(days=40))
    numbers = [a.vorgangsnummer for a in (paused, old, new)]
    assert listed(desk) == numbers
    assert listed(desk, "?stand=alle") == [*numbers, done.vorgangsnummer]
    assert listed(desk, "?stand=abgelehnt") == [done.vorgangsnummer]
    assert listed(desk, "?alter=14") == numbers[:2]
    assert listed(desk, f"?fonds={desk.cast.fonds.slug}") == numbers
    assert listed(desk, "?fonds=gibtsnicht") == []


@pytest.mark.parametrize("nonsense", ["?stand=xx", "?alter=99'--", "?seite=-1", "?by=1&titel=x"])
def test_nonsense_in_the_address_is_as_if_it_were_not_there(desk: Desk, nonsense: str) -> None:
    antrag = desk.antrag()
    assert listed(desk, nonsense) == [antrag.vorgangsnummer]


def test_filters_stay_from_page_to_page(desk: Desk, engine: Engine) -> None:
    numbers = [desk.antrag().vorgangsnummer for _ in range(23)]
    first = desk.checker.get("/intern/antraege?stand=eingereicht")
    assert "?stand=eingereicht&amp;seite=2" in first.text
    assert listed(desk, "?stand=eingereicht&seite=2") == numbers[20:]
    with queries(engine) as counted:
        desk.checker.get("/intern/antraege")
    assert counted.count == 5, counted


def test_due_dates_and_what_is_overdue(desk: Desk, now: FixedNow) -> None:
    desk.antrag(faellig_am=now - timedelta(days=2))
    page = desk.checker.get("/intern/antraege").text
    assert "bis 22. November 2026, vor 2 Tagen" in page
    assert "marke--achtung" in page


def test_one_screen_takes_a_fixed_number_of_queries(desk: Desk, engine: Engine) -> None:
    small, large = desk.votiert(), desk.votiert()
    for n in range(8):
        desk.session.add(
            Kostenposition(
                antrag_id=large.id,
                kategorie=Kostenkategorie.miete,
                text=f"Bank {n}",
                einzelpreis_cent=1,
            )
        )
        desk.session.add(
            Finanzierungsposten(
                antrag_id=large.id, art=Finanzierungsart.eigenmittel, text=f"{n}", betrag_cent=1
            )
        )
        desk.session.add(
            Nachricht(
                vorgang_id=large.vorgang_id,
                seite=Nachrichtenseite.absender,
                text=f"Antwort {n}",
                am=desk.cast.now,
            )
        )
        ein_antrag(desk.session, S.abgelehnt, fonds=desk.cast.fonds, quartier=desk.cast.quartier)
    desk.session.commit()
    leader, addresses = desk.leader, [address(small), address(large)]
    counts = []
    for path in addresses:
        with queries(engine) as counted:
            assert leader.get(path).status_code == 200
        counts.append(counted.count)
    assert counts == [29, 29], counted


def test_findings_of_the_rules_with_the_applicants_sentence(desk: Desk) -> None:
    regeln = {"R12": (Schwere.W, None), "R04": (Schwere.B, 40_000)}
    cast = cast_for(desk.session, regeln=regeln)
    cap = FondsKategorie(
        fonds_id=cast.fonds.id,
        kategorie=Kostenkategorie.verpflegung,
        erlaubt=True,
        hoechstanteil_prozent=20,
    )
    desk.session.add(cap)
    other = Desk(cast, desk.session, desk.login)
    antrag = other.geprueft()
    page = other.get(antrag, other.leader).text
    assert "Essen und Trinken: 100 Prozent (Grenze 20 Prozent)" in page
    assert "Mehr als der Höchstbetrag von 400,00" in page
    assert page.index("Mehr als der Höchstbetrag") < page.index("Essen und Trinken: 100")


def test_lines_of_several_pieces_show_what_one_costs(desk: Desk) -> None:
    antrag = desk.antrag()
    line = Kostenposition(
        antrag_id=antrag.id,
        kategorie=Kostenkategorie.anschaffung,
        text="Klappstühle",
        anzahl=12,
        einzelpreis_cent=1_990,
    )
    desk.session.add(line)
    desk.session.commit()
    page = text_of(parse(desk.get(antrag, desk.checker).text).css_first("main"))
    assert "12 × 19,90" in page
    assert "238,80" in page


def test_staff_read_why_the_pot_differs_from_the_public_one(desk: Desk) -> None:
    page = desk.get(desk.votiert(), desk.leader).text
    assert "Öffentlich zählt es bis zur Entscheidung als „noch frei“." in page


def test_what_the_same_people_got_so_far(desk: Desk) -> None:
    antrag = desk.antrag()
    assert "Das ist der erste Antrag." in desk.get(antrag, desk.leader).text
    before = {"eingereicht_am": antrag.eingereicht_am - timedelta(days=30)}
    desk.antrag(S.abgeschlossen, beantragt_cent=30_000, titel="Das Frühjahrsfest", **before)
    desk.antrag(S.nachweis_faellig, beantragt_cent=31_000, **before)
    foreign = ein_antrag(desk.session, S.abgelehnt, titel="Anderswo", **before)
    later = desk.antrag(titel="Erst danach")
    answer = desk.get(antrag, desk.leader).text
    page = " ".join(answer.split())
    assert "3 frühere Anträge, 2 bewilligt mit zusammen 610,00" in page
    assert "1 Nachweis fehlt" in page
    links = {text_of(a): a.attributes["href"] for a in parse(answer).css("main a")}
    assert desk.leader.get(links["Das Frühjahrsfest"]).status_code == 200
    assert foreign.vorgangsnummer in page
    assert "Anderswo" not in page
    assert later.vorgangsnummer not in page


def test_what_people_wrote_is_shown_as_text(desk: Desk) -> None:
    hostile = '<script>alert(1)</script><img src=x onerror="x">'
    antrag = desk.antrag(titel=hostile[:100], kurz=hostile, was=hostile)
    desk.post(antrag, "pruefung", desk.checker, vermerk=hostile)
    for page in (desk.get(antrag, desk.leader), desk.checker.get("/intern/antraege")):
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text


DONE = {
    "pruefung": "Geprüft. Vorgemerkt im Topf: 480,50 EUR.",
    "rueckfrage": "Frage gesendet. Wir warten bis zum",
    "ablehnung": "Abgelehnt.",
    "votum": "Votum eingetragen. Empfohlen: 400,00 EUR.",
    "freigabe": "Freigegeben: 400,00 EUR. Das Geld ist im Topf gebunden.",
    "rueckgabe": "Zurückgegeben.",
    "zurueckstellung": "Auf später verschoben.",
    "wiederaufnahme": "Wieder aufgenommen.",
    "befangenheit": "Befangenheit festgehalten.",
    "rueckantwort": "Antwort eingetragen.",
    "rueckfrage-zuruecknahme": "Frage zurückgenommen.",
    "verlaengerung": "Frist geändert.",
    "pruefung-ruecknahme": "Prüfung zurückgenommen.",
    "votum-berichtigung": "Votum berichtigt.",
}
STEPS = {
    "pruefung": (S.eingereicht, "checker", {"vermerk": "Alles da."}),
    "rueckfrage": (S.eingereicht, "checker", {"frage": "Wer bringt die Bänke?"}),
    "ablehnung": (S.eingereicht, "checker", {"grund": "Das fördern wir nicht."}),
    "votum": (S.formal_geprueft, "checker", votum()),
    "freigabe": (S.votiert, "leader", freigabe()),
    "rueckgabe": (S.votiert, "leader", {"grund": "Bitte noch einmal."}),
    "zurueckstellung": (S.votiert, "leader", {"grund": "Im Frühjahr.", "tag": "2027-03-01"}),
    "wiederaufnahme": (S.zurueckgestellt, "checker", {}),
    "befangenheit": (S.votiert, "leader", {}),
    "rueckantwort": (S.rueckfrage, "checker", {"rueckantwort": "Das Ordnungsamt sagt ja."}),
    "rueckfrage-zuruecknahme": (S.rueckfrage, "checker", {}),
    "verlaengerung": (S.rueckfrage, "checker", {"bis": "2026-12-24"}),
    "pruefung-ruecknahme": (S.formal_geprueft, "checker", {"grund": "Der Plan fehlt."}),
    "votum-berichtigung": (S.votiert, "checker", votum(berichtigung="Vertippt.")),
}


@pytest.mark.parametrize("step", STEPS)
def test_a_swap_shows_what_a_fresh_load_shows(desk: Desk, step: str) -> None:
    status, who, data = STEPS[step]
    antrag = desk.votiert() if status is S.votiert else desk.antrag(status)
    client = getattr(desk, who)
    swapped = client.swap(desk.get(antrag, client), f"#schritt-{step}", data)
    assert swapped.response.status_code == 200
    assert "<html" not in swapped.response.text
    told = swapped.document.css_first("[role=status]").text().replace(THIN_SPACE, " ")
    assert told.startswith(DONE[step])
    assert len(trail(desk.session, antrag.vorgangsnummer)) >= 2


def test_after_a_step_the_page_leads_on(desk: Desk, engine: Engine) -> None:
    first, second = desk.votiert(titel="Frühstück"), desk.votiert(titel="Hoffest")
    done = desk.post(first, "freigabe", desk.leader, **freigabe())
    assert done.headers["location"].startswith(address(first) + "?getan=freigabe&")
    with queries(engine) as confirmed:
        page = desk.leader.get(done.headers["location"]).text
    assert confirmed.count == 36, confirmed
    assert "Nächste Aufgabe: Antrag entscheiden, Hoffest" in page
    assert f'href="{address(second)}?ohne={first.vorgangsnummer}"' in page
    desk.post(second, "freigabe", desk.leader, **freigabe())
    last = desk.leader.get(f"{address(second)}?getan=freigabe").text
    assert "Zu meinen Aufgaben" in last


def test_a_refused_swap_keeps_what_was_typed(desk: Desk) -> None:
    antrag = desk.votiert()
    page = desk.get(antrag, desk.leader)
    sent = freigabe(betrag_cent="500,00")
    swapped = desk.leader.swap(page, "#schritt-freigabe", sent)
    assert swapped.response.status_code == 422
    assert "<html" not in swapped.response.text
    assert all(value in swapped.response.text for value in sent.values())


def test_a_double_click_releases_once(desk: Desk) -> None:
    antrag = desk.votiert()
    assert desk.post(antrag, "freigabe", desk.leader, **freigabe()).status_code == 303
    again = desk.post(antrag, "freigabe", desk.leader, **freigabe())
    assert again.status_code == 409
    assert "Zuletzt: Bewilligt: 400,00" in again.text
    assert freigabe()["grund"] in again.text
    assert desk.stand().gebunden == 40_000


@pytest.mark.both
def test_two_people_at_once(desk: Desk) -> None:
    antrag = desk.votiert()
    clients = [desk.leader, desk.deputy] * 3
    with ThreadPoolExecutor(len(clients)) as pool:
        answers = list(
            pool.map(lambda c: c.post(address(antrag, "freigabe"), data=freigabe()), clients)
        )
    assert sorted(a.status_code for a in answers) == [303, *[409] * 5]
    assert desk.stand().gebunden == 40_000
    assert desk.cast.problems() == []


@pytest.mark.parametrize("status", [s for s in S if s is not S.entwurf])
def test_every_form_says_over_which_state_it_was_opened(desk: Desk, status: S) -> None:
    antrag = desk.antrag(status)
    last = str(trail(desk.session, antrag.vorgangsnummer)[-1].seq)
    for person in (desk.checker, desk.leader):
        forms = parse(desk.get(antrag, person).text).css("form[id^=schritt-]")
        carried = [f.css_first("[name=gesehen]").attributes["value"] for f in forms]
        assert carried == [last] * len(forms)


def test_who_comes_too_late_reads_who_was_faster(desk: Desk) -> None:
    antrag = desk.votiert()
    before = desk.get(antrag, desk.deputy)
    desk.post(antrag, "rueckgabe", desk.leader, grund="Bitte den Ort klären.")
    swapped = desk.deputy.swap(before, "#schritt-freigabe", freigabe())
    assert swapped.response.status_code == 409
    assert "Zuletzt: Zur Prüfung zurückgegeben" in swapped.response.text
    assert desk.cast.bezirksvorsteherin.name in swapped.response.text
    assert desk.fresh(antrag).status is S.formal_geprueft
