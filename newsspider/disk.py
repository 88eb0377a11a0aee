"""One folder at a time, by its handle: whole files or none, and no symbolic link is followed."""

import errno
import hashlib
import os
import re
import stat
import time
from collections.abc import Iterable
from contextlib import suppress
from typing import BinaryIO

from newsspider.errors import NewsspiderError
from newsspider.failpoints import failpoint

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_NO_LINKS = (errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK)  # FAT, some network disks
_PIECE = 1 << 18  # bytes that are read at once
_STALE = 3600.0  # seconds; no file is written for as long
_TEMPORARY = re.compile(r"\.(?P<pid>\d+)\.[0-9a-f]{16}\.tmp")


def aside_name(name: str) -> str:
    """Return the name under which the file *name* is written before it is put in place."""
    return f".{os.getpid()}.{hashlib.sha256(name.encode()).hexdigest()[:16]}.tmp"


def read(folder: int, name: str) -> bytes | None:
    """Return the content of a regular file; None when there is none. A link is an OSError."""
    file = _opened(folder, name)
    if file is None:
        return None
    with file:
        return file.read()


def digest(folder: int, name: str) -> bytes | None:
    """Return the SHA-256 of a regular file, read in pieces; None when there is none."""
    file = _opened(folder, name)
    if file is None:
        return None
    told = hashlib.sha256()
    with file:
        while piece := file.read(_PIECE):
            told.update(piece)
    return told.digest()


def _opened(folder: int, name: str) -> BinaryIO | None:
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC  # a FIFO would block
    try:
        handle = os.open(name, flags, dir_fd=folder)
    except FileNotFoundError:
        return None
    return os.fdopen(handle, "rb", closefd=True) if _is_file(handle) else _refused(handle)


def _is_file(handle: int) -> bool:
    return stat.S_ISREG(os.fstat(handle).st_mode)


def _refused(handle: int) -> BinaryIO:
    number = errno.EISDIR if stat.S_ISDIR(os.fstat(handle).st_mode) else errno.EINVAL
    os.close(handle)
    raise OSError(number, os.strerror(number))


def write(folder: int, name: str, content: bytes, *, new: bool) -> None:
    """Write aside, flush to the disk, put in place, flush the folder.

    A *new* file never replaces one that came into being meanwhile.
    """
    _write(folder, name, (content,), new=new, there=None)


def pour(folder: int, name: str, pieces: Iterable[bytes]) -> None:
    """Do the same with what comes in pieces; a file that has this content already stays."""
    _write(folder, name, pieces, new=False, there=digest(folder, name))


def _write(
    folder: int, name: str, pieces: Iterable[bytes], *, new: bool, there: bytes | None
) -> None:
    """Write *pieces*; a file whose hash is *there* needs no other of the same content."""
    aside = aside_name(name)
    told = hashlib.sha256()
    try:
        with suppress(FileNotFoundError):
            os.unlink(aside, dir_fd=folder)
        failpoint("open")
        handle = os.open(aside, _NEW, 0o644, dir_fd=folder)
        with os.fdopen(handle, "wb") as file:
            failpoint("write")
            for piece in pieces:
                file.write(piece)
                if there is not None:
                    told.update(piece)
            file.flush()
            if told.digest() == there:
                os.unlink(aside, dir_fd=folder)
                return
            failpoint("fsync")
            os.fsync(file.fileno())
        failpoint("rename")
        _place(folder, aside, name, new=new)
        failpoint("renamed", fails=False)
    except (OSError, NewsspiderError):
        with suppress(OSError):
            os.unlink(aside, dir_fd=folder)
        raise
    failpoint("sync")
    os.fsync(folder)
    failpoint("synced", fails=False)


def _place(folder: int, aside: str, name: str, *, new: bool) -> None:
    if new:
        try:
            os.link(aside, name, src_dir_fd=folder, dst_dir_fd=folder, follow_symlinks=False)
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
        else:
            failpoint("linked", fails=False)
            os.unlink(aside, dir_fd=folder)
            return
    os.replace(aside, name, src_dir_fd=folder, dst_dir_fd=folder)


def sweep(folder: int, *, alone: bool = False) -> None:
    """Remove what processes that are gone left aside.

    *alone*: nobody writes now, so a file with our own number, or an old one with the number of a
    process that lives, is left over, too: numbers are used again.
    """
    for name in os.listdir(folder):
        found = _TEMPORARY.fullmatch(name)
        if found is None:
            continue
        pid = int(found["pid"])
        with suppress(FileNotFoundError):
            if not _is_alive(pid) or (alone and (pid == os.getpid() or _is_old(folder, name))):
                os.unlink(name, dir_fd=folder)


def _is_old(folder: int, name: str) -> bool:
    age = time.time() - os.stat(name, dir_fd=folder, follow_symlinks=False).st_mtime
    return abs(age) > _STALE


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
