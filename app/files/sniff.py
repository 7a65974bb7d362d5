"""What a file really is, by its content; neither its name nor its declared type is asked."""

import re
from enum import Enum

from app.errors import BadInput
from app.i18n import _


class UploadRefused(BadInput):
    """`reason` is a German sentence that says what to do instead."""


class Kind(Enum):
    """The value is Pillow's name of the decoder, the only one that is let near the file."""

    jpeg = "JPEG"
    png = "PNG"
    webp = "WEBP"
    heic = "HEIF"
    pdf = "PDF"


_HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"mif1")
_SEQUENCE_BRANDS = (b"hevc", b"hevx", b"hevm", b"hevs", b"msf1")
_MARKUP = re.compile(
    rb"<!doctype html|<html[\s>]|<script[\s>]|<svg\s+xmlns|<iframe\s|<\?php\s|%PDF-\d\.\d",
    re.IGNORECASE,
)
_ZIP_END = b"PK\x05\x06"
_ZIP_TAIL = 66_000
# What programs and servers leave around a PDF: a BOM and line breaks before it, padding behind.
_PDF_PADDING = b"\xef\xbb\xbf\x00 \t\r\n\x0c"
_PDF_TAIL = 32 * 1024
# A marker of a JPEG: neither a stuffed byte, nor a restart, nor padding.
_MARKER = re.compile(rb"\xff([\x01-\xcf\xd8-\xfe])")
_START_OF_SCAN, _START, _END = 0xDA, 0xD8, 0xD9
_MAX_SCANS = 60
_MAX_MARKERS = 5_000


def kind_of(data: bytes, *, pdf: bool = True) -> Kind:
    """Raises UploadRefused for everything that is no readable photo or, with `pdf`, no PDF."""
    kind = _by_magic(data)
    if kind is None:
        raise UploadRefused(_advice(data, pdf=pdf))
    if kind is Kind.pdf and not pdf:
        raise UploadRefused(_only_photos())
    if kind is Kind.pdf:
        _check_pdf(data)
    else:
        _check_picture(data, kind)
    return kind


def _by_magic(data: bytes) -> Kind | None:
    if data.startswith(b"\xff\xd8\xff"):
        return Kind.jpeg
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.png
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return Kind.webp
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS:
        return Kind.heic
    return Kind.pdf if data[:1024].lstrip(_PDF_PADDING).startswith(b"%PDF-") else None


def _check_pdf(data: bytes) -> None:
    tail = data.rstrip(_PDF_PADDING)[-_PDF_TAIL:]
    if not 0 <= tail.rfind(b"startxref") < tail.rfind(b"%%EOF"):
        raise UploadRefused(
            _("Das PDF ist unvollständig. Bitte speichern Sie es neu und versuchen Sie es wieder.")
        )


def _check_picture(data: bytes, kind: Kind) -> None:
    # Re-encoding removes what is hidden in a picture; who hides a page or an archive in it is
    # stopped all the same.
    if _MARKUP.search(data) or _ZIP_END in data[-_ZIP_TAIL:]:
        raise UploadRefused(
            _(
                "In diesem Bild steckt noch eine andere Datei. "
                "Bitte nehmen Sie ein Bildschirmfoto davon und laden Sie das hoch."
            )
        )
    if kind is Kind.jpeg and _scans(data) > _MAX_SCANS:
        raise UploadRefused(
            _("Dieses Bild ist ungewöhnlich gespeichert. Bitte speichern Sie es neu als JPEG.")
        )


def _scans(data: bytes) -> int:
    """How often the decoder would go over a JPEG, at most one more than we take: a small file can
    ask for hours of work. Counting is bounded too, and who exceeds that counts as beyond."""
    count, position = 0, 2
    for _nth in range(_MAX_MARKERS):
        match = _MARKER.search(data, position)
        if match is None or match[1][0] == _END or count > _MAX_SCANS:
            return count
        marker, position = match[1][0], match.end()
        if marker == _START_OF_SCAN:
            count += 1
        if marker not in (0x01, _START):
            position += int.from_bytes(data[position : position + 2], "big")
    return _MAX_SCANS + 1


def _advice(data: bytes, *, pdf: bool) -> str:
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not data:
        return _("Die Datei ist leer. Bitte wählen Sie eine andere.")
    if data.startswith((b"GIF87a", b"GIF89a")) or data[8:12] in _SEQUENCE_BRANDS:
        return animated()
    if b"<svg" in head:
        return _(
            "SVG-Grafiken nehmen wir nicht an. Bitte speichern Sie das Bild als PNG oder JPEG."
        )
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf")):
        if not pdf:
            return _only_photos()
        return _("Dokumente nehmen wir nur als PDF an. Bitte speichern Sie die Datei als PDF.")
    if not pdf:
        return _(
            "Diese Datei können wir nicht lesen. "
            "Bitte wählen Sie ein Foto (JPEG, PNG, WebP oder HEIC)."
        )
    return _(
        "Diese Datei können wir nicht lesen. "
        "Bitte wählen Sie ein Foto (JPEG, PNG, WebP oder HEIC) oder ein PDF."
    )


def _only_photos() -> str:
    return _("Hier sind nur Fotos möglich. Bitte wählen Sie ein Foto aus.")


def animated() -> str:
    return _(
        "Bewegte Bilder nehmen wir nicht an. Bitte wählen Sie ein Foto (JPEG, PNG, WebP oder HEIC)."
    )
