"""newsspider history: what an article said before."""

import argparse
import sys
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from newsspider import show
from newsspider.cli import common
from newsspider.errors import ConfigError
from newsspider.options import Options

if TYPE_CHECKING:
    from newsspider.ledger.store import Ledger
    from newsspider.model.record import Record

DESCRIPTION = """\
Show when an article was posted and revised, and what each revision changed.

The ledger keeps the last ten versions of an article that changed. The post is named by
its address or its path."""

EXAMPLES = """\
examples:
  newsspider history https://site.example/a.html
  newsspider history output/_posts/2026-03-06-ferry-1a2b3c4d.md"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the flags of this command."""
    parser.add_argument("url", metavar="URL|FILE", help="an article's address, or its post")
    parser.add_argument("--out", type=Path, metavar="DIR", help="output folder (default: output)")


def run(arguments: argparse.Namespace) -> int:
    """Print the history and return the exit code; 1 for an article that is not known."""
    options = common.load(arguments)
    from newsspider.ledger import history, tombstones
    from newsspider.ledger.rebuild import looked

    with closing(looked(options.output, options.sources_dir)) as ledger:
        record = _find(arguments.url, options, ledger)
        if record is None:
            common.say(f"{arguments.url}: is not known")
            return 1
        kind = tombstones.kind_of(ledger, record.key)
        print(f"{show.line(record.url)}\n  state     {kind or record.status}")
        print(f"  post      {options.output / record.path if record.path else '-'}")
        print(f"  first     {record.first_seen:%Y-%m-%d %H:%M:%S}Z")
        print(f"  last      {record.last_fetched:%Y-%m-%d %H:%M:%S}Z")
        print(f"  revision  {record.revision}")
        versions = history.versions(ledger, record.key)
    colour = sys.stdout.isatty()
    for before, after in pairwise(versions):
        print()
        for line in history.difference(before, after):
            line = show.line(line)
            print(_coloured(line) if colour else line)
    return 0


def _find(name: str, options: Options, ledger: "Ledger") -> "Record | None":
    from newsspider.ledger import adopt
    from newsspider.runs.prune import known
    from newsspider.sources.catalogue import Catalogue

    file = Path(name)
    if file.suffix in adopt.POST_ENDINGS and "://" not in name:
        inside = file.resolve()
        root = options.output.resolve()
        path = inside.relative_to(root).as_posix() if inside.is_relative_to(root) else name
        with ledger.reading() as connection:
            copied = connection.execute("SELECT key FROM copy WHERE path = ?", (path,)).fetchone()
        if copied:
            return ledger.get(copied[0])
        return next((record for record in ledger.records() if record.path == path), None)
    try:
        identify = adopt.identifier(Catalogue(private=options.sources_dir))
        return known(ledger, identify, name)
    except ValueError as error:
        raise ConfigError(f"{name}: {error}") from error


def _coloured(line: str) -> str:
    code = {"-": 31, "+": 32, "@": 36}.get(line[:1])
    return f"\x1b[{code}m{line}\x1b[0m" if code else line
