"""The only writer under the output folder: whole files or none, and never over a user's own."""

import errno
import hashlib
import os
import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path

from newsspider.errors import OutputError, PostError
from newsspider.failpoints import failpoint
from newsspider.model.post import Post

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_TEMPORARY = re.compile(r"\.(?P<pid>\d+)\.[0-9a-f]{16}\.tmp")
_ADVICE = {
    errno.ENOSPC: "free some space and run again",
    errno.EDQUOT: "free some space and run again",
    errno.EFBIG: "free some space and run again",
    errno.EACCES: "make the folder writable, or choose another with --out",
    errno.EPERM: "make the folder writable, or choose another with --out",
    errno.EROFS: "make the folder writable, or choose another with --out",
    errno.ELOOP: "a symbolic link stands there; remove it",
    errno.ENOTDIR: "something that is no folder stands there; remove it",
}


class Put(StrEnum):
    """What became of a post that was to be put on disk."""

    WRITTEN = "written"
    REWRITTEN = "rewritten"
    UNCHANGED = "unchanged"
    EDITED = "edited"  # the file there is not what we wrote: the user's, kept as it is
    DELETED = "deleted"  # we wrote it and it is gone: it stays gone
    OCCUPIED = "occupied"  # a file that we never wrote stands there


def decide(there: bytes | None, wanted: bytes, ours: Collection[str], *, posted: bool) -> Put:
    """Return what is to be done; pure.

    *there* is the file's content or None; *ours* are the hashes of what we wrote or meant to
    write; *posted* tells that a post was once finished.
    """
    if there is None:
        return Put.DELETED if posted else Put.WRITTEN
    if there == wanted:
        return Put.UNCHANGED
    if hashlib.sha256(there).hexdigest() in ours:
        return Put.REWRITTEN
    return Put.EDITED if posted else Put.OCCUPIED


class Outbox:
    """Writes under *root*; folders are made as needed, and no symbolic link is followed."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._swept: set[str] = set()

    def put(self, post: Post, *, ours: Collection[str] = (), posted: bool = False) -> Put:
        """Put *post* on disk unless the user's wishes are otherwise; see :func:`decide`.

        Raises OutputError where the folder cannot be written, PostError for an unsafe path.
        """
        with self._explained(), self._folder(post.path) as (folder, name):
            done = decide(_read(folder, name), post.content, ours, posted=posted)
            if done in (Put.WRITTEN, Put.REWRITTEN):
                _write(folder, name, post.content)
            return done

    def holds(self, path: str, sha256: str) -> bool:
        """Tell whether the file at *path* has this hash."""
        with self._explained(), self._folder(path) as (folder, name):
            there = _read(folder, name)
        return there is not None and hashlib.sha256(there).hexdigest() == sha256

    def replace(self, path: str, content: bytes) -> None:
        """Write a file of our own state, if it changed."""
        with self._explained(), self._folder(path) as (folder, name):
            if _read(folder, name) != content:
                _write(folder, name, content)

    @contextmanager
    def _folder(self, path: str) -> Iterator[tuple[int, str]]:
        """Open the folder of *path* step by step; give it and the file's name."""
        *steps, name = safe_steps(path)
        self.root.mkdir(parents=True, exist_ok=True)
        folder = os.open(self.root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            for step in steps:
                with suppress(FileExistsError):
                    os.mkdir(step, 0o777, dir_fd=folder)
                    os.fsync(folder)
                inner = os.open(step, _FOLDER, dir_fd=folder)
                os.close(folder)
                folder = inner
            if "/".join(steps) not in self._swept:
                self._swept.add("/".join(steps))
                _sweep(folder)
            yield folder, name
        finally:
            os.close(folder)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn what the system says into one line that names the folder and what to do."""
        try:
            yield
        except OSError as error:
            why = error.strerror or str(error)
            advice = _ADVICE.get(error.errno or 0, "choose another folder with --out")
            raise OutputError(f"{self.root}: cannot be written: {why}; {advice}") from error


class DryOutbox:
    """Answers as :class:`Outbox` would, and writes nothing."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, post: Post, *, ours: Collection[str] = (), posted: bool = False) -> Put:
        """Return what a real outbox would do."""
        safe_steps(post.path)
        path = self.root / post.path
        there = path.read_bytes() if path.is_file() else None
        return decide(there, post.content, ours, posted=posted)

    def holds(self, path: str, sha256: str) -> bool:
        """Tell whether the file at *path* has this hash."""
        file = self.root / path
        return file.is_file() and hashlib.sha256(file.read_bytes()).hexdigest() == sha256

    def replace(self, path: str, content: bytes) -> None:
        """Write nothing."""


def safe_steps(path: str) -> list[str]:
    """Return the parts of a relative path; PostError for one that may lead elsewhere."""
    steps = path.split("/")
    if any(step in ("", ".", "..") or "\\" in step or "\x00" in step for step in steps):
        raise PostError(f"not a path under the output folder: {path[:80]!r}")
    if any(len(step.encode()) > 255 for step in steps):
        raise PostError(f"a name in the path is too long: {path[:80]!r}")
    return steps


def _read(folder: int, name: str) -> bytes | None:
    """Return the content of a regular file; None when there is none. A link is an OSError."""
    try:
        handle = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=folder)
    except FileNotFoundError:
        return None
    with os.fdopen(handle, "rb") as file:
        return file.read()


def _write(folder: int, name: str, content: bytes) -> None:
    """Write aside, flush to the disk, rename, flush the folder."""
    aside = f".{os.getpid()}.{hashlib.sha256(name.encode()).hexdigest()[:16]}.tmp"
    try:
        with suppress(FileNotFoundError):
            os.unlink(aside, dir_fd=folder)
        failpoint("write")
        handle = os.open(aside, _NEW, 0o644, dir_fd=folder)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        failpoint("rename")
        os.replace(aside, name, src_dir_fd=folder, dst_dir_fd=folder)
    except OSError:
        with suppress(OSError):
            os.unlink(aside, dir_fd=folder)
        raise
    failpoint("sync")
    os.fsync(folder)


def _sweep(folder: int) -> None:
    """Remove what processes that are gone left aside."""
    for name in os.listdir(folder):
        found = _TEMPORARY.fullmatch(name)
        if found and not _is_alive(int(found["pid"])):
            with suppress(FileNotFoundError):
                os.unlink(name, dir_fd=folder)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
