"""Read a stranger's picture by its content and write it anew as JPEG, PNG or WebP.

What comes out was drawn by us pixel by pixel: no script, no metadata (where a photo was taken is
nobody's business), no bytes behind the picture. Needs Pillow, the extra ``images``.
"""

import hashlib
import io
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsspider.errors import ConfigError

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_BYTES = 5_000_000  # of a picture as fetched
MOST_PIXELS = 20_000_000  # by the header, before anything is decoded: 60 MB in memory
MOST_MOVING = 60_000_000  # pixels of all frames together; more of them, and the first one stands
LARGEST = 1600  # pixels of width; twice the column of an ordinary theme, for fine screens
SMALLEST = 3  # pixels; what is thinner is a spacer, a rule or a counter

_STARTS = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"BM", "BMP"),
)
_OTHERS = (
    (b"<svg", "SVG, which may hold scripts"),
    (b"<?xml", "XML"),
    (b"<!doctype", "a web page"),
    (b"<html", "a web page"),
    (b"%pdf", "a PDF"),
)
_NAMES = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """One file of a picture; ``width`` and ``height`` in pixels, ``extension`` without a dot."""

    content: bytes
    extension: str
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture written anew, the largest drawing first; ``name`` is a hash of what was fetched."""

    name: str
    drawings: tuple[Drawing, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something is no picture for a post; ``shows`` tells that a browser could show it."""

    reason: str
    shows: bool = False


def require() -> None:
    """Raise ConfigError where Pillow is missing."""
    try:
        import PIL.Image  # noqa: F401  only whether it is there
    except ImportError as error:
        raise ConfigError(
            'output.assets = "mirror" needs Pillow: pip install "newsspider[images]"'
        ) from error


def kind_of(content: bytes) -> str:
    """Return JPEG, PNG, GIF, WEBP or BMP by the first bytes; an empty text for anything else."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "WEBP"
    return next((name for start, name in _STARTS if content.startswith(start)), "")


def redraw(content: bytes, widths: Sequence[int] = ()) -> Picture | Refusal:
    """Return *content* written anew, also in the smaller *widths*, or why it is refused.

    Never raises for a hostile picture; the caps are checked before a pixel is decoded.
    """
    from PIL import Image, UnidentifiedImageError

    if len(content) > MOST_BYTES:
        return Refusal(f"over {MOST_BYTES:,} bytes", shows=True)
    kind = kind_of(content)
    if not kind:
        return Refusal(_other(content))
    try:
        with _opened(content, kind) as picture:
            width, height = picture.size
            if min(width, height) < SMALLEST:
                return Refusal(f"a spacer of {width} x {height} pixels")
            if width * height > MOST_PIXELS:
                return Refusal(f"{width} x {height} pixels, over {MOST_PIXELS:,}", shows=True)
            drawings = _drawings(picture, widths)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return Refusal(f"over {MOST_PIXELS:,} pixels", shows=True)
    except (OSError, SyntaxError, ValueError, UnidentifiedImageError, MemoryError) as error:
        return Refusal(f"damaged: {' '.join(str(error).split())[:80]}")
    except (EOFError, IndexError, KeyError, TypeError, AttributeError, OverflowError) as error:
        return Refusal(f"damaged: {type(error).__name__}")  # Pillow's readers on broken headers
    return Picture(name=hashlib.sha256(content).hexdigest()[:20], drawings=drawings)


def _opened(content: bytes, kind: str) -> "Image":
    """Return the picture, its header read; Pillow's own cap is higher and only warns at first."""
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        return Image.open(io.BytesIO(content), formats=(kind,))


def _other(content: bytes) -> str:
    if content[4:8] == b"ftyp":
        return "AVIF or HEIC, which is not read here"
    start = content[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    found = next((name for mark, name in _OTHERS if start.startswith(mark)), "")
    if found == "XML" and b"<svg" in start:
        found = "SVG, which may hold scripts"
    if not found and start.startswith(b"<"):
        found = "a web page"
    return found or ("empty" if not content else "not a picture")


def _drawings(picture: "Image", widths: Sequence[int]) -> tuple[Drawing, ...]:
    frames = int(getattr(picture, "n_frames", 1))
    if frames > 1 and frames * picture.width * picture.height <= MOST_MOVING:
        return (_moving(picture),)
    still = _still(picture)
    extension = _format(picture.format or "", still)
    made = [_drawn(_narrowed(still, LARGEST), extension)]
    smaller = sorted({each for each in widths if each < made[0].width}, reverse=True)
    return (*made, *(_drawn(_narrowed(still, width), extension) for width in smaller))


def _still(picture: "Image") -> "Image":
    """Return the picture upright, in a mode that all three formats know."""
    from PIL import ImageOps

    picture.seek(0)
    upright = ImageOps.exif_transpose(picture)
    if "transparency" in upright.info or upright.mode in ("RGBA", "LA", "PA"):
        return upright.convert("RGBA")
    return upright.convert("L" if upright.mode in ("1", "L", "I;16") else "RGB")


def _format(given: str, still: "Image") -> str:
    """Return the format to write: photos stay photos, drawings stay sharp."""
    if given == "WEBP":
        return "WEBP"
    return "PNG" if still.mode == "RGBA" or given in ("PNG", "GIF") else "JPEG"


def _narrowed(still: "Image", width: int) -> "Image":
    if still.width <= width:
        return still
    return still.resize((width, max(1, round(still.height * width / still.width))))


def _drawn(still: "Image", extension: str) -> Drawing:
    written = io.BytesIO()
    if extension == "PNG":
        still.save(written, "PNG", optimize=True)
        if written.tell() > MOST_BYTES // 5 and still.mode != "RGBA":
            written, extension = io.BytesIO(), "JPEG"  # a photo that came as PNG
    if extension == "JPEG":
        still.save(written, "JPEG", quality=85, optimize=True, progressive=True)
    elif extension == "WEBP":
        still.save(written, "WEBP", quality=82, method=4)
    return Drawing(
        content=written.getvalue(),
        extension=_NAMES[extension],
        width=still.width,
        height=still.height,
    )


def _moving(picture: "Image") -> Drawing:
    """Return an animation as WebP, with its times and its repetition."""
    from PIL import ImageSequence

    frames, times = [], []
    for frame in ImageSequence.Iterator(picture):
        frames.append(frame.convert("RGBA"))
        times.append(int(frame.info.get("duration", 100) or 100))
    written = io.BytesIO()
    frames[0].save(
        written, "WEBP", save_all=True, append_images=frames[1:], duration=times,
        loop=int(picture.info.get("loop", 0) or 0), quality=75, method=2,
    )  # fmt: skip
    return Drawing(
        content=written.getvalue(), extension="webp", width=picture.width, height=picture.height
    )
