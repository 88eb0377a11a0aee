"""Find the captures of the archive, and read one of them again."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from newsspider.archive.capture import Capture, moment, read_about, rebuilt
from newsspider.errors import ArchiveError
from newsspider.model.page import Page


@dataclass(frozen=True, slots=True)
class Place:
    """Where the records of one capture begin, and of which address it is."""

    path: Path
    offset: int
    url: str


def places(path: Path) -> Iterator[Place]:
    """Yield the captures of a file in their order; one whose records are not all there is none.

    Raises ArchiveError where the file cannot be read on.
    """
    from warcio.archiveiterator import ArchiveIterator  # loaded where an archive is read

    try:
        with path.open("rb") as file:
            records = ArchiveIterator(file)
            begun: int | None = None
            for record in records:
                about = _about(record)
                offset = records.get_record_offset()
                if record.rec_type == "response" and begun is None:
                    begun = offset
                if about is not None and begun is not None:
                    yield Place(path, begun, str(about["link"]["url"]))
                if record.rec_type == "metadata":
                    begun = None
    except _broken() as error:
        raise ArchiveError(f"{path}: cannot be read on: {_line(error)}") from error


def read(place: Place) -> Capture:
    """Return the capture at *place*; raises ArchiveError."""
    from warcio.archiveiterator import ArchiveIterator

    pages: dict[str, Page] = {}
    try:
        with place.path.open("rb") as file:
            file.seek(place.offset)
            for record in ArchiveIterator(file):
                about = _about(record)
                if about is not None:
                    return rebuilt(about, lambda name, url, asked: _as(pages[name], url, asked))
                if record.rec_type == "response":
                    pages[str(record.rec_headers["WARC-Record-ID"])] = _page(record)
    except _broken() as error:
        raise ArchiveError(f"{place.path}: cannot be read: {_line(error)}") from error
    raise ArchiveError(f"{place.path}: a capture has no end")


def _broken() -> tuple[type[Exception], ...]:
    from warcio.exceptions import ArchiveLoadFailed

    return (OSError, EOFError, zlib.error, ArchiveLoadFailed, ValueError, KeyError, TypeError)


def _about(record: Any) -> dict[str, Any] | None:
    if record.rec_type != "metadata" or record.content_type != "application/json":
        return None
    return read_about(record.content_stream().read())


def _page(record: Any) -> Page:
    url = str(record.rec_headers["WARC-Target-URI"])
    return Page(
        url=url,
        requested_url=url,
        body=record.content_stream().read(),
        content_type=str(record.http_headers["Content-Type"] or ""),
        fetched_at=moment(str(record.rec_headers["WARC-Date"])),
    )


def _as(page: Page, url: str, asked: str) -> Page:
    return Page(
        url=url,
        requested_url=asked,
        body=page.body,
        content_type=page.content_type,
        fetched_at=page.fetched_at,
    )


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
