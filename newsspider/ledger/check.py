"""Compare a ledger with the files that it tells of."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from newsspider.ledger import copies, index, tombstones
from newsspider.ledger.store import Ledger
from newsspider.ledger.tombstones import Kind
from newsspider.model.record import Status


@dataclass(slots=True, kw_only=True)
class Examined:
    """What the ledger says and the files do; paths are under the output folder."""

    rows: int = 0
    posts: int = 0  # that are as we wrote them
    pruned: int = 0
    removed: int = 0
    edited: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    unfinished: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    stale: bool = False


def examine(ledger: Ledger, output: Path) -> Examined:
    """Read every post that the ledger knows; changes nothing."""
    buried = tombstones.every(ledger)
    found = Examined(
        pruned=sum(kind is Kind.PRUNED for kind in buried.values()),
        removed=sum(kind is Kind.REMOVED for kind in buried.values()),
        unfinished=[path for _, path, _ in ledger.intentions()],
        stale=index.is_stale(ledger, output),
    )
    paths: Counter[str] = Counter()
    more = copies.every(ledger)
    for record in ledger.records():
        found.rows += 1
        if not record.path or record.status is not Status.POSTED or record.key in buried:
            continue
        _look(found, paths, output, record.path, ledger.hashes(record.key))
        for copy in more.get(record.key, {}).values():
            if copy.sha256:
                _look(found, paths, output, copy.path, copy.hashes)
    found.unfinished += [
        copy.path for each in more.values() for copy in each.values() if copy.meant
    ]
    found.doubled = [path for path, count in paths.items() if count > 1]
    return found


def _look(
    found: Examined, paths: Counter[str], output: Path, path: str, ours: Collection[str]
) -> None:
    paths[path] += 1
    file = output / path
    if not file.is_file():
        found.deleted.append(path)
    elif sha256(file.read_bytes()).hexdigest() in ours:
        found.posts += 1
    else:
        found.edited.append(path)
