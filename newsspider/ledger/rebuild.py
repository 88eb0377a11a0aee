"""Open the ledger; where there is none, make it from the index and the posts, never empty."""

import os
import sqlite3
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from newsspider.disk import aside_name
from newsspider.errors import LedgerError, OutputError
from newsspider.failpoints import failpoint
from newsspider.ledger import adopt, index
from newsspider.ledger.adopt import Adoption, Identify
from newsspider.ledger.index import Absorbed
from newsspider.ledger.store import Ledger
from newsspider.sources.catalogue import Catalogue

_SIDES = ("-wal", "-shm", "-journal")


@dataclass(slots=True, kw_only=True)
class Gathered:
    """What an index and a walk over posts said."""

    lines: Absorbed = field(default_factory=Absorbed)
    posts: Adoption = field(default_factory=Adoption)


def opened(output: Path, sources: Path | None, *, dry: bool = False) -> Ledger:
    """Open the ledger of *output*, made anew from index and posts where it is missing or empty.

    *dry* gives a copy in memory and changes nothing on disk. Raises LedgerError for a damaged
    one: only `ledger rebuild` may put it aside.
    """
    database = place(output)
    missing = is_missing(database)
    if dry:
        ledger = Ledger.snapshot(database)
        if missing:
            gather(ledger, output, adopt.identifier(Catalogue(private=sources)))
        return ledger
    if missing:
        build(output, sources)
    return Ledger.open(database)


def looked(output: Path, sources: Path | None) -> Ledger:
    """Open the ledger of *output* for questions; it is read where it lies, also during a run."""
    database = place(output)
    return opened(output, sources, dry=True) if is_missing(database) else Ledger.look(database)


def place(output: Path) -> Path:
    """Return where the ledger of *output* lies; OutputError where a symbolic link was planted."""
    database = output / ".newsspider" / "ledger.db"
    for path in (database.parent, database):
        if path.is_symlink():
            raise OutputError(f"{path}: is a symbolic link; remove it")
    return database


def is_missing(database: Path) -> bool:
    """Tell whether there is no ledger: no file, or one into which nothing was ever written."""
    try:
        return database.stat().st_size == 0
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError as error:
        raise OutputError(f"{database}: cannot be read: {error.strerror or error}") from error


def build(output: Path, sources: Path | None) -> Gathered:
    """Make the ledger of *output* from the index and the posts, aside, and put it in place.

    Killed anywhere, it leaves no ledger, and the next start begins again. What another process
    has put in place meanwhile stays.
    """
    database = place(output)
    aside = database.with_name(aside_name(database.name))
    identify = adopt.identifier(Catalogue(private=sources))
    try:
        failpoint("rebuild")
        database.parent.mkdir(parents=True, exist_ok=True)
        aside.unlink(missing_ok=True)
        ledger = Ledger.open(aside, journal="MEMORY")
        try:
            gathered = gather(ledger, output, identify)
        finally:
            ledger.close()
        failpoint("rebuilt")
        _put_in_place(aside, database)
    except OSError as error:
        raise OutputError(
            f"{database}: cannot be written: {error.strerror or error}; "
            "free some space or make the folder writable, and run again"
        ) from error
    finally:
        aside.unlink(missing_ok=True)
    return gathered


def _put_in_place(aside: Path, database: Path) -> None:
    if database.exists() and database.stat().st_size == 0:
        database.unlink()
    for side in _SIDES:  # of a database that is gone: SQLite would play it into the new one
        if not database.exists():
            database.with_name(database.name + side).unlink(missing_ok=True)
    try:
        os.link(aside, database)
    except FileExistsError:
        return
    except OSError:  # a file system without links
        aside.replace(database)
    _sync(database.parent)
    failpoint("rebuilt-synced", fails=False)


def put_aside(database: Path, now: datetime) -> Path:
    """Rename a ledger and its side files, so that a new one can be made; nothing is deleted."""
    to = database.with_name(f"{database.name}.{now:%Y%m%dT%H%M%S}.old")
    try:
        database.replace(to)
        for side in _SIDES:
            beside = database.with_name(database.name + side)
            if beside.exists():
                beside.replace(to.with_name(to.name + side))
        _sync(database.parent)
    except OSError as error:
        raise OutputError(f"{database}: cannot be moved: {error.strerror or error}") from error
    return to


def gather(ledger: Ledger, output: Path, identify: Identify) -> Gathered:
    """Add to *ledger* what the index and the posts of *output* know and it does not."""
    return Gathered(
        lines=index.absorb(ledger, output),
        posts=adopt.take_in(ledger, adopt.posts(output), identify),
    )


def is_sound(database: Path) -> str:
    """Return what SQLite finds wrong in the ledger, thoroughly; an empty text if nothing is."""
    try:
        connection = sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)
        try:
            rows = connection.execute("PRAGMA integrity_check(3)").fetchall()
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise LedgerError(
            f"{database}: cannot be used: {error}; newsspider ledger rebuild"
        ) from error
    said = "; ".join(str(row[0]) for row in rows)
    return "" if said == "ok" else said


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
