"""What the worker processes cost on ordinary pages: sandbox.py [PAGES [KILOBYTES]].

The same pages are read in this process, and by the workers as a crawl asks them: CPU is user and
system time of this process and of its workers, without their start. They take turns, three times.
"""

import argparse
import asyncio
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
from benchmarks.crawl import RULES, page
from benchmarks.timing import built
from newsspider.model.page import Page
from newsspider.model.source import Source
from newsspider.sandbox import Limits, Parser, wire
from newsspider.sandbox.tasks import extract
from newsspider.sources.load import parse

TURNS = 3
AT_ONCE = 16  # pages that are asked for at the same time
SOURCE = 'name = "bench"\ntimezone = "UTC"\n'
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(slots=True)
class Spent:
    """CPU seconds of this process and of the workers, and seconds on the clock."""

    own: float = 0.0
    workers: float = 0.0
    clock: float = 0.0


def made(count: int, size: int) -> list[Page]:
    """Return *count* pages of about *size* bytes, no two alike."""
    filler = built(size).partition(b"</h1>")[2].replace(b"story", b"other")
    when = datetime(2026, 3, 7, tzinfo=UTC)
    urls = [f"http://harbour.example/a/{number}" for number in range(count)]
    return [
        Page(url=url, requested_url=url, body=page(number, filler), fetched_at=when)
        for number, url in enumerate(urls)
    ]


def inline(source: Source, pages: Sequence[Page], spent: Spent) -> None:
    """Read *pages* in this process, and write down the answers as a worker does."""
    began, clock = time.process_time(), time.monotonic()
    for each in pages:
        wire.encode("fine", extract(source, each, None, None, (), (), explain=False))
    spent.own += time.process_time() - began
    spent.clock += time.monotonic() - clock


async def pooled(source: Source, pages: Sequence[Page], workers: int, spent: Spent) -> None:
    """Have *pages* read by *workers*, once all of them have started."""
    parser = Parser(Limits(workers=workers))
    places = asyncio.Semaphore(AT_ONCE)

    async def read(each: Page) -> None:
        async with places:
            await parser.extract(source, each)

    while len(parser.pool.workers) < workers:
        await asyncio.gather(*map(read, pages))
    before, began, clock = used(parser), time.process_time(), time.monotonic()
    await asyncio.gather(*map(read, pages))
    spent.own += time.process_time() - began
    spent.clock += time.monotonic() - clock
    spent.workers += used(parser) - before
    await parser.pool.end()


def used(parser: Parser) -> float:
    """Return the CPU seconds of the workers so far; Linux only."""
    rows = [Path(f"/proc/{each.process.pid}/stat").read_text() for each in parser.pool.workers]
    fields = [row.rpartition(")")[2].split() for row in rows]
    return sum(int(each[11]) + int(each[12]) for each in fields) / _TICKS


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", type=int, nargs="?", default=300)
    parser.add_argument("kilobytes", type=int, nargs="?", default=60)
    chosen = parser.parse_args()
    pages = made(chosen.pages, chosen.kilobytes * 1000)
    for name, text in (("by rules", SOURCE + RULES), ("by the engine", SOURCE)):
        source = parse(text.encode(), "bench.toml")
        here, one, two = Spent(), Spent(), Spent()
        for _ in range(TURNS):
            inline(source, pages, here)
            asyncio.run(pooled(source, pages, 1, one))
            asyncio.run(pooled(source, pages, 2, two))
        show(name, TURNS * len(pages), here, one, two)


def show(name: str, count: int, here: Spent, one: Spent, two: Spent) -> None:
    """Print what *count* pages cost each way."""
    print(f"{name}: in this process {here.own / count * 1000:.1f} ms of CPU a page")
    for workers, spent in ((1, one), (2, two)):
        own, theirs = spent.own / count * 1000, spent.workers / count * 1000
        print(
            f"  {workers} worker(s): {own:.1f} ms here + {theirs:.1f} ms there, "
            f"{(own + theirs) * count / here.own / 1000:.2f} times as much; "
            f"{count / spent.clock:.0f} pages a second"
        )


if __name__ == "__main__":
    main()
