"""newsspider status: the last runs, and each source's health at a glance."""

import argparse
import json
import sys

from newsspider import show
from newsspider.cli import common
from newsspider.ledger.runs import Runs, Summary
from newsspider.text.redact import escaped

DESCRIPTION = """\
Show each source's last runs and its health. Takes no lock and writes nothing.

The bars are the new posts of the last runs, oldest first; "ok", "alarm" or "broken" is
what the last run was."""

EXAMPLES = """\
examples:
  newsspider status                             every source, one line each
  newsspider status eastmoney                   the last runs of one source
  newsspider status --json | jq '.sources[]'    the same for a script"""

_BARS = "▁▂▃▄▅▆▇█"
_WIDTH = 16


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the flags of this command."""
    parser.add_argument("source", nargs="?", metavar="SOURCE", help="one source's runs")
    parser.add_argument("--out", metavar="DIR", help="output folder (default: output)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(arguments: argparse.Namespace) -> int:
    """Print the state of things; 0 unless the source is not known."""
    from pathlib import Path

    from newsspider.ledger.rebuild import looked
    from newsspider.sources.catalogue import Catalogue

    arguments.out = Path(arguments.out) if arguments.out else None
    options = common.load(arguments)
    ledger = looked(options.output, options.sources_dir)
    try:
        runs = Runs(ledger)
        names = runs.sources()
        if arguments.source:
            if arguments.source not in names:  # not run yet, or no source at all
                Catalogue(private=options.sources_dir).get(arguments.source)
            names = [arguments.source]
        pasts = {name: runs.past(name) for name in names}
        alarms = {
            name: [
                text for (of, _), (_, told, text) in runs.alarms().items() if told and of == name
            ]
            for name in names
        }
    finally:
        ledger.close()
    if arguments.json:
        shape = {
            "version": 1,
            "sources": [
                {"source": name, "alarms": alarms[name], "runs": pasts[name]} for name in names
            ],
        }
        print(escaped(json.dumps(shape, ensure_ascii=False)))
        return 0
    if not any(pasts.values()):
        of = f" of {arguments.source}" if arguments.source else ""
        print(show.line(f"no runs{of} yet in {options.output}"), file=sys.stderr)
        return 0
    for line in one(pasts[names[0]]) if arguments.source else table(pasts, alarms):
        print(show.line(line))
    return 0


def table(pasts: dict[str, list[Summary]], alarms: dict[str, list[str]]) -> list[str]:
    """Return a line for every source."""
    width = max(map(len, pasts), default=6)
    lines = [f"{'source':<{width}}  health  {'posts of the last runs':<{_WIDTH + 8}}  last run"]
    for name, past in pasts.items():
        last = past[0]
        health = "broken" if last.get("broken") else "alarm" if alarms[name] else "ok"
        posts = [each.get("posted", 0) for each in reversed(past[:_WIDTH])]
        shown = f"{bars(posts):<{_WIDTH}} {sum(posts):>6}"
        what = "; ".join(alarms[name]) or last.get("trouble", "")
        lines.append(f"{name:<{width}}  {health:<6}  {shown}   {last['at']}  {what}".rstrip())
    return lines


def one(past: list[Summary]) -> list[str]:
    """Return a line for every run of one source, newest first."""
    lines = ["run                        seen  posted  failed  rejected  seconds"]
    lines += [
        f"{each['at']}  {each['seen']:>5}  {each['posted']:>6}  {each['failed']:>6}  "
        f"{each['rejected_asked']:>8}  {each['seconds']:>7}  {each.get('trouble', '')}".rstrip()
        for each in past[:20]
    ]
    return lines


def bars(numbers: list[int]) -> str:
    """Return a small bar for every number; a dot for none."""
    most = max(numbers, default=0)
    return "".join(
        _BARS[min(number * len(_BARS) // (most + 1), len(_BARS) - 1)] if number else "·"
        for number in numbers
    )
