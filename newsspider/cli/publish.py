"""newsspider publish: bring the posts to where the site is built."""

import argparse
import sys
from pathlib import Path

from newsspider.cli import common

DESCRIPTION = """\
Check the changed posts of the output folder, commit them with the index if anything
changed, bring in what others pushed, and push. Nothing is published if a post is broken.

With --run your own command is run instead, in the output folder, if anything changed
since it last succeeded."""

EXAMPLES = """\
examples:
  newsspider crawl && newsspider publish
  newsspider publish --message "News of the hour"
  newsspider publish --run 'rsync -a --delete _posts/ web:/srv/site/_posts/'

exit codes: 0 published, or nothing changed; 1 a post is broken, another's change collides,
or the push or the command failed: what was committed goes out next time; 2 no repository;
75 another run is busy"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the flags of this command."""
    parser.add_argument("--out", type=Path, metavar="DIR", help="output folder (default: output)")
    parser.add_argument("--message", default="", metavar="TEXT", help="of the commit")
    parser.add_argument("--run", default="", metavar="COMMAND", help="instead of git")


def run(arguments: argparse.Namespace) -> int:
    """Publish and return the exit code."""
    options = common.load(arguments)
    from newsspider.runs import lock
    from newsspider.runs.publish import publish

    with lock.held(options.state):
        done = publish(options, command=arguments.run, message=arguments.message)
    if sys.stderr.isatty() or arguments.verbose:
        common.say(f"{done.changed} files changed; {done.where}")
    return 0
