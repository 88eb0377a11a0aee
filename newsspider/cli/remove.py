"""newsspider remove: take an article down for good."""

import argparse
import sys
from pathlib import Path

from newsspider.cli import common
from newsspider.errors import ConfigError

DESCRIPTION = """\
Take the posts of these addresses down for good: the post, its old versions, the mirrored
images that no other post shows, and a mark in the ledger and the index, so that no run on
any machine writes it again. Prints the path of every file that went.

An address that was never posted is marked, too. `newsspider fetch --restore URL` takes
it back."""

EXAMPLES = """\
examples:
  newsspider remove https://site.example/a.html
  newsspider remove - < urls.txt                one address a line"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the flags of this command."""
    parser.add_argument("urls", nargs="+", metavar="URL", help="addresses; - reads them from stdin")
    parser.add_argument("--out", type=Path, metavar="DIR", help="output folder (default: output)")


def run(arguments: argparse.Namespace) -> int:
    """Remove, print the paths of what was removed, and return the exit code."""
    options = common.load(arguments)
    from newsspider.runs import lock, prune
    from newsspider.urls import canonical

    urls: list[str] = []
    for text in arguments.urls:
        urls += sys.stdin.read().split() if text == "-" else [text]
    for url in urls:
        try:
            canonical(url)
        except ValueError as error:
            raise ConfigError(f"{url}: {error}") from error
    with lock.held(options.state):
        done = prune.remove(options, urls)
    for url, path in done.posts.items():
        if path:
            print(options.output / path)
        else:
            common.say(f"{url}: had no post; it will have none")
    for path in done.others:
        print(options.output / path)
    return 0
