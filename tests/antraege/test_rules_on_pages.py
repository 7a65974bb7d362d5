"""Each rule speaks on the page it belongs to, at its field, and again before sending."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from selectolax.lexbor import LexborNode
from sqlmodel import Session, select

from app.antraege.models import Antrag, Antragsteller, Regelbegruendung
from app.antraege.rules import REGELN
from app.antraege.status import Antragsstatus
from app.fonds.models import (
    Antragstellerart,
    Buchungsart,
    Fonds,
    FondsAntragstellerart,
    FondsKategorie,
    Kostenkategorie,
)
from tests.antraege.draft import FRUEHSTUECK, Draft, sent_by, the_antrag, the_applicant
from tests.support.client import PortalClient
from tests.support.clock import FixedNow
from tests.support.dom import parse, text_of
from tests.support.factories import (
    das_fondsjahr,
    ein_antrag,
    ein_quartier,
    eine_buchung,
)

Break = Callable[[Draft, Session, Fonds], None]


def _other_quartier(draft: Draft, session: Session, fonds: Fonds) -> None:
    antrag = the_antrag(session)
    antrag.quartier_id = ein_quartier(session).id
    session.commit()


def _no_longer_allowed(draft: Draft, session: Session, fonds: Fonds) -> None:
    draft.fill("wer", art="verein")
    row = session.get(FondsAntragstellerart, (fonds.id, Antragstellerart.verein))
    session.delete(row)
    session.commit()


def _too_young(draft: Draft, session: Session, fonds: Fonds) -> None:
    draft.fill("wer", alter_bestaetigt=[])


def _too_much(draft: Draft, session: Session, fonds: Fonds) -> None:
    draft.cost("Bühne", "miete", "600")
    draft.fill("finanzierung", beantragt_cent="1080,50")


def _too_little(draft: Draft, session: Session, fonds: Fonds) -> None:
    draft.fill("finanzierung", beantragt_cent="49,99")


def _begun(draft: Draft, session: Session, fonds: Fonds) -> None:
    draft.fill("wann-und-wo", beginn="2026-11-24")


def _begun_by_word(draft: Draft, session: Session, fonds: Fonds) -> None:
    draft.fill("erklaerungen", nicht_begonnen=[])


def _ends_too_late(draft: Draft, session: Session, fonds: Fonds) -> None:
    draft.fill("wann-und-wo", ende="2028-01-01")


def _not_for_all(draft: Draft, session: Session, fonds: Fonds) -> None:
    draft.fill("wann-und-wo", oeffentlich="nein")


def _for_all_unanswered(draft: Draft, session: Session, fonds: Fonds) -> None:
    the_antrag_numbered(session, draft).oeffentlich = None
    session.commit()


def _free_unanswered(draft: Draft, session: Session, fonds: Fonds) -> None:
    the_antrag_numbered(session, draft).kostenlos = None
    session.commit()


def _no_goal(draft: Draft, session: Session, fonds: Fonds) -> None:
    draft.fill("was", zieldimensionen=[])


def _never_paid(draft: Draft, session: Session, fonds: Fonds) -> None:
    row = FondsKategorie(fonds_id=fonds.id, kategorie=Kostenkategorie.miete, erlaubt=False)
    session.add(row)
    session.commit()


def _asked_nobody_named(draft: Draft, session: Session, fonds: Fonds) -> None:
    draft.fill("finanzierung", andere_gefragt="ja")


def _double(draft: Draft, session: Session, fonds: Fonds) -> None:
    draft.fill("erklaerungen", nicht_doppelt=[])


def _unbalanced(draft: Draft, session: Session, fonds: Fonds) -> None:
    draft.fill("finanzierung", beantragt_cent="400")


def _open_duty(draft: Draft, session: Session, fonds: Fonds) -> None:
    past = datetime(2026, 10, 1, tzinfo=UTC)
    earlier = ein_antrag(session, Antragsstatus.nachweis_faellig, faellig_am=past)
    session.get_one(Antragsteller, earlier.id).email = "ayla@post.example"
    session.commit()


BLOCKING: dict[str, tuple[Break, str, str, str]] = {
    "R01": (_other_quartier, "wann-und-wo", "quartier_id", "für ein anderes Gebiet"),
    "R02": (_no_longer_allowed, "wer", "art", "gibt es kein Geld für"),
    "R03": (_too_young, "wer", "alter_bestaetigt", "mindestens 16 Jahre alt"),
    "R04": (_too_much, "finanzierung", "beantragt_cent", "höchstens"),
    "R05": (_too_little, "finanzierung", "beantragt_cent", "Ein Antrag geht ab"),
    "R07": (_begun, "wann-und-wo", "beginn", "nicht in der Zukunft"),
    "R07 by word": (_begun_by_word, "erklaerungen", "nicht_begonnen", "noch nichts bestellt"),
    "R10": (_ends_too_late, "wann-und-wo", "ende", "bis zum 31. Dezember 2027"),
    "R12": (_never_paid, "kosten", "kosten", "zahlt dieser Topf nicht"),
    "R20": (_asked_nobody_named, "finanzierung", "andere_gefragt", "wen Sie noch gefragt haben"),
    "R20 by word": (_double, "erklaerungen", "nicht_doppelt", "niemand sonst dieselben Kosten"),
    "R21": (_unbalanced, "finanzierung", "beantragt_cent", "Es fehlen noch"),
    "R22": (_not_for_all, "wann-und-wo", "oeffentlich", "für alle, oder fragen Sie"),
    "R22 left out": (_for_all_unanswered, "wann-und-wo", "oeffentlich", "ob alle aus dem"),
    "R22 fee left out": (_free_unanswered, "wann-und-wo", "kostenlos", "kostenlos ist"),
    "R25": (_open_duty, "wer", "person", "früheren Antrag fehlt uns noch etwas"),
    "R28": (_no_goal, "was", "zieldimensionen", "mindestens eines"),
}


# What a summary says of a rule; R12 names the kind of costs.
MATTER = {regel.id: str(regel.sache) for regel in REGELN.values()} | {
    "R01": f"In welchem Quartier? – {REGELN['R01'].sache}",
    "R08": f"Wann geht es los? – {REGELN['R08'].sache}",
    "R12": "Kosten – ",
    "R22": f"– {REGELN['R22'].sache}",
}


def _block_of(draft: Draft, page: str, field: str) -> LexborNode:
    """The part of the page that belongs to a field, or to a whole plan."""
    document = parse(draft.client.get(f"{draft.base}/{page}?offen=1").text)
    node = document.css_first(f"main form [id='{field}'], main form [id='{field}-0']")
    assert node is not None, f"{page} has no {field}"
    while node.parent is not None and field != "kosten" and "data-field" not in node.attributes:
        node = node.parent
    return node


@pytest.mark.parametrize("name", BLOCKING)
def test_a_blocking_rule_speaks_at_its_field_and_stops_the_submission(
    draft: Draft, session: Session, fonds: Fonds, name: str
) -> None:
    breaks, page, field, words = BLOCKING[name]
    draft.breakfast()
    breaks(draft, session, fonds)
    assert words in text_of(_block_of(draft, page, field))
    shown = parse(draft.client.get(f"{draft.base}/{page}?offen=1").text)
    summary = text_of(shown.css_first("[data-error-summary]"))
    assert words in summary
    assert MATTER[name[:3]] in summary
    check = draft.get("pruefen")
    assert words in check.text
    assert f'href="{draft.base}/{page}?offen=1"' in check.text
    assert f"{draft.base}/einreichung" not in check.text
    answer = draft.client.post(f"{draft.base}/einreichung")
    assert answer.status_code == 422
    assert words in answer.text
    assert the_antrag_numbered(session, draft).status is Antragsstatus.entwurf


def the_antrag_numbered(session: Session, draft: Draft) -> Antrag:
    session.expire_all()
    return session.exec(select(Antrag).where(Antrag.titel == FRUEHSTUECK["was"]["titel"])).one()


def _soon(draft: Draft, session: Session, fonds: Fonds) -> None:
    draft.fill("wann-und-wo", beginn="2026-12-20")


def _much_food(draft: Draft, session: Session, fonds: Fonds) -> None:
    cap = FondsKategorie(
        fonds_id=fonds.id,
        kategorie=Kostenkategorie.verpflegung,
        erlaubt=True,
        hoechstanteil_prozent=20,
    )
    session.add(cap)
    session.commit()


def _fee(draft: Draft, session: Session, fonds: Fonds) -> None:
    draft.fill("wann-und-wo", kostenlos="nein")


def _empty_pot(draft: Draft, session: Session, fonds: Fonds) -> None:
    jahr = das_fondsjahr(session, fonds)
    eine_buchung(session, jahr, Buchungsart.verfall, 1_970_000)


WARNING: dict[str, tuple[Break, str, str]] = {
    "R08": (_soon, "wann-und-wo", "weniger als 42 Tage"),
    "R12": (_much_food, "kosten", "höchstens 20 Prozent"),
    "R22": (_fee, "wann-und-wo", "soll das Mitmachen nichts kosten"),
    "R27": (_empty_pot, "finanzierung", "gerade nur noch"),
}


def test_every_rule_is_tried_on_its_page() -> None:
    assert {name[:3] for name in (*BLOCKING, *WARNING)} == set(REGELN)


@pytest.mark.parametrize("regel", WARNING)
def test_a_warning_asks_for_a_sentence_and_is_content_with_it(
    draft: Draft, session: Session, fonds: Fonds, regel: str
) -> None:
    breaks, page, words = WARNING[regel]
    draft.breakfast()
    breaks(draft, session, fonds)
    assert draft.submit().status_code == 422
    told = parse(draft.get(page).text).css_first(f"[data-regel='{regel}']")
    assert words in text_of(told)
    again = draft.client.get(f"{draft.base}/{page}?offen=1")
    assert MATTER[regel] in text_of(parse(again.text).css_first("[data-error-summary]"))
    assert "Bitte schreiben Sie Ihren Grund oder ändern Sie Ihre Angabe." in again.text
    answer = draft.fill(page, **{f"grund-{regel}": "Es geht nur an diesem Tag."})
    assert answer.status_code == 303
    assert "nachsehen" not in answer.headers["location"]
    row = session.exec(select(Regelbegruendung)).one()
    assert (row.regel, row.text) == (regel, "Es geht nur an diesem Tag.")
    assert draft.submit().headers["location"].endswith("?eingereicht=1")


def test_a_reason_can_be_taken_back_and_is_not_lost_by_other_pages(
    draft: Draft, session: Session, fonds: Fonds
) -> None:
    draft.fill("wann-und-wo", beginn="2026-12-05")
    draft.fill("wann-und-wo", **{"grund-R08": "Der Saal ist nur dann frei."})
    draft.fill("was", titel="Fest")
    assert "Der Saal ist nur dann frei." in draft.get("wann-und-wo").text
    draft.fill("wann-und-wo", **{"grund-R08": ""})
    assert session.exec(select(Regelbegruendung)).all() == []


def test_a_reason_that_is_too_long_is_kept_and_told(draft: Draft) -> None:
    draft.fill("wann-und-wo", beginn="2026-12-05")
    answer = draft.fill("wann-und-wo", **{"grund-R08": "sehr lang " * 100})
    assert answer.status_code == 422
    assert "höchstens 600 Zeichen" in answer.text
    assert "sehr lang sehr lang" in answer.text


def test_a_page_with_a_conflict_is_shown_again_and_can_be_left(draft: Draft) -> None:
    answer = draft.fill("wann-und-wo", beginn="2026-11-01")
    assert answer.headers["location"] == f"{draft.base}/wann-und-wo?nachsehen=1"
    page = draft.client.get(answer.headers["location"])
    assert "nicht in der Zukunft" in page.text
    onward = parse(page.text).css_first("main form .knoepfe button[name='zu']")
    assert onward.attributes["value"] == "mit-wem"


def test_an_untouched_page_does_not_scold(draft: Draft) -> None:
    for page in ("wer", "was", "wann-und-wo", "kosten", "finanzierung", "erklaerungen"):
        document = parse(draft.get(page).text)
        assert document.css("[data-error-summary]") == [], page
        assert document.css(".feld__fehler") == [], page


def test_what_is_missing_is_shown_after_the_check(draft: Draft) -> None:
    page = draft.client.get(f"{draft.base}/wer?offen=1")
    told = [text_of(a) for a in parse(page.text).css("[data-error-summary] a")]
    assert any("Wählen Sie aus, wer den Antrag stellt." in text for text in told)
    assert any("E-Mail-Adresse oder eine Telefonnummer" in text for text in told)


def test_limits_stand_beside_the_amount(draft: Draft) -> None:
    assert "Höchstens 1.000,00" in draft.get("finanzierung").text
    assert "Mindestens 50,00" in draft.get("finanzierung").text
    assert "mindestens 16 Jahre" in draft.get("wer").text


def test_the_deadline_may_pass_while_the_page_is_open(
    client: PortalClient, draft: Draft, session: Session, now: FixedNow
) -> None:
    draft.breakfast()
    page = draft.get("pruefen")
    assert "bis zum 1. Dezember 2026" in page.text
    now.advance(days=8)
    late = client.post(f"{draft.base}/einreichung", data={"frist": "2026-12-01"})
    assert late.status_code == 422
    assert "Die Frist am 1. Dezember 2026 ist inzwischen vorbei" in late.text
    assert the_antrag(session).status is Antragsstatus.entwurf
    again = client.post(f"{draft.base}/einreichung", data=sent_by(late, last=True))
    assert again.status_code == 303
    assert the_antrag(session).status is Antragsstatus.eingereicht


def test_the_applicant_may_be_a_group_without_legal_form(draft: Draft, session: Session) -> None:
    draft.breakfast().submit()
    who = the_applicant(session)
    assert who.art is Antragstellerart.gruppe
    assert who.rechtsform == ""


def test_a_start_far_away_needs_no_reason(draft: Draft) -> None:
    far = date(2026, 11, 24) + timedelta(days=42)
    answer = draft.fill("wann-und-wo", beginn=far.isoformat())
    assert answer.headers["location"].endswith("/mit-wem")
