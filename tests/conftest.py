"""Fixtures for whole runs: the loopback site and the command in a process of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Protocol

import hypothesis
import pytest

from tests.site.server import Site

# No example is timed: a busy machine would decide.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")

ROOT = Path(__file__).resolve().parent.parent
_OURS = ("newsspider", "scrapy")  # prefixes of variables that would change a run
_KEPT_OUT = frozenset({"no_color", "force_color", "no_proxy"})


class RunNewsspider(Protocol):
    """Run ``newsspider ARGS`` in a process of its own and return how it ended."""

    def __call__(
        self,
        *args: str | Path,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        stdin: str | None = None,
        timeout: float = 60.0,
    ) -> "subprocess.CompletedProcess[str]": ...


def clean_environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return this process's environment without proxies and settings of ours, and with *more*."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.lower().startswith(_OURS)
        and not name.lower().endswith("_proxy")
        and name.lower() not in _KEPT_OUT
    }
    path = os.pathsep.join(filter(None, (str(ROOT), kept.get("PYTHONPATH", ""))))
    return kept | {"PYTHONPATH": path, "PYTHONUTF8": "1"} | dict(more or {})


@pytest.fixture
def site() -> Iterator[Site]:
    """A server on loopback, new for every test."""
    with Site() as running:
        yield running


@pytest.fixture
def run_newsspider(tmp_path: Path) -> RunNewsspider:
    """Run the command as a user does; the folder is the test's own unless *cwd* is given."""

    def run(
        *args: str | Path,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        stdin: str | None = None,
        timeout: float = 60.0,
    ) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "newsspider", *map(str, args)],
            capture_output=True,
            check=False,
            cwd=cwd or tmp_path,
            encoding="utf-8",
            env=clean_environment(env),
            input=stdin if stdin is not None else "",
            timeout=timeout,
        )

    return run
