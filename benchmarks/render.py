"""Time per post of render beside json.dumps and a write of the same article, in one run.

    python benchmarks/render.py [POSTS]

Each flavour renders POSTS articles of ten paragraphs and writes them (without fsync, as the
reference does); the figure is the median CPU time of five rounds, and the ratio to the
reference run just before, so that other work on the machine counts little. The last lines are the command's whole way from a line of JSON to a post that is safe on the disk,
and how much of it is spent in fsync.
"""

import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from newsspider import flavours
from newsspider.flavours.site import Site
from newsspider.runs import lenient
from newsspider.runs import render as command
from newsspider.shape import article_shape

TEXT = "三月的第一个周末，停办两年的书市重新开张，旧书摊前排起长队。" * 5
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def timed(
    work: Callable[[int], None], reference: Callable[[int], None], posts: int
) -> tuple[float, float]:
    """Return the CPU seconds a post, and the ratio to *reference* run just before."""
    spent, ratios = [], []
    for _ in range(5):
        base, took = (_round(each, posts) for each in (reference, work))
        spent.append(took)
        ratios.append(took / base)
    return statistics.median(spent), statistics.median(ratios)


def _round(work: Callable[[int], None], posts: int) -> float:
    start = time.process_time()
    for number in range(posts):
        work(number)
    return (time.process_time() - start) / posts


def main() -> None:
    posts = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    shapes = [
        {"title": f"书市 {n}", "url": f"https://x.example/{n}", "html": f"<p>{TEXT}</p>" * 10,
         "source": "示例日报", "date": "2025-03-01T10:00:00+08:00"}
        for n in range(posts)
    ]  # fmt: skip
    articles = [lenient.article(shape, now=NOW, undated=NOW, zone=UTC) for shape in shapes]
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)

        def reference(number: int) -> None:
            text = json.dumps(article_shape(articles[number]), ensure_ascii=False)
            (out / f"{number}.json").write_bytes(text.encode())

        base, _ = timed(reference, reference, posts)
        print(f"{'json.dumps + write':20} {base * 1e6:8.0f} us")

        def read(number: int) -> None:
            lenient.article(shapes[number], now=NOW, undated=NOW, zone=UTC)

        spent, ratio = timed(read, reference, posts)
        print(f"{'read and sanitise':20} {spent * 1e6:8.0f} us  ratio {ratio:.1f}")
        for body in ("html", "markdown"):
            for name in flavours.names():
                flavour, site = flavours.load(name), replace(Site(), body=body)

                def render(number: int) -> None:
                    post = flavour.render(articles[number], site)  # noqa: B023  used at once
                    (out / f"{number}.md").write_bytes(post.content)

                spent, ratio = timed(render, reference, posts)
                print(f"{name + ' ' + body:20} {spent * 1e6:8.0f} us  ratio {ratio:.1f}")

        whole([json.dumps(shape).encode() for shape in shapes], out, reference)


def whole(lines: list[bytes], out: Path, reference: Callable[[int], None]) -> None:
    """Print the time of the command's own loop, and its share of fsync."""
    flush, waits, rounds, ratios, clocks = os.fsync, [0.0], [], [], []

    def timed_flush(handle: int) -> None:
        start = time.perf_counter()
        flush(handle)
        waits[-1] += time.perf_counter() - start

    os.fsync = timed_flush
    try:
        for number in range(5):
            waits.append(0.0)
            base = _round(reference, len(lines))
            start, clock = time.process_time(), time.perf_counter()
            renderer = command.Renderer("jekyll", Site(), out / f"whole{number}")
            told = list(command.run(lines, [renderer], now=NOW, undated=NOW))
            renderer.close()
            rounds.append((time.process_time() - start) / len(lines))
            clocks.append((time.perf_counter() - clock) / len(lines))
            ratios.append(rounds[-1] / base)
            assert not any(each.error for each in told)
    finally:
        os.fsync = flush
    spent, wait = statistics.median(rounds), statistics.median(waits[1:]) / len(lines)
    ratio = statistics.median(ratios)
    print(f"{'the whole command':20} {spent * 1e6:8.0f} us  ratio {ratio:.1f}")
    print(f"{'  by the clock':20} {statistics.median(clocks) * 1e6:8.0f} us")
    print(f"{'  of it fsync':20} {wait * 1e6:8.0f} us")


if __name__ == "__main__":
    main()
