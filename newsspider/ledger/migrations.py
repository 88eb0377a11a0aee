"""The ledger's schema, one step a version; a step is never changed once it has been released."""

import sqlite3

from newsspider.ledger import copies, history, landings, tombstones

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
    # 2: lists and articles asked conditionally, the queue of links, runs and hosts
    """
    CREATE INDEX record_source ON record (source_name, first_seen);
    CREATE TABLE validator (
        key      TEXT PRIMARY KEY,
        url      TEXT NOT NULL,
        etag     TEXT NOT NULL,
        modified TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE listing (
        url      TEXT PRIMARY KEY,
        asked    TEXT NOT NULL,
        interval INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE pending (
        key         TEXT PRIMARY KEY,
        source_name TEXT NOT NULL,
        link        TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX pending_source ON pending (source_name);
    CREATE TABLE host (name TEXT PRIMARY KEY, until TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE run (id TEXT PRIMARY KEY, started TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE run_seen (
        run         TEXT NOT NULL,
        url         TEXT NOT NULL,
        source_name TEXT NOT NULL,
        PRIMARY KEY (run, url)
    ) WITHOUT ROWID;
    CREATE TABLE source_run (
        source_name TEXT NOT NULL,
        run         TEXT NOT NULL,
        summary     TEXT NOT NULL,
        PRIMARY KEY (source_name, run)
    ) WITHOUT ROWID;
    CREATE TABLE source_day (
        source_name TEXT NOT NULL,
        day         TEXT NOT NULL,
        summary     TEXT NOT NULL,
        PRIMARY KEY (source_name, day)
    ) WITHOUT ROWID;
    CREATE TABLE alarm (
        source_name TEXT NOT NULL,
        kind        TEXT NOT NULL,
        count       INTEGER NOT NULL,
        raised      INTEGER NOT NULL,
        detail      TEXT NOT NULL,
        PRIMARY KEY (source_name, kind)
    ) WITHOUT ROWID;
    """,
    # 3: fingerprints of texts, for near-duplicates
    """
    CREATE TABLE signature (key TEXT PRIMARY KEY, minhash BLOB NOT NULL) WITHOUT ROWID;
    CREATE TABLE band (
        hash INTEGER NOT NULL,
        key  TEXT NOT NULL,
        PRIMARY KEY (hash, key)
    ) WITHOUT ROWID;
    CREATE TABLE duplicate (
        key        TEXT PRIMARY KEY,
        of_key     TEXT NOT NULL,
        similarity REAL NOT NULL
    ) WITHOUT ROWID;
    """,
    tombstones.STEP,
    history.STEP,
    copies.STEP,
    landings.STEP,
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
