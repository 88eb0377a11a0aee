"""Rules that were mended today reach the posts of yesterday, and no post of the user's."""

import fcntl
import json
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsspider.archive.capture import Capture
from newsspider.archive.writer import Archive
from newsspider.ledger import Ledger
from newsspider.model.link import Link
from newsspider.model.page import Page
from newsspider.model.record import Record, Status
from newsspider.outbox import digest
from newsspider.runs.conductor import GRACE
from newsspider.urls import canonical
from tests.conftest import clean_environment
from tests.run.storm import ARTICLES, HOST, SOURCE, Storm, tree, urls
from tests.run.storm import page as story
from tests.site.server import Answer

pytestmark = pytest.mark.slow
NOW = datetime(2026, 3, 7, tzinfo=UTC)
KEPT = SOURCE.replace('home = "', 'archive_pages = true\nhome = "')
MENDED = KEPT + "[[article]]\nmatch = '/a/'\n[article.body]\ncss = 'article'\nremove = ['p + p']\n"


def crawled(storm: Storm, source: str = KEPT) -> Path:
    folder = storm.folder()
    (folder / "sources" / "mine.toml").write_text(source, "utf-8")
    done = storm.crawl(folder)
    assert done.code == 0, done.stderr
    return folder


def mend(folder: Path) -> None:
    (folder / "sources" / "mine.toml").write_text(MENDED, "utf-8")


def rows(folder: Path) -> list[tuple[object, ...]]:
    with sqlite3.connect(folder / "output/.newsspider/ledger.db") as database:
        query = "SELECT key, status, revision, last_fetched FROM record ORDER BY key"
        return database.execute(query).fetchall()


def test_posts_become_what_a_crawl_with_todays_rules_would_make(storm: Storm) -> None:
    wanted = tree(crawled(storm, MENDED))
    folder = crawled(storm)
    before, known = tree(folder), rows(folder)
    assert before != wanted
    mend(folder)
    storm.site.requests.clear()

    tried = storm.zygote.run("reextract", "--dry-run", cwd=folder)
    assert tried.code == 0, tried.stderr
    assert f"{ARTICLES} would be rewritten" in tried.stderr
    assert tree(folder) == before
    assert rows(folder) == known

    done = storm.zygote.run("reextract", "mine", cwd=folder)
    assert done.code == 0, done.stderr
    assert tree(folder) == wanted
    assert done.stdout == tried.stdout
    assert sorted(done.stdout.split()) == [f"output/{name}" for name in sorted(wanted)]
    assert storm.site.requests == []
    assert [(key, state, version) for key, state, version, _ in rows(folder)] == [
        (key, "posted", 2) for key, _, _, _ in known
    ]
    assert [row[3] for row in rows(folder)] == [row[3] for row in known]  # nobody asked
    history = storm.zygote.run("history", urls()[0], cwd=folder)
    assert "in a sentence" in history.stdout

    again = storm.zygote.run("reextract", cwd=folder)
    assert again.stdout == ""
    assert [row[2] for row in rows(folder)] == [2] * ARTICLES


def test_what_the_user_edited_deleted_or_took_down_stays_as_it_is(storm: Storm) -> None:
    folder = crawled(storm)
    first, second = sorted((folder / "output/_posts").glob("*.md"))
    first.write_text("my own words", "utf-8")
    second.unlink()
    mend(folder)

    done = storm.zygote.run("reextract", cwd=folder)
    assert done.code == 0
    assert first.read_text("utf-8") == "my own words"
    assert not second.exists()
    assert "rejected edited" in done.stderr
    assert "rejected deleted" in done.stderr

    forced = storm.zygote.run("reextract", "--force", cwd=folder)
    assert forced.stdout.split() == [f"output/_posts/{first.name}"]


def test_an_article_in_parts_comes_back_with_all_of_them(storm: Storm) -> None:
    text = "The tale of the ferry goes on in a sentence that is long enough for a story. " * 4

    def part(number: int, link: str = "") -> Answer:
        return Answer.html(
            "<html lang=en><head><title>A tale of the ferry</title></head><body>"
            f"<h1>A tale of the ferry</h1><article><p>{number}: {text}</p><p>{text}</p>"
            f"</article>{link}</body></html>"
        )

    storm.site.answers["/a/0"] = part(1, '<a href="/a/0/2">Next page</a>')
    storm.site.answers["/a/0/2"] = part(2)
    folder = crawled(storm)
    before = tree(folder)

    done = storm.zygote.run("reextract", cwd=folder)
    assert done.code == 0, done.stderr
    assert tree(folder) == before
    assert any(b"2: The tale" in post for post in before.values())


def test_the_latest_page_counts_and_a_torn_archive_is_mended(storm: Storm) -> None:
    folder = crawled(storm)
    storm.site.answers[f"/a/{ARTICLES - 1}"] = Answer(status=404)
    storm.site.answers["/a/0"] = Answer.html(
        "<html lang=en><head><title>Story 0 of the wire</title></head><body><h1>Story 0</h1>"
        f"<article><p>{'A later version of it all is told here at some length. ' * 5}</p></article>"
    )
    storm.zygote.run("fetch", f"{HOST}/a/0", cwd=folder)
    before = tree(folder)
    (path,) = (folder / "output/.newsspider/archive/mine").glob("*.warc.gz")
    path.write_bytes(path.read_bytes() + b"\x1f\x8b\x08torn")

    done = storm.zygote.run("reextract", cwd=folder)
    assert done.code == 0, done.stderr
    assert tree(folder) == before
    assert any(b"A later version" in post for post in before.values())


def test_a_signal_ends_it_at_once(tmp_path: Path) -> None:
    many, old = 40, b"---\nlayout: post\n---\nwhat stood here before\n"
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "mine.toml").write_text(KEPT, "utf-8")
    (tmp_path / "newsspider.toml").write_text("[limits]\nworkers = 1\n", "utf-8")
    state, posts = tmp_path / "output/.newsspider", tmp_path / "output/_posts"
    posts.mkdir(parents=True)
    archive = Archive(state / "archive", file_mb=10, total_mb=100)
    ledger = Ledger.open(state / "ledger.db")
    for number in range(many):
        url, path = f"{HOST}/a/{number}", f"_posts/2026-03-07-{number}.md"
        (tmp_path / "output" / path).write_bytes(old)
        body = str(story(f"Story {number} of the wire", "at night").body).encode()
        page = Page(url=url, requested_url=url, body=body, content_type="text/html", fetched_at=NOW)
        archive.add(Capture(source_name="mine", link=Link(url=url), page=page))
        ledger.commit(
            Record(
                key=canonical(url), url=url, status=Status.POSTED, first_seen=NOW, last_fetched=NOW,
                source_name="mine", path=path, sha256=digest(old), revision=1,
            )
        )  # fmt: skip
    archive.close()
    ledger.close()
    command = [sys.executable, "-m", "newsspider", "reextract"]
    running = subprocess.Popen(command, cwd=tmp_path, env=clean_environment(), stdout=-1, stderr=-1)
    files = sorted(posts.iterdir())
    while running.poll() is None and files[0].read_bytes() == old:
        time.sleep(0.02)
    running.send_signal(signal.SIGTERM)
    began = time.monotonic()
    running.communicate(timeout=30)

    assert running.returncode == 143
    assert time.monotonic() - began < GRACE  # not ended by force
    assert files[-1].read_bytes() == old


def test_another_run_has_the_lock(storm: Storm) -> None:
    folder = crawled(storm)
    with (folder / "output/.newsspider/lock").open("r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert storm.zygote.run("reextract", cwd=folder).code == 75


def test_without_an_archive_it_says_how_to_have_one(storm: Storm) -> None:
    folder = crawled(storm, SOURCE)
    assert not (folder / "output/.newsspider/archive").exists()

    done = storm.zygote.run("reextract", cwd=folder)
    assert done.code == 2
    assert "archive_pages = true" in done.stderr
    assert json.dumps(done.stderr).count("\\n") == 1
    named = storm.zygote.run("reextract", "mine", cwd=folder)
    assert (named.code, "has no pages of mine" in named.stderr) == (2, True)
