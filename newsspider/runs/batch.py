"""Extract an archive of saved pages on all cores, one line of JSON for each, in order."""

import gzip
import json
import os
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from newsspider.model.extraction import Extraction
from newsspider.model.page import Page
from newsspider.model.source import Source

if TYPE_CHECKING:
    from newsspider.sources.catalogue import Catalogue

RECYCLE = 2000  # pages after which a worker is replaced: parsers keep memory
AHEAD = 16  # pages in hand for each worker, so that none waits
HELD = 64 * 1024 * 1024  # bytes in hand, of all workers together; one body alone may be as large


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What holds for every page: the folder of relative paths and which rules to use.

    ``shard`` is (first, count), from 0; ``skip`` are ids that were answered before.
    """

    base: Path
    source: str = ""
    catalog: bool = False
    config: str = ""
    fast: bool = False
    shard: tuple[int, int] = (0, 1)
    skip: frozenset[str] = field(default_factory=frozenset)


def done_ids(path: Path) -> frozenset[str]:
    """Return the ids of the whole lines in *path*, and cut off a line that a crash left torn."""
    if not path.exists():
        return frozenset()
    content = path.read_bytes()
    whole = content[: content.rfind(b"\n") + 1]
    if len(whole) != len(content):
        os.truncate(path, len(whole))
    ids = set()
    for line in whole.splitlines():
        try:
            ids.add(str(json.loads(line)["id"]))
        except (ValueError, KeyError, TypeError):
            continue  # not one of our lines: it answers no page
    return frozenset(ids)


T = TypeVar("T")
Answer = Callable[[T, Batch], str]


def run(lines: Iterable[str], batch: Batch) -> Iterator[str]:
    """Yield one JSON line for every page, in the order of *lines*."""
    return spread(_wanted(lines, batch), batch, answer, _identity)


def spread(
    items: Iterable[T],
    batch: Batch,
    answer: Answer[T],
    name: Callable[[T], str],
    size: Callable[[T], int] = lambda _: 0,
) -> Iterator[str]:
    """Yield what *answer* says of every item, in their order, worked out on all cores.

    ``name`` gives the id that stands in the line of an item that killed its worker, ``size`` the
    bytes that an item holds: no more than :data:`HELD` are in hand, and one item.
    """
    hands = _Hands(batch, answer, name, size)
    try:
        for item in items:
            hands.give(item)
            while hands.are_full:
                yield hands.take()
        while hands.waiting:
            yield hands.take()
    finally:
        hands.pool.shutdown(wait=False, cancel_futures=True)


class _Hands(Generic[T]):
    """The workers and what they have in hand."""

    def __init__(
        self,
        batch: Batch,
        answer: Answer[T],
        name: Callable[[T], str],
        size: Callable[[T], int],
    ) -> None:
        self.batch = replace(batch, skip=frozenset())  # it goes with every item
        self.answer = answer
        self.name = name
        self.size = size
        self.held = 0
        self.workers = os.cpu_count() or 1
        self.pool = _pool(self.workers)
        self.waiting: deque[tuple[T, Future[str]]] = deque()

    @property
    def are_full(self) -> bool:
        """Whether each worker has enough to do."""
        most = self.workers * AHEAD
        return bool(self.waiting) and (len(self.waiting) >= most or self.held > HELD)

    def give(self, item: T) -> None:
        """Hand an item to the workers."""
        self.held += self.size(item)
        self.waiting.append((item, self.pool.submit(self.answer, item, self.batch)))

    def take(self) -> str:
        """Return the next answer; an item that kills its worker is answered with an error.

        A dead worker breaks the whole pool, so the items in hand are tried again one at a time.
        """
        item, future = self.waiting.popleft()
        self.held -= self.size(item)
        try:
            return future.result()
        except BrokenProcessPool:
            self.pool.shutdown(wait=False)
        alone = _pool(1)
        try:
            text = alone.submit(self.answer, item, self.batch).result()
        except BrokenProcessPool:
            text = failure(self.name(item), "the page killed its worker")
        finally:
            alone.shutdown(wait=False)
        self.pool = _pool(self.workers)
        again = [each for each, _ in self.waiting]
        self.waiting.clear()
        self.held = 0
        for each in again:
            self.give(each)
        return text


def _pool(workers: int) -> ProcessPoolExecutor:
    import multiprocessing

    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, max_tasks_per_child=RECYCLE)


def _wanted(lines: Iterable[str], batch: Batch) -> Iterator[str]:
    first, count = batch.shard
    pages = (line for line in lines if line.strip())
    for number, line in enumerate(pages):
        if number % count == first and _identity(line) not in batch.skip:
            yield line


def _identity(line: str) -> str:
    try:
        found = json.loads(line)
    except ValueError:
        return ""
    return str(found.get("id", "")) if isinstance(found, dict) else ""


def answer(line: str, batch: Batch) -> str:
    """Return the JSON line that answers one line of the batch; never raises."""
    from newsspider.shape import extraction_shape

    identity = _identity(line)
    try:
        extraction = _extract(json.loads(line), batch)
    except (OSError, EOFError, zlib.error) as error:
        return failure(identity, f"cannot be read: {error}")
    except Exception as error:  # noqa: BLE001  one page may be lost, the batch may not
        return failure(identity, f"{type(error).__name__}: {error}")
    return json.dumps(extraction_shape(extraction) | {"id": identity}, ensure_ascii=False)


def _extract(asked: Any, batch: Batch) -> Extraction:
    from newsspider.extractor import extract_page

    if not isinstance(asked, dict) or not isinstance(asked.get("path"), str):
        raise ValueError("a line needs an object with id, path and url")
    url = str(asked.get("url") or "")
    page = Page(
        url=url,
        requested_url=url,
        body=load_bytes(batch.base / asked["path"]),
        content_type=str(asked.get("content_type") or ""),
        fetched_at=_time(asked.get("fetched_at")),
    )
    return extract_page(page, source_of(batch, url), fast=batch.fast)


def load_bytes(path: Path) -> bytes:
    """Return the page at *path*, unpacked where it is gzip."""
    content = path.read_bytes()
    return gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content


def _time(text: object) -> datetime | None:
    if not text:
        return None
    moment = datetime.fromisoformat(str(text))
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def source_of(batch: Batch, url: str) -> Source | None:
    """Return the source whose rules a page of *url* is read by."""
    if not batch.source and not batch.catalog:
        return None
    catalogue = _catalogue(batch.config)
    return catalogue.get(batch.source) if batch.source else catalogue.match(url)


@cache
def _catalogue(config: str) -> "Catalogue":
    """Return the sources of an installation, read once a worker."""
    from newsspider import options
    from newsspider.sources.catalogue import Catalogue

    chosen = options.load(Path(config) if config else None, os.environ, Path.cwd())
    return Catalogue(private=chosen.sources_dir)


def failure(identity: str, error: str) -> str:
    """Return the line of a page that could not be read."""
    from newsspider.shape import extraction_shape

    nothing = Extraction(url="", requested_url="")
    line = " ".join(error.split())[:200]
    return json.dumps(extraction_shape(nothing, error=line) | {"id": identity}, ensure_ascii=False)
