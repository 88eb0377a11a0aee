"""A small site, runs that are killed on it, and what must be true afterwards."""

import json
import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.conftest import clean_environment
from tests.run.zygote import Ended, Zygote
from tests.site.server import Answer, Site

HOST = "http://wire.example"
ARTICLES = 2
SOURCE = f"""name = "mine"
title = "Example Wire"
home = "{HOST}/"
timezone = "Asia/Shanghai"
delay = 0
[[discover]]
kind = "feed"
url = "{HOST}/feed.xml"
"""


def answers(words: str = "") -> dict[str, Answer]:
    """Return the site's pages; *words* make a revision of every article."""
    items = "".join(
        f"<item><title>Story {number}</title><link>{HOST}/a/{number}</link>"
        f"<pubDate>Sat, 07 Mar 2026 09:3{number}:00 +0800</pubDate></item>"
        for number in range(ARTICLES)
    )
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'
    return {"/feed.xml": Answer.xml(feed)} | {
        f"/a/{number}": page(
            f"Story {number} of the wire", words, f"2026-03-07T09:3{number}:00+08:00"
        )
        for number in range(ARTICLES)
    }


def page(title: str, words: str, date: str = "") -> Answer:
    """Return an article; without a *date* only the feed tells it."""
    text = f"{title} is told {words} in a sentence that is long enough to be an article's own. "
    return Answer.html(
        f"<html lang=en><head><title>{title} {words}</title>"
        f'<meta property="article:published_time" content="{date}"></head><body>'
        f"<h1>{title} {words}</h1>"
        f"<article><p>{text * 2}</p><p>{text * 3}</p></article></body></html>"
    )


def urls() -> list[str]:
    """Return the addresses of the articles."""
    return [f"{HOST}/a/{number}" for number in range(ARTICLES)]


@dataclass(slots=True)
class Losses:
    """What the kills cost; all zero is the promise."""

    runs: int = 0
    killed: int = 0
    lost: int = 0
    torn: int = 0
    doubled: int = 0
    temporary: int = 0
    ledger: int = 0  # rows that do not agree with the files
    unlike: int = 0  # trees that differ from the undisturbed one
    notes: list[str] = field(default_factory=list)

    def none(self) -> bool:
        """Tell whether nothing was lost."""
        return not (
            self.lost or self.torn or self.doubled or self.temporary or self.ledger or self.unlike
        )


class Storm:
    """Undisturbed runs and disturbed ones, and the comparison of their trees.

    *profile* is the newsspider.toml of every folder, where there is to be one.
    """

    def __init__(self, site: Site, zygote: Zygote, scratch: Path, profile: str = "") -> None:
        self.profile = profile
        self.site = site
        self.zygote = zygote
        self.scratch = scratch
        self._number = 0

    def folder(self) -> Path:
        """Return a new working folder with the source."""
        self._number += 1
        folder = self.scratch / f"storm-{self._number}"
        (folder / "sources").mkdir(parents=True)
        (folder / "sources" / "mine.toml").write_text(SOURCE, "utf-8")
        if self.profile:
            (folder / "newsspider.toml").write_text(self.profile, "utf-8")
        return folder

    def crawl(self, folder: Path, **how: object) -> Ended:
        """Run `crawl` as cron does."""
        return self.zygote.run("crawl", cwd=folder, **how)  # type: ignore[arg-type]  # passed on

    def fetch(self, folder: Path, **how: object) -> Ended:
        """Ask for every article again: a revised one is rewritten."""
        return self.zygote.run("fetch", *urls(), cwd=folder, **how)  # type: ignore[arg-type]

    def posted(self, words: str = "") -> Path:
        """Return a folder after an undisturbed crawl."""
        self.site.answers = dict(answers(words))
        folder = self.folder()
        done = self.crawl(folder)
        assert done.code == 0, done.stderr
        return folder

    def copy(self, folder: Path) -> Path:
        """Return a copy of *folder* as it is now."""
        self._number += 1
        return Path(shutil.copytree(folder, self.scratch / f"storm-{self._number}"))

    def judge(self, calm: Path, stormy: Path, losses: Losses) -> None:
        """Compare the trees, and the ledger with its files."""
        wanted, there = tree(calm), tree(stormy)
        losses.lost += len(set(wanted) - set(there))
        losses.doubled += len(set(there) - set(wanted))
        torn = [name for name in there if name in wanted and there[name] != wanted[name]]
        losses.torn += len(torn)
        left = list(stormy.rglob("*.tmp*"))
        losses.temporary += len(left)
        wrong = disagreements(stormy / "output")
        losses.ledger += len(wrong)
        if there != wanted or index(stormy) != index(calm):
            losses.unlike += 1
            losses.notes.append(f"{stormy}: {sorted(set(wanted) ^ set(there)) or torn}")
        losses.notes += [f"{stormy}: {text}" for text in (*map(str, left), *wrong)]


def tree(folder: Path) -> dict[str, bytes]:
    """Return the files of the site."""
    output = folder / "output"
    return {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in output.rglob("*")
        if path.is_file() and ".newsspider" not in path.parts
    }


def index(folder: Path) -> list[dict[str, str]]:
    """Return the index without its times."""
    file = folder / "output" / ".newsspider" / "index.jsonl"
    lines = file.read_text("utf-8").splitlines() if file.exists() else []
    return [json.loads(line) | {"first_seen": ""} for line in lines]


def disagreements(output: Path) -> list[str]:
    """Return where the ledger and the files differ, and what is not finished."""
    import hashlib

    database = sqlite3.connect(output / ".newsspider" / "ledger.db")
    try:
        wrong = [str(row) for row in database.execute("PRAGMA integrity_check") if row[0] != "ok"]
        rows = database.execute(
            "SELECT path, sha256 FROM record WHERE status = 'posted'"
        ).fetchall()
        wrong += [f"intent {row}" for row in database.execute("SELECT * FROM intent")]
        rows += database.execute("SELECT path, sha256 FROM copy").fetchall()
        meant = database.execute("SELECT * FROM copy WHERE meant != ''")
        wrong += [f"intent {row}" for row in meant]
    finally:
        database.close()
    for path, sha256 in rows:
        file = output / path
        if not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != sha256:
            wrong.append(f"{path} is not as the ledger says")
    return wrong


@contextmanager
def storms(scratch: Path, profile: str = "") -> Iterator[Storm]:
    """Serve the site and give the storm over it."""
    with Site() as site, Zygote(clean_environment(site.proxy_env())) as zygote:
        site.answers = dict(answers())
        yield Storm(site, zygote, scratch, profile)


def kill_everywhere(storm: Storm, losses: Losses, *, revise: bool) -> int:
    """Kill at every failpoint of a first crawl, or of a revision; return how many there were."""
    before = storm.posted() if revise else None
    words = "anew" if revise else ""
    calm = storm.copy(before) if before else storm.folder()
    storm.site.answers = dict(answers(words))
    act = storm.fetch if revise else storm.crawl
    assert act(calm).code == 0
    for number in range(1, 500):
        folder = storm.copy(before) if before else storm.folder()
        done = act(folder, failpoint=f"*:{number}")
        losses.runs += 1
        if done.code == 0:
            return number - 1
        assert done.code == 137, done.stderr
        losses.killed += 1
        again = act(folder)
        assert again.code == 0, again.stderr
        storm.judge(calm, folder, losses)
        shutil.rmtree(folder)
    raise AssertionError("the failpoints have no end")


def fail_everywhere(storm: Storm, losses: Losses, error: str, *, revise: bool) -> int:
    """Let the Nth write fail, for all N; return how many there were."""
    before = storm.posted() if revise else None
    calm = storm.copy(before) if before else storm.folder()
    storm.site.answers = dict(answers("anew" if revise else ""))
    act = storm.fetch if revise else storm.crawl
    assert act(calm).code == 0
    for number in range(1, 500):
        folder = storm.copy(before) if before else storm.folder()
        done = act(folder, failpoint=f"*:{number}:{error}")
        losses.runs += 1
        if done.code == 0:
            return number - 1
        last = (done.stderr.splitlines() or [""])[-1]
        if done.code != 5 or not last.startswith("newsspider: ") or "Traceback" in done.stderr:
            losses.notes.append(f"*:{number}:{error}: code {done.code}: {done.stderr[:2000]}")
            losses.unlike += 1
        losses.temporary += len(list(folder.rglob("*.tmp*")))
        again = act(folder)
        assert again.code == 0, again.stderr
        storm.judge(calm, folder, losses)
        shutil.rmtree(folder)
    raise AssertionError("the writes have no end")


def kill_at_random(
    storm: Storm, losses: Losses, moments: int, *, seed: int, revise: bool, chain: int = 8
) -> None:
    """Kill at *moments* random moments, up to *chain* times in a row in one folder, then run on."""
    chance = random.Random(seed)
    before = storm.posted() if revise else None
    calm = storm.copy(before) if before else storm.folder()
    storm.site.answers = dict(answers("anew" if revise else ""))
    act = storm.fetch if revise else storm.crawl
    assert act(calm).code == 0
    longest = act(storm.copy(before) if before else storm.folder()).seconds  # warm, as the others
    until = losses.killed + moments
    while losses.killed < until:
        assert losses.runs < 10 * until, "the runs end before they can be killed"
        folder = storm.copy(before) if before else storm.folder()
        for number in range(min(chain, until - losses.killed)):
            done = act(folder, kill_after=chance.uniform(0, longest))
            losses.runs += 1
            losses.killed += done.code == -9
            if done.code == 0:
                longest = longest if number else min(longest, done.seconds)
                break
        again = act(folder)
        assert again.code == 0, again.stderr
        storm.judge(calm, folder, losses)
        shutil.rmtree(folder)
