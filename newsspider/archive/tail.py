"""Where the whole records of a file end: a run that died may have torn the last one."""

import zlib
from typing import BinaryIO

_MAGIC = b"\x1f\x8b\x08"
_WINDOW = 1 << 20  # bytes from the end that are looked at first; most records are smaller
_PIECE = 1 << 16
_GZIP = zlib.MAX_WBITS + 16
_BEGIN = b"WARC/1."


def whole_size(file: BinaryIO) -> int:
    """Return the size up to which *file*, one gzip member a record, holds whole records.

    Only the end of a whole file is read. A torn one is walked through: in a page that was torn
    another record may be written, which would be taken for the last one.
    """
    size = file.seek(0, 2)
    found = _by_its_end(file, size)
    walked = None if found == size else _walked(file)
    return found if walked is None else walked


def _walked(file: BinaryIO) -> int | None:
    """Return where the first member begins that is not whole; None where other bytes are first."""
    file.seek(0)
    place, reader = 0, zlib.decompressobj(_GZIP)
    rest = b""
    while piece := rest or file.read(_PIECE):
        try:
            reader.decompress(piece)
        except zlib.error:
            return None
        rest = reader.unused_data
        if reader.eof:
            place, reader = file.tell() - len(rest), zlib.decompressobj(_GZIP)
    return place


def _by_its_end(file: BinaryIO, size: int) -> int:
    window = _WINDOW
    while True:
        start = max(0, size - window)
        file.seek(start)
        tail = file.read(size - start)
        place = len(tail)
        while (place := tail.rfind(_MAGIC, 0, place)) >= 0:
            if _begins(tail[place : place + 1024]):
                return start + _end(tail, place)
        if start == 0:
            return 0
        window *= 8


def _begins(head: bytes) -> bool:
    try:
        return zlib.decompressobj(_GZIP).decompress(head, len(_BEGIN)) == _BEGIN
    except zlib.error:
        return False


def _end(tail: bytes, place: int) -> int:
    """Return where the last whole member from *place* on ends; *place* itself where none is."""
    while place < len(tail):
        reader = zlib.decompressobj(_GZIP)
        at = place
        try:
            while not reader.eof and at < len(tail):
                reader.decompress(tail[at : at + _PIECE])
                at += _PIECE
        except zlib.error:
            return place
        if not reader.eof:
            return place
        place = min(at, len(tail)) - len(reader.unused_data)
    return place
