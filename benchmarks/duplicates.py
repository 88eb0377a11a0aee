"""Ledger look-up and near-duplicate cost per article at growing sizes: duplicates.py [SIZE…]."""

import random
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from newsspider.ledger import Ledger
from newsspider.ledger.fingerprints import Fingerprints
from newsspider.text import fingerprint


def main() -> None:
    sizes = [int(text) for text in sys.argv[1:]] or [10_000, 100_000, 1_000_000]
    random.seed(1)
    words = [chr(0x4E00 + number) for number in range(3000)]
    texts = ["".join(random.choices(words, k=800)) for _ in range(50)]
    began = time.perf_counter()
    signatures = [fingerprint.signature(text) for text in texts]
    print(f"signature of 800 characters: {(time.perf_counter() - began) / 50 * 1e3:.2f} ms")
    now = datetime.now(UTC).isoformat()
    with tempfile.TemporaryDirectory() as folder:
        ledger = Ledger.open(Path(folder) / "ledger.db")
        ledger.connection.execute("PRAGMA synchronous = OFF")
        found, done = Fingerprints(ledger), 0
        for size in sizes:
            with ledger.changing():
                for number in range(done, size):
                    made = tuple(random.getrandbits(27) for _ in range(fingerprint.BINS))
                    key = f"https://site.example/a/{number}"
                    ledger.connection.execute(
                        "INSERT INTO record VALUES (?,?,'posted','','s',?,?,'','','',1,0,NULL)",
                        (key, key, now, now),
                    )
                    ledger.connection.execute(
                        "INSERT INTO signature VALUES (?, ?)", (key, fingerprint.packed(made))
                    )
                    ledger.connection.executemany(
                        "INSERT OR IGNORE INTO band VALUES (?, ?)",
                        [(band, key) for band in fingerprint.bands(made)],
                    )
            done = size
            began = time.perf_counter()
            for _ in range(1000):
                ledger.find(f"https://site.example/a/{random.randrange(size)}")
            look = (time.perf_counter() - began) / 1000
            began = time.perf_counter()
            for each in signatures * 20:
                found.nearest("", each, 0.75)
            near = (time.perf_counter() - began) / 1000
            print(f"{size:>9,} rows: look-up {look * 1e6:6.0f} us, nearest {near * 1e6:6.0f} us")
        ledger.close()


main()
