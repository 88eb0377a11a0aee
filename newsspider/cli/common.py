"""What several commands share: options, common flags, and the lines of a report."""

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from newsspider import flavours, log, options, show
from newsspider.errors import ConfigError
from newsspider.extensions.report import Line, Report
from newsspider.model.record import Outcome
from newsspider.net.addresses import parse_allowed
from newsspider.options import Options

MADE = (Outcome.POSTED, Outcome.UNCHANGED)


def add_run_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the flags that every command that crawls takes."""
    parser.add_argument("--out", type=Path, metavar="DIR", help="output folder (default: output)")
    parser.add_argument(
        "--flavour", metavar="F[,F…]", help="static-site generators, or all (default: jekyll)"
    )
    parser.add_argument(
        "--allow-address",
        action="append",
        default=[],
        metavar="IP:PORT",
        help="allow this address of your own network; may be given several times",
    )
    parser.add_argument("--dry-run", action="store_true", help="write nothing")
    parser.add_argument(
        "--force", action="store_true", help="overwrite posts that you edited (history keeps them)"
    )
    parser.add_argument(
        "--restore", action="store_true", help="write posts again that were deleted or removed"
    )


def load(arguments: argparse.Namespace) -> Options:
    """Return the options of the files, the environment and the flags, in that order."""
    log.configure(verbose=arguments.verbose)
    chosen = options.load(arguments.config, os.environ, Path.cwd())
    if getattr(arguments, "out", None):
        chosen = replace(chosen, output=arguments.out)
    if getattr(arguments, "flavour", None):
        names = flavour_names(arguments.flavour)
        chosen = replace(chosen, site=replace(chosen.site, flavour=names[0], flavours=names))
    chosen = replace(
        chosen,
        force=getattr(arguments, "force", False),
        restore=getattr(arguments, "restore", False),
    )
    chosen = options.with_addresses(chosen, getattr(arguments, "allow_address", []))
    for text in chosen.allow_addresses:
        try:
            parse_allowed(text)
        except ValueError as error:
            given = text in getattr(arguments, "allow_address", [])
            where = "--allow-address" if given else options.where_allowed(text, os.environ)
            raise ConfigError(f"{where} {text!r}: {error}") from error
    return chosen


def flavour_names(text: str) -> tuple[str, ...]:
    """Return the flavours of ``F``, ``F,F`` or ``all``; ConfigError for one that is none."""
    if text == "all":
        return flavours.names()
    names = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    if not names:
        raise ConfigError(f"--flavour {text!r}: name one of {', '.join(flavours.names())}")
    for name in names:
        flavours.load(name)
    return names


def post_path(output: Path, line: Line) -> str:
    """Return the post's path as a person finds it from here."""
    return str(output / line.path)


def say(text: str) -> None:
    """Print one line on stderr, over a progress line if there is one."""
    text = show.line(text)
    print(f"\r\x1b[K{text}" if sys.stderr.isatty() else text, file=sys.stderr)


def progress(reports: Sequence[Report]) -> None:
    """Draw one line of counts on a terminal."""
    counts = counted(reports)
    done, made = counts.total(), sum(counts[outcome] for outcome in MADE)
    seen = sum(report.total() for report in reports)
    text = f"{done} of {seen} done, {made} posts, {done - made} without"
    print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)


def progress_end() -> None:
    """Wipe the progress line."""
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def counted(reports: Iterable[Report]) -> Counter[Outcome]:
    """Count the lines of several reports by outcome."""
    counts: Counter[Outcome] = Counter()
    for report in reports:
        counts.update(report.counts())
    return counts


def all_lines(reports: Iterable[Report]) -> dict[str, Line]:
    """Return the lines of several reports by URL."""
    return {line.url: line for report in reports for line in report.lines()}
