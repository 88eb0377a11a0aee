"""newsspider sources: the catalogue and one's own files."""

import argparse
import json
from importlib import import_module
from pathlib import Path

from newsspider.cli import common
from newsspider.model.source import Source
from newsspider.sources.catalogue import Catalogue

DESCRIPTION = """\
List the sources that newsspider knows, or show one.

Your own files in the sources folder come first; a name there wins over a shipped one."""

EXAMPLES = """\
examples:
  newsspider sources list
  newsspider sources list --json
  newsspider sources show eastmoney
  newsspider sources show sources/mine.toml
  newsspider sources check                      your files against their saved pages"""

_OWN_MODULE = {  # actions with a module of their own, loaded when asked for
    "check": "what CI should refuse in source files",
    "try": "what a source file makes of pages, beside the generic engine",
    "add": "propose a source file for a site",
    "update": "propose new rules for a site that has changed",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the flags of this command."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    listing = actions.add_parser("list", help="one line a source")
    listing.add_argument("--json", action="store_true", help="one object a line")
    showing = actions.add_parser("show", help="what one source file says")
    showing.add_argument("source", metavar="NAME|FILE")
    for name, line in _OWN_MODULE.items():
        module = import_module(f"newsspider.cli.sources_{name}")
        action = actions.add_parser(
            name,
            help=line,
            description=module.DESCRIPTION,
            epilog=module.EXAMPLES,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        module.add_arguments(action)


def run(arguments: argparse.Namespace) -> int:
    """Do the chosen action, and return the exit code."""
    if arguments.action in _OWN_MODULE:
        return int(import_module(f"newsspider.cli.sources_{arguments.action}").run(arguments))
    options = common.load(arguments)
    catalogue = Catalogue(private=options.sources_dir)
    if arguments.action == "show":
        source = catalogue.get(arguments.source)
        print(_show(source))
        if source.browser:
            common.say(f"{source.name}: is not crawled: needs a browser ({source.browser})")
        return 0
    for source in catalogue.all.values():
        if arguments.json:
            print(json.dumps(_object(source), ensure_ascii=False))
        else:
            lists = ", ".join(dict.fromkeys(rule.kind for rule in source.discoveries))
            own = "yours" if source.name in catalogue.own else "shipped"
            why = f" (needs a browser: {source.browser})" if source.browser else ""
            print(f"{source.name:<20} {own:<8} {lists or 'by URL only':<16} {source.title}{why}")
    return 0


def _object(source: Source) -> dict[str, object]:
    return {
        "name": source.name,
        "title": source.title,
        "home": source.home,
        "language": source.language,
        "timezone": source.zone.key,
        "confidence": source.confidence,
        "browser": source.browser,
        "discover": [{"kind": rule.kind, "url": rule.url} for rule in source.discoveries],
        "path": source.path,
    }


def _show(source: Source) -> str:
    return Path(source.path).read_text(encoding="utf-8").rstrip()
