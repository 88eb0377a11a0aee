"""An article's posts in the flavours after the first: where each is, and what we wrote there."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsspider.ledger.store import Ledger

_STALE = """
BEGIN INSERT INTO mark SELECT 'index-stale', '1'
WHERE NOT EXISTS (SELECT 1 FROM mark WHERE name = 'index-stale'); END;
"""
STEP = f"""
CREATE TABLE copy (
    key     TEXT NOT NULL,
    flavour TEXT NOT NULL,
    path    TEXT NOT NULL,
    sha256  TEXT NOT NULL,
    meant   TEXT NOT NULL,
    PRIMARY KEY (key, flavour)
) WITHOUT ROWID;
CREATE INDEX copy_path ON copy (path);
CREATE TRIGGER copy_new AFTER INSERT ON copy WHEN NEW.sha256 != ''{_STALE}
CREATE TRIGGER copy_changed AFTER UPDATE ON copy
WHEN OLD.path != NEW.path OR OLD.sha256 != NEW.sha256{_STALE}
CREATE TRIGGER copy_gone AFTER DELETE ON copy{_STALE}
"""
_UPSERT = (
    "INSERT INTO copy VALUES (?, ?, ?, ?, ?) ON CONFLICT (key, flavour) DO UPDATE SET "
    "path = excluded.path, sha256 = excluded.sha256, meant = excluded.meant"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A post in one flavour; ``path`` is under the output folder.

    ``sha256`` is that of what was written, empty until a first write ended; ``meant`` that of a
    write that was begun, empty once it ended.
    """

    flavour: str
    path: str
    sha256: str = ""
    meant: str = ""

    @property
    def hashes(self) -> frozenset[str]:
        """The hashes of what is ours at the path."""
        return frozenset((self.sha256, self.meant)) - {""}


def of(ledger: "Ledger", key: str) -> dict[str, Copy]:
    """Return the copies of the article *key* by flavour."""
    return every(ledger, key).get(key, {})


def every(ledger: "Ledger", key: str = "", *, begun: bool = False) -> dict[str, dict[str, Copy]]:
    """Return all copies, or those of *key*, by the article's key and the flavour.

    *begun*: of all, only those of which a write was begun and has not ended.
    """
    question = "SELECT key, flavour, path, sha256, meant FROM copy"
    values = (key,) if key else ()
    if key:
        question = f"{question} WHERE key = ?"
    elif begun:
        question = f"{question} WHERE meant != ''"
    with ledger.reading() as connection:
        rows = connection.execute(question, values).fetchall()
    found: dict[str, dict[str, Copy]] = {}
    for name, flavour, path, sha256, meant in rows:
        copy = Copy(flavour=flavour, path=path, sha256=sha256, meant=meant)
        found.setdefault(name, {})[flavour] = copy
    return found


def intend(ledger: "Ledger", key: str, copies: Iterable[Copy]) -> None:
    """Note what is about to be written for *key*, in one transaction."""
    with ledger.changing() as connection:
        put(connection, key, copies)


def put(connection: sqlite3.Connection, key: str, copies: Iterable[Copy]) -> None:
    """Write the rows of *copies* inside the caller's transaction."""
    connection.executemany(
        _UPSERT, [(key, copy.flavour, copy.path, copy.sha256, copy.meant) for copy in copies]
    )
