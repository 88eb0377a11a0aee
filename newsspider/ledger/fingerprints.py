"""Near-duplicates: a banded index of MinHash signatures."""

from newsspider.ledger.store import Ledger
from newsspider.text import fingerprint
from newsspider.text.fingerprint import Signature

MOST = 20  # candidates of a band: what more share is boilerplate, and must not cost more
_ALIKE = " UNION ALL ".join(
    [f"SELECT * FROM (SELECT key FROM band WHERE hash = ? LIMIT {MOST})"]  # noqa: S608  a number of ours
    * (fingerprint.BINS // fingerprint.ROWS)
)


class Fingerprints:
    """A view of the ledger; a look-up is eight index probes, however many articles there are."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    def nearest(self, key: str, found: Signature, threshold: float) -> tuple[str, float] | None:
        """Return the article other than *key* that is most alike, if at least *threshold*."""
        connection = self.ledger.connection
        seen: set[str] = {key}
        best: tuple[str, float] | None = None
        for (other,) in connection.execute(_ALIKE, fingerprint.bands(found)):
            if other in seen:
                continue
            seen.add(other)
            like = self.likeness(other, found)
            if like >= threshold and (best is None or like > best[1]):
                best = other, like
        return best

    def likeness(self, key: str, found: Signature) -> float:
        """Return how alike *found* and the text of *key* are; 0 where nothing is known of it."""
        with self.ledger.reading() as connection:
            query = "SELECT minhash FROM signature WHERE key = ?"
            row = connection.execute(query, (key,)).fetchone()
        return fingerprint.likeness(found, fingerprint.unpacked(row[0])) if row else 0.0

    def keep(self, key: str, found: Signature) -> None:
        """Keep the signature of *key* in place of an older one."""
        connection = self.ledger.connection
        row = connection.execute("SELECT minhash FROM signature WHERE key = ?", (key,)).fetchone()
        if row and row[0] == fingerprint.packed(found):
            return
        with self.ledger.changing(later=True):
            if row:
                old = fingerprint.bands(fingerprint.unpacked(row[0]))
                connection.executemany(
                    "DELETE FROM band WHERE hash = ? AND key = ?", [(n, key) for n in old]
                )
            connection.execute(
                "INSERT OR REPLACE INTO signature VALUES (?, ?)", (key, fingerprint.packed(found))
            )
            connection.executemany(
                "INSERT OR IGNORE INTO band VALUES (?, ?)",
                [(number, key) for number in fingerprint.bands(found)],
            )

    def note(self, key: str, of_key: str, similarity: float) -> None:
        """Note that *key* tells the story of *of_key*."""
        with self.ledger.changing():
            self.ledger.connection.execute(
                "INSERT OR REPLACE INTO duplicate VALUES (?, ?, ?)", (key, of_key, similarity)
            )
