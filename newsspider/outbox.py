"""The only writer under the output folder: whole files or none, and never over a user's own."""

import errno
import hashlib
import os
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from newsspider import disk
from newsspider.errors import OutputError, PostError
from newsspider.failpoints import failpoint
from newsspider.model.post import Post

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_ADVICE = {
    errno.ENOSPC: "free some space and run again",
    errno.EDQUOT: "free some space and run again",
    errno.EFBIG: "free some space and run again",
    errno.EACCES: "make the folder writable, or choose another with --out",
    errno.EPERM: "make the folder writable, or choose another with --out",
    errno.EROFS: "make the folder writable, or choose another with --out",
    errno.ELOOP: "a symbolic link stands there; remove it",
    errno.ENOTDIR: "something that is no folder stands there; remove it",
    errno.EISDIR: "a folder stands where a file belongs; remove it",
    errno.EINVAL: "something that is no file stands there; remove it",
}


class Put(StrEnum):
    """What became of a post that was to be put on disk."""

    WRITTEN = "written"
    REWRITTEN = "rewritten"
    UNCHANGED = "unchanged"
    EDITED = "edited"  # the file there is not what we wrote: the user's, kept as it is
    DELETED = "deleted"  # we wrote it and it is gone: it stays gone
    OCCUPIED = "occupied"  # a file that we never wrote stands there


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the user said about posts that he edited (*force*) or deleted (*restore*)."""

    force: bool = False  # take over what is not ours
    restore: bool = False  # write again what was deleted


NO_WISH = Wish()


def decide(
    there: bytes | None,
    wanted: bytes,
    ours: Collection[str],
    *,
    posted: bool,
    wish: Wish = NO_WISH,
) -> Put:
    """Return what is to be done; pure.

    *there* is the file's content or None; *ours* are the hashes of what we wrote or meant to
    write; *posted* tells that a post was once finished.
    """
    if there is None:
        return Put.DELETED if posted and not wish.restore else Put.WRITTEN
    if there == wanted:
        return Put.UNCHANGED
    if wish.force or digest(there) in ours:
        return Put.REWRITTEN
    return Put.EDITED if posted else Put.OCCUPIED


def digest(content: bytes) -> str:
    """Return the hash under which the ledger knows a file's content."""
    return hashlib.sha256(content).hexdigest()


class Outbox:
    """Writes under *root*; folders are made as needed, and no symbolic link is followed."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._swept: set[str] = set()

    def put(
        self,
        post: Post,
        *,
        ours: Collection[str] = (),
        posted: bool = False,
        wish: Wish = NO_WISH,
    ) -> Put:
        """Put *post* on disk unless the user's wishes are otherwise; see :func:`decide`.

        Raises OutputError where the folder cannot be written, PostError for an unsafe path.
        """
        with self._explained(), self._folder(post.path) as (folder, name):
            there = disk.read(folder, name)
            done = decide(there, post.content, ours, posted=posted, wish=wish)
            if done in (Put.WRITTEN, Put.REWRITTEN):
                try:
                    disk.write(folder, name, post.content, new=there is None)
                except FileExistsError:  # it came into being meanwhile
                    return Put.OCCUPIED
            return done

    def read(self, path: str) -> bytes | None:
        """Return the file at *path*, or None where there is none."""
        with self._explained(), self._folder(path) as (folder, name):
            return disk.read(folder, name)

    def holds(self, path: str, sha256: str) -> bool:
        """Tell whether the file at *path* has this hash."""
        there = self.read(path)
        return there is not None and digest(there) == sha256

    def replace(self, path: str, content: bytes) -> None:
        """Write a file of our own state, if it changed."""
        with self._explained(), self._folder(path) as (folder, name):
            there = disk.read(folder, name)
            if there != content:
                disk.write(folder, name, content, new=False)

    def pour(self, path: str, pieces: Iterable[bytes]) -> None:
        """Do the same with what comes in pieces, so that it is never in memory as a whole."""
        with self._explained(), self._folder(path) as (folder, name):
            disk.pour(folder, name, pieces)

    def take(self, path: str) -> None:
        """Remove the file at *path*; no error where there is none."""
        with self._explained(), self._folder(path) as (folder, name):
            failpoint("unlink")
            with suppress(FileNotFoundError):
                os.unlink(name, dir_fd=folder)
                os.fsync(folder)
            failpoint("unlinked", fails=False)

    def sweep(self) -> None:
        """Remove what died runs left aside, in every folder; only for who holds the lock."""
        if not self.root.is_dir():
            return
        with self._explained():
            for _, _, _, folder in os.fwalk(self.root, follow_symlinks=False):
                disk.sweep(folder, alone=True)

    @contextmanager
    def _folder(self, path: str) -> Iterator[tuple[int, str]]:
        """Open the folder of *path* step by step; give it and the file's name."""
        *steps, name = safe_steps(path)
        self.root.mkdir(parents=True, exist_ok=True)
        folder = os.open(self.root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            for step in steps:
                with suppress(FileExistsError):
                    failpoint("mkdir")
                    os.mkdir(step, 0o777, dir_fd=folder)
                    os.fsync(folder)
                inner = os.open(step, _FOLDER, dir_fd=folder)
                os.close(folder)
                folder = inner
            if "/".join(steps) not in self._swept:
                self._swept.add("/".join(steps))
                disk.sweep(folder)
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

    def put(
        self,
        post: Post,
        *,
        ours: Collection[str] = (),
        posted: bool = False,
        wish: Wish = NO_WISH,
    ) -> Put:
        """Return what a real outbox would do."""
        safe_steps(post.path)
        return decide(self.read(post.path), post.content, ours, posted=posted, wish=wish)

    def read(self, path: str) -> bytes | None:
        """Return the file at *path*, or None where there is none."""
        file = self.root / path
        return file.read_bytes() if file.is_file() else None

    def holds(self, path: str, sha256: str) -> bool:
        """Tell whether the file at *path* has this hash."""
        there = self.read(path)
        return there is not None and digest(there) == sha256

    def replace(self, path: str, content: bytes) -> None:
        """Write nothing."""

    def pour(self, path: str, pieces: Iterable[bytes]) -> None:
        """Write nothing."""


def safe_steps(path: str) -> list[str]:
    """Return the parts of a relative path; PostError for one that may lead elsewhere."""
    steps = path.split("/")
    if any(step in ("", ".", "..") or "\\" in step or "\x00" in step for step in steps):
        raise PostError(f"not a path under the output folder: {path[:80]!r}")
    if any(len(step.encode()) > 255 for step in steps):
        raise PostError(f"a name in the path is too long: {path[:80]!r}")
    return steps
