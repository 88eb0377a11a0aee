"""How fast the archive is read again: archive.py reextract|warc [PAGES [KILOBYTES]].

``reextract``: an archive of PAGES articles (one rule set, pages of KILOBYTES) whose posts all change, then
once more where none does, with one core and with all. ``warc``: ``extract --warc`` over a file of PAGES
pages without rules, and the memory of the process that reads at every twentieth of them.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
from benchmarks.crawl import ROOT, RULES, page, timed
from benchmarks.timing import built
from newsspider.archive.capture import Capture
from newsspider.archive.writer import Archive
from newsspider.ledger import Ledger
from newsspider.model.link import Link
from newsspider.model.page import Page
from newsspider.model.record import Record, Status
from newsspider.outbox import digest
from newsspider.urls import canonical

HOST = "http://harbour.example"
NOW = datetime(2026, 3, 7, tzinfo=UTC)
OLD = b"---\nlayout: post\n---\nwhat stood here before\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("reextract", "warc"))
    parser.add_argument("pages", nargs="?", type=int, default=1000)
    parser.add_argument("kilobytes", nargs="?", type=int, default=60)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if given.what == "warc":
            read_all(folder, given.pages, given.kilobytes)
            return
        for cores in ({0}, set(range(os.cpu_count() or 1))):
            again(folder / f"cores-{len(cores)}", given.pages, given.kilobytes, cores)


def captures(pages: int, kilobytes: int) -> Iterator[Capture]:
    filler = built(kilobytes * 1000).partition(b"</h1>")[2].replace(b"story", b"other")
    for number in range(pages):
        url = f"{HOST}/a/{number}"
        body = page(number, filler)
        got = Page(url=url, requested_url=url, body=body, content_type="text/html", fetched_at=NOW)
        yield Capture(source_name="bench", link=Link(url=url), page=got)


def kept(folder: Path, pages: int, kilobytes: int) -> None:
    archive = Archive(folder / "output/.newsspider/archive", file_mb=10_000, total_mb=100_000)
    for capture in captures(pages, kilobytes):
        archive.add(capture)
    archive.close()


def again(folder: Path, pages: int, kilobytes: int, cores: set[int]) -> None:
    """Extract an archive anew whose posts all change, then one whose posts do not."""
    (folder / "sources").mkdir(parents=True)
    (folder / "sources/bench.toml").write_text(
        f'name = "bench"\ntitle = "bench"\nhome = "{HOST}/"\n{RULES}'
    )
    (folder / "newsspider.toml").write_text(f"[limits]\nworkers = {len(cores)}\n")
    kept(folder, pages, kilobytes)
    posts = folder / "output/_posts"
    posts.mkdir()
    ledger = Ledger.open(folder / "output/.newsspider/ledger.db")
    with ledger.changing() as connection:
        from newsspider.ledger.store import put_record

        for number in range(pages):
            path = f"_posts/2026-03-06-story-{number}.md"
            (folder / "output" / path).write_bytes(OLD)
            url = f"{HOST}/a/{number}"
            row = Record(
                key=canonical(url), url=url, status=Status.POSTED, first_seen=NOW, last_fetched=NOW,
                source_name="bench", path=path, sha256=digest(OLD), revision=1,
            )  # fmt: skip
            put_record(connection, row)
    ledger.close()
    command = ["newsspider.cli.main", "reextract"]
    for what in ("all rewritten", "none changed"):
        cost = timed(command, folder, pages, cores)
        changed = sum(path.read_bytes() != OLD for path in posts.iterdir())
        assert changed == pages, changed
        print(f"{len(cores)} core(s), {what}: {cost}", flush=True)


def read_all(folder: Path, pages: int, kilobytes: int) -> None:
    """Run extract --warc and look at the memory of its processes while it runs."""
    kept(folder, pages, kilobytes)
    (path,) = folder.glob("output/.newsspider/archive/bench/*.warc.gz")
    out = folder / "out.jsonl"
    print(f"{pages:,} pages, {path.stat().st_size / 1e6:.0f} MB packed", flush=True)
    began = time.monotonic()
    with out.open("wb") as lines:
        process = subprocess.Popen(
            [sys.executable, "-m", "newsspider", "extract", "--warc", str(path)],
            stdout=lines,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
        step = max(1, pages // 20)
        told = 0
        while process.poll() is None:
            time.sleep(0.5)
            done = out.read_bytes().count(b"\n") if out.stat().st_size else 0
            if done >= told + step:
                told = done - done % step
                seconds = time.monotonic() - began
                print(
                    f"{done:>8,} pages {seconds:6.0f} s {resident(process.pid):6.0f} MB", flush=True
                )
    seconds = time.monotonic() - began
    done = out.read_bytes().count(b"\n")
    assert done == pages, done
    print(f"{done:,} pages in {seconds:.1f} s: {done / seconds:.0f} pages a second")


def resident(pid: int) -> float:
    """Return the resident memory of a process in MB."""
    try:
        text = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    return next(
        (int(line.split()[1]) / 1024 for line in text.splitlines() if line.startswith("VmRSS")), 0.0
    )


if __name__ == "__main__":
    main()
