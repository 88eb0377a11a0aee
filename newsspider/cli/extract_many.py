"""newsspider extract --batch and --warc: many saved pages, on all cores."""

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from newsspider.errors import ConfigError

if TYPE_CHECKING:
    from typing import TextIO

    from newsspider.runs.batch import Batch


def run(arguments: argparse.Namespace) -> int:
    """Answer every page with a line, in order, and return the exit code."""
    return _warc(arguments) if arguments.warc else _batch(arguments)


def _batch(arguments: argparse.Namespace) -> int:
    from newsspider.runs.batch import done_ids, run

    _shard(arguments.shard)  # judged before a file is opened
    skip = done_ids(arguments.resume) if arguments.resume else frozenset()
    if arguments.batch == "-":
        base, lines = Path.cwd(), sys.stdin
    else:
        path = Path(arguments.batch)
        try:
            lines = path.open(encoding="utf-8")
        except OSError as error:
            raise ConfigError(f"{path}: cannot be read: {error.strerror or error}") from error
        base = path.parent
    _write_all(run(lines, _how(arguments, base, skip)), arguments.resume, lambda: "")
    return 0


def _warc(arguments: argparse.Namespace) -> int:
    from newsspider.archive.foreign import Wanted
    from newsspider.runs import warc

    first, count = _shard(arguments.shard)
    paths = tuple(arguments.warc)
    warc.check(paths)
    done, last = warc.done(arguments.resume) if arguments.resume else (0, "")
    wanted = Wanted(first=first, count=count, done=done, last=last)
    reading = warc.Reading(paths, wanted)

    def share() -> str:
        return "" if reading.share is None else f", {reading.share:.0%} read"

    _write_all(warc.run(reading, _how(arguments, Path.cwd())), arguments.resume, share)
    passed = reading.tally.passed
    if passed:
        kinds = ", ".join(_counted(number, why) for why, number in passed.most_common(12))
        print(f"passed over: {kinds}", file=sys.stderr)
    for trouble in reading.troubles:
        print(trouble, file=sys.stderr)
    return 1 if reading.troubles else 0


def _counted(number: int, why: str) -> str:
    if why.endswith((" record", " line")):
        return f"{number:,} {why}{'s' * (number != 1)}"
    return f"{number:,} of {why}"


def _how(arguments: argparse.Namespace, base: Path, skip: frozenset[str] = frozenset()) -> "Batch":
    from newsspider.runs.batch import Batch

    return Batch(
        base=base,
        source=arguments.source or "",
        catalog=arguments.catalog,
        fast=arguments.fast,
        config=str(arguments.config or ""),
        shard=_shard(arguments.shard),
        skip=skip,
    )


def _write_all(answers: Iterator[str], resume: Path | None, share: Callable[[], str]) -> None:
    if resume is None:
        _write(answers, sys.stdout, share)
        return
    try:
        out = resume.open("a", encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"{resume}: cannot be written: {error.strerror or error}") from error
    with out:
        _write(answers, out, share)


def _write(answers: Iterator[str], out: "TextIO", share: Callable[[], str]) -> None:
    terminal = sys.stderr.isatty()
    for count, answer in enumerate(answers, 1):
        out.write(answer + "\n")
        if terminal and count % 50 == 0:
            print(f"\r\x1b[K{count:,} pages{share()}", end="", file=sys.stderr, flush=True)
    out.flush()
    if terminal:
        print("\r\x1b[K", end="", file=sys.stderr)


def _shard(text: str | None) -> tuple[int, int]:
    if not text:
        return 0, 1
    first, _, count = text.partition("/")
    if not (first.isdigit() and count.isdigit() and 1 <= int(first) <= int(count)):
        raise ConfigError(f"--shard {text!r}: write I/N with 1 <= I <= N, such as 1/4")
    return int(first) - 1, int(count)
