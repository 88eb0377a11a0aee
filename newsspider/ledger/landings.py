"""Where articles' addresses led: a redirect's end, kept until it is asked for itself."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsspider.ledger.store import Ledger

MOST = 20  # articles of one end: where more lead to it, it is a log-in or a section
STEP = """
CREATE TABLE landing (
    url TEXT NOT NULL,
    key TEXT NOT NULL,
    PRIMARY KEY (url, key)
) WITHOUT ROWID;
"""


class Landings:
    """A view of the ledger. An end is no alias: a home page or a log-in is the end of many."""

    def __init__(self, ledger: "Ledger") -> None:
        self.ledger = ledger

    def note(self, url: str, key: str) -> None:
        """Note that the page of the article *key* was found at *url*."""
        with self.ledger.changing(later=True) as connection:
            connection.execute("INSERT OR IGNORE INTO landing VALUES (?, ?)", (url, key))

    def at(self, url: str) -> list[str]:
        """Return the keys of the articles whose pages were found at *url*."""
        with self.ledger.reading() as connection:
            rows = connection.execute(
                "SELECT key FROM landing WHERE url = ? LIMIT ?", (url, MOST)
            ).fetchall()
        return [key for (key,) in rows]

    def join(self, url: str, key: str) -> None:
        """Note that *url* is another address of the post *key*.

        What is known of *url* alone goes, as that it failed once: it would be found first.
        """
        with self.ledger.changing(later=True) as connection:
            connection.execute(
                "DELETE FROM record WHERE key = ? AND key != ? AND status != 'posted' "
                "AND key NOT IN (SELECT key FROM tombstone)",
                (url, key),
            )
            self.ledger.alias(url, key)
