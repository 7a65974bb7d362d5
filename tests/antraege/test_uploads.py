"""Attachments: pictures and PDF go in, can be seen by the sender only, and out again."""

from io import BytesIO

import pytest
from httpx import Response
from PIL import Image
from sqlmodel import Session, select

from app.antraege.models import Angebot, Antrag, Kostenposition
from app.files.models import Datei, Dateiart
from app.files.store import SIZES, open_store, path
from app.fonds.models import Fonds
from app.settings import Settings
from tests.antraege.draft import Draft, sent_by
from tests.antraege.staff import Desk
from tests.files.samples import pdf
from tests.support.client import PortalClient
from tests.support.clock import FixedNow
from tests.support.dom import parse, text_of
from tests.support.factories import ein_antrag, eine_datei

PDF = pdf()


def photo() -> bytes:
    out = BytesIO()
    Image.new("RGB", (320, 240), "orange").save(out, "JPEG")
    return out.getvalue()


def upload(draft: Draft, name: str, data: bytes, **fields: str):  # type: ignore[no-untyped-def]
    return draft.client.post(f"{draft.base}/anlagen", files={"datei": (name, data)}, data=fields)


def the_files(session: Session) -> list[Datei]:
    session.expire_all()
    return list(session.exec(select(Datei).order_by(Datei.id)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "data", "art"),
    [("angebot.jpg", photo(), Dateiart.bild), ("angebot.pdf", PDF, Dateiart.pdf)],
)
def test_a_file_is_attached_and_can_be_looked_at(
    draft: Draft, session: Session, name: str, data: bytes, art: Dateiart
) -> None:
    assert upload(draft, name, data, zweck="angebot").status_code == 303
    (datei,) = the_files(session)
    assert (datei.art, datei.zweck, datei.oeffentlich) == (art, "angebot", False)
    page = draft.get("anlagen")
    assert "Angebot oder Preis" in page.text
    link = parse(page.text).css_first("a.datei").attributes["href"] or ""
    assert draft.client.get(link).status_code == 200
    assert datei.name in draft.get("pruefen").text


def test_a_file_goes_out_again_with_its_bytes(
    draft: Draft, session: Session, settings: Settings
) -> None:
    upload(draft, "angebot.jpg", photo())
    (datei,) = the_files(session)
    stored = [path(datei.schluessel, size) for size in SIZES[datei.art]]
    store = open_store(settings)
    assert set(stored) <= {name for name, _ in store.listed("dateien")}
    address = f"{draft.base}/anlagen/{datei.schluessel}/entfernung"
    for _ in range(2):
        assert draft.client.post(address).status_code == 303
    assert the_files(session) == []
    assert not set(stored) & {name for name, _ in store.listed("dateien")}


def test_whatever_is_sent_of_a_draft_is_a_change_of_it(
    draft: Draft, session: Session, now: FixedNow
) -> None:
    """Its days are counted from the last one, also where only a file was moved or taken out."""
    draft.cost("Bänke", "miete", "300")
    upload(draft, "angebot.jpg", photo(), zweck="angebot")
    (datei,) = the_files(session)
    line = str(session.exec(select(Kostenposition.id)).one())
    session.rollback()
    place = f"{draft.base}/anlagen/{datei.schluessel}"
    sent = (("zuordnung", {"position": line}), ("entfernung", {}))
    for step, data in sent:
        day = now.advance(days=1)
        assert draft.client.post(f"{place}/{step}", data=data).status_code == 303
        session.expire_all()
        assert session.exec(select(Antrag.geaendert_am)).one() == day, step
        session.rollback()


def test_what_is_refused_changes_nothing(draft: Draft, session: Session, now: FixedNow) -> None:
    before = session.exec(select(Antrag.geaendert_am)).one()
    session.rollback()
    now.advance(days=1)
    assert upload(draft, "angebot.exe", b"MZ").status_code == 422
    assert session.exec(select(Antrag.geaendert_am)).one() == before


def test_whoever_goes_on_with_a_file_chosen_has_handed_it_in(
    draft: Draft, session: Session
) -> None:
    answer = upload(draft, "angebot.jpg", photo(), zu="pruefen")
    assert answer.headers["location"] == f"{draft.base}/pruefen"
    assert len(the_files(session)) == 1


def test_whoever_goes_on_without_a_file_goes_on(draft: Draft, session: Session) -> None:
    answer = draft.fill("anlagen", zu="pruefen")
    assert answer.headers["location"] == f"{draft.base}/pruefen"
    assert the_files(session) == []


def test_a_file_that_cannot_be_taken_holds_whoever_goes_on(draft: Draft, session: Session) -> None:
    answer = upload(draft, "angebot.txt", b"kein Foto", zu="pruefen")
    assert answer.status_code == 422
    assert the_files(session) == []


def test_a_foreign_file_stays(
    client: PortalClient, draft: Draft, session: Session, fonds: Fonds
) -> None:
    upload(draft, "angebot.jpg", photo())
    (datei,) = the_files(session)
    other = Draft.begun(client, fonds)
    assert client.post(f"{other.base}/anlagen/{datei.schluessel}/entfernung").status_code == 303
    assert len(the_files(session)) == 1
    link = f"{other.base.removesuffix('/antrag')}/dateien/{datei.schluessel}/gross"
    assert client.get(link).status_code == 404


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("bild.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
        ("bild.jpg", b"<html><script>alert(1)</script></html>"),
        ("leer.pdf", b""),
        ("brief.docx", b"PK\x03\x04" + b"\x00" * 64),
    ],
)
def test_what_is_no_picture_and_no_pdf_is_refused_with_a_reason(
    draft: Draft, session: Session, name: str, data: bytes
) -> None:
    answer = upload(draft, name, data)
    assert answer.status_code == 422
    assert parse(answer.text).css_first("[data-error-summary]") is not None
    assert the_files(session) == []


def test_the_button_wants_a_file(draft: Draft) -> None:
    answer = draft.client.post(f"{draft.base}/anlagen", data=sent_by(draft.get("anlagen")))
    assert answer.status_code == 422
    assert "Bitte wählen Sie eine Datei aus" in answer.text


def test_too_large_is_told_in_words(draft: Draft, settings: Settings) -> None:
    answer = upload(draft, "gross.pdf", PDF + b"\x00" * settings.upload_max_bytes)
    assert answer.status_code == 422
    assert "höchstens 12 MB" in answer.text


def test_a_good_file_survives_another_mistake(draft: Draft, session: Session) -> None:
    refused = upload(draft, "angebot.jpg", photo(), zweck="geheim")
    assert refused.status_code == 422
    assert "Schon hochgeladen: angebot.jpg" in refused.text
    data = sent_by(refused, zweck="plan")
    assert draft.client.post(f"{draft.base}/anlagen", data=data).status_code == 303
    assert [datei.zweck for datei in the_files(session)] == ["plan"]


def offer(draft: Draft, line: int | str, zweck: str = "angebot") -> Response:
    return upload(draft, "angebot.pdf", PDF, zweck=zweck, position=str(line))


def the_line(session: Session) -> int:
    return session.exec(select(Kostenposition.id)).one() or 0


def offers(session: Session) -> list[int]:
    session.expire_all()
    return list(session.exec(select(Angebot.kostenposition_id)))


def test_an_offer_names_its_line(draft: Draft, session: Session) -> None:
    draft.cost("Tische", "miete", "300")
    options = parse(draft.get("anlagen").text).css("#position option")
    assert [text_of(o) for o in options][1].startswith("Tische (300,00")
    assert offer(draft, the_line(session)).status_code == 303
    assert offers(session) == [the_line(session)]
    assert "Gehört zu: Tische" in draft.get("anlagen").text


def test_only_an_offer_belongs_to_a_line(draft: Draft, session: Session) -> None:
    draft.cost("Tische", "miete", "300")
    assert offer(draft, the_line(session), "plan").status_code == 303
    assert offers(session) == []


def test_what_names_a_line_and_no_purpose_is_an_offer(draft: Draft, session: Session) -> None:
    draft.cost("Tische", "miete", "300")
    assert offer(draft, the_line(session), "").status_code == 303
    assert offers(session) == [the_line(session)]


def test_a_line_of_others_cannot_be_named(draft: Draft, session: Session) -> None:
    draft.cost("Tische", "miete", "300")
    other = ein_antrag(session)
    foreign = session.exec(
        select(Kostenposition.id).where(Kostenposition.antrag_id == other.id)
    ).one()
    assert offer(draft, foreign or 0).status_code == 422
    assert the_files(session) == []
    offer(draft, "")
    _assign(draft, foreign or 0)
    assert offers(session) == []


def _assign(draft: Draft, line: int | str) -> Response:
    document = parse(draft.get("anlagen").text)
    name = document.css_first("main select[form='seite']").attributes["name"] or ""
    button = document.css_first("main button[formaction$='/zuordnung']")
    return draft.client.post(button.attributes["formaction"] or "", data={name: str(line)})


def test_the_file_stays_when_its_line_goes_and_finds_another(
    draft: Draft, session: Session
) -> None:
    draft.cost("Tische", "miete", "300")
    offer(draft, the_line(session))
    draft.client.post(f"{draft.base}/kosten/positionen/{the_line(session)}/entfernung")
    assert (len(the_files(session)), offers(session)) == (1, [])
    assert "angebot.pdf" in draft.get("anlagen").text
    draft.cost("Tische und Bänke", "miete", "320")
    _assign(draft, the_line(session))
    assert offers(session) == [the_line(session)]
    _assign(draft, "")
    assert offers(session) == []


def test_the_link_goes_with_the_file(draft: Draft, session: Session) -> None:
    draft.cost("Tische", "miete", "300")
    offer(draft, the_line(session))
    (datei,) = the_files(session)
    draft.client.post(f"{draft.base}/anlagen/{datei.schluessel}/entfernung")
    assert offers(session) == []
    assert the_line(session)


def test_staff_see_the_offer_beside_its_line(desk: Desk, session: Session) -> None:
    antrag = desk.antrag()
    datei = eine_datei(session, antrag, name="Bäckerei.pdf")
    (line,) = antrag.kosten
    session.add(Angebot(datei_id=datei.id, kostenposition_id=line.id))
    session.commit()
    row = parse(desk.get(antrag, desk.checker).text).css_first(
        "[aria-labelledby='kosten'] tbody tr"
    )
    assert "Angebot: Bäckerei.pdf" in text_of(row)
    link = row.css_first("a.datei").attributes["href"] or ""
    assert link.endswith(f"/dateien/{datei.schluessel}/original")


def test_a_wrong_link_stages_nothing(client: PortalClient, settings: Settings) -> None:
    answer = client.post("/vorgang/falsch/antrag/anlagen", files={"datei": ("a.jpg", photo())})
    assert answer.status_code == 404
    assert list(open_store(settings).listed("staging")) == []


def test_every_button_of_the_page_takes_what_was_chosen_beside_it(
    draft: Draft, session: Session
) -> None:
    draft.cost("Tische", "miete", "300")
    offer(draft, "")
    (first,) = the_files(session)
    session.rollback()
    page = draft.get("anlagen")
    name = parse(page.text).css_first("main select[form='seite']").attributes["name"] or ""
    draft.client.post(f"{draft.base}/anlagen", data={name: str(the_line(session)), "zu": "was"})
    assert offers(session) == [the_line(session)]
    remove = f"{draft.base}/anlagen/{first.schluessel}/entfernung"
    assert draft.client.post(remove, files={"datei": ("neu.jpg", photo())}).status_code == 303
    assert [datei.name for datei in the_files(session)] == ["neu.jpg"]


def test_two_people_who_say_where_a_file_belongs(draft: Draft, session: Session) -> None:
    draft.cost("Tische", "miete", "300")
    draft.cost("Brot", "verpflegung", "50")
    tables, bread = session.exec(select(Kostenposition.id).order_by(Kostenposition.id))  # type: ignore[arg-type]
    session.rollback()
    offer(draft, "")
    page = draft.get("anlagen")
    name = parse(page.text).css_first("main select[form='seite']").attributes["name"] or ""
    seen = sent_by(page)["gesehen"]
    address = f"{draft.base}/anlagen"
    first = draft.client.post(address, data={name: str(tables), "gesehen": seen, "zu": "was"})
    late = draft.client.post(address, data={name: str(bread), "gesehen": seen, "zu": "was"})
    assert (first.status_code, late.status_code) == (303, 409)
    assert "Tische" in text_of(parse(late.text).css_first("form#seite .zitat"))
    chosen = parse(late.text).css_first(f"select[name='{name}'] option[selected]")
    assert chosen.attributes["value"] == str(bread)
    assert offers(session) == [tables]
