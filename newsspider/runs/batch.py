"""Extract an archive of saved pages on all cores, one line of JSON for each, in order."""

import gzip
import json
import os
import zlib
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from newsspider.model.extraction import Extraction
from newsspider.model.page import Page
from newsspider.model.source import Source

RECYCLE = 2000  # pages after which a worker is replaced: parsers keep memory
AHEAD = 16  # pages in hand for each worker, so that none waits


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


def run(lines: Iterable[str], batch: Batch) -> Iterator[str]:
    """Yield one JSON line for every page, in the order of *lines*."""
    wanted = _wanted(lines, batch)
    workers = os.cpu_count() or 1
    pool = _pool(workers)
    waiting: deque[tuple[str, Future[str]]] = deque()
    try:
        for line in wanted:
            waiting.append((line, pool.submit(answer, line, batch)))
            if len(waiting) >= workers * AHEAD:
                pool, text = _next(pool, waiting, batch, workers)
                yield text
        while waiting:
            pool, text = _next(pool, waiting, batch, workers)
            yield text
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _pool(workers: int) -> ProcessPoolExecutor:
    import multiprocessing

    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, max_tasks_per_child=RECYCLE)


def _next(
    pool: ProcessPoolExecutor,
    waiting: deque[tuple[str, Future[str]]],
    batch: Batch,
    workers: int,
) -> tuple[ProcessPoolExecutor, str]:
    """Return the next answer; a page that kills its worker is answered with an error.

    A dead worker breaks the whole pool, so the pages in hand are tried again one at a time.
    """
    line, future = waiting.popleft()
    try:
        return pool, future.result()
    except BrokenProcessPool:
        pool.shutdown(wait=False)
    alone = _pool(1)
    try:
        text = alone.submit(answer, line, batch).result()
    except BrokenProcessPool:
        text = _failure(_identity(line), "the page killed its worker")
    finally:
        alone.shutdown(wait=False)
    fresh = _pool(workers)
    again = [(other, fresh.submit(answer, other, batch)) for other, _ in waiting]
    waiting.clear()
    waiting.extend(again)
    return fresh, text


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
        return _failure(identity, f"cannot be read: {error}")
    except Exception as error:  # noqa: BLE001  one page may be lost, the batch may not
        return _failure(identity, f"{type(error).__name__}: {error}")
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
    return extract_page(page, _source(batch, url), fast=batch.fast)


def load_bytes(path: Path) -> bytes:
    """Return the page at *path*, unpacked where it is gzip."""
    content = path.read_bytes()
    return gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content


def _time(text: object) -> datetime | None:
    if not text:
        return None
    moment = datetime.fromisoformat(str(text))
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _source(batch: Batch, url: str) -> Source | None:
    if not batch.source and not batch.catalog:
        return None
    from newsspider import options
    from newsspider.sources.catalogue import Catalogue

    config = Path(batch.config) if batch.config else None
    chosen = options.load(config, os.environ, Path.cwd())
    catalogue = Catalogue(private=chosen.sources_dir)
    return catalogue.get(batch.source) if batch.source else catalogue.match(url)


def _failure(identity: str, error: str) -> str:
    from newsspider.shape import extraction_shape

    nothing = Extraction(url="", requested_url="")
    line = " ".join(error.split())[:200]
    return json.dumps(extraction_shape(nothing, error=line) | {"id": identity}, ensure_ascii=False)
