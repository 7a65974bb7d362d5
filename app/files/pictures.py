"""Pictures decoded once and written anew, so that nothing of the upload is ever served."""

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pillow_heif
from PIL import Image, ImageOps

from app.files.sniff import Kind, UploadRefused, animated
from app.i18n import _

LARGE = 1600
SMALL = 480

_QUALITY = 80
_WAIT_SECONDS = 30
# A decoded phone photo takes some hundred MB: one at a time in each process.
_decoding = threading.BoundedSemaphore(1)
# Straight to a smaller size; the others are made plain first.
_SCALABLE = ("RGB", "RGBA", "L", "CMYK")

# Our own limit, from the settings, is checked before anything is decoded.
Image.MAX_IMAGE_PIXELS = None
pillow_heif.register_heif_opener(
    thumbnails=False, depth_images=False, aux_images=False, decode_threads=1
)


@dataclass(frozen=True)
class Picture:
    """WebP in two sizes; `width` and `height` are those of `large`."""

    large: bytes
    small: bytes
    width: int
    height: int


def reencode(data: bytes, kind: Kind, *, max_pixels: int) -> Picture:
    """Upright, without EXIF, place or colour profile.

    Raises UploadRefused: too many pixels, animated, broken, or too much at once.
    """
    with _turn(), _opened(data, kind) as image:
        if image.width * image.height > max_pixels:
            raise UploadRefused(
                _("Das Bild hat zu viele Bildpunkte. Bitte verkleinern Sie es auf %(n)s Megapixel.")
                % {"n": max_pixels // 1_000_000}
            )
        if kind in (Kind.png, Kind.webp) and getattr(image, "is_animated", False):
            raise UploadRefused(animated())
        large = _fitted(image)
    small = large.copy()
    small.thumbnail((SMALL, SMALL))
    return Picture(_webp(large), _webp(small), large.width, large.height)


@contextmanager
def _turn() -> Iterator[None]:
    if not _decoding.acquire(timeout=_WAIT_SECONDS):
        raise UploadRefused(
            _("Gerade werden viele Bilder verarbeitet. Bitte versuchen Sie es in einer Minute.")
        )
    try:
        yield
    finally:
        _decoding.release()


@contextmanager
def _opened(data: bytes, kind: Kind) -> Iterator[Image.Image]:
    """Decoders fail on foreign bytes in many ways; to the sender all of them mean the same."""
    try:
        with Image.open(io.BytesIO(data), formats=[kind.value]) as image:
            yield image
    except UploadRefused:
        raise
    except Exception as error:
        raise UploadRefused(
            _("Das Bild ist beschädigt oder unvollständig. Bitte wählen Sie ein anderes.")
        ) from error


def _fitted(image: Image.Image) -> Image.Image:
    if image.mode not in _SCALABLE:
        image = _plain(image)
    image.thumbnail((LARGE, LARGE), reducing_gap=2.0)
    return _plain(ImageOps.exif_transpose(image))


def _plain(image: Image.Image) -> Image.Image:
    if image.mode in ("RGB", "RGBA"):
        return image
    if image.mode.startswith(("I", "F")):  # 16 bits of grey: a plain conversion would cut them off
        image = image.convert("F").point(lambda level: level / 256).convert("L")
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _webp(image: Image.Image) -> bytes:
    image.info = {}
    buffer = io.BytesIO()
    image.save(buffer, "WEBP", quality=_QUALITY)
    return buffer.getvalue()
