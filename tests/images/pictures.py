"""Pictures made for the tests."""

import io
import struct
import zlib

from PIL import Image


def picture(
    kind: str = "JPEG", size: tuple[int, int] = (640, 480), mode: str = "RGB", **more: object
) -> bytes:
    """Return a picture of stripes, so that every size has its own bytes."""
    image = Image.new(mode, size, 0)
    for x in range(0, size[0], 7):
        image.paste(
            Image.new(mode, (3, size[1]), "teal" if mode in ("RGB", "RGBA") else 99), (x, 0)
        )
    written = io.BytesIO()
    image.save(written, kind, **more)
    return written.getvalue()


def header_only(width: int, height: int) -> bytes:
    """Return a PNG that claims a size and holds next to nothing: a decompression bomb."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 99))
        + chunk(b"IEND", b"")
    )


def moving(frames: int = 3, size: tuple[int, int] = (40, 30)) -> bytes:
    """Return an animated GIF."""
    made = [Image.new("RGB", size, (index * 25 % 256, 0, 0)) for index in range(frames)]
    written = io.BytesIO()
    made[0].save(written, "GIF", save_all=True, append_images=made[1:], duration=50, loop=0)
    return written.getvalue()


def with_place() -> bytes:
    """Return a JPEG lying on its side, whose metadata name a place and a person."""
    image = Image.new("RGB", (60, 40), "red")
    exif = Image.Exif()
    exif[0x0112] = 6  # turn it by 90 degrees
    exif[0x013B] = "A. Person"
    written = io.BytesIO()
    image.save(written, "JPEG", exif=exif)
    return written.getvalue()
