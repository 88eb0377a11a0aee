"""What single faults cost: ``python -m tests.faults.measure [all | NAME…]``, a Markdown table.

Each is fetched by a command of its own, with the time limits of the tests. The costs include those
of starting, about a second of CPU in the parent and half of one in a worker. Parent and workers are told apart, CPU is user and system
time, memory the largest process, and the hold the longest (in CPU time, so that a busy machine does
not count) that one callback kept the event loop.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.conftest import clean_environment
from tests.faults.lies import LIES
from tests.faults.server import FaultServer
from tests.faults.wire import FAULTS

PATHS = {"redirect-endless": "/0", "tag-page": "/tag/river", "index-page": "/section/world/"}
LIMITS = "[limits]\npage_seconds = 5\nurl_seconds = 8\n"

HEAVY = (
    "interim-flood", "many-headers", "endless-body", "nine-megabytes", "bomb-gzip", "bomb-br",
    "bomb-zstd", "bomb-deflate", "nested", "attribute-bomb", "siblings", "body-script",
)  # fmt: skip
RUNNER = """
import asyncio, json, resource, sys, time

longest = 0.0
run = asyncio.events.Handle._run

def timed(handle):
    global longest
    began = time.thread_time()
    run(handle)
    longest = max(longest, time.thread_time() - began)

asyncio.events.Handle._run = timed
from newsspider.cli.main import main
try:
    main(sys.argv[2:])
finally:
    own, kids = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    json.dump(
        {"parent": own.ru_utime + own.ru_stime, "workers": kids.ru_utime + kids.ru_stime,
         "parent_mb": own.ru_maxrss / 1024, "worker_mb": kids.ru_maxrss / 1024, "hold": longest},
        open(sys.argv[1], "w"))
"""


def measure(name: str, server: FaultServer) -> dict[str, float]:
    """Fetch one fault and return what it cost."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "cost.json"
        (Path(folder) / "newsspider.toml").write_text(LIMITS)
        host = f"{server.hosts[name]}:{server.port}"
        subprocess.run(
            [sys.executable, "-c", RUNNER, str(log), "fetch", "--allow-address", host,
             server.url(name, PATHS.get(name, "/news/story.html"))],
            cwd=folder, env=clean_environment(), capture_output=True, check=False,
        )  # fmt: skip
        cost: dict[str, float] = json.loads(log.read_text())
        return cost


def main(names: list[str]) -> None:
    """Print a row for each fault."""
    every = {name: each[0] for name, each in FAULTS.items()}
    every |= {name: each[0] for name, each in LIES.items()}
    print("| fault | CPU parent | CPU worker | MB parent | MB worker | longest hold |")
    print("|---|--:|--:|--:|--:|--:|")
    with FaultServer(every) as server:
        for name in every if names == ["all"] else names or HEAVY:
            cost = measure(name, server)
            print(
                f"| {name} | {cost['parent']:.1f} s | {cost['workers']:.1f} s "
                f"| {cost['parent_mb']:.0f} | {cost['worker_mb']:.0f} "
                f"| {cost['hold'] * 1000:.0f} ms |",
                flush=True,
            )


if __name__ == "__main__":
    main(sys.argv[1:])
