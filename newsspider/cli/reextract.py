"""newsspider reextract: let today's rules reach the past."""

import argparse
import sys
from pathlib import Path

from newsspider.cli import common
from newsspider.model.record import Outcome

DESCRIPTION = """\
Apply today's rules and engine to the raw pages in the archive, the latest of each article,
and rewrite those posts whose content changes; `newsspider history` shows what they said
before. Nothing is asked for, no post is added or deleted, and one that you edited stays.

Raw pages are kept with archive_pages = true in a source file, or [archive] pages = true in
newsspider.toml: see docs/archive.md. The path of every rewritten post is on stdout, what
became no post on stderr."""

EXAMPLES = """\
examples:
  newsspider reextract                        all sources that the archive has
  newsspider reextract chenbao                one source, after its rules were mended
  newsspider reextract chenbao --dry-run      only say which posts would change"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the flags of this command."""
    parser.add_argument(
        "sources", nargs="*", metavar="SOURCE", help="names, or files (default: all in the archive)"
    )
    parser.add_argument("--out", type=Path, metavar="DIR", help="output folder (default: output)")
    parser.add_argument("--dry-run", action="store_true", help="write nothing")
    parser.add_argument(
        "--force", action="store_true", help="overwrite posts that you edited (history keeps them)"
    )
    parser.add_argument("--quiet", action="store_true", help="print no paths and no summary")


def run(arguments: argparse.Namespace) -> int:
    """Extract anew, say what changed, and return the exit code."""
    options = common.load(arguments)
    from contextlib import nullcontext

    from newsspider.runs import lock

    terminal = sys.stderr.isatty() and not arguments.quiet
    with nullcontext() if arguments.dry_run else lock.held(options.state):
        from newsspider.runs import crawl, reextract

        if terminal:
            print("reading the archive", end="", file=sys.stderr, flush=True)
        try:
            tasks, notes = reextract.plan(arguments.sources, options, dry=arguments.dry_run)
        finally:
            common.progress_end()
        for note in notes:
            common.say(note)
        done = crawl.run(
            tasks, options, dry=arguments.dry_run, progress=common.progress if terminal else None
        )
    common.progress_end()
    lines = common.all_lines(done.reports)
    for line in lines.values():
        if line.fresh and not arguments.quiet:
            print(common.post_path(options.output, line))
        if line.outcome not in common.MADE and line.reason != "interrupted":
            common.say(str(line))
    if done.fatal:
        raise done.fatal
    if done.signal:
        return 128 + done.signal
    if not arguments.quiet:
        fresh = sum(line.fresh for line in lines.values())
        archived = sum(len(task.captures or ()) for task in tasks)
        would = "would be rewritten" if arguments.dry_run else "rewritten"
        common.say(
            f"{archived:,} archived articles, {len(lines):,} with a post of ours: {fresh:,} {would}"
        )
    return int(any(line.outcome is Outcome.FAILED for line in lines.values()) or bool(notes))
