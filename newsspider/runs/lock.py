"""The lock of an output folder: one writer at a time, on one machine."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from newsspider.errors import LockHeld, OutputError
from newsspider.failpoints import failpoint
from newsspider.outbox import Outbox

FETCH_PATIENCE = 30.0  # seconds that a one-off fetch waits for a scheduled run
_STEP = 0.1


@contextmanager
def held(state: Path, *, patience: float = 0.0) -> Iterator[None]:
    """Hold the lock in the folder *state*; wait at most *patience* seconds for it.

    The kernel drops the lock when the process ends, however it ends; the file stays, and names
    its holder until a clean end. After an end that was not clean, what was left aside is swept.
    Raises LockHeld naming the holder, OutputError when the folder cannot be written.
    """
    path = state / "lock"
    if state.is_symlink():
        raise OutputError(f"{state}: is a symbolic link; remove it")
    try:
        state.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o644)
    except OSError as error:
        why = error.strerror or str(error)
        raise OutputError(
            f"{state}: cannot be written: {why}; choose another folder with --out"
        ) from error
    try:
        _take(handle, path, patience)
        clean = os.fstat(handle).st_size == 0
        _note(handle, state, f"pid {os.getpid()} since {_now()}\n")
        if not clean:
            Outbox(state.parent).sweep()
        yield
        with suppress(OutputError):  # the next run sweeps, although there may be nothing to sweep
            _note(handle, state, "")
    finally:
        os.close(handle)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _note(handle: int, state: Path, text: str) -> None:
    """Put *text* into the lock file, on the disk: after a power cut it tells what had run."""
    try:
        failpoint("lock")
        os.ftruncate(handle, 0)
        os.pwrite(handle, text.encode(), 0)
        os.fsync(handle)
    except OSError as error:
        why = error.strerror or str(error)
        raise OutputError(f"{state}: cannot be written: {why}; free some space") from error


def _take(handle: int, path: Path, patience: float) -> None:
    deadline = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except OSError as error:
            if time.monotonic() >= deadline:
                holder = os.pread(handle, 200, 0).decode("utf-8", "replace").strip()
                raise LockHeld(
                    f"{path} is held by another run ({holder or 'unknown'}); wait until it is done"
                ) from error
        time.sleep(_STEP)
