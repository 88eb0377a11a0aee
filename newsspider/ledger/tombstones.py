"""Articles that were taken down for good, or pruned: known, and never posted again on their own.

Beside them small marks of the ledger, such as what is known of the index file.
"""

import sqlite3
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsspider.ledger.store import Ledger

STEP = """
CREATE TABLE tombstone (
    key  TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    at   TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE mark (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
CREATE TRIGGER record_new AFTER INSERT ON record WHEN NEW.path != ''
BEGIN INSERT INTO mark SELECT 'index-stale', '1'
WHERE NOT EXISTS (SELECT 1 FROM mark WHERE name = 'index-stale'); END;
CREATE TRIGGER record_changed AFTER UPDATE ON record
WHEN OLD.path != NEW.path OR OLD.sha256 != NEW.sha256 OR OLD.status != NEW.status
BEGIN INSERT INTO mark SELECT 'index-stale', '1'
WHERE NOT EXISTS (SELECT 1 FROM mark WHERE name = 'index-stale'); END;
CREATE TRIGGER tombstone_new AFTER INSERT ON tombstone
BEGIN INSERT INTO mark SELECT 'index-stale', '1'
WHERE NOT EXISTS (SELECT 1 FROM mark WHERE name = 'index-stale'); END;
CREATE TRIGGER tombstone_gone AFTER DELETE ON tombstone
BEGIN INSERT INTO mark SELECT 'index-stale', '1'
WHERE NOT EXISTS (SELECT 1 FROM mark WHERE name = 'index-stale'); END;
"""


class Kind(StrEnum):
    """Why an article has no post any more."""

    REMOVED = "removed"  # taken down for good by `remove`
    PRUNED = "pruned"  # moved or deleted because of its age, or posted by an older system


def bury(ledger: "Ledger", kind: Kind, at: datetime, *keys: str) -> None:
    """Note that the articles *keys* are to have no post any more, in one transaction."""
    with ledger.changing() as connection:
        connection.executemany(
            "INSERT OR REPLACE INTO tombstone VALUES (?, ?, ?)",
            [(key, kind.value, at.isoformat()) for key in keys],
        )


def revive(ledger: "Ledger", key: str) -> None:
    """Note that the article *key* may have a post again."""
    with ledger.changing() as connection:
        connection.execute("DELETE FROM tombstone WHERE key = ?", (key,))


def kind_of(ledger: "Ledger", key: str) -> Kind | None:
    """Return what kind of tombstone *key* has."""
    with ledger.reading() as connection:
        row = connection.execute("SELECT kind FROM tombstone WHERE key = ?", (key,)).fetchone()
    return Kind(row[0]) if row else None


def every(ledger: "Ledger", kind: Kind | None = None) -> dict[str, Kind]:
    """Return all tombstones by key, or those of one kind."""
    question = "SELECT key, kind FROM tombstone"
    if kind is not None:
        question = f"{question} WHERE kind = ?"
    values = (kind.value,) if kind is not None else ()
    with ledger.reading() as connection:
        return {key: Kind(name) for key, name in connection.execute(question, values)}


def mark(ledger: "Ledger", name: str, value: str) -> None:
    """Keep *value* under *name*; an empty one is forgotten."""
    with ledger.changing() as connection:
        if value:
            connection.execute("INSERT OR REPLACE INTO mark VALUES (?, ?)", (name, value))
        else:
            connection.execute("DELETE FROM mark WHERE name = ?", (name,))


def first(connection: sqlite3.Connection, name: str, value: str) -> None:
    """Keep *value* under *name* if nothing is kept there, inside the caller's transaction."""
    connection.execute("INSERT OR IGNORE INTO mark VALUES (?, ?)", (name, value))


def marked(ledger: "Ledger", name: str) -> str:
    """Return what is kept under *name*, or an empty text."""
    with ledger.reading() as connection:
        row = connection.execute("SELECT value FROM mark WHERE name = ?", (name,)).fetchone()
    return str(row[0]) if row else ""
