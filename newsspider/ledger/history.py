"""What a post said before: its last versions, compressed, kept only for articles that changed."""

import difflib
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsspider.ledger.store import Ledger

STEP = """
CREATE TABLE version (
    number   INTEGER PRIMARY KEY,
    key      TEXT NOT NULL,
    revision INTEGER NOT NULL,
    at       TEXT NOT NULL,
    sha256   TEXT NOT NULL,
    content  BLOB NOT NULL,
    UNIQUE (key, sha256)
);
"""

KEPT = 10  # versions an article
_BLOCK = re.compile(
    r"(?<=>)(?=<(?:p|h[1-6]|ul|ol|li|blockquote|pre|table|tr|figure|center|hr|img)\b)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A post as it was; ``at`` is when these bytes were about to be written, or replaced."""

    revision: int
    at: datetime
    content: bytes


def keep(ledger: "Ledger", key: str, *versions: Version) -> None:
    """Keep *versions*, oldest first, and forget all but the last ten; the same bytes once."""
    with ledger.changing() as connection:
        for version in versions:
            connection.execute(
                "INSERT OR REPLACE INTO version (key, revision, at, sha256, content) "
                "VALUES (?, ?, ?, ?, ?)",
                (
                    key,
                    version.revision,
                    version.at.isoformat(),
                    sha256(version.content).hexdigest(),
                    zlib.compress(version.content, 9),
                ),
            )
        connection.execute(
            "DELETE FROM version WHERE key = ? AND number NOT IN "
            "(SELECT number FROM version WHERE key = ? ORDER BY number DESC LIMIT ?)",
            (key, key, KEPT),
        )


def forget(ledger: "Ledger", key: str) -> None:
    """Forget every version of *key*."""
    with ledger.changing() as connection:
        connection.execute("DELETE FROM version WHERE key = ?", (key,))


def versions(ledger: "Ledger", key: str) -> list[Version]:
    """Return the versions that are kept of *key*, oldest first."""
    with ledger.reading() as connection:
        rows = connection.execute(
            "SELECT revision, at, content FROM version WHERE key = ? ORDER BY number", (key,)
        ).fetchall()
    return [
        Version(
            revision=revision,
            at=datetime.fromisoformat(at),
            content=zlib.decompress(content),
        )
        for revision, at, content in rows
    ]


def difference(before: Version, after: Version) -> Iterator[str]:
    """Yield the lines of a unified diff; a body on one line is cut before its blocks."""
    return difflib.unified_diff(
        _lines(before.content),
        _lines(after.content),
        f"revision {before.revision}",
        f"revision {after.revision}",
        f"{before.at:%Y-%m-%d %H:%M:%S}Z",
        f"{after.at:%Y-%m-%d %H:%M:%S}Z",
        n=1,
        lineterm="",
    )


def _lines(content: bytes) -> list[str]:
    return _BLOCK.sub("\n", content.decode("utf-8", "replace")).splitlines()
