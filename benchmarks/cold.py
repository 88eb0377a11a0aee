"""Cold start: `newsspider --version` and a one-URL fetch beside Scrapy's own, in one run.

    python benchmarks/cold.py [ROUNDS]

Prints the median CPU seconds (user and system, children included) of each command over ROUNDS
alternating rounds, and the ratios. The page is served on loopback. Last, in this process, what it
costs to find the source of one address in the catalogue, and to read all of its files.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from newsspider.sources.catalogue import Catalogue

TEXT = "A sentence that is long enough to be a part of an article, surely, and then some more. "
PAGE = (
    "<html lang=en><head><title>One story</title></head><body><h1>One story</h1><article>"
    + f"<p>{TEXT * 3}</p>" * 20
    + "</article></body></html>"
).encode()


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(PAGE)))
        self.end_headers()
        self.wfile.write(PAGE)

    def log_message(self, *_: object) -> None:
        pass


def cpu(command: list[str], folder: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    env = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    subprocess.run(command, cwd=folder, env=env, capture_output=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    address = f"127.0.0.1:{server.server_port}"
    python = [sys.executable, "-m"]
    commands: dict[str, Callable[[int], list[str]]] = {
        "newsspider --version": lambda _: [*python, "newsspider", "--version"],
        "scrapy version": lambda _: [*python, "scrapy", "version"],
        "newsspider fetch": lambda n: [
            *python, "newsspider", "fetch", "--allow-address", address, f"http://{address}/{n}",
        ],
        "scrapy fetch": lambda n: [*python, "scrapy", "fetch", "--nolog", f"http://{address}/{n}"],
    }  # fmt: skip
    found: dict[str, list[float]] = {name: [] for name in commands}
    with tempfile.TemporaryDirectory() as folder:
        for number in range(rounds):
            for name, command in commands.items():
                found[name].append(cpu(command(number), folder))
    server.shutdown()
    median = {name: statistics.median(values) for name, values in found.items()}
    for name, value in median.items():
        print(
            f"{name:24} {value:.3f} CPU s  (min {min(found[name]):.3f}, max {max(found[name]):.3f})"
        )
    print(f"version ratio {median['newsspider --version'] / median['scrapy version']:.2f}")
    print(f"fetch ratio   {median['newsspider fetch'] / median['scrapy fetch']:.2f}")
    for name, look in (
        ("source of one address", lambda: Catalogue().match("https://nobody.example/a/1.html")),
        ("all source files", lambda: Catalogue().all),
    ):
        spent = []
        for _ in range(rounds):
            began = time.process_time()
            look()
            spent.append(time.process_time() - began)
        print(f"{name:24} {statistics.median(spent):.4f} CPU s")


if __name__ == "__main__":
    main()
