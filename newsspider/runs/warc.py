"""Extract the pages of WARC files on all cores, one line of JSON for each, in their order."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from newsspider.archive.foreign import Stored, Tally, Wanted, pages
from newsspider.errors import ArchiveError, ConfigError
from newsspider.model.page import Page
from newsspider.runs.batch import Batch, failure, source_of, spread

UNPACKED = 16 * 1024 * 1024  # bytes that a body may unpack to


@dataclass(slots=True)
class Reading:
    """How far the files were read: for the progress line and what is told at the end."""

    paths: tuple[str, ...]
    wanted: Wanted
    tally: Tally = field(default_factory=Tally)
    troubles: list[str] = field(default_factory=list)
    size: int = 0
    before: int = 0
    now: Callable[[], int] = int

    @property
    def share(self) -> float | None:
        """The part of the bytes that was read, None where their number is not known."""
        return min(1.0, (self.before + self.now()) / self.size) if self.size else None

    def stored(self) -> Iterator[Stored]:
        """Yield the wanted pages of all files; what cannot be read on is a trouble."""
        if "-" not in self.paths:
            self.size = sum(Path(path).stat().st_size for path in self.paths)
        for path in self.paths:
            with _opened(path) as file:
                if path != "-":
                    self.now = lambda file=file: file.tell()  # type: ignore[misc]  # one a file
                try:
                    yield from pages(file, self.tally, self.wanted)
                except ArchiveError as error:
                    self.troubles.append(f"{path}: {error}")
            self.before += Path(path).stat().st_size if path != "-" else 0
            self.now = int
        if self.wanted.own < self.wanted.done:
            raise ConfigError(
                f"--resume: {self.wanted.done:,} lines are written, and the files have "
                f"{self.wanted.own:,} pages: give the same files and the same --shard"
            )


def run(reading: Reading, batch: Batch) -> Iterator[str]:
    """Yield one JSON line for every page of *reading*."""
    return spread(
        reading.stored(),
        batch,
        answer,
        name=lambda stored: stored.identity,
        size=lambda stored: len(stored.body),
    )


def answer(stored: Stored, batch: Batch) -> str:
    """Return the JSON line of one page; never raises."""
    from newsspider.extractor import extract_page
    from newsspider.shape import extraction_shape

    if stored.error:
        return failure(stored.identity, stored.error)
    try:
        page = Page(
            url=stored.url,
            requested_url=stored.url,
            body=_body(stored),
            content_type=stored.content_type,
            fetched_at=stored.fetched_at,
        )
        found = extract_page(page, source_of(batch, stored.url), fast=batch.fast)
    except Exception as error:  # noqa: BLE001  one page may be lost, the archive may not
        return failure(stored.identity, f"{type(error).__name__}: {error}")
    return json.dumps(extraction_shape(found) | {"id": stored.identity}, ensure_ascii=False)


def done(path: Path) -> tuple[int, str]:
    """Return how many whole lines *path* has and the id in the last; cut off a torn line."""
    if not path.exists():
        return 0, ""
    count, last, torn = 0, b"", b""
    with path.open("rb") as file:
        for line in file:
            if line.endswith(b"\n"):
                count, last = count + 1, line
            else:
                torn = line
    if torn:
        os.truncate(path, path.stat().st_size - len(torn))
    try:
        return count, str(json.loads(last)["id"]) if count else ""
    except (ValueError, KeyError, TypeError) as error:
        raise ConfigError(f"--resume {path}: its last line is not one of ours") from error


def _body(stored: Stored) -> bytes:
    """Return the body out of its codings; of many archives it was unpacked before it was kept."""
    if not stored.codings:
        return stored.body
    from newsspider.net.coding import unpacked

    try:
        return unpacked(stored.body, list(stored.codings), limit=UNPACKED)
    except Exception:
        if stored.body.lstrip()[:1] == b"<":
            return stored.body
        raise


def check(paths: tuple[str, ...]) -> None:
    """Raise ConfigError for a file that is not there."""
    for path in paths:
        with _opened(path):
            pass


@contextmanager
def _opened(path: str) -> Iterator[BinaryIO]:
    if path == "-":
        yield sys.stdin.buffer
        return
    try:
        with Path(path).open("rb", buffering=0) as file:
            yield file
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror or error}") from error
