"""Whether memory grows with the pages of one run: memory.py [PAGES [EACH]]; flat is within 5 %.

Small pages of sources of EACH articles (2,500), by rules, as one ``newsspider crawl``; the parent and its
largest worker are looked at ten times a second until the parent has ended, its index and its report too.
What the parent took at most is the kernel's own figure (VmHWM), so that no spike hides between two looks.
Eight sources run at once, so that PAGES / EACH is to be far more than eight. Workers are replaced after
2,000 pages. It takes about a minute for 5,000 pages on two idle cores.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
from benchmarks.crawl import ROOT, RULES

EACH = 2500  # articles of one source: a run takes 5,000 addresses of one form
WARM = 0.1  # of the pages: what is loaded once is loaded by then
FLAT = 1.05
EVERY = 0.1  # seconds
SOURCE = """name = "bench{number}"
title = "bench"
home = "http://{host}/"
delay = 0
timezone = "UTC"
[[discover]]
kind = "feed"
url = "http://{host}/feed.xml?{first}-{last}"
"""


def rss(pid: int, what: str = "VmRSS") -> float:
    """Return the resident megabytes of a process, 0 for one that is gone; VmHWM: at most so far."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(what)), 0.0)


def children(pid: int) -> list[int]:
    """Return the processes that *pid* has started, less one that is still a copy of itself."""

    def command(pid: int) -> bytes:
        return Path(f"/proc/{pid}/cmdline").read_bytes()

    try:
        found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return [int(each) for each in found if command(int(each)) != command(pid)]
    except OSError:
        return []


@dataclass(frozen=True, slots=True)
class Look:
    """The pages done, and megabytes; ``worker`` is 0 once the workers are gone."""

    done: int
    parent: float
    worker: float
    peak: float  # of the parent, since its start


def watch(run: "subprocess.Popen[bytes]", posts: Path) -> Iterator[Look]:
    """Yield what is seen of *run* until it ends; the posts are counted at every twentieth look."""
    done = looks = 0
    while run.poll() is None:
        time.sleep(EVERY)
        if looks % 20 == 0:
            done = sum(1 for _ in os.scandir(posts)) if posts.is_dir() else 0
        looks += 1
        worker = max(map(rss, children(run.pid)), default=0.0)
        look = Look(done, rss(run.pid), worker, rss(run.pid, "VmHWM"))
        if done and look.parent and look.peak:
            yield look


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", type=int, nargs="?", default=100_000)
    parser.add_argument("each", type=int, nargs="?", default=EACH)
    chosen = parser.parse_args()
    pages = chosen.pages
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
            crawl(folder, f"127.0.0.1:{port_file.read_text()}", pages, chosen.each)
        finally:
            server.terminate()
            server.wait()


def crawl(folder: Path, host: str, pages: int, each: int) -> None:
    """Crawl all sources in one run, and print the curve and what it says."""
    (folder / "sources").mkdir()
    for number, first in enumerate(range(0, pages, each)):
        text = SOURCE.format(number=number, host=host, first=first, last=min(first + each, pages))
        (folder / f"sources/bench{number}.toml").write_text(text + RULES)
    (folder / "newsspider.toml").write_text(
        f'[network]\nallow_addresses = ["{host}"]\n[crawl]\nfirst = {each}\n'
    )
    names = [f"bench{number}" for number in range(-(-pages // each))]
    run = subprocess.Popen(
        [sys.executable, "-m", "newsspider", "crawl", *names],
        cwd=folder, env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    curve = list(shown(watch(run, folder / "output/_posts"), pages))
    warm = next(look for look in curve if look.done >= WARM * pages)
    later = curve[curve.index(warm) :]
    # A worker's memory goes up and down as workers are replaced: the most of a tenth of the pages.
    first = max(look.worker for look in later if look.done <= 2 * WARM * pages)
    for who, begin, most in (
        ("parent", warm.parent, max(look.parent for look in later)),
        ("parent at its peak", warm.peak, curve[-1].peak),
        ("worker", first, max(look.worker for look in later)),
    ):
        verdict = (
            f"flat ({most / begin:.3f})" if most <= FLAT * begin else f"grows ({most / begin:.3f})"
        )
        print(f"{who}: {begin:.1f} MB at {warm.done} pages, {most:.1f} MB at most: {verdict}")
    ends = [look.parent for look in later if not look.worker]
    if ends:
        print(f"parent once its workers are gone: {ends[0]:.1f} MB, {max(ends):.1f} MB at most")


def shown(looks: Iterator[Look], pages: int) -> Iterator[Look]:
    """Yield *looks*, and print twenty of them."""
    told = 0
    for look in looks:
        if look.done >= told:
            print(
                f"{look.done:>7} pages  parent {look.parent:6.1f} MB  worker {look.worker:6.1f} MB",
                flush=True,
            )
            told = look.done + pages // 20
        yield look


if __name__ == "__main__":
    main()
