"""A lost ledger comes back from the index and the posts; a damaged one is never replaced by itself."""

import json
import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsspider.errors import LedgerError, OutputError
from newsspider.ledger import Ledger, adopt, index, tombstones
from newsspider.ledger.check import examine
from newsspider.ledger.rebuild import build, is_missing, opened, put_aside
from newsspider.ledger.tombstones import Kind
from newsspider.model.record import Record, Status
from newsspider.outbox import digest
from newsspider.sources.catalogue import Catalogue

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
URL = "http://wire.example/a"
POST = f'---\ntitle: "A"\ndate: 2026-03-01 10:00:00 +0800\n---\n<p>Text</p>\n\n<{URL}>\n'.encode()
RECORD = Record(
    key="https://wire.example/a",
    url=URL,
    status=Status.POSTED,
    first_seen=NOW,
    last_fetched=NOW,
    path="_posts/2026-03-01-a.md",
    sha256=digest(POST),
    revision=3,
)


@pytest.fixture
def output(tmp_path: Path) -> Path:
    (tmp_path / "_posts").mkdir()
    return tmp_path


def put(output: Path, path: str, content: bytes = POST) -> None:
    (output / path).parent.mkdir(parents=True, exist_ok=True)
    (output / path).write_bytes(content)


def write_index(output: Path, ledger: Ledger) -> None:
    (output / ".newsspider").mkdir(exist_ok=True)
    (output / index.INDEX).write_bytes(b"".join(index.lines_of(ledger)))


def lose(output: Path) -> None:
    for name in ("ledger.db", "ledger.db-wal", "ledger.db-shm"):
        (output / ".newsspider" / name).unlink(missing_ok=True)


def test_what_the_index_says_is_known_again(output: Path) -> None:
    put(output, RECORD.path)
    ledger = opened(output, None)
    ledger.commit(RECORD, aliases=["https://wire.example/amp/a"])
    removed = replace(RECORD, key="k:1", url="http://k.example/1", path="_posts/1.md")
    ledger.commit(replace(removed, status=Status.GONE, reason="removed"))
    tombstones.bury(ledger, Kind.REMOVED, NOW, "k:1")
    tombstones.bury(ledger, Kind.PRUNED, NOW, RECORD.key)
    write_index(output, ledger)
    before = b"".join(index.lines_of(ledger))
    ledger.close()
    lose(output)

    again = opened(output, None)

    assert b"".join(index.lines_of(again)) == before
    found = again.find("https://wire.example/amp/a")
    assert found
    assert (found.path, found.sha256, found.status) == (RECORD.path, RECORD.sha256, Status.POSTED)
    assert tombstones.every(again) == {"k:1": Kind.REMOVED, RECORD.key: Kind.PRUNED}
    gone = again.get("k:1")
    assert gone
    assert gone.status is Status.GONE


def test_a_post_without_a_line_is_the_users(output: Path) -> None:
    put(output, "_posts/2026-03-01-mine.md")

    ledger = opened(output, None)

    record = ledger.find("https://wire.example/a")
    assert record
    assert (record.path, record.sha256) == ("_posts/2026-03-01-mine.md", "")
    assert ledger.hashes(record.key) == frozenset()
    assert record.first_seen == datetime(2026, 3, 1, 2, 0, tzinfo=UTC)


def test_a_post_that_was_moved_is_not_another_article(output: Path) -> None:
    ledger = opened(output, None)
    ledger.commit(RECORD)
    write_index(output, ledger)
    ledger.close()
    lose(output)
    put(output, "_posts/elsewhere/2026-03-01-a.md")

    again = opened(output, None)

    assert [record.path for record in again.records()] == [RECORD.path]


def test_a_torn_index_costs_its_own_lines_only(output: Path) -> None:
    line = json.dumps(
        {
            "id": "a",
            "url": URL,
            "path": "_posts/a.md",
            "sha256": "00",
            "first_seen": NOW.isoformat(),
            "state": "posted",
        }
    )
    (output / ".newsspider").mkdir()
    broken = ["<<<<<<< HEAD", '{"id": "b"', '{"id": 3}', line.replace("posted", "flying"), "[]"]
    (output / index.INDEX).write_text("\n".join([*broken, line, line[:40]]))

    gathered = build(output, None)

    assert gathered.lines.new == 1
    assert len(gathered.lines.unreadable) == 6


@pytest.mark.parametrize("left", ["nothing", "empty file", "old wal"])
def test_a_ledger_is_never_silently_new(left: str, output: Path) -> None:
    put(output, RECORD.path)
    first = opened(output, None)
    first.commit(replace(RECORD, key="stray"))
    if left == "old wal":
        wal = (output / ".newsspider" / "ledger.db-wal").read_bytes()
        assert wal
    write_index(output, first)
    first.close()
    lose(output)
    if left == "empty file":
        (output / ".newsspider" / "ledger.db").touch()
    if left == "old wal":
        (output / ".newsspider" / "ledger.db-wal").write_bytes(wal)

    again = opened(output, None)

    assert [record.key for record in again.records()] == [RECORD.key, "stray"]
    assert list((output / ".newsspider").glob("*.tmp*")) == []


def test_a_damaged_ledger_is_refused_and_put_aside_only_on_demand(output: Path) -> None:
    ledger = opened(output, None)
    for number in range(200):
        ledger.commit(replace(RECORD, key=f"k{number}", path=f"_posts/{number}.md"))
    write_index(output, ledger)
    ledger.close()
    database = output / ".newsspider" / "ledger.db"
    noise = bytearray(database.read_bytes())
    noise[4096 : len(noise)] = os.urandom(len(noise) - 4096)
    database.write_bytes(noise)

    with pytest.raises(LedgerError, match="newsspider ledger rebuild"):
        opened(output, None)
    assert database.read_bytes() == noise

    aside = put_aside(database, NOW)
    assert is_missing(database)
    assert aside.read_bytes() == noise
    assert sum(1 for _ in opened(output, None).records()) == 200


@pytest.mark.parametrize("planted", [".newsspider", ".newsspider/ledger.db"])
def test_a_planted_link_is_refused(planted: str, output: Path, tmp_path: Path) -> None:
    target = tmp_path / "elsewhere"
    target.mkdir()
    (output / planted).parent.mkdir(exist_ok=True)
    (output / planted).symlink_to(target if planted == ".newsspider" else target / "theirs")

    with pytest.raises(OutputError, match="symbolic link"):
        opened(output, None)
    assert list(target.iterdir()) == []


def test_a_dry_run_rebuilds_in_memory(output: Path) -> None:
    put(output, RECORD.path)

    ledger = opened(output, None, dry=True)

    assert ledger.find(RECORD.key)
    assert not (output / ".newsspider").exists()


def test_lines_of_another_machine_are_taken_in(output: Path) -> None:
    other = opened(output / "other", None)
    other.commit(replace(RECORD, key="theirs", path="_posts/theirs.md"))
    other.commit(RECORD)
    tombstones.bury(other, Kind.REMOVED, NOW, RECORD.key)
    ledger = opened(output, None)
    ledger.commit(replace(RECORD, key="ours", path="_posts/ours.md"))
    ledger.commit(replace(RECORD, sha256="old"))
    put(output, RECORD.path)
    write_index(output, other)

    absorbed = index.absorb(ledger, output)

    assert (absorbed.lines, absorbed.new) == (2, 1)
    assert {record.key for record in ledger.records()} == {"theirs", "ours", RECORD.key}
    assert tombstones.kind_of(ledger, RECORD.key) is Kind.REMOVED
    assert index.absorb(ledger, output).lines == 0


def test_the_check_names_what_the_user_did(output: Path) -> None:
    ledger = opened(output, None)
    for name, content in (("a", POST), ("b", POST + b"edited"), ("c", None)):
        path = f"_posts/{name}.md"
        ledger.commit(replace(RECORD, key=name, path=path))
        if content is not None:
            put(output, path, content)
    ledger.intend("d", "_posts/d.md", "00")

    found = examine(ledger, output)

    assert (found.rows, found.posts) == (3, 1)
    assert (found.edited, found.deleted) == (["_posts/b.md"], ["_posts/c.md"])
    assert (found.unfinished, found.doubled) == (["_posts/d.md"], [])


# -- posts of an older system

FORMS = {
    "autolink": '---\ntitle: "T"\ndate: 2021-12-08 10:18:31 +0800\n---\nText\n\n<{url}>\n\n[back](../)',
    "blank line first": "\n---\ntitle: T\ndate: 2021-12-08 10:46:18\n---\n\nText\n\n<{url}>\n",
    "windows lines": "---\r\ntitle: T\r\n---\r\nText\r\n\r\n<{url}>\r\n",
    "mark": "\ufeff---\ntitle: T\n---\nText\n<{url}>\n",
    "bare line": "---\ntitle: T\n---\nText\n\n{url}\n",
    "front matter": '---\ntitle: T\nsource_url: "{url}"\n---\nText with <https://other.example/> inside\n',
    "no body": "---\ntitle: T\nlink: {url}\n---",
    "another link before": "---\ntitle: T\n---\n<https://ad.example/>\n\nText\n\n<{url}>\n",
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_the_address_of_an_old_post_is_found(form: str) -> None:
    url = "http://wire.example/news/1611,202112082206703990.html"

    found = adopt.read_post(form.replace("{url}", url).encode(), "x.md")

    assert found
    assert found.url == url


@pytest.mark.parametrize(
    "content",
    [
        b'---\ntitle: ""\ndate:  +0800\n---\n<p>Text</p>\n\n<>\n',
        b"---\ntitle: T\n---\n<mailto:a@b.example>\n",
        b"---\ntitle: T\n---\n<http://[broken>\n",
    ],
)
def test_a_post_without_an_address_is_a_post(content: bytes) -> None:
    found = adopt.read_post(content, "x.md")

    assert found
    assert found.url == ""


def test_what_has_no_front_matter_is_no_post() -> None:
    assert adopt.read_post(b"# Read me\n\n<https://wire.example/>\n", "README.md") is None


def test_posts_from_elsewhere_are_known_and_have_no_path(output: Path, tmp_path: Path) -> None:
    old = tmp_path / "old"
    share = "http://finews.zning.xyz/html_News/NewsShare.html?infoCode=NW202201010000000001"
    for name, url in (("a", share), ("a@2", share), ("b", "http://wire.example/b"), ("c", "")):
        put(old, f"posts/2022-01-01-{name}.md", FORMS["autolink"].replace("{url}", url).encode())
    put(old, "_site/2022.html", POST)
    ledger = opened(output / "site", None)
    identify = adopt.identifier(Catalogue())

    done = adopt.take_in(ledger, adopt.posts(old), identify, here=False)
    again = adopt.take_in(ledger, adopt.posts(old), identify, here=False)

    assert (done.adopted, done.known, done.twice) == (2, 0, 1)
    assert done.nameless == ["posts/2022-01-01-c.md"]
    assert (again.adopted, again.known) == (0, 3)
    other = "https://choicew2z.eastmoney.com/x.html?infocode=NW202201010000000001"
    record = ledger.find(identify(other)[0])
    assert record
    assert record.key == "eastmoney:NW202201010000000001"
    assert tombstones.kind_of(ledger, record.key) is Kind.PRUNED
    write_index(output / "site", ledger)
    ledger.close()
    lose(output / "site")
    assert opened(output / "site", None).find("https://wire.example/b")
