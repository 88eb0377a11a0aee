"""Time per post of render beside json.dumps and a write of the same article, in one run.

    python benchmarks/render.py [POSTS]

Each flavour renders POSTS articles of ten paragraphs and writes them (without fsync, as the
reference does); the figure is the median of five rounds, and the ratio to the reference.
"""

import json
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
from newsspider.shape import article_shape

TEXT = "三月的第一个周末，停办两年的书市重新开张，旧书摊前排起长队。" * 5
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def timed(work: Callable[[int], None], posts: int) -> float:
    rounds = []
    for _ in range(5):
        start = time.perf_counter()
        for number in range(posts):
            work(number)
        rounds.append((time.perf_counter() - start) / posts)
    return statistics.median(rounds)


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

        base = timed(reference, posts)
        print(f"{'json.dumps + write':20} {base * 1e6:8.0f} us")

        def read(number: int) -> None:
            lenient.article(shapes[number], now=NOW, undated=NOW, zone=UTC)

        spent = timed(read, posts)
        print(f"{'read and sanitise':20} {spent * 1e6:8.0f} us  ratio {spent / base:.1f}")
        for body in ("html", "markdown"):
            for name in flavours.names():
                flavour, site = flavours.load(name), replace(Site(), body=body)

                def render(number: int) -> None:
                    post = flavour.render(articles[number], site)  # noqa: B023  used at once
                    (out / f"{number}.md").write_bytes(post.content)

                spent = timed(render, posts)
                print(f"{name + ' ' + body:20} {spent * 1e6:8.0f} us  ratio {spent / base:.1f}")


if __name__ == "__main__":
    main()
