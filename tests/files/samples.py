"""Pictures and documents, friendly and hostile, made when a test needs them."""

import io
import struct
import zlib
from typing import Any

from PIL import Image, ImageDraw, PngImagePlugin
from PIL.TiffImagePlugin import IFDRational

ORIENTATION, MAKE, GPS_IFD = 0x0112, 0x010F, 0x8825


def picture(size: tuple[int, int] = (800, 600), mode: str = "RGB") -> Image.Image:
    """White, with a red corner at the top left."""
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 4, size[1] // 4), fill="red")
    return image.convert(mode)


def encoded(format_: str, image: Image.Image | None = None, **options: Any) -> bytes:
    """`format_` is JPEG, PNG, WEBP, HEIF, GIF …"""
    buffer = io.BytesIO()
    (image or picture()).save(buffer, format_, **options)
    return buffer.getvalue()


def exif(orientation: int = 1) -> Image.Exif:
    """As a phone writes it, with the place where the photo was taken."""
    data = Image.Exif()
    data[ORIENTATION] = orientation
    data[MAKE] = "Musterfon"
    gps = data.get_ifd(GPS_IFD)
    gps[1], gps[3] = "N", "E"
    gps[2] = (IFDRational(48), IFDRational(46), IFDRational(39))
    gps[4] = (IFDRational(9), IFDRational(10), IFDRational(41))
    return data


def animated(format_: str) -> bytes:
    frames = [Image.new("RGB", (40, 40), color) for color in ("red", "green", "blue")]
    return encoded(format_, frames[0], save_all=True, append_images=frames[1:], duration=100)


def png_declaring(width: int, height: int) -> bytes:
    """A small file that unpacks to width x height pixels."""
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    packer = zlib.compressobj(9)
    row = b"\0" + b"\0" * ((width + 7) // 8)
    rows = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    chunks = [(b"IHDR", header), (b"IDAT", rows), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks)


def png_with_text_bomb() -> bytes:
    """64 MB of text, packed."""
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", "A" * 64_000_000, zip=True)
    return encoded("PNG", picture((40, 40)), pnginfo=info)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def webp_declaring(width: int, height: int) -> bytes:
    """An extended WebP whose canvas is larger than the picture in it."""
    inner = encoded("WEBP", picture((16, 16)))[12:]
    canvas = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    extended = b"VP8X" + struct.pack("<I", 10) + b"\0\0\0\0" + canvas
    return b"RIFF" + struct.pack("<I", 4 + len(extended) + len(inner)) + b"WEBP" + extended + inner


def jpeg_declaring(width: int, height: int) -> bytes:
    """The measures in the frame header are not those of what follows."""
    data = bytearray(encoded("JPEG"))
    frame = data.index(b"\xff\xc0")
    data[frame + 5 : frame + 9] = struct.pack(">HH", height, width)
    return bytes(data)


def heic_declaring(width: int, height: int) -> bytes:
    """Its container tells other measures than the picture inside has."""
    data = bytearray(encoded("HEIF", Image.new("RGB", (3000, 2000), "white")))
    measures = data.index(b"ispe") + 8
    data[measures : measures + 8] = struct.pack(">II", width, height)
    return bytes(data)


def jpeg_with_comment(comment: bytes) -> bytes:
    data = encoded("JPEG")
    return data[:2] + b"\xff\xfe" + struct.pack(">H", len(comment) + 2) + comment + data[2:]


def jpeg_with_many_scans(repeats: int) -> bytes:
    """The scans of a progressive JPEG over and over, so that a few KB ask for hours."""
    data = encoded("JPEG", picture((2000, 2000)), progressive=True)
    first = data.index(b"\xff\xda")
    return data[:first] + data[first:-2] * repeats + data[-2:]


def pdf() -> bytes:
    """One empty page."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
    ]
    body, offsets = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(body)
    return body + b"xref\n0 4\n0000000000 65535 f \n" + table + trailer


def webp_chunks(data: bytes) -> list[str]:
    """The names of the parts a WebP is made of."""
    assert (data[:4], data[8:12]) == (b"RIFF", b"WEBP")
    names, position = [], 12
    while position < len(data):
        length = struct.unpack("<I", data[position + 4 : position + 8])[0]
        names.append(data[position : position + 4].decode())
        position += 8 + length + length % 2
    return names
