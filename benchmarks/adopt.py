"""Adopt the posts of an older system, lose the ledger, and start a run, all timed.

    python benchmarks/adopt.py [POSTS]

Makes POSTS posts (default 36,000) in four old forms.
"""

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from newsspider.ledger import adopt
from newsspider.ledger.rebuild import build, opened
from newsspider.options import Options
from newsspider.runs import restore
from newsspider.sources.catalogue import Catalogue

SHARE = "http://finews.zning.xyz/html_News/NewsShare.html?infoCode=NW{}"
PAGE = "http://finance.eastmoney.com/news/1355,{}.html"
TEXT = "这是一句为了测量而写的话，长得足以像一篇文章里的一句。" * 40
FORMS = (
    '---\ntitle: "T"\ndate: 2022-01-31 09:46:59 +0800\n---\n<p>{text}</p>\n\n<{url}>\n\n[a](//b/)',
    "\n---\nlayout: post\ntitle: T\ndate: 2021-12-08 10:46:18\n---\n\n{text}\n\n<{url}>\n",
    "---\r\ntitle: T\r\ndate: 2021-12-08 10:46:18 +0800\r\n---\r\n{text}\r\n\r\n<{url}>\r\n",
    '---\ntitle: "T"\ndate: 2021-12-08 10:46:18 +0800\n---\n<!-- x --><p>{text}</p>\n\n<{url}>\n',
)


def make(folder: Path, posts: int) -> None:
    folder.mkdir(parents=True)
    for number in range(posts):
        identity = f"2022{number:014d}"
        url = (SHARE if number % 3 else PAGE).format(identity)
        content = FORMS[number % len(FORMS)].format(url=url, text=TEXT)
        (folder / f"2022-01-31-{identity}.md").write_text(content, "utf-8", newline="")


def timed(name: str, act: Callable[[], object]) -> None:
    began = time.monotonic(), time.process_time()
    said = act()
    wall, busy = time.monotonic() - began[0], time.process_time() - began[1]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{name:<44} {busy:6.1f} CPU s {wall:6.1f} s  peak {peak} MB  {said or ''}", flush=True)


def main() -> None:
    posts = int(sys.argv[1]) if len(sys.argv) > 1 else 36_000
    with tempfile.TemporaryDirectory() as scratch:
        old, output = Path(scratch, "old"), Path(scratch, "output")
        make(old, posts)
        options = Options(output=output)
        timed(f"import {posts:,} posts from elsewhere", lambda: adopted(options, old))
        timed("write the index", lambda: restore.write_index(options))
        for file in (output / ".newsspider").glob("ledger.db*"):
            file.unlink()
        timed("rebuild from the index", lambda: build(output, None).lines.new)
        old.rename(output / "_posts")
        timed("start of a run, nothing to do", lambda: restore.prepare(options))
        for file in (output / ".newsspider").iterdir():
            file.unlink()
        timed("rebuild from the posts alone", lambda: build(output, None).posts.adopted)
        timed("write the index", lambda: restore.write_index(options))
        timed("start of a run, every post in place", lambda: restore.prepare(options))


def adopted(options: Options, old: Path) -> str:
    identify = adopt.identifier(Catalogue())
    with closing(opened(options.output, None)) as ledger:
        done = adopt.take_in(ledger, adopt.posts(old), identify, here=False)
    return f"{done.adopted} adopted, {done.twice} twice, {len(done.nameless)} nameless"


if __name__ == "__main__":
    main()
