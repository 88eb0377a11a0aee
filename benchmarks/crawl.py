"""What a whole crawl costs beside a bare Scrapy spider: crawl.py [PAGES [KILOBYTES]].

A server of our own lists the pages in a feed and answers them from memory. The bare spider has three
selectors and a JSONL feed; newsspider fetches, extracts, sanitises, writes posts with fsync and keeps
its ledger, with the settings people get but no delay. CPU is user and system time; the parent, its
workers and the server are counted apart.
"""

import argparse
import asyncio
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
from benchmarks.timing import built

ROOT = Path(__file__).parent.parent
RULES = """
[[article]]
match = '/a/\\d+'
[article.title]
css = "h1"
[article.published_at]
css = "span.when"
format = "%Y-%m-%d %H:%M"
[article.body]
css = "div.story"
"""
BARE = """
import scrapy

class Bare(scrapy.Spider):
    name = "bare"
    custom_settings = {"DOWNLOAD_DELAY": 0, "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
                       "LOG_LEVEL": "WARNING", "TELNETCONSOLE_ENABLED": False}

    def parse(self, response):
        for url in response.xpath("//link/text()").getall():
            yield response.follow(url, self.article)

    def article(self, response):
        yield {
            "url": response.url,
            "title": response.css("h1::text").get(),
            "date": response.css("span.when::text").get(),
            "body": response.css("div.story").getall(),
        }
"""


@dataclass(frozen=True)
class Cost:
    pages: int
    seconds: float
    parent: float  # CPU seconds
    workers: float
    memory: float  # MB, of the largest process

    @property
    def per_cpu(self) -> float:
        return self.pages / (self.parent + self.workers)

    def __str__(self) -> str:
        return (
            f"{self.pages} pages, {self.seconds:.1f} s ({self.pages / self.seconds:.0f} a second), CPU "
            f"parent {self.parent:.1f} s + workers {self.workers:.1f} s = {self.per_cpu:.0f} pages a "
            f"CPU second, {self.memory:.0f} MB at most"
        )


def page(number: int, filler: bytes) -> bytes:
    """Return the article *number*: its own head and story, then what surrounds a story."""
    words = " ".join(f"word{number}x{place}" for place in range(60))
    story = "".join(f"<p>Paragraph {row} of story {number} says {words}.</p>" for row in range(5))
    title = f"Story number {number} of the harbour"
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>'
        f'<body><h1>{title}</h1><span class="when">2026-03-06 12:00</span>'
        f'<div class="story">{story}</div>'
    ).encode() + filler


def feed(numbers: range, host: str) -> bytes:
    """Return a feed of the articles *numbers*."""
    links = "".join(
        f"<item><title>Story number {n} of the harbour</title><link>http://{host}/a/{n}</link></item>"
        for n in numbers
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{links}</channel></rss>'.encode()


def serve(pages: int, size: int, port_file: str) -> None:
    """Answer the feed and the pages until killed."""
    filler = built(size).partition(b"</h1>")[2].replace(b"story", b"other")

    class Server(asyncio.Protocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            self.transport = transport
            self.held = b""

        def data_received(self, data: bytes) -> None:
            self.held += data
            while b"\r\n\r\n" in self.held:
                head, _, self.held = self.held.partition(b"\r\n\r\n")
                self.answer(head.split(b" ", 2)[1].decode(), head)

        def answer(self, path: str, head: bytes) -> None:
            status, kind = "200 OK", "text/html; charset=utf-8"
            if path.startswith("/feed.xml"):  # ?FROM-TO
                first, _, last = (path.partition("?")[2] or f"0-{pages}").partition("-")
                host = next(
                    line for line in head.split(b"\r\n") if line.lower().startswith(b"host:")
                )
                body = feed(range(int(first), int(last)), host[5:].strip().decode())
                kind = "text/xml"
            elif path.startswith("/a/"):
                body = page(int(path[3:]), filler)
            else:
                body, status = b"", "404 Not Found"
            self.transport.write(
                f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
                .encode() + body
            )  # fmt: skip

    async def main() -> None:
        server = await asyncio.get_running_loop().create_server(Server, "127.0.0.1", 0)
        Path(port_file).write_text(str(server.sockets[0].getsockname()[1]))
        await server.serve_forever()

    asyncio.run(main())


RUNNER = """
import cProfile, json, resource, sys, time

def used(who):
    spent = resource.getrusage(who)
    return spent.ru_utime + spent.ru_stime

target, profile, module, *sys.argv[1:] = sys.argv[1:]
main = getattr(__import__(module, fromlist=["x"]), "main" if "news" in module else "execute")
recorder = cProfile.Profile(time.process_time) if profile else None
try:
    code = recorder.runcall(main) if recorder else main()
except SystemExit as end:
    code = end.code
if recorder:
    recorder.dump_stats(profile)
largest = max(resource.getrusage(who).ru_maxrss for who in (0, -1)) / 1024
json.dump([code or 0, used(0), used(-1), largest], open(target, "w"))
"""


def timed(
    command: list[str], folder: Path, pages: int, cores: set[int] | None, profile: str = ""
) -> Cost:
    """Run *command*, a module and its arguments, and return what it and its children cost."""
    log = folder / "cost.json"
    began = time.monotonic()
    subprocess.run(
        [sys.executable, "-c", RUNNER, str(log), profile, *command],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=False,
        preexec_fn=(lambda: os.sched_setaffinity(0, cores)) if cores else None,
    )
    seconds = time.monotonic() - began
    code, parent, workers, memory = json.loads(log.read_text())
    if code:
        raise SystemExit(f"{command} ended with {code}")
    return Cost(pages, seconds, parent, workers, memory)


def bare(port: int, pages: int, cores: set[int] | None = None) -> Cost:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "bare.py").write_text(BARE)
        command = ["scrapy.cmdline", "runspider", "bare.py", "-o", "out.jsonl"]
        command += ["-s", "LOG_LEVEL=WARNING"]
        text = (folder / "bare.py").read_text()
        feed = f'    start_urls = ["http://127.0.0.1:{port}/feed.xml"]\n'
        (folder / "bare.py").write_text(
            text.replace('    name = "bare"\n', f'    name = "bare"\n{feed}')
        )
        cost = timed(command, folder, pages, cores)
        got = len((folder / "out.jsonl").read_text().splitlines())
        assert got == pages, got
        return cost


def ours(
    port: int, pages: int, *, rules: bool, cores: set[int] | None = None, profile: str = ""
) -> Cost:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        address = f"127.0.0.1:{port}"
        (folder / "sources").mkdir()
        (folder / "sources/bench.toml").write_text(
            f'name = "bench"\ntitle = "bench"\nhome = "http://{address}/"\ndelay = 0\n'
            f'timezone = "UTC"\n'
            f'[[discover]]\nkind = "feed"\nurl = "http://{address}/feed.xml"\n' + RULES * rules
        )
        (folder / "newsspider.toml").write_text(
            f'[network]\nallow_addresses = ["{address}"]\n[crawl]\nfirst = {pages}\n'
        )
        command = ["newsspider.cli.main", "crawl", "bench"]
        cost = timed(command, folder, pages, cores, profile)
        got = len(list((folder / "output/_posts").iterdir()))
        assert got == pages, got
        return cost


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", type=int, nargs="?", default=3000)
    parser.add_argument("kilobytes", type=int, nargs="?", default=60)
    parser.add_argument("--only", default="bare,rules,one,two")
    parser.add_argument("--serve", default="")
    parser.add_argument("--profile", default="")
    arguments = parser.parse_args()
    if arguments.serve:
        serve(arguments.pages, arguments.kilobytes * 1000, arguments.serve)
    with tempfile.TemporaryDirectory() as name:
        port_file = Path(name) / "port"
        server = subprocess.Popen(
            [sys.executable, __file__, str(arguments.pages), str(arguments.kilobytes), "--serve",
             str(port_file)]
        )  # fmt: skip
        try:
            while not port_file.exists() or not port_file.read_text():
                time.sleep(0.05)
            measure(int(port_file.read_text()), arguments)
        finally:
            server.terminate()
            server.wait()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"all together {used.ru_utime + used.ru_stime:.1f} s of CPU, the server's included")


def measure(port: int, arguments: argparse.Namespace) -> None:
    only, pages = arguments.only.split(","), arguments.pages
    found: dict[str, Cost] = {}
    if "bare" in only:
        found["bare"] = bare(port, pages)
        print("bare Scrapy:      ", found["bare"], flush=True)
    if "rules" in only:
        found["rules"] = ours(port, pages, rules=True, profile=arguments.profile)
        print("a source by rules:", found["rules"], flush=True)
    for name, cores in (("one", {0}), ("two", {0, 1})):
        if name in only:
            found[name] = ours(port, pages, rules=False, cores=cores)
            print(f"the engine on {name} core(s):", found[name], flush=True)
    if {"bare", "rules"} <= found.keys():
        print(
            f"rules to bare, pages a CPU second: {found['rules'].per_cpu / found['bare'].per_cpu:.2f}"
        )
    if {"one", "two"} <= found.keys():
        print(
            f"two cores to one, pages a second: {found['one'].seconds / found['two'].seconds:.2f}"
        )


if __name__ == "__main__":
    main()
