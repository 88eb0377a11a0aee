"""Runs newsspider in children that are forked from a process with everything imported.

A run of a few articles then takes a quarter of a second, so that hundreds can be killed. A child
that is not killed tells which modules it had to import; its parent has them for the next ones.
The workers that parse are forked as well: the real ones, but for how they come into being.
"""

import gc
import importlib
import json
import os
import resource
import selectors
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from newsspider.sandbox.pool import Pool

_FIRST = (
    "newsspider.sandbox.worker",
    "newsspider.cli.main",
    "newsspider.extractor.body",
    "scrapy.crawler",
)
_REACTOR = "twisted.internet.reactor"  # made when imported: its selector must not be shared
_PAGE = f"<html><head><title>A story</title></head><body><p>{'It is told here. ' * 30}</p></body>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a child ended: its exit code (negative: the signal), what it printed, and the seconds it took."""

    code: int
    stdout: str
    stderr: str
    seconds: float


class Zygote:
    """The parent of the runs; use it as a context."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._environment = environment

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.run.zygote"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=self._environment,
            encoding="utf-8",
        )
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(timeout=30)
        assert self._process.stdout is not None
        self._process.stdout.close()

    def run(
        self,
        *args: str | Path,
        cwd: Path,
        failpoint: str = "",
        kill_after: float | None = None,
        signals: tuple[tuple[float, int], ...] = (),
        largest: int | None = None,
        environment: dict[str, str] | None = None,
    ) -> Ended:
        """Run the command in *cwd*; after *kill_after* seconds the child gets kill -9.

        No file that it writes may grow over *largest* bytes.
        """
        told = signals if kill_after is None else ((kill_after, signal.SIGKILL),)
        more = {"NEWSSPIDER_FAILPOINT": failpoint} if failpoint else {}
        order = {
            "args": [str(arg) for arg in args],
            "cwd": str(cwd),
            "env": more | (environment or {}),
            "signals": told,
            "largest": largest,
        }
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return Ended(**json.loads(self._process.stdout.readline()))


def _serve() -> None:
    _learn(_FIRST)
    importlib.import_module("newsspider").extract(_PAGE.encode(), "http://a.example/")
    for line in sys.stdin:
        print(json.dumps(_run(json.loads(line))), flush=True)


def _learn(names: Iterable[str]) -> None:
    for name in names:
        with suppress(ImportError):  # a name that only stands in sys.modules
            importlib.import_module(name)
    assert _REACTOR not in sys.modules
    gc.collect()
    gc.freeze()  # or the first collection of every child copies all pages


def _run(order: dict[str, object]) -> dict[str, object]:
    reading, writing = os.pipe()
    printed, learned = os.memfd_create("stdout"), os.memfd_create("modules")
    started = time.monotonic()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _be_the_child(order, printed, writing, learned)
    os.close(writing)
    said = _watch(child, reading, order["signals"], started)  # type: ignore[arg-type]  # from JSON
    os.close(reading)
    _, status = os.waitpid(child, 0)
    seconds = time.monotonic() - started
    if names := _all_of(learned).split():
        _learn(names)
    return {
        "code": os.waitstatus_to_exitcode(status),
        "stdout": _all_of(printed),
        "stderr": said.decode("utf-8", "replace"),
        "seconds": seconds,
    }


def _all_of(file: int) -> str:
    os.lseek(file, 0, os.SEEK_SET)
    with os.fdopen(file, encoding="utf-8", errors="replace") as text:
        return text.read()


def _watch(child: int, reading: int, signals: list[tuple[float, int]], started: float) -> bytes:
    """Return what the child says until it ends; send it the signals in time."""
    said = b""
    left = sorted(signals)
    with selectors.DefaultSelector() as selector:
        selector.register(reading, selectors.EVENT_READ)
        while True:
            wait = max(0.0, started + left[0][0] - time.monotonic()) if left else None
            ready = selector.select(wait)
            if left and time.monotonic() >= started + left[0][0]:
                os.kill(child, left.pop(0)[1])
            if ready:
                more = os.read(reading, 65536)
                if not more:
                    return said
                said += more


def _be_the_child(order: dict[str, object], printed: int, writing: int, learned: int) -> None:
    code = 1
    known = set(sys.modules) | {_REACTOR}
    try:
        null = os.open(os.devnull, os.O_RDWR)
        os.dup2(null, 0)
        os.dup2(printed, 1)
        os.dup2(writing, 2)
        os.chdir(str(order["cwd"]))
        os.environ.update(order["env"])  # type: ignore[call-overload]  # from JSON
        if order["largest"] is not None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            largest = int(str(order["largest"]))
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest, resource.RLIM_INFINITY))
        from newsspider.cli.main import main
        from newsspider.sandbox.pool import Pool

        Pool._spawn = _fork_worker  # type: ignore[method-assign,assignment]  # see above
        code = main(order["args"])  # type: ignore[arg-type]  # from JSON
    except SystemExit as error:
        code = error.code if isinstance(error.code, int) else 1
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        with suppress(OSError):
            resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
            sys.stdout.flush()
            sys.stderr.flush()
            os.write(learned, " ".join(set(sys.modules) - known).encode())
        os._exit(code)


@dataclass(frozen=True, slots=True)
class _Forked:
    """What the pool wants of a Popen."""

    pid: int

    def kill(self) -> None:
        """Kill the worker."""
        os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> int:
        """Return how it ended."""
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


def _fork_worker(pool: "Pool", theirs: socket.socket) -> _Forked:
    pid = os.fork()
    if pid:
        return _Forked(pid)
    try:
        os.setsid()
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        null = os.open(os.devnull, os.O_RDWR)
        os.dup2(theirs.fileno(), 0)
        os.dup2(null, 1)
        os.dup2(null, 2)
        os.closerange(3, 65536)  # the ends of other workers' sockets: nobody else may hold them
        sys.argv = ["-c", str(pool.limits.seconds), str(pool.limits.memory)]
        importlib.import_module("newsspider.sandbox.worker").main()
    finally:
        os._exit(0)


if __name__ == "__main__":
    _serve()
