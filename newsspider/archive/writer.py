"""Append captures to WARC files: one gzip member a record, in files of a bounded size."""

import os
import re
import uuid
from contextlib import suppress
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Self

from newsspider import __version__
from newsspider.archive.capture import Capture, safe_address, told
from newsspider.archive.tail import whole_size
from newsspider.errors import OutputError
from newsspider.failpoints import failpoint
from newsspider.model.page import Page
from newsspider.options import Options
from newsspider.text.redact import redacted

if TYPE_CHECKING:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

MEGABYTE = 1024 * 1024
SUFFIX = ".warc.gz"
OTHER = "_other"  # the folder of pages that belong to no source; no source is called so
_FLAGS = os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC | os.O_NOFOLLOW
_OURS = re.compile(r"\d{8}T\d{6}Z-\d{5,}\.warc\.gz")  # another tool's may lie beside them
# Of what a server sent, only this is kept: whatever else it sends may be a secret.
KEPT = (
    "content-type", "content-language", "date", "last-modified", "etag", "expires", "age",
    "cache-control", "server", "vary",
)  # fmt: skip


class Archive:
    """The archive of an output folder; only the holder of its lock may write.

    A file ends at *file_mb*; where all together have more than *total_mb* the oldest go.
    """

    def __init__(self, root: Path, *, file_mb: int, total_mb: int) -> None:
        self.root = root
        self.most = file_mb * MEGABYTE
        self.total = total_mb * MEGABYTE
        self._open: dict[str, BinaryIO] = {}
        self._held = -1  # bytes of all files; not counted yet

    @classmethod
    def of(cls, options: Options) -> Self:
        """Return the archive of an output folder; no file is made before there is a page."""
        sizes = {"file_mb": options.archive_file_mb, "total_mb": options.archive_total_mb}
        return cls(options.state / "archive", **sizes)

    def add(self, capture: Capture) -> None:
        """Append *capture*; raises OutputError where the disk refuses."""
        if not capture.pages:
            return
        try:
            self._add(capture)
        except OSError as error:
            raise self._refused(error) from error

    def close(self) -> None:
        """Flush what was written to the disk and close the files."""
        try:
            for name in list(self._open):
                self._shut(name)
        except OSError as error:
            raise self._refused(error) from error

    def _refused(self, error: OSError) -> OutputError:
        why = error.strerror or str(error)
        advice = "free some space and run again, or switch [archive] off"
        return OutputError(f"{self.root}: cannot be written: {why}; {advice}")

    def _add(self, capture: Capture) -> None:
        records = records_of(capture)
        file = self._file(capture.source_name or OTHER)
        before = file.seek(0, 2)
        try:
            failpoint("archive")
            _write(file, records)
        except OSError:
            with suppress(OSError):  # a torn record is mended when the file is opened again
                file.truncate(before)
            raise
        self._count(len(records))

    def _file(self, name: str) -> BinaryIO:
        """Return the file to which the source *name* is written now."""
        file = self._open.get(name)
        if file is not None and file.tell() < self.most:
            return file
        if file is not None:
            self._shut(name)
        folder = self.root / name
        folder.mkdir(parents=True, exist_ok=True)
        known = files(self.root, name)
        if known and known[-1].stat().st_size < self.most:
            path = known[-1]
        else:
            number = int(known[-1].name.removesuffix(SUFFIX).rpartition("-")[2]) + 1 if known else 1
            path = folder / f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{number:05}{SUFFIX}"
        file = opened(path)
        if file.tell() == 0:
            first = begin(path.name)
            _write(file, first)
            self._held += len(first) if self._held >= 0 else 0
        self._open[name] = file
        return file

    def _shut(self, name: str) -> None:
        file = self._open.pop(name)
        os.fsync(file.fileno())
        file.close()

    def _count(self, more: int) -> None:
        """Count what was written, and let the oldest files go where it is too much."""
        if self._held < 0:
            self._held = sum(path.stat().st_size for path in files(self.root))
        else:
            self._held += more
        if self._held <= self.total:
            return
        known = sorted(files(self.root), key=lambda path: path.name)
        for path in known[:-1]:
            if path.parent.name in self._open and path == files(self.root, path.parent.name)[-1]:
                self._shut(path.parent.name)
            self._held -= path.stat().st_size
            path.unlink()
            if self._held <= self.total:
                return


def files(root: Path, name: str = "") -> list[Path]:
    """Return our files in the archive, or of the source *name*, the oldest of each first."""
    found = root.glob(f"{name or '*'}/*{SUFFIX}")
    return sorted(path for path in found if _OURS.fullmatch(path.name))


def opened(path: Path) -> BinaryIO:
    """Open a file to append to; a record that was torn by the end of a run is cut off."""
    file = os.fdopen(os.open(path, _FLAGS, 0o644), "r+b", buffering=0)
    whole = whole_size(file)
    if whole != file.seek(0, 2):
        file.truncate(whole)
        os.fsync(file.fileno())
        file.seek(0, 2)
    return file


def _write(file: BinaryIO, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[file.write(rest) :]


def begin(name: str) -> bytes:
    """Return the record with which a file begins."""
    buffer = BytesIO()
    writer = _warc(buffer)
    software = f"newsspider/{__version__}"
    info = {"software": software, "format": "WARC File Format 1.1"}
    writer.write_record(writer.create_warcinfo_record(name, info))
    return buffer.getvalue()


def records_of(capture: Capture) -> bytes:
    """Return the records of *capture*: its pages, and at the end what stands about them."""
    buffer = BytesIO()
    writer = _warc(buffer)
    names = {}
    for place, page in enumerate(capture.pages):
        names[place] = f"<urn:uuid:{uuid.uuid4()}>"
        payload = BytesIO(page.body)
        writer.write_record(
            writer.create_warc_record(
                safe_address(page.url),
                "response",
                payload=payload,
                length=len(page.body),
                http_headers=_headers(page),
                warc_headers_dict={"WARC-Record-ID": names[place], "WARC-Date": _date(page)},
            )
        )
    about = told(capture, names)
    writer.write_record(
        writer.create_warc_record(
            safe_address(capture.link.url),
            "metadata",
            payload=BytesIO(about),
            length=len(about),
            warc_content_type="application/json",
            warc_headers_dict={
                "WARC-Concurrent-To": names[0],
                "WARC-Date": _date(capture.pages[0]),
            },
        )
    )
    return buffer.getvalue()


def _warc(buffer: BytesIO) -> "WARCWriter":
    from warcio.warcwriter import WARCWriter  # loaded where pages are kept

    return WARCWriter(buffer, gzip=True, warc_version="1.1")


def _headers(page: Page) -> "StatusAndHeaders":
    """Return what the server sent, as for a body that came unpacked and in one piece."""
    from warcio.statusandheaders import StatusAndHeaders

    given = [(name, redacted(value)) for name, value in page.headers if name.lower() in KEPT]
    if not any(name.lower() == "content-type" for name, _ in given) and page.content_type:
        given.append(("Content-Type", page.content_type))
    given.append(("Content-Length", str(len(page.body))))
    return StatusAndHeaders("200 OK", given, protocol="HTTP/1.1")


def _date(page: Page) -> str:
    return f"{page.fetched_at or datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
