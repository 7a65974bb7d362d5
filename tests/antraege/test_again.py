"""An Antrag that came to nothing: begun again with its entries, and whom to ask until then."""

from datetime import date, time
from typing import Any

import pytest
from sqlmodel import Session, col, select

from app.antraege.models import Angebot, Antrag, Kostenposition
from app.antraege.status import Antragsstatus
from app.files.models import Datei
from app.fonds.models import Fonds
from app.ideen.status import Ideenstatus
from app.mail.models import Mail
from app.quartiere.models import Sprechstunde
from app.vorgaenge.models import Vorgang
from tests.antraege.draft import FRUEHSTUECK, Draft, sent_by, the_antrag
from tests.antraege.test_uploads import photo, upload
from tests.support.client import PortalClient
from tests.support.dom import parse, text_of
from tests.support.each import each
from tests.support.factories import ein_antrag, ein_quartier, eine_idee
from tests.support.zugang import secret_path

_S = Antragsstatus
FAILED = (_S.abgelehnt, _S.zurueckgezogen, _S.verfallen)


def secret(session: Session, nummer: str) -> str:
    return secret_path(session, nummer)


def withdraw(draft: Draft) -> str:
    """The address of the Vorgang, whose Antrag is taken back."""
    here = draft.base.removesuffix("/antrag")
    page = draft.client.get(f"{here}/zurueckziehung")
    assert draft.client.post(f"{here}/zurueckziehung", data=sent_by(page)).status_code == 303
    return here


def again(client: PortalClient, here: str) -> Draft:
    form = parse(client.get(here).text).css_first("form[action$='/antrag/neubeginn']")
    answer = client.post(form.attributes["action"] or "")
    assert answer.status_code == 303, answer.text
    return Draft(client, answer.headers["location"].rsplit("/", 1)[0])


def test_a_new_draft_has_the_same_entries(draft: Draft, session: Session) -> None:
    draft.breakfast().submit()
    here = withdraw(draft)
    new = again(draft.client, here)
    assert not new.base.startswith(here)
    for page in ("wer", "was", "wann-und-wo", "mit-wem", "finanzierung"):
        there, before = sent_by(new.get(page)), FRUEHSTUECK.get(page, {})
        for name, value in before.items():
            assert sorted(there[name]) == sorted([value] if isinstance(value, str) else value)
    assert "530,50" in text_of(parse(new.get("kosten").text).css_first(".posten__summe"))
    assert "Hofkasse" in new.get("finanzierung").text
    antraege = session.exec(select(Antrag).order_by(col(Antrag.id))).all()
    assert [a.status for a in antraege] == [_S.zurueckgezogen, _S.entwurf]
    assert len({a.vorgangsnummer for a in antraege}) == 2


def test_what_was_confirmed_is_confirmed_anew_and_the_rules_judge_today(
    draft: Draft, session: Session, fonds: Fonds
) -> None:
    draft.breakfast().submit()
    new = again(draft.client, withdraw(draft))
    assert "angaben_richtig" not in sent_by(new.get("erklaerungen"))
    assert new.submit().status_code == 422
    new.fill("erklaerungen", **FRUEHSTUECK["erklaerungen"])
    assert new.submit().status_code == 303


def test_pressed_again_it_leads_to_the_same_draft_until_that_is_sent(
    draft: Draft, session: Session
) -> None:
    draft.breakfast().submit()
    here = withdraw(draft)
    first, second = again(draft.client, here), again(draft.client, here)
    assert first.base == second.base
    first.fill("erklaerungen", **FRUEHSTUECK["erklaerungen"])
    assert first.submit().status_code == 303
    assert again(draft.client, here).base != first.base


def test_files_come_along_and_are_files_of_their_own(draft: Draft, session: Session) -> None:
    draft.cost("Tische", "miete", "300")
    line = session.exec(select(Kostenposition.id)).one()
    session.rollback()
    upload(draft, "angebot.jpg", photo(), zweck="angebot", position=str(line))
    new = again(draft.client, withdraw(draft))
    old, copy = session.exec(select(Datei).order_by(col(Datei.id))).all()
    assert old.schluessel != copy.schluessel
    assert (copy.name, copy.zweck, copy.oeffentlich) == ("angebot.jpg", "angebot", False)
    assert "Gehört zu: Tische" in new.get("pruefen").text
    assert len(session.exec(select(Angebot)).all()) == 2
    session.rollback()
    picture = parse(new.get("pruefen").text).css_first(".foto img").attributes["src"] or ""
    assert draft.client.get(picture).status_code == 200
    new.client.post(f"{new.base}/anlagen/{copy.schluessel}/entfernung")
    assert draft.client.get(f"{withdrawn(draft)}/dateien/{old.schluessel}/klein").status_code == 200


def withdrawn(draft: Draft) -> str:
    return draft.base.removesuffix("/antrag")


def test_the_new_link_goes_where_the_old_one_went(
    client: PortalClient, session: Session, fonds: Fonds
) -> None:
    draft = Draft.begun(client, fonds, email="ayla@post.example")
    again(client, withdraw(draft))
    first, second = session.exec(select(Vorgang).order_by(col(Vorgang.id))).all()
    assert first.email == second.email == "ayla@post.example"
    mails = session.exec(select(Mail).where(Mail.thread == second.vorgangsnummer)).all()
    assert [mail.empfaenger for mail in mails] == ["ayla@post.example"]


@each("status", sorted(set(_S) - set(FAILED) - {_S.entwurf}))
def test_what_goes_on_is_not_begun_again(
    client: PortalClient, session: Session, status: Antragsstatus
) -> None:
    here = secret(session, ein_antrag(session, status).vorgangsnummer)
    assert "neu beginnen" not in client.get(here).text
    assert client.post(f"{here}/antrag/neubeginn").status_code == 409


def with_office(session: Session, **more: Any) -> Any:
    quartier = ein_quartier(session, name="Heslach")
    quartier.buero_name, quartier.buero_strasse = "Quartiersbüro Heslach", "Böheimstraße 1"
    quartier.buero_ort, quartier.buero_telefon = "70199 Stuttgart", "0711 987 654"
    session.add(
        Sprechstunde(quartier_id=quartier.id, wochentag=3, von=time(10), bis=time(16), **more)
    )
    session.commit()
    return quartier


@pytest.mark.parametrize("status", FAILED)
def test_an_end_without_money_tells_whom_to_ask_and_when(
    client: PortalClient, session: Session, status: Antragsstatus
) -> None:
    quartier = with_office(session)
    antrag = ein_antrag(session, status, quartier=quartier)
    fonds = session.get_one(Fonds, antrag.fonds_id)
    fonds.naechste_frist, fonds.naechste_sitzung = date(2027, 2, 1), date(2027, 2, 10)
    session.commit()
    box = text_of(
        parse(client.get(secret(session, antrag.vorgangsnummer)).text).css_first(
            "[aria-labelledby='danach']"
        )
    )
    for words in (
        "Quartiersbüro Heslach",
        "Böheimstraße 1",
        "0711 987 654",
        "Mittwoch",
        "10 bis 16 Uhr",
        "Die nächste Frist ist am 1. Februar 2027.",
        "Die nächste Sitzung ist am 10. Februar 2027.",
    ):
        assert words in box, (words, box)


@pytest.mark.parametrize("status", [Ideenstatus.abgelehnt_netiquette, Ideenstatus.nicht_umsetzbar])
def test_a_refused_idee_offers_the_same_office(
    client: PortalClient, session: Session, status: Ideenstatus
) -> None:
    idee = eine_idee(session, status, quartier=with_office(session))
    page = client.get(secret(session, idee.vorgangsnummer))
    box = text_of(parse(page.text).css_first("[aria-labelledby='fragen-an']"))
    assert "Böheimstraße 1" in box
    assert "10 bis 16 Uhr" in box


def test_line_breaks_and_pictures_are_kept_where_the_entries_are_read(
    draft: Draft, session: Session
) -> None:
    draft.breakfast()
    draft.fill("was", was="Erst Musik.\r\nDann Essen.\r\n\r\nZum Schluss: aufräumen.")
    upload(draft, "plan.jpg", photo(), zweck="plan")
    checked = draft.get("pruefen").text
    draft.submit()
    for page in (checked, draft.client.get(draft.base).text):
        text = next(d for d in parse(page).css("dd") if "Erst Musik." in text_of(d))
        assert len(text.css("p")) == 2
        assert len(text.css("br")) == 1
        picture = parse(page).css_first(".foto img").attributes["src"] or ""
        assert picture.endswith("/klein")
        assert draft.client.get(picture).status_code == 200
        assert "Plan oder Skizze" in text_of(parse(page).css_first(".foto figcaption"))
    assert the_antrag(session).was.count("\n") == 3
