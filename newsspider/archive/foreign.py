"""The pages in WARC files of any tool, one after the other, however the files are packed."""

import gzip
import io
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, BinaryIO, cast

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed

from newsspider.archive.capture import moment
from newsspider.errors import ArchiveError, ConfigError

LONGEST = 64 * 1024 * 1024  # bytes of one body as it is stored; no page has as many
_HTML = ("text/html", "application/xhtml+xml", "application/xml+html")
_PIECE = 1 << 16
_HEAD = 4 * 1024 * 1024  # bytes of lines before a body: warcio holds them whole, however long
_BROKEN = (OSError, EOFError, zlib.error, ArchiveLoadFailed, ValueError, AssertionError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """One page as it is stored; ``codings`` are those of its body, in the order of the header."""

    identity: str
    url: str
    body: bytes
    content_type: str = ""
    codings: tuple[str, ...] = ()
    fetched_at: datetime | None = None
    error: str = ""  # why it cannot be read


@dataclass(slots=True)
class Tally:
    """What was passed over, by why."""

    passed: Counter[str] = field(default_factory=Counter)


def pages(file: BinaryIO, tally: Tally, wanted: "Wanted") -> Iterator[Stored]:
    """Yield the pages of *file* that are *wanted*; count the records that are none in *tally*.

    A page is an HTML answer with status 200, or an HTML resource. Raises ArchiveError where the
    file cannot be read on.
    """
    place = 0
    try:
        records = _Records(_unpacked(file), block_size=_PIECE)
        head = _Head(records.reader)
        for record in records:
            _length(record, place + 1)
            place += 1
            head.size = 0
            why = _no_page(record)
            if why:
                tally.passed[why] += 1
            elif wanted.takes(name := _name(record, place)):
                yield _stored(record, name)
        if records.err_count:  # a Content-Length that is too short by little
            tally.passed["stray line"] += records.err_count
    except _BROKEN as error:
        said = " ".join(str(error).split())[:150] or type(error).__name__
        read = f"{place:,} record{'s' * (place != 1)}"
        raise ArchiveError(f"cannot be read on after {read}: {said}") from error


@dataclass(slots=True)
class Wanted:
    """Every *count*-th page from *first* on, without the first *done* of them.

    ``last`` is the name of the last page that was done, to see that the files are the same.
    """

    first: int = 0
    count: int = 1
    done: int = 0
    last: str = ""
    seen: int = 0
    own: int = 0

    def takes(self, name: str) -> bool:
        """Tell whether the next page, called *name*, is wanted."""
        mine = self.seen % self.count == self.first
        self.seen += 1
        if not mine:
            return False
        self.own += 1
        if self.own == self.done and name != self.last:
            raise ConfigError(
                f"--resume: page {self.seen:,} is {name}, and the last line that was written is of "
                f"{self.last}: give the same files in the same order, and the same --shard"
            )
        return self.own > self.done


def _unpacked(file: BinaryIO) -> BinaryIO:
    """Return the records of *file*, be it packed a record a member, as a whole, or not at all."""
    buffered = io.BufferedReader(cast("io.RawIOBase", file), 1 << 20)
    if buffered.peek(2)[:2] != b"\x1f\x8b":
        return cast("BinaryIO", buffered)
    return cast("BinaryIO", _Whole(gzip.GzipFile(fileobj=buffered)))


class _Records(ArchiveIterator):  # type: ignore[misc]  # warcio has no types
    """Records without warcio's own words on stderr: what follows is told by the next one."""

    INC_RECORD = ""


def _length(record: Any, place: int) -> None:
    """Refuse a record that does not say where it ends: it would take all after it along."""
    headers = record.rec_headers
    said = headers.get_header("Content-Length") or headers.get_header("length")  # ARC: length
    if not str(said or "").strip().isdecimal():
        what = f"the Content-Length {str(said)[:40]!r}" if said else "no Content-Length"
        raise ArchiveLoadFailed(f"record {place:,} has {what}, so nobody can say where it ends")


class _Head:
    """Counts the lines that warcio reads before a body, and stops it where they are a bomb."""

    def __init__(self, reader: Any) -> None:
        self.size = 0
        self._readline = reader.readline
        reader.readline = self.readline

    def readline(self, length: int | None = None) -> bytes:
        """Return the next line; raises ArchiveLoadFailed where a head is too long."""
        line: bytes = self._readline(min(length or _HEAD, _HEAD))
        self.size += len(line)
        if self.size >= _HEAD:
            raise ArchiveLoadFailed(f"a record has a head of over {_HEAD:,} bytes")
        return line


class _Whole:
    """Packed data, all of it up to where it is torn, and then an OSError.

    To warcio an EOFError is a good end, and a buffer would lose what stands before it.
    """

    def __init__(self, file: gzip.GzipFile) -> None:
        self.file = file

    def tell(self) -> int:
        """Return how much was read."""
        return self.file.tell()

    def read(self, size: int) -> bytes:
        """Return the next bytes, at most *size*; none at the end."""
        try:
            return self.file.read1(size)
        except EOFError as error:
            raise OSError("the file ends inside a record") from error


def _no_page(record: Any) -> str:
    """Return why *record* is no page, an empty text where it is one."""
    if record.rec_type not in ("response", "resource"):
        return f"{record.rec_type or 'nameless'} record"
    if record.rec_type == "response":
        if record.http_headers is None:
            return "no HTTP"
        status = str(record.http_headers.get_statuscode())
        if status != "200":
            return f"status {status[:3]}"
    kind = _type(record).partition(";")[0].strip().lower()
    return "" if kind in _HTML else f"{kind[:40] or 'no type'}"


def _type(record: Any) -> str:
    headers = record.http_headers if record.rec_type == "response" else record.rec_headers
    return str(headers.get_header("Content-Type") or "")


def _name(record: Any, place: int) -> str:
    given = str(record.rec_headers.get_header("WARC-Record-ID") or "")
    return given.strip("<>") or f"record {place}"


def _stored(record: Any, name: str) -> Stored:
    body, codings, stream = b"", "", record.raw_stream
    if record.http_headers is not None:
        codings = str(record.http_headers.get_header("Content-Encoding") or "")
        moved = str(record.http_headers.get_header("Transfer-Encoding") or "")
        if "chunked" in moved.lower():
            stream = ChunkedDataReader(stream)
    body = _read(stream)
    error = f"has a body of over {LONGEST:,} bytes" if len(body) > LONGEST else ""
    if not error and not _read(record.raw_stream) and getattr(record.raw_stream, "limit", 0) > 0:
        error = "is cut short in the file"
    return Stored(
        identity=name,
        url=str(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>"),
        body=b"" if error else body,
        content_type=_type(record),
        codings=tuple(
            part.strip() for part in codings.lower().split(",") if part.strip() not in _PLAIN
        ),
        fetched_at=moment(str(record.rec_headers.get_header("WARC-Date") or "")),
        error=error,
    )


_PLAIN = ("", "identity")


def _read(stream: Any) -> bytes:
    pieces, size = [], 0
    while size <= LONGEST and (piece := stream.read(_PIECE)):
        pieces.append(piece)
        size += len(piece)
    return b"".join(pieces)
