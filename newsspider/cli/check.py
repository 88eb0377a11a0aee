"""newsspider check: name every hazard in a folder of posts."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from newsspider.errors import ConfigError

DESCRIPTION = """\
Look through a folder of posts, newsspider's or a person's, and name what would break a
build, lose a post or run code: FILE:LINE: HAZARD: detail. The exit code is 1 where
anything was found."""

EXAMPLES = """\
examples:
  newsspider check output
  newsspider check my-site/_posts"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the flags of this command."""
    parser.add_argument("dir", type=Path, metavar="DIR", help="a folder of posts, or one post")


def run(arguments: argparse.Namespace) -> int:
    """Check, print, and return the exit code."""
    from newsspider.runs import check

    folder = arguments.dir
    now = datetime.now(UTC)
    if folder.is_file():
        found = check.file(folder, now, place=folder.resolve().parts[-2:-1])
    elif folder.is_dir():
        found = check.check(folder, now)
    else:
        raise ConfigError(f"{folder}: no such folder")
    count = 0
    for hazard in found:
        count += 1
        print(hazard)
    return 1 if count else 0
