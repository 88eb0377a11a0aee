"""Whether memory grows with the pages of one run: memory.py [PAGES]; flat is within 5 %.

Small pages of sources of 2,500 articles each, by rules, as one ``newsspider crawl``; the parent and its
largest worker are looked at every few seconds. Workers are replaced after 2,000 pages. It takes
about a minute for 5,000 pages on two idle cores.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
from benchmarks.crawl import ROOT, RULES

EACH = 2500  # articles of one source: a run takes 5,000 addresses of one form
WARM = 0.1  # of the pages: what is loaded once is loaded by then
FLAT = 1.05
SOURCE = """name = "bench{number}"
title = "bench"
home = "http://{host}/"
delay = 0
timezone = "UTC"
[[discover]]
kind = "feed"
url = "http://{host}/feed.xml?{first}-{last}"
"""


def rss(pid: int) -> float:
    """Return the resident megabytes of a process, 0 for one that is gone."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)


def children(pid: int) -> list[int]:
    """Return the processes that *pid* has started."""
    try:
        return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def watch(
    run: "subprocess.Popen[bytes]", posts: Path, every: float
) -> Iterator[tuple[int, float, float]]:
    """Yield the pages done, and the megabytes of the parent and of its largest worker."""
    while run.poll() is None:
        time.sleep(every)
        done = sum(1 for _ in posts.iterdir()) if posts.is_dir() else 0
        worker = max(map(rss, children(run.pid)), default=0.0)
        if done and worker:
            yield done, rss(run.pid), worker


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", type=int, nargs="?", default=100_000)
    pages = parser.parse_args().pages
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        port_file = folder / "port"
        server = subprocess.Popen(
            [sys.executable, str(ROOT / "benchmarks/crawl.py"), str(pages), "1", "--serve",
             str(port_file)]
        )  # fmt: skip
        try:
            while not port_file.exists() or not port_file.read_text():
                time.sleep(0.05)
            crawl(folder, f"127.0.0.1:{port_file.read_text()}", pages)
        finally:
            server.terminate()
            server.wait()


def crawl(folder: Path, host: str, pages: int) -> None:
    """Crawl all sources in one run, and print the curve and what it says."""
    (folder / "sources").mkdir()
    for number, first in enumerate(range(0, pages, EACH)):
        text = SOURCE.format(number=number, host=host, first=first, last=min(first + EACH, pages))
        (folder / f"sources/bench{number}.toml").write_text(text + RULES)
    (folder / "newsspider.toml").write_text(
        f'[network]\nallow_addresses = ["{host}"]\n[crawl]\nfirst = {EACH}\n'
    )
    names = [f"bench{number}" for number in range(-(-pages // EACH))]
    run = subprocess.Popen(
        [sys.executable, "-m", "newsspider", "crawl", *names],
        cwd=folder, env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    curve = list(shown(watch(run, folder / "output/_posts", 2.0), pages))
    warm = next(row for row in curve if row[0] >= WARM * pages)
    for place, who in ((1, "parent"), (2, "worker")):
        most = max(row[place] for row in curve if row[0] >= warm[0])
        verdict = "flat" if most <= FLAT * warm[place] else "grows"
        print(f"{who}: {warm[place]:.0f} MB at {warm[0]} pages, {most:.0f} MB at most: {verdict}")


def shown(
    rows: Iterator[tuple[int, float, float]], pages: int
) -> Iterator[tuple[int, float, float]]:
    """Yield *rows*, and print twenty of them."""
    told = 0
    for done, parent, worker in rows:
        if done >= told:
            print(f"{done:>7} pages  parent {parent:4.0f} MB  worker {worker:4.0f} MB", flush=True)
            told = done + pages // 20
        yield done, parent, worker


if __name__ == "__main__":
    main()
