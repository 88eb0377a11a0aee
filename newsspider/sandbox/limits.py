"""What one piece of parsing may cost, and the limits of a worker's process."""

import os
import resource
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Self

from newsspider.model import limits as model

MEGABYTE = 1024 * 1024
OUT_OF_MEMORY = 86  # the code with which a worker ends that got no more memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """``seconds`` of CPU and of patience for one piece of work, ``memory`` in MB for a worker.

    ``workers`` is how many there are at most, 0 for one a core.
    """

    seconds: int = 10
    memory: int = 768
    workers: int = 0

    @classmethod
    def of(cls, limits: model.Limits) -> Self:
        """Return what the installation's *limits* say of parsing."""
        return cls(seconds=limits.parse_seconds, memory=limits.parse_mb, workers=limits.workers)

    @property
    def count(self) -> int:
        """The number of workers."""
        return self.workers or cores()

    @property
    def patience(self) -> float:
        """Seconds on the clock; on a busy machine a worker gets but a part of a core."""
        return self.seconds * 6.0 + 10


def cores() -> int:
    """Return the cores that this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def confine(memory: int) -> None:
    """Let this process write no file, dump no core and take no more than *memory* MB."""
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_FSIZE, 0)
    if sys.platform == "linux":  # elsewhere the limit is not kept, or stops the interpreter
        _lower(resource.RLIMIT_AS, memory * MEGABYTE)
    sys.addaudithook(_refuse)


def allow_cpu(seconds: int) -> None:
    """Let the kernel end this process after *seconds* of CPU from now."""
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    soft = int(time.process_time()) + seconds + 1
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (soft if hard < 0 else min(soft, hard), hard))


def _lower(which: int, most: int) -> None:
    hard = resource.getrlimit(which)[1]
    value = most if hard < 0 else min(most, hard)
    with suppress(ValueError, OSError):
        resource.setrlimit(which, (value, value))


_REFUSED = (
    "socket.",
    "subprocess.",
    "os.exec",
    "os.posix_spawn",
    "os.fork",
    "os.system",
)


def _refuse(event: str, arguments: tuple[object, ...]) -> None:  # noqa: ARG001  the hook's shape
    """Refuse to open a connection or start a program: a parser has no use for either."""
    if event.startswith(_REFUSED):
        raise PermissionError(f"a parser may not do this: {event}")
