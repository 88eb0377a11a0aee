"""Write the files that the workbench proposes, after a question."""

import sys
from collections.abc import Mapping
from pathlib import Path

from newsspider.cli import common
from newsspider.errors import ConfigError, OutputError


def write(files: Mapping[Path, bytes], main: Path, *, yes: bool, force: bool) -> int:
    """Write *files*, of which *main* is the source file, if the user wants it.

    Without a terminal nothing is asked, and nothing written without *yes*. Raises ConfigError
    for a file that is there and says something else, unless *force* is given.
    """
    fresh = {path: content for path, content in files.items() if not _has(path, content)}
    taken = [path for path in fresh if path.exists()]
    what = f"{main} and {len(files) - 1} files of fixtures"
    if not fresh:
        common.say(f"{what}: are there already, as proposed")
        return 0
    if not yes and not sys.stdin.isatty():
        common.say(f"nothing was written; with --yes: {what}")
        return 0
    if taken and not force:
        raise ConfigError(f"{taken[0]}: is there already; --force overwrites it")
    if not yes and not _agreed(f"write {what}? [y/N] "):
        return 0
    for path, content in fresh.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        except OSError as error:
            raise OutputError(f"{path}: cannot be written: {error.strerror or error}") from error
    print(f"written: {what}; next: newsspider sources check {main}", file=sys.stderr)
    return 0


def _agreed(question: str) -> bool:
    print(question, end="", file=sys.stderr, flush=True)  # stdout may be the file to be
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _has(path: Path, content: bytes) -> bool:
    return path.is_file() and path.read_bytes() == content
