"""Take posts down: old ones by their day, single ones for good; the ledger knows it first."""

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from newsspider.errors import ConfigError
from newsspider.ledger import Ledger, adopt, copies, history, tombstones
from newsspider.ledger.rebuild import opened
from newsspider.ledger.tombstones import Kind
from newsspider.model.post import Post
from newsspider.model.record import Record, Status
from newsspider.options import Options
from newsspider.outbox import DryOutbox, Outbox, Put, digest
from newsspider.runs import garbage, restore
from newsspider.sources.catalogue import Catalogue
from newsspider.urls import canonical

_AGE = re.compile(r"(?P<count>\d{1,5})(?P<unit>[dw])")
_DAY = re.compile(r"(?:^|/)(\d{4}-\d\d-\d\d)-[^/]*$")


@dataclass(slots=True, kw_only=True)
class Pruned:
    """What was done: paths under the output folder, and why others stayed."""

    gone: list[str] = field(default_factory=list)
    kept: dict[str, str] = field(default_factory=dict)


def age(text: str) -> timedelta:
    """Return the age that ``3d`` or ``2w`` means; ConfigError for anything else."""
    said = _AGE.fullmatch(text.strip().lower())
    if said is None:
        raise ConfigError(f"--older-than {text!r}: is no age; write days or weeks, as 3d or 2w")
    return timedelta(days=int(said["count"]) * (7 if said["unit"] == "w" else 1))


def prune(
    options: Options, older_than: timedelta, *, to: Path | None, force: bool, dry: bool = False
) -> Pruned:
    """Move posts into the folder *to*, or delete them, when their day is older than that.

    The day is the one of the post's name, in the site's zone; on the 10th, ``3d`` leaves the 7th
    and takes the 6th. A post that the user edited or made is moved, but deleted only by *force*.
    Killed anywhere, it can be called again. Only for who holds the lock.
    """
    if not dry:
        restore.prepare(options)
    last = datetime.now(options.site.zone).date() - older_than
    done = Pruned()
    outbox: Outbox | DryOutbox = DryOutbox(options.output) if dry else Outbox(options.output)
    with closing(opened(options.output, options.sources_dir, dry=dry)) as ledger:
        keep_edits = to is None and not force
        chosen = [
            (record.key, going)
            for record in _old(ledger, options, last)
            if (going := _going(ledger, outbox, record, done, keep_edits=keep_edits))
        ]
        if isinstance(outbox, Outbox):
            now = datetime.now(UTC).replace(microsecond=0)
            tombstones.bury(ledger, Kind.PRUNED, now, *(key for key, _ in chosen))
        for key, going in chosen:
            for file in going:
                _take(ledger, outbox, key, file, to, done)
    if not dry:
        restore.write_index(options)
    return done


@dataclass(slots=True, kw_only=True)
class Removed:
    """The path of the post that was taken down, by URL (empty where there was none).

    ``others`` are its posts in further flavours and mirrored images that no other post shows.
    """

    posts: dict[str, str] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    """A post of an article; ``moved`` is its path under the folder that it is moved into."""

    path: str
    moved: str
    content: bytes


def _going(
    ledger: Ledger, outbox: Outbox | DryOutbox, record: Record, done: Pruned, *, keep_edits: bool
) -> list[_File]:
    """Return the posts of *record*, in every flavour, that are there and may go.

    An article whose first post the user edited keeps the others, too.
    """
    name = record.path.rpartition("/")[2]
    places = [(record.path, name, ledger.hashes(record.key))]
    places += [
        (copy.path, f"{copy.flavour}/{name}", copy.hashes)
        for copy in copies.of(ledger, record.key).values()
    ]
    going = []
    for path, moved, ours in places:
        content = outbox.read(path)
        if content is None:
            continue
        if keep_edits and digest(content) not in ours:
            done.kept[path] = "is not as we wrote it; --force deletes it, --to moves it"
            if path == record.path:
                return []
        else:
            going.append(_File(path=path, moved=moved, content=content))
    return going


def _take(
    ledger: Ledger,
    outbox: Outbox | DryOutbox,
    key: str,
    file: _File,
    to: Path | None,
    done: Pruned,
) -> None:
    if isinstance(outbox, Outbox):
        if to is not None:
            post = Post(path=file.moved, content=file.content)
            if Outbox(to).put(post) is Put.OCCUPIED:
                tombstones.revive(ledger, key)
                done.kept[file.path] = f"another file is at {to / file.moved}"
                return
        outbox.take(file.path)
    done.gone.append(file.path)


def _old(ledger: Ledger, options: Options, last: date) -> Iterator[Record]:
    """Yield the rows of posts whose day is before *last*."""
    for record in list(ledger.records()):
        if record.path and record.status is Status.POSTED:
            day = _day(record, options)
            if day is not None and day < last:
                yield record


def _day(record: Record, options: Options) -> date | None:
    """Return the day of the post's name, else of its front matter in the site's zone."""
    named = _DAY.search(record.path)
    if named:
        try:
            return date.fromisoformat(named[1])
        except ValueError:
            return None
    file = options.output / record.path
    for post in adopt.found([(record.path, file)]):
        return post.date.astimezone(options.site.zone).date() if post.date else None
    return None


def remove(options: Options, urls: list[str]) -> Removed:
    """Take the posts of *urls* down for good, with the images that no other post shows.

    An address need not be known: it will not be posted either. Only for who holds the lock.
    """
    restore.prepare(options)
    outbox = Outbox(options.output)
    now = datetime.now(UTC).replace(microsecond=0)
    identify = adopt.identifier(Catalogue(private=options.sources_dir))
    done = Removed()
    with closing(opened(options.output, options.sources_dir)) as ledger:
        for url in urls:
            record = known(ledger, identify, url) or _unknown(identify, url, now)
            paths = [copy.path for copy in copies.of(ledger, record.key).values()]
            there = {path: outbox.read(path) for path in (record.path, *paths) if path}
            posts = {path: content for path, content in there.items() if content is not None}
            before = [version.content for version in history.versions(ledger, record.key)]
            garbage.doom(ledger, [*before, *posts.values()])
            _bury(ledger, record, now)
            for path in posts:
                outbox.take(path)
            first, *more = posts or [""]
            done.posts[url] = first
            done.others += more
        done.others += garbage.take_doomed(ledger, options)
    restore.write_index(options)
    return done


def _bury(ledger: Ledger, record: Record, now: datetime) -> None:
    tombstones.bury(ledger, Kind.REMOVED, now, record.key)
    ledger.commit(replace(record, status=Status.GONE, reason=Kind.REMOVED.value))
    history.forget(ledger, record.key)


def known(ledger: Ledger, identify: adopt.Identify, url: str) -> Record | None:
    """Return the row of the article at *url*, under whichever name the ledger has it."""
    return next(filter(None, map(ledger.find, identify(url))), None)


def _unknown(identify: adopt.Identify, url: str, now: datetime) -> Record:
    return Record(
        key=identify(url)[0],
        url=canonical(url),
        status=Status.GONE,
        first_seen=now,
        last_fetched=now,
    )
