"""The ledger in one SQLite file; every change is whole, and reaches the disk before it must.

A change that says what *was* done may wait for the next one that says what *will be*: after a kill
in between the next run finds out, and a post costs one wait for the disk instead of five.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Self

from newsspider.errors import LedgerError, OutputError
from newsspider.failpoints import failpoint
from newsspider.ledger.migrations import APPLICATION, STEPS, application, migrate, version
from newsspider.model.record import Record, Status

BUSY = 10_000  # milliseconds that a writer waits for another; there is one a source in a run

_ANEW = "move it away to have it made anew from the index and the posts: newsspider ledger rebuild"
_UNWRITABLE = {
    "is full": "free some space and run again",
    "disk I/O error": "see whether the disk is full or broken, and run again",
    "readonly": "make the folder writable",
    "unable to open": "make the folder writable",
}
_NAMES = tuple(field.name for field in fields(Record))
_TIMES = ("first_seen", "last_fetched", "retry_after")
_SELECT = "SELECT " + ", ".join(_NAMES) + " FROM record"
_FIND = (  # the row of the name itself before one that was met under it
    f"{_SELECT} WHERE key IN (?, (SELECT key FROM alias WHERE url = ?)) ORDER BY key != ? LIMIT 1"
)
_ALIAS = "INSERT INTO alias VALUES (?, ?) ON CONFLICT (url) DO UPDATE SET key = excluded.key"
_UPSERT = (
    "INSERT INTO record (" + ", ".join(_NAMES) + ") VALUES (" + ", ".join("?" * len(_NAMES)) + ") "
    "ON CONFLICT (key) DO UPDATE SET " + ", ".join(f"{name} = excluded.{name}" for name in _NAMES)
)


class Ledger:
    """Rows of :class:`Record`, found by key or by any address under which they were met."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.connection = connection
        self.path = path

    @classmethod
    def open(cls, path: Path, *, journal: str = "WAL") -> Self:
        """Open the file, or make it; LedgerError where it is not ours or damaged."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            why = error.strerror or str(error)
            message = f"{path.parent}: cannot be written: {why}; choose another folder with --out"
            raise OutputError(message) from error
        connection = None
        try:
            connection = sqlite3.connect(path, timeout=BUSY / 1000, isolation_level=None)
            _prepare(connection, path)
            connection.execute(f"PRAGMA journal_mode = {journal}")
            connection.execute("PRAGMA synchronous = FULL")
            migrate(connection)
        except (sqlite3.Error, LedgerError) as error:
            if connection is not None:
                connection.close()
            raise error if isinstance(error, LedgerError) else _broken(path, error) from error
        return cls(connection, path)

    @classmethod
    def snapshot(cls, path: Path) -> Self:
        """Return a copy in memory, empty where there is no file; nothing on disk changes."""
        copy = sqlite3.connect(":memory:", isolation_level=None)
        try:
            if path.is_file():
                source = _read_only(path)
                try:
                    _prepare(source, path)
                    source.backup(copy)
                finally:
                    source.close()
            migrate(copy)
        except sqlite3.Error as error:
            copy.close()
            raise _broken(path, error) from error
        return cls(copy, path)

    @classmethod
    def look(cls, path: Path) -> Self:
        """Read the file where it lies, at the cost of what is asked for, not of its size.

        It is a copy in memory where there is no file, or where it is of an older version.
        """
        try:
            if path.is_file() and path.stat().st_size:
                connection = _read_only(path)
                if application(connection) == APPLICATION and version(connection) == len(STEPS):
                    return cls(connection, path)
                connection.close()
        except sqlite3.Error as error:
            raise _broken(path, error) from error
        return cls.snapshot(path)

    def get(self, key: str) -> Record | None:
        """Return the row called *key*."""
        with self._explained():
            row = self.connection.execute(f"{_SELECT} WHERE key = ?", (key,)).fetchone()
        return _record(row) if row else None

    def find(self, url: str) -> Record | None:
        """Return the row called *url*, or the one met under it."""
        with self._explained():
            row = self.connection.execute(_FIND, (url, url, url)).fetchone()
        return _record(row) if row else None

    def records(self) -> Iterator[Record]:
        """Yield every row, sorted by key."""
        with self._explained():
            for row in self.connection.execute(f"{_SELECT} ORDER BY key"):
                yield _record(row)

    def due_again(self, source_name: str, since: datetime) -> list[Record]:
        """Return the articles of a source that we posted and first saw after *since*."""
        # One without a hash is the user's own post.
        where = "source_name = ? AND first_seen > ? AND status = 'posted' AND sha256 != ''"
        with self._explained():
            rows = self.connection.execute(
                f"{_SELECT} WHERE {where}", (source_name, since.isoformat())
            ).fetchall()
        return [_record(row) for row in rows]

    def touch(self, key: str, now: datetime) -> None:
        """Note that an article was looked at and is as it was."""
        with self.changing(later=True):
            self.connection.execute(
                "UPDATE record SET last_fetched = ? WHERE key = ?", (now.isoformat(), key)
            )

    def alias(self, url: str, key: str) -> None:
        """Note that the article *key* is found under *url*, too."""
        with self.changing(later=True) as connection:
            connection.execute(_ALIAS, (url, key))

    def intend(self, key: str, path: str, sha256: str) -> None:
        """Note that the file *path* with this hash is about to be written for *key*."""
        with self.changing():
            self.connection.execute(
                "INSERT INTO intent VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET "
                "path = excluded.path, sha256 = excluded.sha256",
                (key, path, sha256),
            )

    def hashes(self, key: str) -> frozenset[str]:
        """Return the hashes of what was written for *key*, or was about to be when a run died."""
        with self._explained():
            rows = self.connection.execute(
                "SELECT sha256 FROM record WHERE key = ? "
                "UNION SELECT sha256 FROM intent WHERE key = ?",
                (key, key),
            ).fetchall()
        return frozenset(row[0] for row in rows if row[0])

    def intention(self, key: str) -> tuple[str, str] | None:
        """Return the path and the hash that were intended for *key* when a run died."""
        query = "SELECT path, sha256 FROM intent WHERE key = ?"
        with self._explained():
            row = self.connection.execute(query, (key,)).fetchone()
        return (row[0], row[1]) if row else None

    def commit(self, record: Record, aliases: Iterable[str] = (), *, later: bool = False) -> None:
        """Write *record*, its aliases, and the end of its intent, in one step."""
        with self.changing(later=later) as connection:
            put_record(connection, record, aliases)

    def intentions(self) -> list[tuple[str, str, str]]:
        """Return key, path and hash of everything that was intended and not finished."""
        with self._explained():
            return self.connection.execute("SELECT key, path, sha256 FROM intent").fetchall()

    def forget_intent(self, key: str) -> None:
        """Note that what was intended for *key* was not written."""
        with self.changing():
            self.connection.execute("DELETE FROM intent WHERE key = ?", (key,))

    def close(self) -> None:
        """Bring all to the disk and close the file; may be called again."""
        try:
            self.flush()
        finally:
            self.connection.close()

    @contextmanager
    def changing(self, *, later: bool = False) -> Iterator[sqlite3.Connection]:
        """Give the connection inside one step, also to the modules of other tables.

        It is on disk at the end, with all that was left for *later* before it; with *later* at
        the next one's end, at :meth:`flush` or :meth:`close`. It is seen at once.
        """
        with self._explained():
            before = self.connection.in_transaction
            self.connection.execute("SAVEPOINT step" if before else "BEGIN IMMEDIATE")
            try:
                yield self.connection
                if before:
                    self.connection.execute("RELEASE step")
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK TO step" if before else "ROLLBACK")
                raise
        if not later:
            self.flush()

    def flush(self) -> None:
        """Bring to the disk what was left for later."""
        if not self.connection.in_transaction:
            return
        with self._explained():
            try:
                failpoint("commit", sqlite=True)
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise
        failpoint("committed", fails=False)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give the connection for questions to the modules of other tables."""
        with self._explained():
            yield self.connection

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise _broken(self.path, error) from error


def put_record(connection: sqlite3.Connection, record: Record, aliases: Iterable[str] = ()) -> None:
    """Write *record*, its aliases and the end of its intent inside the caller's transaction."""
    connection.execute(_UPSERT, _row(record))
    connection.execute("DELETE FROM intent WHERE key = ?", (record.key,))
    connection.executemany(_ALIAS, [(url, record.key) for url in aliases if url != record.key])


def _read_only(path: Path) -> sqlite3.Connection:
    # immutable: SQLite makes no -wal or -shm file beside it; what another run has
    # not checkpointed yet is not seen, which a reader can bear.
    mode = "ro" if path.with_name(path.name + "-wal").exists() else "ro&immutable=1"
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    return sqlite3.connect(uri, uri=True, timeout=BUSY / 1000, isolation_level=None)


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    """Set what holds for every connection, and refuse a file that is not ours or is damaged."""
    connection.execute(f"PRAGMA busy_timeout = {BUSY}")
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA foreign_keys = ON")
    owner, number = application(connection), version(connection)
    if owner not in (0, APPLICATION):
        raise LedgerError(f"{path}: is a database of another program; move it away")
    if number > len(STEPS):
        raise LedgerError(f"{path}: was written by a newer newsspider; update this one")
    checked = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if checked != "ok":
        raise LedgerError(f"{path}: is damaged ({checked}); {_ANEW}")


def _broken(path: Path, error: sqlite3.Error) -> LedgerError | OutputError:
    text = str(error)
    for words, advice in _UNWRITABLE.items():
        if words in text:
            return OutputError(f"{path}: cannot be written: {text}; {advice}")
    busy = "locked" in text or "busy" in text
    advice = "another program holds it; run again later" if busy else _ANEW
    return LedgerError(f"{path}: cannot be used: {text}; {advice}")


def _row(record: Record) -> tuple[object, ...]:
    values = (getattr(record, name) for name in _NAMES)
    return tuple(value.isoformat() if isinstance(value, datetime) else value for value in values)


def _record(row: tuple[object, ...]) -> Record:
    values = dict(zip(_NAMES, row, strict=True))
    values["status"] = Status(str(values["status"]))
    for name in _TIMES:
        values[name] = datetime.fromisoformat(str(values[name])) if values[name] else None
    return Record(**values)  # type: ignore[arg-type]  # the columns are the fields
