"""Attachments: pictures and PDF go in, can be seen by the sender only, and out again."""

from io import BytesIO

import pytest
from PIL import Image
from sqlmodel import Session, select

from app.files.models import Datei, Dateiart
from app.files.store import SIZES, open_store, path
from app.fonds.models import Fonds
from app.settings import Settings
from tests.antraege.draft import Draft, sent_by
from tests.files.samples import pdf
from tests.support.client import PortalClient
from tests.support.dom import parse

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


def test_a_wrong_link_stages_nothing(client: PortalClient, settings: Settings) -> None:
    answer = client.post("/vorgang/falsch/antrag/anlagen", files={"datei": ("a.jpg", photo())})
    assert answer.status_code == 404
    assert list(open_store(settings).listed("staging")) == []
