"""Runs newsspider in children that are forked from a process with everything imported.

A run of a few articles then takes a fraction of a second, so that hundreds can be killed.
"""

import importlib
import json
import os
import selectors
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Self

_PRELOADED = (
    "newsspider.cli.main",
    "newsspider.cli.common",
    "newsspider.cli.crawl",
    "newsspider.cli.fetch",
    "newsspider.runs.crawl",
    "newsspider.runs.lock",
    "pipelines.write",
    "pipelines.dedupe",
    "pipelines.normalise",
    "pipelines.sanitise",
    "pipelines.validate",
    "dateparser",
    "feedparser",
    "scrapy.core.downloader.handlers.http11",
    "scrapy.downloadermiddlewares.retry",
    "scrapy.pqueues",
    "twisted.internet.asyncioreactor",
)
_KILL_AT = "kill_after"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a child ended: its exit code (negative: the signal), stderr, and the seconds it took."""

    code: int
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
        environment: dict[str, str] | None = None,
    ) -> Ended:
        """Run the command in *cwd*; after *kill_after* seconds the child gets kill -9."""
        told = signals if kill_after is None else ((kill_after, signal.SIGKILL),)
        more = {"NEWSSPIDER_FAILPOINT": failpoint} if failpoint else {}
        order = {
            "args": [str(arg) for arg in args],
            "cwd": str(cwd),
            "env": more | (environment or {}),
            "signals": told,
        }
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return Ended(**json.loads(self._process.stdout.readline()))


def _serve() -> None:
    for name in _PRELOADED:
        importlib.import_module(name)
    for line in sys.stdin:
        order = json.loads(line)
        print(json.dumps(_run(order)), flush=True)


def _run(order: dict[str, object]) -> dict[str, object]:
    reading, writing = os.pipe()
    started = time.monotonic()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _be_the_child(order, writing)
    os.close(writing)
    said = _watch(child, reading, order["signals"], started)  # type: ignore[arg-type]  # from JSON
    os.close(reading)
    _, status = os.waitpid(child, 0)
    return {
        "code": os.waitstatus_to_exitcode(status),
        "stderr": said.decode("utf-8", "replace"),
        "seconds": time.monotonic() - started,
    }


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


def _be_the_child(order: dict[str, object], writing: int) -> None:
    code = 1
    try:
        null = os.open(os.devnull, os.O_RDWR)
        os.dup2(null, 0)
        os.dup2(null, 1)
        os.dup2(writing, 2)
        os.chdir(str(order["cwd"]))
        os.environ.update(order["env"])  # type: ignore[call-overload]  # from JSON
        from newsspider.cli.main import main

        code = main(order["args"])  # type: ignore[arg-type]  # from JSON
    except SystemExit as error:
        code = error.code if isinstance(error.code, int) else 1
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    _serve()
