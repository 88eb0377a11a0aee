"""What has been done is known, and nothing else is."""

import json
import sqlite3
import threading
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsspider.errors import LedgerError, NewsspiderError, OutputError
from newsspider.ledger import Ledger
from newsspider.ledger.index import lines_of
from newsspider.ledger.migrations import STEPS
from newsspider.model.record import Record, Status

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
RECORD = Record(
    key="mine:N1",
    url="http://x.example/N1",
    status=Status.POSTED,
    first_seen=NOW,
    last_fetched=NOW,
    source_name="mine",
    path="_posts/a.md",
    sha256="00",
    fingerprint="ff",
    revision=2,
    retry_after=NOW,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "ledger.db"


def test_a_record_comes_back_as_it_was(path: Path) -> None:
    ledger = Ledger.open(path)
    ledger.commit(RECORD, aliases=["https://x.example/N1"])
    ledger.close()

    again = Ledger.open(path)

    assert again.get("mine:N1") == RECORD
    assert again.find("https://x.example/N1") == RECORD
    assert again.find("https://x.example/N2") is None
    assert list(again.records()) == [RECORD]


def test_a_commit_replaces_the_row_and_ends_the_intent(path: Path) -> None:
    ledger = Ledger.open(path)
    ledger.intend("mine:N1", "_posts/a.md", "11")
    assert ledger.hashes("mine:N1") == {"11"}
    ledger.commit(RECORD)
    ledger.intend("mine:N1", "_posts/a.md", "22")

    assert ledger.hashes("mine:N1") == {"00", "22"}
    assert ledger.intention("mine:N1") == ("_posts/a.md", "22")
    ledger.commit(replace(RECORD, sha256="22"))
    assert ledger.hashes("mine:N1") == {"22"}
    assert ledger.intention("mine:N1") is None


def test_an_intent_can_be_taken_back(path: Path) -> None:
    ledger = Ledger.open(path)
    ledger.intend("k", "p", "11")
    ledger.forget_intent("k")

    assert ledger.hashes("k") == frozenset()


def test_a_snapshot_changes_nothing_on_disk(path: Path) -> None:
    ledger = Ledger.open(path)
    ledger.commit(RECORD)
    ledger.close()
    before = {file.name: file.read_bytes() for file in path.parent.iterdir()}

    copy = Ledger.snapshot(path)
    copy.commit(replace(RECORD, key="mine:N2"))

    assert len(list(copy.records())) == 2
    assert {file.name: file.read_bytes() for file in path.parent.iterdir()} == before


def test_a_snapshot_of_nothing_is_empty_and_makes_nothing(path: Path) -> None:
    assert list(Ledger.snapshot(path).records()) == []
    assert not path.parent.exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(
            b"not a database at all, but long enough to be one" * 40, "move it away", id="junk"
        ),
        pytest.param(b"SQLite format 3\x00" + b"\xff" * 4000, "move it away", id="damaged"),
    ],
)
def test_a_broken_file_is_named_and_kept(path: Path, content: bytes, said: str) -> None:
    path.parent.mkdir()
    path.write_bytes(content)

    for opening in (Ledger.open, Ledger.snapshot, Ledger.look):
        with pytest.raises(LedgerError, match=said) as caught:
            opening(path)
        assert str(path) in str(caught.value)
        assert "\n" not in str(caught.value)
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    ("pragma", "said"),
    [
        ("application_id = 7", "another program"),
        (f"user_version = {len(STEPS) + 1}", "newer newsspider"),
    ],
)
def test_a_file_that_is_not_ours_is_refused(path: Path, pragma: str, said: str) -> None:
    path.parent.mkdir()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE t (x)")
    connection.execute(f"PRAGMA {pragma}")
    connection.commit()
    connection.close()

    with pytest.raises(LedgerError, match=said):
        Ledger.open(path)


def test_a_folder_that_is_a_file_is_an_output_error(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("")

    with pytest.raises(OutputError, match="cannot be written"):
        Ledger.open(tmp_path / "state" / "ledger.db")


def test_several_writers_wait_for_each_other(path: Path) -> None:
    def write(name: str) -> None:
        ledger = Ledger.open(path)
        for number in range(20):
            ledger.commit(replace(RECORD, key=f"{name}:{number}"))
        ledger.close()

    Ledger.open(path).close()
    threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(list(Ledger.open(path).records())) == 80


def test_the_index_has_a_line_for_every_article_with_a_post_sorted_by_id(path: Path) -> None:
    ledger = Ledger.open(path)
    for key in ("b", "a\U0001f40d", "a!", "a", "a\uffee"):
        ledger.commit(replace(RECORD, key=key))
    ledger.commit(replace(RECORD, key="c", path=""))
    with closing(ledger):
        lines = [json.loads(line) for line in lines_of(ledger)]

    assert [line["id"] for line in lines] == ["a", "a!", "a\uffee", "a\U0001f40d", "b"]
    assert lines[0] == {
        "id": "a",
        "url": "http://x.example/N1",
        "path": "_posts/a.md",
        "sha256": "00",
        "first_seen": "2026-03-01T12:00:00+00:00",
        "state": "posted",
    }


def test_a_look_reads_in_place_while_another_writes_and_cannot_write(path: Path) -> None:
    writer = Ledger.open(path)
    writer.commit(RECORD)
    with closing(writer), closing(Ledger.look(path)) as reader:
        assert len(list(reader.records())) == 1
        with writer.changing():  # a run in the middle of a transaction
            assert len(list(reader.records())) == 1
        writer.commit(replace(RECORD, key="mine:N2"))
        assert len(list(reader.records())) == 2
        with pytest.raises(NewsspiderError, match="readonly"):
            reader.commit(RECORD)


def test_a_look_leaves_no_file(path: Path) -> None:
    Ledger.open(path).close()
    before = sorted(path.parent.iterdir())

    with closing(Ledger.look(path)) as reader:
        assert list(reader.records()) == []
        assert sorted(path.parent.iterdir()) == before
