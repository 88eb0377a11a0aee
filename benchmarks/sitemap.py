"""Measure what a sitemap costs: python benchmarks/sitemap.py [URLS…]

Sitemaps of some sizes, with news, pictures and dates, are read in a process of their own each:
entry by entry with nothing kept, with all links kept, as one tree (as it was done before), and by
the parser that a crawl uses, in its parent and in its worker; at last by a whole run of
``newsspider crawl`` that wants none of it, for all is too old. Peaks are what the kernel says.
"""

import asyncio
import gzip
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from lxml import etree

from newsspider.discover import sitemap
from newsspider.discover.unpack import opened
from newsspider.model.page import Page
from newsspider.model.source import Discovery, DiscoveryRule, Source

URL = "https://harbour.example/sitemap.xml.gz"
ROOT = Path(__file__).parent.parent
SIZES = (1_000, 10_000, 50_000)
WAYS = ("read", "links", "tree", "parser", "run")
sys.path.insert(0, str(ROOT))  # the loopback site of the tests
RULE = DiscoveryRule(kind=Discovery.SITEMAP, url=URL)


def made(count: int) -> Page:
    rows = "".join(
        f"<url><loc>https://harbour.example/2026/03/07/ferry-number-{n}-is-late-again</loc>"
        f"<lastmod>2026-03-07T09:30:00Z</lastmod><news:news><news:publication><news:name>Harbour"
        f"</news:name><news:language>en</news:language></news:publication><news:publication_date>"
        f"2026-03-07T09:00:00Z</news:publication_date><news:title>Ferry number {n} is late again, "
        f"says the harbour office</news:title></news:news><image:image><image:loc>"
        f"https://img.harbour.example/{n}.jpg</image:loc></image:image></url>"
        for n in range(count)
    )
    body = (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="n" '
        f'xmlns:image="i">{rows}</urlset>'
    )
    return Page(url=URL, requested_url=URL, body=gzip.compress(body.encode(), 6))


def peak(who: int = resource.RUSAGE_SELF) -> float:
    return resource.getrusage(who).ru_maxrss / 1024


def one(way: str, count: int, path: str) -> dict[str, float]:
    page = Page(url=URL, requested_url=URL, body=Path(path).read_bytes())
    before, began = peak(), time.perf_counter()
    child = 0.0
    if way == "read":
        found = sum(1 for _ in sitemap._entries(opened(page.body, URL), URL))
    elif way == "links":
        found = len(sitemap.read(RULE, page, count).links)
    elif way == "tree":
        found = len(etree.fromstring(gzip.decompress(page.body)))
    elif way == "parser":
        found, child = asyncio.run(by_parser(page, count))
    else:
        found, child = count, by_run(page)
    assert found == count
    return {"peak": peak() - before, "seconds": time.perf_counter() - began, "worker": child}


async def by_parser(page: Page, count: int) -> tuple[int, float]:
    from newsspider.sandbox import Limits, Parser

    parser = Parser(Limits(workers=1))
    try:
        children, batches = await parser.sitemap(Source(name="x"), RULE, page, count)
        found = sum(len(links) for links in batches)
    finally:
        parser.pool.close()
    return found + len(children), peak(resource.RUSAGE_CHILDREN)


def by_run(page: Page) -> float:
    """Return the peak of a run's own process: all that is listed is older than it wants."""
    from tests.site.server import Answer, Site

    with Site() as site, tempfile.TemporaryDirectory() as folder:
        site.answers["/sitemap.xml.gz"] = Answer(body=page.body)
        (Path(folder) / "sources").mkdir()
        (Path(folder) / "sources/mine.toml").write_text(
            f'name = "mine"\ndelay = 0\n[[discover]]\nkind = "sitemap"\nurl = "{URL}"\n'.replace(
                "https", "http"
            ),
            "utf-8",
        )
        command = [sys.executable, "-m", "newsspider", "crawl", "mine", "--since", "2027-01-01"]
        environment = os.environ | site.proxy_env() | {"PYTHONPATH": str(ROOT)}
        subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=True)

    return peak(resource.RUSAGE_CHILDREN)


def main(arguments: list[str]) -> None:
    if arguments[:1] == ["make"]:
        Path(arguments[2]).write_bytes(made(int(arguments[1])).body)
        return
    if arguments[:1] == ["one"]:
        sys.stdout.write(json.dumps(one(arguments[1], int(arguments[2]), arguments[3])))
        return
    print(f"{'URLs':>8} {'way':<6} {'MB more':>8} {'child MB':>10} {'seconds':>8}")
    for count in map(int, arguments or SIZES):
        with tempfile.NamedTemporaryFile(suffix=".xml.gz") as packed:
            # In a process of its own: what its making takes would count as ours.
            command = [sys.executable, __file__, "make", str(count), packed.name]
            subprocess.run(command, check=True)
            for way in WAYS:
                command = [sys.executable, __file__, "one", way, str(count), packed.name]
                done = subprocess.run(command, capture_output=True, check=True, text=True)
                row = json.loads(done.stdout)
                child = f"{row['worker']:10.0f}" if row["worker"] else " " * 10
                print(
                    f"{count:8,} {way:<6} {row['peak']:8.1f} {child} {row['seconds']:8.2f}",
                    flush=True,
                )


if __name__ == "__main__":
    main(sys.argv[1:])
