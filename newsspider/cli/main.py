"""The command line: finds the command, loads it, and turns what went wrong into one line."""

import argparse
import os
import sys
from collections.abc import Iterable, Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import NoReturn

from newsspider import __version__, show
from newsspider.errors import NewsspiderError

COMMANDS = {
    "fetch": "fetch single articles and write their posts",
    "crawl": "run the configured sources, as cron does",
    "extract": "read a saved page",
    "reextract": "apply today's rules to the raw pages in the archive",
    "history": "show what an article said before",
    "publish": "commit and push what changed, or run a command of yours",
    "prune": "take old posts down, by their day",
    "remove": "take an article down for good",
    "ledger": "check, rebuild, import or export what newsspider knows",
    "status": "show the last runs and each source's health",
    "report": "draw the history of the sources as one HTML file",
    "sources": "list, show, try, make and check source files",
    "render": "write posts from articles given as JSON lines",
    "check": "name every hazard in a folder of posts",
    "init": "write a profile and a minimal site",
    "demo": "crawl a small news site of our own and show the posts",
}

_EXAMPLES = """\
examples:
  newsspider demo                               see it work, without a network
  newsspider fetch https://site.example/a.html  one article into output/
  newsspider fetch --explain URL                where each field came from
  newsspider crawl                              what cron calls
  newsspider extract page.html --url URL        the same for a saved page

exit codes: 0 fine, 1 something could not be had, 2 wrong usage or configuration,
5 output not writable, 69 ledger unusable, 75 another run is busy, 130/143 interrupted
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    sys.excepthook = show.hook
    arguments = list(sys.argv[1:] if argv is None else argv)
    chosen = next((word for word in arguments if word in COMMANDS), "")
    parser = _parser(chosen)
    first = arguments[0] if arguments else ""
    if chosen and first.startswith("-") and first not in parser.flags():
        parser.error(f"{first!r} goes after the command: newsspider {chosen} {first} ...")
    if first and not first.startswith("-") and first not in COMMANDS:
        parser.error(f"there is no command {first!r}{_meant(first, COMMANDS)}")
    parsed, surplus = parser.parse_known_args(arguments)
    if surplus:
        _refuse(surplus[0], parser, chosen)
    if not parsed.command:
        parser.print_help()
        return 2
    try:
        code = _module(parsed.command).run(parsed)
        sys.stdout.flush()
        return int(code)
    except NewsspiderError as error:
        print(f"newsspider: {show.line(str(error))}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader of our output has gone, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _refuse(word: str, parser: "_Parser", chosen: str) -> NoReturn:
    """End with one line about a *word* that nobody asked for."""
    command = parser.chosen or parser
    flags = [flag for flag in command.flags() if flag.startswith("--")]
    where = f"newsspider {chosen}" if chosen else "newsspider"
    if word in flags:  # of the command, but behind the name of what it is to do
        command.error(f"{word!r} goes directly after {where}: {where} {word} ...")
    command.error(
        f"{where} takes no {word!r}{_meant(word.partition('=')[0], flags)}; see: {where} --help"
    )


def _meant(word: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches  # only a mistake pays for its import

    near = get_close_matches(word, list(known), n=1)
    return f"; did you mean {near[0]!r}?" if near else ""


class _Parser(argparse.ArgumentParser):
    """An argument parser whose complaints are one line with the next step, not a usage block."""

    chosen: "_Parser | None" = None

    def error(self, message: str) -> NoReturn:
        """Print *message* as one line and exit with 2."""
        hint = "" if "see: " in message else f"; see: {self.prog} --help"
        self.exit(2, f"newsspider: {message}{hint}\n")

    def flags(self) -> list[str]:
        """Return every flag of this parser."""
        return list(self._option_string_actions)


def _module(command: str) -> ModuleType:
    return import_module(f"newsspider.cli.{command}")


def _parser(chosen: str) -> _Parser:
    """Return the parser; only the chosen command's options are filled in, to stay fast."""
    parser = _Parser(
        prog="newsspider",
        description="Turns news sites into clean, front-matter Markdown posts for a static site.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"newsspider {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for name, summary in COMMANDS.items():
        if name != chosen:
            commands.add_parser(name, help=summary)
            continue
        module = _module(name)
        command = commands.add_parser(
            name,
            help=summary,
            description=module.DESCRIPTION,
            epilog=module.EXAMPLES,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        parser.chosen = command
        _common(command)
        module.add_arguments(command)
    return parser


def _common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--config", type=Path, metavar="FILE", help="settings (default: newsspider.toml here)"
    )
    parser.add_argument("--verbose", action="store_true", help="log what happens on stderr")
