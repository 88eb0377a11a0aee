"""A ledger of any earlier version opens as one of today, and loses nothing."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from newsspider.errors import LedgerError
from newsspider.ledger import Ledger, index, tombstones
from newsspider.ledger.migrations import STEPS
from newsspider.ledger.runs import Runs
from newsspider.ledger.tombstones import Kind
from newsspider.ledger.validators import Validators
from newsspider.model.record import Record, Status

# As version 1 made it, word for word: what somebody has on disk does not change with the code.
FIRST = """
PRAGMA application_id = 1314082898;
PRAGMA user_version = 1;
CREATE TABLE record (
    key          TEXT PRIMARY KEY,
    url          TEXT NOT NULL,
    status       TEXT NOT NULL,
    reason       TEXT NOT NULL,
    source_name  TEXT NOT NULL,
    first_seen   TEXT NOT NULL,
    last_fetched TEXT NOT NULL,
    path         TEXT NOT NULL,
    sha256       TEXT NOT NULL,
    fingerprint  TEXT NOT NULL,
    revision     INTEGER NOT NULL,
    attempts     INTEGER NOT NULL,
    retry_after  TEXT
) WITHOUT ROWID;
CREATE INDEX record_path ON record (path) WHERE path != '';
CREATE TABLE alias (
    url TEXT PRIMARY KEY,
    key TEXT NOT NULL REFERENCES record (key) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX alias_key ON alias (key);
CREATE TABLE intent (
    key    TEXT PRIMARY KEY,
    path   TEXT NOT NULL,
    sha256 TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO record VALUES
('wire:1', 'http://wire.example/a/1', 'posted', '', 'wire', '2026-03-07T01:30:00+00:00',
 '2026-03-08T01:30:00+00:00', '_posts/2026-03-07-1.md', 'aa', 'ff', 3, 2, NULL),
('http://wire.example/a/2', 'http://wire.example/a/2', 'failed', 'http-500', 'wire',
 '2026-03-07T01:30:00+00:00', '2026-03-07T01:30:00+00:00', '', '', '', 0, 2,
 '2026-03-07T05:30:00+00:00'),
('http://wire.example/雾', 'http://wire.example/雾', 'rejected', 'too-short', '',
 '2026-03-07T01:30:00+00:00', '2026-03-07T01:30:00+00:00', '', '', '', 0, 1, NULL);
INSERT INTO alias VALUES ('http://m.wire.example/a/1', 'wire:1');
INSERT INTO intent VALUES ('wire:1', '_posts/2026-03-07-1.md', 'bb');
"""
# Of every step that has been released: one that changed would leave older files behind.
RELEASED = (
    "b253f70e2f598927",
    "c1dd07bf88ed6309",
    "779f1c65f45de072",
    "dfe597ddaaba6b05",
    "0c4102ba54918c31",
    "9f581ab1011dcc0d",
    "dcc2c0f8278732be",
)
MORNING = datetime(2026, 3, 7, 1, 30, tzinfo=UTC)
WANTED = [
    Record(
        key="http://wire.example/a/2",
        url="http://wire.example/a/2",
        status=Status.FAILED,
        reason="http-500",
        source_name="wire",
        first_seen=MORNING,
        last_fetched=MORNING,
        attempts=2,
        retry_after=MORNING + timedelta(hours=4),
    ),
    Record(
        key="http://wire.example/雾",
        url="http://wire.example/雾",
        status=Status.REJECTED,
        reason="too-short",
        first_seen=MORNING,
        last_fetched=MORNING,
        attempts=1,
    ),
    Record(
        key="wire:1",
        url="http://wire.example/a/1",
        status=Status.POSTED,
        source_name="wire",
        first_seen=MORNING,
        last_fetched=MORNING + timedelta(days=1),
        path="_posts/2026-03-07-1.md",
        sha256="aa",
        fingerprint="ff",
        revision=3,
        attempts=2,
    ),
]


def made(path: Path, version: int) -> Path:
    """Return a ledger as that version left it."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(FIRST)
        for number in range(1, version):
            connection.executescript(f"{STEPS[number]}; PRAGMA user_version = {number + 1}")
    return path


def test_a_released_step_is_never_changed() -> None:
    found = tuple(sha256(step.encode()).hexdigest()[:16] for step in STEPS)

    assert found[: len(RELEASED)] == RELEASED
    assert len(found) == len(RELEASED), "add the new step's hash when it is released"


@pytest.mark.parametrize("version", range(1, len(STEPS)))
def test_an_older_ledger_loses_nothing(version: int, tmp_path: Path) -> None:
    path = made(tmp_path / "ledger.db", version)

    with closing(Ledger.open(path)) as ledger:
        assert list(ledger.records()) == WANTED
        assert ledger.find("http://m.wire.example/a/1") == WANTED[2]
        assert ledger.intentions() == [("wire:1", "_posts/2026-03-07-1.md", "bb")]
        assert ledger.hashes("wire:1") == {"aa", "bb"}
        # What is new since then works on the old rows.
        tombstones.bury(ledger, Kind.PRUNED, MORNING, "wire:1")
        assert b'"state": "pruned"' in b"".join(index.lines_of(ledger))
        assert Validators(ledger).has_run("wire")
        assert Runs(ledger).sources() == []
    with closing(Ledger.open(path)) as ledger:
        assert list(ledger.records()) == WANTED
        newest = ledger.connection.execute("PRAGMA user_version").fetchone()[0]
        assert newest == len(STEPS)


def test_a_reader_sees_an_older_ledger_and_changes_nothing(tmp_path: Path) -> None:
    path = made(tmp_path / "ledger.db", 1)
    before = path.read_bytes()

    with closing(Ledger.snapshot(path)) as ledger:
        assert list(ledger.records()) == WANTED

    assert path.read_bytes() == before


def test_a_step_that_fails_is_as_if_it_had_not_begun(tmp_path: Path) -> None:
    path = made(tmp_path / "ledger.db", 1)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE pending (in_the_way)")

    with pytest.raises(LedgerError, match="already exists"):
        Ledger.open(path)

    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == 1
        names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
        assert "validator" not in names
        connection.execute("DROP TABLE pending")
        connection.commit()
    with closing(Ledger.open(path)) as ledger:
        assert list(ledger.records()) == WANTED


def test_a_ledger_of_a_later_version_is_refused(tmp_path: Path) -> None:
    path = made(tmp_path / "ledger.db", 1)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {len(STEPS) + 1}")

    with pytest.raises(LedgerError, match="newer newsspider; update this one"):
        Ledger.open(path)
