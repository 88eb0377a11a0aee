"""Kill runs everywhere and print what was lost.

    python benchmarks/kills.py [MOMENTS]

Kills a first crawl, and a run that rewrites every post, at every failpoint and at MOMENTS random
moments (default 200, both kinds together), lets every write fail with ENOSPC and EIO, and compares
each tree, after one more run, with that of an undisturbed run.
"""

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.run.storm import (
    Losses,
    Storm,
    fail_everywhere,
    kill_at_random,
    kill_everywhere,
    storms,
)

COLUMNS = ["runs", "killed", "lost", "torn", "doubled", "temporary", "ledger", "unlike"]


def row(name: str, points: int, losses: Losses, seconds: float) -> None:
    counts = " ".join(f"{getattr(losses, column):>9}" for column in COLUMNS)
    print(f"{name:<34} {points:>6} {counts} {seconds:>7.0f} s", flush=True)
    for note in losses.notes[:5]:
        print(f"    {note}")


def measure(storm: Storm, moments: int) -> None:
    heads = " ".join(f"{column:>9}" for column in COLUMNS)
    print(f"{'':<34} {'points':>6} {heads}")
    for revise, kind in ((False, "first crawl"), (True, "revision")):
        losses, began = Losses(), time.monotonic()
        points = kill_everywhere(storm, losses, revise=revise)
        row(f"kill, every failpoint, {kind}", points, losses, time.monotonic() - began)
        for error in ("ENOSPC", "EIO"):
            losses, began = Losses(), time.monotonic()
            points = fail_everywhere(storm, losses, error, revise=revise)
            row(f"{error}, every write, {kind}", points, losses, time.monotonic() - began)
        losses, began = Losses(), time.monotonic()
        kill_at_random(storm, losses, moments // 2, seed=int(revise), revise=revise)
        row(f"kill -9, random, {kind}", moments // 2, losses, time.monotonic() - began)


def main() -> None:
    moments = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory() as scratch, storms(Path(scratch)) as storm:
        measure(storm, moments)


if __name__ == "__main__":
    main()
