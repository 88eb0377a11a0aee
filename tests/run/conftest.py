"""The storm: one warm process and one site for all tests of a worker, a new folder for each."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.run.storm import Storm, answers, storms

# In memory, where there is such a place: a run waits for the disk at every step, and a busy disk
# makes that seconds. A kill -9 takes nothing out of memory, so it proves the same.
_QUICK = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


@pytest.fixture(scope="session")
def _one_storm() -> Iterator[Storm]:
    with tempfile.TemporaryDirectory() as scratch, storms(Path(scratch)) as running:
        yield running


@pytest.fixture
def storm(_one_storm: Storm) -> Iterator[Storm]:
    """Runs on a small site, in folders of the test's own."""
    _one_storm.site.answers = dict(answers())
    _one_storm.site.requests.clear()
    with tempfile.TemporaryDirectory(dir=_QUICK, prefix="storm-") as scratch:
        yield Storm(_one_storm.site, _one_storm.zygote, Path(scratch))
