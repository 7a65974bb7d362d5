"""Photos as phones make them, and what is kept of them."""

import io
import threading

import pytest
from PIL import Image

from app.files import pictures
from app.files.intake import Staged, UploadRefused, stage
from app.files.models import Dateiart
from app.files.store import Size, open_store, staged_path
from app.settings import Settings
from tests.files import samples
from tests.support.each import each

_ONLY_PICTURE = {"VP8 ", "VP8L", "VP8X", "ALPH"}


def bytes_of(staged: Staged, size: Size, settings: Settings) -> bytes:
    return open_store(settings).get(staged_path(staged.key, size))


def image_of(staged: Staged, size: Size, settings: Settings) -> Image.Image:
    image = Image.open(io.BytesIO(bytes_of(staged, size, settings)))
    image.load()
    return image


@each("format_", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_every_kind_of_photo_becomes_webp_in_two_sizes(settings: Settings, format_: str) -> None:
    data = samples.encoded(format_, samples.picture((1920, 1280)))
    staged = stage(data, "Fest.jpg", settings)
    assert (staged.name, staged.art) == ("Fest.jpg", Dateiart.bild)
    assert (staged.breite, staged.hoehe) == (1600, 1067)
    assert staged.groesse == len(bytes_of(staged, Size.gross, settings))
    for size, measures in ((Size.gross, (1600, 1067)), (Size.klein, (480, 320))):
        image = image_of(staged, size, settings)
        assert (image.format, image.size) == ("WEBP", measures)
        red, white = image.getpixel((5, 5)), image.getpixel((image.width - 5, image.height - 5))
        assert red[0] > 230 > 40 > red[1]
        assert min(white) > 240


def test_a_small_picture_is_not_blown_up(settings: Settings) -> None:
    staged = stage(samples.encoded("PNG", samples.picture((100, 50))), "x.png", settings)
    assert (staged.breite, staged.hoehe) == (100, 50)
    assert image_of(staged, Size.klein, settings).size == (100, 50)


@each("format_", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_place_device_and_profile_are_gone(settings: Settings, format_: str) -> None:
    data = samples.encoded(
        format_, exif=samples.exif(), icc_profile=b"PROFIL" * 50, xmp=b"<x:xmpmeta>Geheim"
    )
    assert b"Musterfon" in data
    staged = stage(data, "x", settings)
    for size in (Size.gross, Size.klein):
        kept = bytes_of(staged, size, settings)
        assert set(samples.webp_chunks(kept)) <= _ONLY_PICTURE
        for trace in (b"Musterfon", b"Exif", b"PROFIL", b"Geheim"):
            assert trace not in kept
        assert not image_of(staged, size, settings).getexif()


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(
    ("orientation", "corner"),
    [(1, (0, 0)), (3, (1, 1)), (6, (1, 0)), (8, (0, 1))],
)
def test_photos_stand_upright(
    settings: Settings, format_: str, orientation: int, corner: tuple[int, int]
) -> None:
    data = samples.encoded(format_, samples.picture((800, 600)), exif=samples.exif(orientation))
    staged = stage(data, "x", settings)
    turned = orientation in (6, 8)
    assert (staged.breite, staged.hoehe) == ((600, 800) if turned else (800, 600))
    image = image_of(staged, Size.gross, settings)
    spot = (corner[0] * (image.width - 11) + 5, corner[1] * (image.height - 11) + 5)
    assert image.getpixel(spot)[1] < 40


def test_a_heic_stands_upright(settings: Settings) -> None:
    data = samples.encoded("HEIF", samples.picture((800, 600)), exif=samples.exif(6).tobytes())
    staged = stage(data, "IMG_0815.HEIC", settings)
    assert (staged.breite, staged.hoehe) == (600, 800)
    assert image_of(staged, Size.gross, settings).getpixel((595, 5))[1] < 40


@each("mode", ["1", "L", "LA", "P", "RGBA"])
def test_every_colour_mode_is_read(settings: Settings, mode: str) -> None:
    staged = stage(samples.encoded("PNG", samples.picture((90, 60), mode)), "x.png", settings)
    assert min(image_of(staged, Size.gross, settings).convert("RGB").getpixel((85, 55))) > 240


def test_print_colours_are_read(settings: Settings) -> None:
    staged = stage(samples.encoded("JPEG", samples.picture((90, 60), "CMYK")), "x.jpg", settings)
    assert image_of(staged, Size.gross, settings).mode == "RGB"


def test_sixteen_bits_of_grey_stay_grey(settings: Settings) -> None:
    data = samples.encoded("PNG", Image.new("I;16", (50, 50), 32_768))
    staged = stage(data, "scan.png", settings)
    assert 120 < image_of(staged, Size.gross, settings).convert("L").getpixel((25, 25)) < 136


def test_see_through_stays_see_through(settings: Settings) -> None:
    data = samples.encoded("PNG", Image.new("RGBA", (50, 50), (255, 0, 0, 0)))
    assert image_of(stage(data, "x.png", settings), Size.gross, settings).mode == "RGBA"


def test_what_phones_append_to_a_jpeg_does_no_harm(settings: Settings) -> None:
    """A second picture in the same file, as phones write it for depth or a preview."""
    first, second = samples.picture((800, 600)), samples.picture((80, 60))
    data = samples.encoded("MPO", first, save_all=True, append_images=[second])
    staged = stage(data, "x.jpg", settings)
    assert (staged.breite, staged.hoehe) == (800, 600)
    trailing = samples.encoded("JPEG") + b"\x00\x00\x00\x18ftypmp42" + bytes(range(256)) * 40
    assert stage(trailing, "bewegt.jpg", settings).breite == 800


def test_a_progressive_photo_is_no_attack(settings: Settings) -> None:
    data = samples.encoded("JPEG", samples.picture((2000, 2000)), progressive=True)
    assert stage(data, "x.jpg", settings).breite == 1600


def test_one_picture_is_decoded_at_a_time(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "_WAIT_SECONDS", 0.05)
    data = samples.encoded("JPEG")
    busy, done = threading.Event(), threading.Event()

    def occupy() -> None:
        with pictures._turn():
            busy.set()
            done.wait(10)

    thread = threading.Thread(target=occupy)
    thread.start()
    busy.wait(10)
    with pytest.raises(UploadRefused, match="in einer Minute"):
        stage(data, "x.jpg", settings)
    done.set()
    thread.join()
    assert stage(data, "x.jpg", settings).breite == 800


def test_a_broken_picture_gives_its_turn_back(settings: Settings) -> None:
    for _ in range(3):
        with pytest.raises(UploadRefused, match="beschädigt"):
            stage(samples.encoded("JPEG")[:900], "x.jpg", settings)
    assert stage(samples.encoded("JPEG"), "x.jpg", settings).breite == 800
