"""The portable half of the ledger: one sorted JSON line a known article."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from newsspider.errors import OutputError
from newsspider.ledger import copies, tombstones
from newsspider.ledger.copies import Copy
from newsspider.ledger.store import Ledger, put_record
from newsspider.ledger.tombstones import Kind
from newsspider.model.record import Record, Status
from newsspider.urls import canonical

INDEX = ".newsspider/index.jsonl"  # under the output folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line: ``state`` is that of the record, or ``removed`` or ``pruned``."""

    key: str
    url: str
    path: str
    sha256: str
    first_seen: datetime
    state: str
    aliases: tuple[str, ...] = ()
    copies: tuple[Copy, ...] = ()  # in the flavours after the first

    @property
    def tombstone(self) -> Kind | None:
        """What kind of tombstone the article has."""
        return Kind(self.state) if self.state in tuple(Kind) else None

    @property
    def status(self) -> Status:
        """The state of the ledger's row."""
        if self.tombstone:
            return Status.GONE if self.tombstone is Kind.REMOVED else Status.POSTED
        return Status(self.state)


def lines_of(ledger: Ledger) -> Iterator[bytes]:
    """Yield the lines of ``index.jsonl``, for the articles that have, or had, a post.

    They are in the order of their ids, by code points. A line has ``aliases`` only for addresses
    that do not follow from ``id`` and ``url``, and ``copies`` (by flavour) only where the site has
    several flavours. The tables are walked side by side: nothing is in memory as a whole.
    """
    with ledger.reading() as connection:
        ask = connection.execute
        buried = _beside(ask("SELECT key, kind FROM tombstone ORDER BY key"))
        others = _beside(ask("SELECT key, url FROM alias ORDER BY key, url"))
        copied = _beside(ask("SELECT key, flavour, path, sha256 FROM copy ORDER BY key, flavour"))
        for record in ledger.records():
            state = next((kind for (kind,) in buried(record.key)), "")
            aliases = [url for (url,) in others(record.key)]
            posts = {
                flavour: {"path": path, "sha256": sha256}
                for flavour, path, sha256 in copied(record.key)
                if sha256
            }
            if record.path or state:
                yield _line(record, state or record.status.value, aliases, posts)


def _beside(rows: Iterable[tuple[str, ...]]) -> Callable[[str], list[tuple[str, ...]]]:
    """Return what gives the rest of the rows of a key, asked in the order of the rows' keys."""
    left = iter(rows)
    ahead = next(left, None)

    def of(key: str) -> list[tuple[str, ...]]:
        nonlocal ahead
        found = []
        while ahead is not None and ahead[0] <= key:
            if ahead[0] == key:
                found.append(ahead[1:])
            ahead = next(left, None)
        return found

    return of


def _line(
    record: Record, state: str, aliases: list[str], posts: Mapping[str, dict[str, str]]
) -> bytes:
    line: dict[str, object] = {
        "id": record.key,
        "url": record.url,
        "path": record.path,
        "sha256": record.sha256,
        "first_seen": record.first_seen.isoformat(),
        "state": state,
    }
    if aliases:
        more = sorted(set(aliases) - {record.key, canonical(record.url)})
        line |= {"aliases": more} if more else {}
    line |= {"copies": posts} if posts else {}
    return (json.dumps(line, ensure_ascii=False) + "\n").encode("utf-8", "replace")


def entries(lines: Iterable[bytes]) -> Iterator[Entry | str]:
    """Yield what the lines of an index say; a line that cannot be read comes as its text.

    A torn file or the marks of a merge conflict cost their own lines, no other.
    """
    for line in lines:
        text = line.decode("utf-8", "replace").strip()
        if text:
            yield _entry(text) or text


def _entry(line: str) -> Entry | None:
    try:
        said = json.loads(line)
        entry = Entry(
            key=str(said["id"]),
            url=str(said["url"]),
            path=str(said["path"]),
            sha256=str(said["sha256"]),
            first_seen=datetime.fromisoformat(said["first_seen"]),
            state=str(said["state"]),
            aliases=tuple(map(str, said.get("aliases", ()))),
            copies=tuple(
                Copy(flavour=name, path=str(post["path"]), sha256=str(post["sha256"]))
                for name, post in said.get("copies", {}).items()
            ),
        )
        canonical(entry.url)
        _ = entry.status
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return entry if entry.key and entry.first_seen.tzinfo else None


@dataclass(slots=True, kw_only=True)
class Absorbed:
    """What became of the lines of an index."""

    lines: int = 0
    new: int = 0
    unreadable: list[str] = field(default_factory=list)


def is_stale(ledger: Ledger, output: Path) -> bool:
    """Tell whether the index on disk does not say what *ledger* knows."""
    stale = tombstones.marked(ledger, "index-stale")
    return bool(stale) or tombstones.marked(ledger, "index-seen") != _stamp(output / INDEX)


def renew(ledger: Ledger, output: Path, pour: Callable[[str, Iterable[bytes]], None]) -> None:
    """Write the index with *pour*, an outbox's, if the one on disk does not say what is known."""
    if not is_stale(ledger, output):
        return
    pour(INDEX, lines_of(ledger))
    tombstones.mark(ledger, "index-stale", "")
    tombstones.mark(ledger, "index-seen", _stamp(output / INDEX))


def absorb(ledger: Ledger, output: Path) -> Absorbed:
    """Take what the index says and *ledger* does not know, if another hand wrote the index.

    That is git's after a pull, or another machine's. Tombstones are taken, too, and the hash of
    a post that is here as the index says. One transaction, a line at a time.
    """
    absorbed = Absorbed()
    file = output / INDEX
    seen = _stamp(file)
    if not seen or file.is_symlink() or tombstones.marked(ledger, "index-seen") == seen:
        return absorbed
    with ledger.changing() as connection:
        for entry in entries(_read(file)):
            if isinstance(entry, str):
                absorbed.unreadable.append(entry)
                continue
            known = ledger.get(entry.key)
            absorbed.lines += 1
            absorbed.new += known is None
            _absorb(connection, known, entry, output)
            if entry.copies:
                _absorb_copies(connection, copies.of(ledger, entry.key), entry, output)
        connection.execute("INSERT OR REPLACE INTO mark VALUES ('index-seen', ?)", (seen,))
    return absorbed


def _read(file: Path) -> Iterator[bytes]:
    try:
        with file.open("rb") as lines:
            yield from lines
    except OSError as error:
        raise OutputError(f"{file}: cannot be read: {error.strerror or error}") from error


def _absorb(
    connection: sqlite3.Connection, record: Record | None, entry: Entry, output: Path
) -> None:
    if entry.tombstone:
        connection.execute(
            "INSERT OR IGNORE INTO tombstone VALUES (?, ?, ?)",
            (entry.key, entry.tombstone.value, entry.first_seen.isoformat()),
        )
    if record is None or (entry.path and not record.path):
        put_record(connection, _record(entry), aliases=_aliases(entry))
    elif entry.tombstone:
        connection.execute(
            "UPDATE record SET status = ? WHERE key = ?", (entry.status.value, entry.key)
        )
    elif (
        entry.sha256
        and entry.sha256 != record.sha256
        and entry.path == record.path
        and _holds(output / entry.path, entry.sha256)
    ):
        connection.execute("UPDATE record SET sha256 = ? WHERE key = ?", (entry.sha256, entry.key))


def _absorb_copies(
    connection: sqlite3.Connection, known: Mapping[str, Copy], entry: Entry, output: Path
) -> None:
    """Take copies that are new, and the hash of one that is here as the index says."""
    for copy in entry.copies:
        before = known.get(copy.flavour)
        if before is None or (
            copy.path == before.path
            and copy.sha256 != before.sha256
            and _holds(output / copy.path, copy.sha256)
        ):
            copies.put(connection, entry.key, [copy])


def _holds(file: Path, digest: str) -> bool:
    return file.is_file() and sha256(file.read_bytes()).hexdigest() == digest


def _record(entry: Entry) -> Record:
    named = "" if entry.key.startswith("http") else entry.key.partition(":")[0]
    return Record(
        key=entry.key,
        url=entry.url,
        status=entry.status,
        reason=entry.state if entry.tombstone else "",
        first_seen=entry.first_seen,
        last_fetched=entry.first_seen,
        source_name=named,
        path=entry.path,
        sha256=entry.sha256,
        revision=1,
    )


def _aliases(entry: Entry) -> set[str]:
    return {*entry.aliases, canonical(entry.url)} - {entry.key}


def _stamp(file: Path) -> str:
    """Return size and time of the index; empty where there is none."""
    try:
        found = file.stat()
    except OSError:
        return ""
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ino}"
