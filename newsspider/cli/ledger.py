"""newsspider ledger: look after what newsspider knows."""

import argparse
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from newsspider.cli import common
from newsspider.errors import ConfigError, LedgerError
from newsspider.options import Options

DESCRIPTION = """\
Look after the ledger, .newsspider/ledger.db in the output folder.

A run makes a missing ledger anew from .newsspider/index.jsonl and the posts before it
asks for anything. A damaged one is refused until you say `rebuild`."""

EXAMPLES = """\
examples:
  newsspider ledger check            is it sound, and does it agree with the files?
  newsspider ledger rebuild          put it aside and make it anew from index and posts
  newsspider ledger import ../old    know the posts of an older system: none comes twice
  newsspider ledger export           the lines of index.jsonl on stdout"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the flags of this command."""
    parser.add_argument("action", choices=("check", "rebuild", "import", "export"))
    parser.add_argument("folder", nargs="?", type=Path, metavar="DIR", help="for import")
    parser.add_argument("--out", type=Path, metavar="DIR", help="output folder (default: output)")


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked and return the exit code."""
    options = common.load(arguments)
    if (arguments.action == "import") != (arguments.folder is not None):
        raise ConfigError("ledger import needs a folder, and the other actions take none")
    if arguments.action == "check":
        return _check(options)
    if arguments.action == "export":
        return _export(options)
    from newsspider.runs import lock

    with lock.held(options.state):
        if arguments.action == "rebuild":
            return _rebuild(options)
        return _import(options, arguments.folder)


def _check(options: Options) -> int:
    from newsspider.ledger import rebuild
    from newsspider.ledger.check import examine
    from newsspider.ledger.store import Ledger

    database = rebuild.place(options.output)
    if rebuild.is_missing(database):
        raise LedgerError(f"{database}: is not there; a run makes it from the index and the posts")
    if wrong := rebuild.is_sound(database):
        raise LedgerError(f"{database}: is damaged: {wrong}; newsspider ledger rebuild")
    with closing(Ledger.snapshot(database)) as ledger:
        found = examine(ledger, options.output)
    print(f"sound: {found.rows} articles, {found.posts} posts as we wrote them")
    for count, words in (
        (len(found.edited), "posts are yours: edited, or never ours"),
        (len(found.deleted), "posts were deleted by hand and stay so"),
        (found.pruned, "articles were pruned"),
        (found.removed, "articles were taken down for good"),
        (len(found.unfinished), "writes did not end; the next run ends them"),
    ):
        if count:
            print(f"  {count} {words}")
    for path in found.doubled:
        common.say(f"{path}: belongs to more than one article")
    if found.stale:
        print("  the index is behind; the next run writes it")
    return 1 if found.doubled else 0


def _rebuild(options: Options) -> int:
    from newsspider.ledger import rebuild
    from newsspider.runs import restore

    database = rebuild.place(options.output)
    if not rebuild.is_missing(database):
        aside = rebuild.put_aside(database, datetime.now(UTC))
        print(f"the old ledger is kept as {aside}")
    gathered = rebuild.build(options.output, options.sources_dir)
    restore.prepare(options)
    restore.write_index(options)
    print(
        f"{gathered.lines.new} articles from the index, {gathered.posts.adopted} more from posts, "
        f"{gathered.posts.known} posts known"
    )
    for line in gathered.lines.unreadable:
        common.say(f"{options.output}/.newsspider/index.jsonl: cannot be read: {line[:80]!r}")
    return 0


def _import(options: Options, folder: Path) -> int:
    from newsspider.ledger import adopt
    from newsspider.ledger.rebuild import opened
    from newsspider.runs import restore
    from newsspider.sources.catalogue import Catalogue

    if not folder.is_dir():
        raise ConfigError(f"{folder}: is no folder")
    restore.prepare(options)
    inside = folder.resolve().is_relative_to(options.output.resolve())
    root = options.output.resolve() if inside else folder
    with closing(opened(options.output, options.sources_dir)) as ledger:
        files = adopt.posts(folder.resolve() if inside else folder)
        named = ((path.relative_to(root).as_posix(), path) for _, path in files)
        identify = adopt.identifier(Catalogue(private=options.sources_dir))
        done = adopt.take_in(ledger, named, identify, here=inside)
    restore.write_index(options)
    print(
        f"{done.adopted} articles adopted, {done.known} known before, {done.twice} posts of an "
        f"article that has another, {len(done.nameless)} without an address"
    )
    for path in done.nameless[:20]:
        common.say(f"{path}: has no address, so that it cannot be known again")
    if len(done.nameless) > 20:
        common.say(f"and {len(done.nameless) - 20} more")
    return 0


def _export(options: Options) -> int:
    from newsspider.ledger.index import lines_of
    from newsspider.ledger.rebuild import opened

    with closing(opened(options.output, options.sources_dir, dry=True)) as ledger:
        sys.stdout.buffer.writelines(lines_of(ledger))
    return 0
