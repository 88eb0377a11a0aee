"""Full disks, folders that cannot be written, planted links, clocks that jump."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import clean_environment
from tests.run.storm import Losses, Storm, answers, tree

pytestmark = pytest.mark.slow

LIMITS = int(os.environ.get("NEWSSPIDER_LIMITS", "16"))  # 50 for the night

_LATER = (
    "import copyreg, sys, datetime as module\n"
    "from dateutil.parser import isoparse\n"
    "real = module.datetime\n"
    "copyreg.pickle(real, lambda one: (isoparse, (one.isoformat(),)))\n"  # for the workers
    "class Every(type):\n"
    "    def __instancecheck__(cls, one):\n"
    "        return isinstance(one, real)\n"
    "class Jumped(real, metaclass=Every):\n"
    "    @classmethod\n"
    "    def now(cls, tz=None):\n"
    "        return real.now(tz) + module.timedelta(days=int(sys.argv[1]))\n"
    "module.datetime = Jumped\n"
    "from newsspider.cli.main import main\nsys.exit(main(sys.argv[2:]))\n"
)


def run(storm: Storm, code: str, folder: Path, *args: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", code, *args],
        cwd=folder,
        env=clean_environment(storm.site.proxy_env()),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


def test_files_that_may_not_grow(storm: Storm) -> None:
    """Every file stops at a random size, the ledger's, too: code 5, nothing torn."""
    calm = storm.posted()
    losses = Losses()
    chance = random.Random(4)
    for _ in range(LIMITS):
        folder = storm.folder()
        limit = chance.choice([0, 300, chance.randrange(90_000)])
        done = storm.crawl(folder, largest=limit)
        assert done.code in (0, 5), (limit, done.stderr)
        if done.code:
            assert done.stderr.splitlines()[-1].startswith("newsspider: "), done.stderr
        for name, content in tree(folder).items():
            assert content == tree(calm)[name]
        assert storm.crawl(folder).code == 0
        storm.judge(calm, folder, losses)

    assert losses.none(), losses


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount")
def test_a_disk_that_is_full(storm: Storm, tmp_path: Path) -> None:
    calm = storm.posted()
    folder = storm.folder()
    output = folder / "output"
    output.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(output)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("no file system may be mounted here")
    try:
        for left in (0, 4096, 20480, 61440, 122880):
            filler = output / "filler"
            free = os.statvfs(output).f_bavail * os.statvfs(output).f_bsize
            filler.write_bytes(b"x" * max(0, free - left))
            done = storm.crawl(folder)
            assert done.code == 5 or (done.code == 0 and left > 100_000), (left, done.stderr)
            assert list(output.rglob("*.tmp*")) == []
            filler.unlink()
        assert storm.crawl(folder).code == 0
        losses = Losses()
        storm.judge(calm, folder, losses)
        assert losses.none(), losses
    finally:
        subprocess.run(["umount", str(output)], check=True)


@pytest.mark.parametrize("where", ["output", "output/_posts", "output/.newsspider"])
@pytest.mark.parametrize("kind", ["file", "link", "dangling link"])
def test_something_else_stands_where_a_folder_belongs(
    kind: str, where: str, storm: Storm, tmp_path: Path
) -> None:
    storm.site.answers = dict(answers())
    folder = storm.folder()
    place = folder / where
    place.parent.mkdir(exist_ok=True)
    elsewhere = tmp_path / "elsewhere"
    if kind == "file":
        place.write_text("in the way")
    else:
        elsewhere.mkdir()
        place.symlink_to(elsewhere if kind == "link" else elsewhere / "nowhere")
    if where == "output" and kind == "link":
        pytest.skip("the output folder itself may be a link")

    done = storm.crawl(folder)

    assert done.code == 5
    assert done.stderr.splitlines()[-1].startswith("newsspider: ")
    assert "Traceback" not in done.stderr
    if kind != "file":
        assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize("kind", ["link", "folder", "fifo"])
def test_a_post_whose_name_is_taken_by_something_else(
    kind: str, storm: Storm, tmp_path: Path
) -> None:
    calm = storm.posted()
    folder = storm.folder()
    name = min(tree(calm))
    place = folder / "output" / name
    place.parent.mkdir(parents=True)
    theirs = tmp_path / "theirs"
    theirs.write_text("theirs")
    if kind == "link":
        place.symlink_to(theirs)
    elif kind == "folder":
        place.mkdir()
    else:
        os.mkfifo(place)

    done = storm.crawl(folder)

    assert done.code == 5
    assert theirs.read_text() == "theirs"
    assert "remove it" in done.stderr


@pytest.mark.parametrize("days", ["-4000", "4000"])
def test_a_clock_that_jumps_loses_and_doubles_nothing(days: str, storm: Storm) -> None:
    folder = storm.posted()
    before = {path: path.stat().st_mtime_ns for path in (folder / "output/_posts").iterdir()}

    jumped = run(storm, _LATER, folder, days, "crawl")
    after = storm.crawl(folder)

    assert (jumped.returncode, after.code) == (0, 0), jumped.stderr
    now = {path: path.stat().st_mtime_ns for path in (folder / "output/_posts").iterdir()}
    assert now == before
