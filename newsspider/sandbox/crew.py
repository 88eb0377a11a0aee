"""A worker and its work as the parent sees them."""

import asyncio
import subprocess
from collections import deque
from dataclasses import dataclass, field
from typing import Any

import msgspec

from newsspider.sandbox.limits import OUT_OF_MEMORY, Limits

RECYCLE = 2000  # pieces of work after which a worker is replaced: parsers keep memory
IN_HAND = 2  # pieces at a worker: one under way, and one that waits so that it never does


@dataclass(eq=False, slots=True)
class Work:
    """One piece of work and who waits for it."""

    name: str
    arguments: tuple[Any, ...]
    source: Any
    url: str
    done: "asyncio.Future[msgspec.Raw]"


@dataclass(eq=False, slots=True)
class Worker:
    """A process, what it has in hand, and what is known of it."""

    process: "subprocess.Popen[bytes]"
    writer: asyncio.StreamWriter
    in_hand: deque[Work] = field(default_factory=deque)
    known: set[int] = field(default_factory=set)
    answered: int = 0
    clock: asyncio.TimerHandle | None = None
    killed: str = ""
    ready: bool = False

    @property
    def takes_more(self) -> bool:
        """Tell whether another piece may be handed to it."""
        return len(self.in_hand) < IN_HAND and not self.killed and self.answered < RECYCLE


def cause(code: int, limits: Limits, *, ready: bool) -> str:
    """Return why a worker ended on its own."""
    if not ready:
        return f"was not parsed: no worker could be started (ended with {code})"
    if code == OUT_OF_MEMORY:
        return f"needed more than {limits.memory} MB to parse"
    if code == -24:  # SIGXCPU
        return f"needed more than {limits.seconds} s of CPU to parse"
    return f"killed its parser (ended with {code})"


def fail(work: Work, error: Exception) -> None:
    """Give *error* to whoever waits for *work*."""
    if not work.done.done():
        work.done.set_exception(error)
