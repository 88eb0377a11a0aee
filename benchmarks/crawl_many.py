"""Crawl many sources of a local site, twice: crawl_many.py [SOURCES [ARTICLES]]."""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
from tests.site.server import Answer, Asked, Site


def source(name: str) -> str:
    return (
        f'name = "{name}"\ntitle = "{name}"\nhome = "http://{name}.example/"\ndelay = 0\n'
        f'[[discover]]\nkind = "feed"\nurl = "http://{name}.example/feed.xml"\n'
    )


def answer(asked: Asked, articles: int, counts: Counter[str]) -> Answer:
    host = asked.host
    kind = "list" if asked.path == "/feed.xml" else "article"
    headers = {name.lower() for name in asked.headers}
    counts[kind] += 1
    if "if-none-match" in headers:
        counts[f"{kind} conditional"] += 1
        return Answer(status=304, headers={"ETag": '"1"'})
    if kind == "list":
        items = "".join(
            f"<item><title>Story {n}</title><link>http://{host}/a/{n}</link></item>"
            for n in range(articles)
        )
        return Answer.xml(f'<rss version="2.0"><channel>{items}</channel></rss>', ETag='"1"')
    words = " ".join(f"{host.partition('.')[0]}{asked.path[3:]}word{n}" for n in range(120))
    title = f"Story {asked.path[3:]} of {host}"
    return Answer.html(
        f"<html><head><title>{title}</title></head><body><h1>{title}</h1><article>"
        f"<p>It is said in {host}, {words}.</p><p>And more of it, {words}.</p></article></body>"
        "</html>",
        ETag='"1"',
    )


def tree(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        str(path): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in (folder / "output").rglob("*")
        if path.is_file() and ".newsspider" not in path.parts
    }


def main() -> None:
    sources, articles = (*map(int, sys.argv[1:]), *(300, 20)[len(sys.argv) - 1 :])
    counts: Counter[str] = Counter()
    with Site() as site, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "sources").mkdir()
        for number in range(sources):
            host = f"s{number}"
            (folder / "sources" / f"{host}.toml").write_text(source(host))
            for path in ("/feed.xml", *(f"/a/{n}" for n in range(articles))):
                site.answers[f"http://{host}.example{path}"] = lambda asked: answer(
                    asked, articles, counts
                )
        before = None
        for turn in ("first", "second"):
            counts.clear()
            began = time.monotonic()
            done = subprocess.run(
                [sys.executable, "-m", "newsspider", "crawl", "--all-due"],
                cwd=folder, env=os.environ | site.proxy_env(), capture_output=True, text=True,
                check=False,
            )  # fmt: skip
            seconds = time.monotonic() - began
            memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
            after = tree(folder)
            print(
                f"{turn}: code {done.returncode}, {seconds:.0f} s, {memory:.0f} MB, "
                f"{len(after)} posts, {dict(counts)}, unchanged: {before == after}",
                flush=True,
            )
            if done.stderr:
                print(done.stderr[-500:])
            before = after


main()
