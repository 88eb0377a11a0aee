"""The ledger's schema, one step a version; a step is never changed once it has been released."""

import sqlite3

from newsspider.ledger import history, tombstones

APPLICATION = 0x4E535052  # "NSPR": tells our file from any other SQLite file

STEPS = (
    """
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
    """,
    "",
    "",
    tombstones.STEP,
    history.STEP,
)


def version(connection: sqlite3.Connection) -> int:
    """Return the version of the file's schema; 0 for a new file."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def application(connection: sqlite3.Connection) -> int:
    """Return whose file it is; 0 for a new one."""
    return int(connection.execute("PRAGMA application_id").fetchone()[0])


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the file to the newest version, each step in one transaction."""
    for number in range(version(connection), len(STEPS)):
        connection.executescript(
            f"BEGIN IMMEDIATE;{STEPS[number]}"
            f"PRAGMA application_id = {APPLICATION};PRAGMA user_version = {number + 1};COMMIT;"
        )
