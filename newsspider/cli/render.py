"""newsspider render: posts from articles given as JSON lines."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from newsspider.cli import common
from newsspider.errors import ConfigError

DESCRIPTION = """\
Write posts from articles given as JSON lines, as `newsspider extract --batch` prints them.

An object needs title, url and html; everything else is used where it is there. stdout
carries one path a line; what cannot become a safe post has one line on stderr
(ID: reason), the rest is written, and the exit code is 1."""

EXAMPLES = """\
examples:
  newsspider render --articles articles.jsonl --out site
  newsspider render --flavour hugo --articles - --out site < articles.jsonl
  newsspider render --flavour jekyll,hugo --articles a.jsonl --out sites
                              several at once: sites/jekyll/, sites/hugo/"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the flags of this command."""
    parser.add_argument(
        "--articles", required=True, metavar="FILE.jsonl|-", help="one article a line; - is stdin"
    )
    parser.add_argument("--out", type=Path, metavar="DIR", help="output folder (default: output)")
    parser.add_argument(
        "--flavour", metavar="F[,F…]", help="static-site generators, or all (default: jekyll)"
    )
    parser.add_argument("--body", choices=("html", "markdown"), help="form of the body")
    parser.add_argument("--force", action="store_true", help="replace files that are not ours")
    parser.add_argument("--quiet", action="store_true", help="print no paths")


def run(arguments: argparse.Namespace) -> int:
    """Render, print, and return the exit code."""
    from dataclasses import replace

    from newsspider.runs import render

    options = common.load(arguments)
    site = options.site
    names = site.flavours or (site.flavour,)
    if arguments.body:
        site = replace(site, body=arguments.body)
    root = options.output
    renderers = [
        render.Renderer(name, site, root / name if len(names) > 1 else root, force=arguments.force)
        for name in names
    ]
    failed = 0
    with _opened(arguments.articles) as (lines, undated):
        now = datetime.now(UTC).replace(microsecond=0)
        for told in render.run(lines, renderers, now=now, undated=undated):
            if told.error:
                failed += not told.left_out
                print(f"{_shown(told.identity)}: {_shown(told.error)}", file=sys.stderr)
                continue
            for note in told.notes:
                print(f"{_shown(told.identity)}: note: {told.path}: {note}", file=sys.stderr)
            if not arguments.quiet:
                print(told.path)
    for renderer in renderers:
        renderer.close()
    return 1 if failed else 0


@contextmanager
def _opened(name: str) -> Iterator[tuple[BinaryIO, datetime]]:
    """Open the articles; give them and the time that stands where an article has no date.

    That is the file's own time, so that a second run makes the same posts.
    """
    if name == "-":
        yield sys.stdin.buffer, datetime.now(UTC).replace(microsecond=0)
        return
    path = Path(name)
    try:
        file = path.open("rb")
        changed = int(path.stat().st_mtime)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror or error}") from error
    with file:
        yield file, datetime.fromtimestamp(changed, UTC)


def _shown(text: str) -> str:
    """Return *text* fit for a terminal and on one line."""
    return "".join(char if char.isprintable() else "?" for char in text)
