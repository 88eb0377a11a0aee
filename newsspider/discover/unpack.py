"""Read what a server has packed, piece by piece, so that a bomb never stands in memory whole."""

import io
import zlib
from typing import IO, TYPE_CHECKING, Any

from newsspider.errors import BadAnswer

LAYERS = 2  # of gzip; a server packs what is packed already now and then
LARGEST = 50_000_000  # bytes unpacked, as sitemaps.org allows
_GZIP = b"\x1f\x8b"
_PIECE = 65_536

if TYPE_CHECKING:
    Stream = io.BufferedReader[Any]


def opened(body: bytes, url: str) -> "Stream":
    """Return *body* as a stream out of its layers of gzip; what a cut one still gives is kept.

    Reading raises BadAnswer, which names *url*, where it is damaged, too large or packed too often.
    """
    stream: Stream = io.BufferedReader(io.BytesIO(body), _PIECE)
    for _ in range(LAYERS):
        if not stream.peek(2).startswith(_GZIP):
            return stream
        stream = io.BufferedReader(_Unpacked(stream, url), _PIECE)
    if stream.peek(2).startswith(_GZIP):
        raise BadAnswer(url, f"is packed more than {LAYERS} times")
    return stream


class _Unpacked(io.RawIOBase):
    """What one layer of gzip holds."""

    def __init__(self, packed: IO[bytes], url: str) -> None:
        self.packed = packed
        self.url = url
        self._stream = zlib.decompressobj(31)
        self._total = 0

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # a buffer
        """Fill *buffer* with the next piece; 0 at the end."""
        piece = self._next(len(buffer))
        buffer[: len(piece)] = piece
        self._total += len(piece)
        if self._total > LARGEST:
            raise BadAnswer(self.url, f"unpacks to more than {LARGEST:,} bytes")
        return len(piece)

    def _next(self, size: int) -> bytes:
        while not self._stream.eof:
            packed = self._stream.unconsumed_tail or self.packed.read(_PIECE)
            if not packed:
                break
            try:
                piece = self._stream.decompress(packed, size)
            except zlib.error as error:
                raise BadAnswer(self.url, f"is damaged ({error})") from error
            if piece:
                return piece
        return b""
