"""newsspider sources check: the gate for source files, one's own and the shipped ones."""

import argparse
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import newsspider
from newsspider.cli import common
from newsspider.errors import ConfigError
from newsspider.show import line

if TYPE_CHECKING:
    from newsspider.workbench.check import Problem

DESCRIPTION = """\
Check source files against their saved pages: unknown keys, wrong values, rules that find
nothing, lists and rule sets without a saved page, fields that are not as expected.

Without names all files of your sources folder are checked; in a clone of newsspider that
has none, the whole catalogue. Saved pages stand in fixtures/NAME/PAGE/ beside a file, those
of the catalogue in tests/sources/. One line a problem; in a GitHub workflow as annotations."""

EXAMPLES = """\
examples:
  newsspider sources check
  newsspider sources check sources/mine.toml --diff
  newsspider sources check --catalog --json | jq .text

exit codes: 0 nothing to mend, 1 something, 2 no such source"""

SHIPPED = Path(str(files("newsspider.sources") / "catalog"))
CLONE = Path(newsspider.__file__).parent.parent / "tests" / "sources"


_ELSEWHERE = "the saved pages of shipped sources are in a clone of newsspider only"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the flags of this command."""
    parser.add_argument("names", nargs="*", metavar="NAME|FILE")
    parser.add_argument("--catalog", action="store_true", help="check every shipped source")
    parser.add_argument("--diff", action="store_true", help="show the lines of long values")
    parser.add_argument("--json", action="store_true", help="one object a problem")


def run(arguments: argparse.Namespace) -> int:
    """Check, print, and return the exit code."""
    from newsspider.workbench.check import problems

    options = common.load(arguments)
    wanted = list(_wanted(arguments.names, options.sources_dir, catalog=arguments.catalog))
    count = 0
    for path, saved_in in wanted:
        for problem in problems(_near(path), _bytes(path), _near(saved_in)):
            count += 1
            _print(problem, arguments)
    checked = f"{len(wanted)} source{'s' * (len(wanted) != 1)}"
    common.say(f"{checked} checked: {count or 'no'} problem{'s' * (count != 1)}")
    return 1 if count else 0


def fixtures_of(path: Path) -> Path:
    """Return the folder in which the saved pages of the source file at *path* stand."""
    if path.parent.resolve() != SHIPPED.resolve():
        return path.parent / "fixtures"
    if not CLONE.is_dir():
        raise ConfigError(f"{path.stem}: {_ELSEWHERE}; copy its file into your sources folder")
    return CLONE


def file_of(name: str, private: Path) -> Path:
    """Return the source file that *name* means: a file, one of one's own, or a shipped one."""
    if name.endswith(".toml") or "/" in name:
        return Path(name)
    path = next((path for path in (private / f"{name}.toml", SHIPPED / f"{name}.toml")
                 if path.exists()), None)  # fmt: skip
    if path is None:
        from newsspider.sources.catalogue import Catalogue

        return Path(Catalogue(private=private).get(name).path)
    return path


def _wanted(names: Sequence[str], private: Path, *, catalog: bool) -> Iterator[tuple[Path, Path]]:
    """Yield every source file to check, with the folder of its saved pages."""
    own = sorted(private.glob("*.toml"))
    paths = [file_of(name, private) for name in names]
    if catalog or not (paths or own):
        if not CLONE.is_dir():
            raise ConfigError(_ELSEWHERE if catalog else f"{private}/ holds no source file")
        paths += sorted(SHIPPED.glob("*.toml"))
    for path in paths or own:
        yield path, fixtures_of(path)


def _near(path: Path) -> Path:
    """Return *path* from here where it lies below, as annotations need it."""
    absolute, here = path.resolve(), Path.cwd().resolve()
    return absolute.relative_to(here) if absolute.is_relative_to(here) else path


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror or error}") from error


def _print(problem: "Problem", arguments: argparse.Namespace) -> None:
    if arguments.json:
        print(line(json.dumps(asdict(problem), ensure_ascii=False)))
        return
    if os.environ.get("GITHUB_ACTIONS") == "true":
        print(line(_annotation(problem)))
    else:
        print(line(str(problem)))
    if arguments.diff and problem.expected:
        from newsspider.workbench.difference import lines

        for each in lines(problem.expected, problem.found):
            print("    " + line(each.rstrip("\n")))


def _annotation(problem: "Problem") -> str:
    """Return a workflow command, which GitHub shows beside the line of the file."""
    text = f"{problem.key}: {problem.text}" if problem.key else problem.text
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return f"::error file={problem.path},line={problem.line or 1}::{text}"
