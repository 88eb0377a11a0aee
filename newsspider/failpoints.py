"""Places at which a test can make the process die, or a write fail, to prove nothing is lost."""

import errno
import os
import sqlite3
from enum import StrEnum

_counts: dict[str, int] = {}


class Act(StrEnum):
    """How the step behind a failpoint fails."""

    ENOSPC = "ENOSPC"
    EIO = "EIO"


_SQLITE = {Act.ENOSPC: "database or disk is full", Act.EIO: "disk I/O error"}


def failpoint(name: str, *, sqlite: bool = False, fails: bool = True) -> None:
    """Fail at the Nth call where ``NEWSSPIDER_FAILPOINT`` is ``NAME:N``, ``NAME:N:ENOSPC`` or EIO.

    ``*:N`` counts all failpoints together. Without a third part the process ends at once, as by
    ``kill -9``; with one, the step that follows fails as the system (or SQLite, with *sqlite*)
    would fail it: EIO once, ENOSPC from then on, for a full disk stays full. Points behind a step
    (*fails* false) can only kill. Does nothing without the variable.
    """
    wanted = os.environ.get("NEWSSPIDER_FAILPOINT")
    if not wanted:
        return
    which, _, rest = wanted.partition(":")
    number, _, act = rest.partition(":")
    if which not in ("*", name) or (act and not fails):
        return
    _counts[which] = _counts.get(which, 0) + 1
    reached = _counts[which] - int(number or 1)
    if not act and reached == 0:
        os._exit(137)
    if (act == Act.ENOSPC and reached >= 0) or (act == Act.EIO and reached == 0):
        _raise(Act(act), sqlite=sqlite)


def _raise(act: Act, *, sqlite: bool) -> None:
    if sqlite:
        raise sqlite3.OperationalError(_SQLITE[act])
    number = errno.ENOSPC if act is Act.ENOSPC else errno.EIO
    raise OSError(number, os.strerror(number))
