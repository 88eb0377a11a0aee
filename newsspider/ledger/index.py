"""The portable half of the ledger: one sorted JSON line a known article."""

import json
from collections.abc import Iterable

from newsspider.model.record import Record

INDEX = ".newsspider/index.jsonl"  # under the output folder


def index_lines(records: Iterable[Record]) -> bytes:
    """Return the lines of ``index.jsonl`` for the articles that have, or had, a post."""
    lines = sorted(
        json.dumps(
            {
                "id": record.key,
                "url": record.url,
                "path": record.path,
                "sha256": record.sha256,
                "first_seen": record.first_seen.isoformat(),
                "state": record.status.value,
            },
            ensure_ascii=False,
        )
        for record in records
        if record.path
    )
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")
