"""newsspider prune: keep a site small."""

import argparse
import sys
from pathlib import Path

from newsspider.cli import common
from newsspider.errors import ConfigError

DESCRIPTION = """\
Take posts down that are older than so many days, counted in the site's time zone by the
day in the post's name: on the 10th, 3d leaves the 7th and takes the 6th.

They do not come back: ledger and index know them. With --to they are moved into a folder.
Without it they are deleted, except those that you edited or wrote yourself."""

EXAMPLES = """\
examples:
  newsspider prune --older-than 3d --to old_post
  newsspider prune --older-than 8w              delete
  newsspider prune --older-than 3d --dry-run    only say which
  newsspider prune --older-than 8w --images     and the images that only they showed"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the flags of this command."""
    parser.add_argument("--older-than", metavar="AGE", help="days or weeks: 3d, 2w")
    parser.add_argument(
        "--images", action="store_true", help="throw away mirrored images that no post shows"
    )
    parser.add_argument("--to", type=Path, metavar="DIR", help="move them there")
    parser.add_argument("--out", type=Path, metavar="DIR", help="output folder (default: output)")
    parser.add_argument("--force", action="store_true", help="delete also what you edited")
    parser.add_argument("--paths", action="store_true", help="print the path of every pruned post")
    parser.add_argument("--dry-run", action="store_true", help="print the paths, change nothing")


def run(arguments: argparse.Namespace) -> int:
    """Prune and return the exit code."""
    options = common.load(arguments)
    from contextlib import nullcontext

    from newsspider.runs import garbage, lock, prune

    if not (arguments.older_than or arguments.images):
        raise ConfigError("name --older-than AGE, --images, or both")
    older_than = prune.age(arguments.older_than) if arguments.older_than else None
    done = prune.Pruned()
    with nullcontext() if arguments.dry_run else lock.held(options.state):
        if older_than is not None:
            done = prune.prune(
                options,
                older_than,
                to=arguments.to,
                force=arguments.force,
                dry=arguments.dry_run,
            )
        if arguments.images:
            done.gone += garbage.throw_away(options, gone=done.gone, dry=arguments.dry_run)
    if arguments.paths or arguments.dry_run:
        for path in done.gone:
            print(options.output / path)
    for path, why in done.kept.items():
        common.say(f"{options.output / path}: {why}")
    if sys.stderr.isatty():
        common.say(f"{len(done.gone)} pruned, {len(done.kept)} kept")
    return 0
