"""Know the posts that are there already: the user's own, and those of an older system."""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG
from urllib.parse import urlsplit

from newsspider import flavours
from newsspider.ledger.store import Ledger, put_record
from newsspider.ledger.tombstones import Kind, marked
from newsspider.model.record import Record, Status
from newsspider.model.source import Source
from newsspider.sources.catalogue import Catalogue
from newsspider.urls import canonical

Identify = Callable[[str], tuple[str, ...]]  # an address -> the ledger's key and its aliases

POST_ENDINGS = (".md", ".markdown", ".html", ".htm")
_LARGEST = 2_000_000  # bytes; a post is smaller, a data file of the site may not be
_NOT_POSTS = frozenset({"_site", "node_modules", "vendor", "public", "_layouts", "_includes"})
_HEAD = re.compile(
    r"\s*(?:(?P<fence>---|\+\+\+)[ \t]*\r?\n(?P<head>.*?)\r?\n(?P=fence)[ \t]*(?:\r?\n|$)"
    r"|(?P<lines>Title:[ \t].*?)(?:\r?\n[ \t]*\r?\n|$))",  # Pelican's
    re.DOTALL,
)
_KEY = re.compile(
    r"^(?:source_url|original_url|original_link|canonical_url|external_url|link|source)"
    r""":[ \t]*["']?(?P<url>https?://[^\s"'<>]+)""",
    re.MULTILINE,
)
_AUTOLINK = re.compile(r"^[ \t]*<(?P<url>https?://[^\s<>]+)>[ \t]*\r?$", re.MULTILINE)
_BARE = re.compile(r"^[ \t]*(?P<url>https?://[^\s<>\"']+)[ \t]*\r?$", re.MULTILINE)
_DATE = re.compile(
    r"^date(?::| =)[ \t]*[\"']?(?P<day>\d{4}-\d\d-\d\d)(?:[ T](?P<time>\d\d:\d\d(?::\d\d)?))?"
    r"(?:[ ]?(?P<zone>[+-]\d\d:?\d\d|Z))?",
    re.MULTILINE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A post: its path as it was walked to, its address and its date (aware) where it has one."""

    path: str
    url: str
    date: datetime | None = None


@dataclass(slots=True, kw_only=True)
class Adoption:
    """What became of a walk over posts."""

    adopted: int = 0
    known: int = 0
    twice: int = 0  # the same article under two names
    nameless: list[str] = field(default_factory=list)  # posts without an address


def read_post(content: bytes, path: str) -> Found | None:
    """Return what a post says of itself, ``url`` empty where it has no address.

    None for a file without front matter. It is lenient: blank lines before the front matter,
    CRLF, an empty title and a date without a zone (read as UTC) have all been seen.
    """
    text = content.decode("utf-8", "replace").removeprefix("\ufeff")
    head = _HEAD.match(text)
    if head is None:
        return None
    said = head["head"] or head["lines"]
    body = text[head.end() :]
    links = _AUTOLINK.findall(body) or _BARE.findall(body)
    named = _KEY.search(said)
    url = links[-1] if links else named["url"] if named else ""
    return Found(path=path, url=url if _is_address(url) else "", date=_date(said))


def posts(root: Path) -> Iterator[tuple[str, Path]]:
    """Yield the files under *root* that may be posts, as relative path and path, sorted."""
    if not root.is_dir():
        return
    for folder, inner, names in os.walk(root, followlinks=False):
        inner[:] = sorted(name for name in inner if not _is_hidden(name) and _is_text(name))
        for name in sorted(names):
            if name.endswith(POST_ENDINGS) and not name.startswith(".") and _is_text(name):
                path = Path(folder, name)
                yield path.relative_to(root).as_posix(), path


def found(files: Iterable[tuple[str, Path]]) -> Iterator[Found]:
    """Yield what those of *files* that are posts say; what cannot be read is left out."""
    for relative, path in files:
        try:
            about = path.lstat()
            if not S_ISREG(about.st_mode) or about.st_size > _LARGEST:
                continue  # a link leads elsewhere, a FIFO never ends
            post = read_post(path.read_bytes(), relative)
        except OSError:
            continue
        if post is not None:
            yield post


def adopted(post: Found, names: tuple[str, ...], now: datetime, *, path: str) -> Record:
    """Return the row of a post that we did not write: no hash, so that it is never overwritten."""
    when = min(post.date or now, now).astimezone(UTC)
    return Record(
        key=names[0],
        url=post.url,
        status=Status.POSTED,
        first_seen=when,
        last_fetched=when,
        source_name=names[0].partition(":")[0] if not names[0].startswith("http") else "",
        path=path,
        revision=1,
    )


def identifier(catalogue: Catalogue) -> Identify:
    """Return the function that names an address as the crawl of its source would name it."""
    last: dict[str, Source] = {}

    def identify(url: str) -> tuple[str, ...]:
        host = urlsplit(url).hostname or ""
        source = last.get(host)
        if source is None or not source.id_of(url):
            source = catalogue.match(url) or _by_id(catalogue, url, host)
        address = canonical(url)
        identity = source.id_of(url) if source else ""
        if source is None or not identity:
            return (address,)
        last[host] = source
        return (f"{source.name}:{identity}", address)

    return identify


def _by_id(catalogue: Catalogue, url: str, host: str) -> Source | None:
    """Return a source of the same domain whose pattern finds an id in *url*."""
    for source in catalogue.all.values():
        home = urlsplit(source.home).hostname or ""
        if source.id_of(url) and _domain(host) == _domain(home):
            return source
    return None


def _domain(host: str) -> str:
    return ".".join(host.split(".")[-2:])


def _is_hidden(name: str) -> bool:
    return name.startswith(".") or name in _NOT_POSTS


def _is_text(name: str) -> bool:
    """Tell whether a name is UTF-8: the ledger and the index can hold no other."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_address(url: str) -> bool:
    try:
        canonical(url)
    except ValueError:
        return False
    return True


def _date(head: str) -> datetime | None:
    said = _DATE.search(head)
    if said is None:
        return None
    zone = (said["zone"] or "+00:00").replace("Z", "+00:00")
    try:
        return datetime.fromisoformat(f"{said['day']}T{said['time'] or '00:00'}{zone}")
    except ValueError:
        return None


def take_in(
    ledger: Ledger,
    files: Iterable[tuple[str, Path]],
    identify: Identify,
    *,
    here: bool = True,
) -> Adoption:
    """Add the articles of posts that *ledger* does not know, in one transaction.

    *here*: the paths lie under the output folder. If not, the articles are known as posted once
    and pruned, so that they are not posted again.
    """
    adoption = Adoption()
    now = datetime.now(UTC).replace(microsecond=0)
    fresh: set[str] = set()
    unread = sorted(_unread(ledger, files, adoption) if here else files, key=_is_copy)
    seen = _stamp(unread) if here else ""
    if seen and marked(ledger, "posts-seen") == seen:
        return adoption  # the same files as last time, and all that they tell is known
    with ledger.changing() as connection:
        connection.execute("INSERT OR REPLACE INTO mark VALUES ('posts-seen', ?)", (seen,))
        for post in _addressed(unread, adoption):
            called = identify(post.url)
            if not fresh.isdisjoint(called):
                adoption.twice += 1
            elif any(ledger.find(name) for name in called):
                adoption.known += 1
            else:
                fresh.update(called)
                adoption.adopted += 1
                record = adopted(post, called, now, path=post.path if here else "")
                put_record(connection, record, called[1:])
                if not here:
                    connection.execute(
                        "INSERT OR REPLACE INTO tombstone VALUES (?, ?, ?)",
                        (record.key, Kind.PRUNED.value, now.isoformat()),
                    )
    return adoption


def _unread(
    ledger: Ledger, files: Iterable[tuple[str, Path]], adoption: Adoption
) -> list[tuple[str, Path]]:
    """Return the files whose paths *ledger* does not know."""
    # What is intended is ours, although a run died before it could say so.
    meant = {path for _, path, _ in ledger.intentions()}
    question = (
        "SELECT 1 FROM record WHERE path = ?1 AND path != '' "  # the index is of such rows
        "UNION ALL SELECT 1 FROM copy WHERE path = ?1"
    )
    unread = []
    with ledger.reading() as connection:
        for relative, path in files:
            known = relative in meant or connection.execute(question, (relative,)).fetchone()
            adoption.known += bool(known)
            if not known:
                unread.append((relative, path))
    return unread


def _is_copy(file: tuple[str, Path]) -> bool:
    """Tell whether a file is one of a further flavour: an article is known by its first post."""
    return file[0].partition("/")[0] in flavours.names()


def _stamp(files: list[tuple[str, Path]]) -> str:
    """Return a hash of names, sizes and times."""
    told = sha256()
    for relative, path in files:
        about = path.lstat()
        told.update(f"{relative}\0{about.st_size}\0{about.st_mtime_ns}\n".encode())
    return told.hexdigest()


def _addressed(files: list[tuple[str, Path]], adoption: Adoption) -> Iterator[Found]:
    for post in found(files):
        if post.url:
            yield post
        else:
            adoption.nameless.append(post.path)
