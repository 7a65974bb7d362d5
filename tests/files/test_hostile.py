"""Uploads that must not get in, or not as they came: class 10 of the holes others had."""

import io
import time
import zipfile
from collections.abc import Callable

import pytest

from app.files.intake import UploadRefused, stage
from app.files.names import clean_name
from app.settings import Settings
from tests.files import samples
from tests.support.each import each

SVG = b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><html><body><script>alert(document.domain)</script></body></html>"


def office_document() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    return buffer.getvalue()


def refusal(data: bytes, name: str, settings: Settings) -> str:
    with pytest.raises(UploadRefused) as refused:
        stage(data, name, settings)
    assert list(settings.data_dir.rglob("staging/*")) == []
    assert refused.value.reason.endswith(".")
    return refused.value.reason


@each(
    ("data", "name", "words"),
    [
        (SVG, "foto.jpg", "PNG oder JPEG"),
        (b"\xef\xbb\xbf\n <svg onload=alert(1)>", "foto.png", "PNG oder JPEG"),
        (HTML, "foto.png", "nicht lesen"),
        (b"", "foto.jpg", "leer"),
        (b"\xff", "foto.jpg", "nicht lesen"),
        (b"\xff\xd8\xff", "foto.jpg", "beschädigt"),
        (b"\x00" * 5000, "foto.jpg", "nicht lesen"),
        (b"GIF89a" + b"\0" * 50, "foto.jpg", "Bewegte Bilder"),
        (b"MZ\x90\x00", "foto.jpg", "nicht lesen"),
        (b"#!/bin/sh\nrm -rf /\n", "foto.jpg", "nicht lesen"),
        (office_document(), "antrag.pdf", "als PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "antrag.doc", "als PDF"),
        (b"%PDF-1.7\nnothing more", "antrag.pdf", "unvollständig"),
        (samples.pdf()[:-30] + b"\n" * 5000, "antrag.pdf", "unvollständig"),
        (b"%PDF-1.7\n%%EOF\nstartxref", "antrag.pdf", "unvollständig"),
        (b"<html>" + samples.pdf(), "antrag.pdf", "nicht lesen"),
    ],
)
def test_what_is_no_photo_and_no_pdf_is_refused(
    settings: Settings, data: bytes, name: str, words: str
) -> None:
    assert words in refusal(data, name, settings)


@each(
    ("before", "behind"),
    [
        (b"\xef\xbb\xbf", b""),
        (b"\r\n", b""),
        (b"\xef\xbb\xbf\n", b"\x00" * 100_000),
        (b"", b"\n" * 5000),
        (b"", b"% signed by the scanner\n" * 200),
    ],
)
def test_what_stands_around_a_pdf_does_not_matter(
    settings: Settings, before: bytes, behind: bytes
) -> None:
    assert stage(before + samples.pdf() + behind, "antrag.pdf", settings).art == "pdf"


@each(
    "data",
    [SVG, HTML, b"", b"MZ\x90\x00", office_document(), b"GIF89a", b"%PDF-1.7\nhalf", samples.pdf()],
)
def test_where_only_photos_go_nobody_is_told_to_send_a_pdf(settings: Settings, data: bytes) -> None:
    with pytest.raises(UploadRefused) as refused:
        stage(data, "bild.jpg", settings, pdf=False)
    assert "PDF" not in refused.value.reason


@each(
    "data",
    [
        samples.encoded("JPEG") + HTML,
        samples.encoded("PNG") + HTML,
        samples.encoded("WEBP") + b"<SCRIPT >alert(1)</SCRIPT>",
        samples.encoded("JPEG") + b'<svg  xmlns="http://www.w3.org/2000/svg">',
        samples.encoded("JPEG") + b"<?php system($_GET['c']); ?>",
        samples.encoded("JPEG") + samples.pdf(),
        samples.encoded("JPEG") + office_document(),
        samples.jpeg_with_comment(HTML),
    ],
)
def test_a_picture_with_another_file_inside_is_refused(settings: Settings, data: bytes) -> None:
    assert "andere Datei" in refusal(data, "foto.jpg", settings)


@pytest.mark.parametrize("format_", ["GIF", "WEBP", "PNG"])
def test_moving_pictures_are_refused(settings: Settings, format_: str) -> None:
    assert "Bewegte Bilder" in refusal(samples.animated(format_), "foto.webp", settings)


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "HEIF"])
@pytest.mark.parametrize("kept", [0.3, 0.7])
def test_half_a_picture_is_refused(settings: Settings, format_: str, kept: float) -> None:
    whole = samples.encoded(format_, samples.picture((1200, 900)))
    assert "beschädigt" in refusal(whole[: int(len(whole) * kept)], "foto", settings)


@pytest.mark.parametrize(
    ("make", "measures"),
    [
        (samples.png_declaring, (20_000, 20_000)),
        (samples.png_declaring, (200_000, 1_000)),
        (samples.jpeg_declaring, (20_000, 10_000)),
    ],
)
def test_too_many_pixels_are_refused_before_they_are_unpacked(
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    make: Callable[[int, int], bytes],
    measures: tuple[int, int],
) -> None:
    def unpack(*_: object) -> None:
        raise AssertionError("unpacked")

    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", unpack)
    data = make(*measures)
    assert len(data) < 1_000_000
    assert "60 Megapixel" in refusal(data, "foto", settings)


@pytest.mark.parametrize("format_", ["WEBP", "HEIF"])
def test_the_other_kinds_have_the_same_limit(settings: Settings, format_: str) -> None:
    small = settings.model_copy(update={"upload_max_pixels": 1_000_000})
    data = samples.encoded(format_, samples.picture((1200, 900)))
    assert "1 Megapixel" in refusal(data, "foto", small)


def test_a_picture_that_lies_about_its_size_is_refused(settings: Settings) -> None:
    assert "beschädigt" in refusal(samples.heic_declaring(100, 100), "foto.heic", settings)
    assert "beschädigt" in refusal(samples.webp_declaring(12_000, 12_000), "foto.webp", settings)


def test_a_packed_text_of_64_mb_does_not_get_in(settings: Settings) -> None:
    assert "beschädigt" in refusal(samples.png_with_text_bomb(), "foto.png", settings)


@each("filling", [b"\xff\x01", b"\xff\xda\x00\x02", b"\xff\xd8", b"\xff\xe0\x00\x02"])
def test_counting_the_work_is_no_work(settings: Settings, filling: bytes) -> None:
    data = b"\xff\xd8\xff\xe0\x00\x02" + filling * (11 * 1024**2 // len(filling))
    begin = time.process_time()
    assert "ungewöhnlich" in refusal(data, "foto.jpg", settings)
    assert time.process_time() - begin < 1


def test_a_jpeg_that_asks_for_hours_of_work_is_refused(settings: Settings) -> None:
    assert "ungewöhnlich" in refusal(samples.jpeg_with_many_scans(20), "foto.jpg", settings)


def test_too_many_bytes_are_refused(settings: Settings) -> None:
    data = b"\xff\xd8\xff" + b"\0" * settings.upload_max_bytes
    assert "höchstens 12 MB" in refusal(data, "foto.jpg", settings)


@each(
    ("raw", "clean"),
    [
        ("Foto vom Fest.jpg", "Foto vom Fest.jpg"),
        ("../../x", "x"),
        ("..\\..\\windows\\x.jpg", "x.jpg"),
        ("/etc/passwd", "passwd"),
        ("../..", ""),
        ("", ""),
        (".htaccess", "htaccess"),
        ("foto\u202egpj.exe", "fotogpj.exe"),
        ("\u2066foto\u2069\u200b.jpg", "foto.jpg"),
        ("a\r\nSet-Cookie: x=1.jpg", "aSet-Cookie: x=1.jpg"),
        ("\x00foto\x07.jpg", "foto.jpg"),
        ("  Öl   und  Ä.png ", "Öl und Ä.png"),
        ("A\u0308rger.png", "Ärger.png"),
        ("x" * 300 + ".jpg", "x" * 116 + ".jpg"),
        ("x." + "y" * 300, "x." + "y" * 118),
        ("🎉" * 300, "🎉" * 120),
    ],
)
def test_file_names_are_made_harmless(raw: str, clean: str) -> None:
    assert clean_name(raw) == clean
