"""Where sites are built."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builds import generators, writers
from tests.builds.cases import all_cases

MEMORY = Path("/dev/shm")


@pytest.fixture
def scratch(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is one: every post is flushed to the disk, which takes time."""
    if not os.access(MEMORY, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The articles, rendered in every flavour by one command that all workers share."""
    number = os.environ.get("PYTEST_XDIST_TESTRUNUID", f"alone-{os.getpid()}")
    base = MEMORY if os.access(MEMORY, os.W_OK) else tmp_path_factory.getbasetemp().parent
    root = base / f"newsspider-builds-{number}"
    root.mkdir(exist_ok=True)
    users = root / "users"
    with (root / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (root / "said.json").exists():
            names = dict.fromkeys(each.flavour for each in generators.ALL)
            writers.rendered_by_all(list(names), all_cases(), root)
        users.open("a").write("+")
    yield root
    with (root / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        users.open("a").write("-")
        said = users.read_text("utf-8")
    if said.count("+") == said.count("-"):  # a worker that comes later renders them again
        shutil.rmtree(root, ignore_errors=True)
