"""newsspider sources try: what a source file makes of pages, beside the generic engine alone."""

import argparse
import json
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from newsspider.cli import common
from newsspider.cli.explain import place, show
from newsspider.cli.sources_check import file_of, fixtures_of
from newsspider.errors import ConfigError
from newsspider.model.extraction import Candidate, Extraction, Field
from newsspider.model.source import Source
from newsspider.show import line
from newsspider.sources import load

if TYPE_CHECKING:
    from newsspider.options import Options
    from newsspider.runs.conductor import Run

DESCRIPTION = """\
Read pages by a source file, and show for every field its value, where it stood, what was passed
over and why, and what the generic engine says without the file.

Without URL the lists of the source are asked, and one of the newest articles is read for each
rule set; with --saved its fixtures are, without a network. Nothing is written."""

EXAMPLES = """\
examples:
  newsspider sources try sources/mine.toml https://site.example/a/1.html
  newsspider sources try mine                   newest articles of its lists
  newsspider sources try mine --saved           its saved pages

exit codes: 0 something was read, 1 no article could be had, 2 wrong usage or configuration"""

_NEWEST = 6  # articles that are fetched to find one for each rule set
_BOTH = 4  # passed-over candidates that are shown for a field


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """One page: what the source file makes of it, and the generic engine alone (None: no page)."""

    name: str
    ruled: Extraction
    generic: Extraction | None


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the flags of this command."""
    parser.add_argument("source", metavar="NAME|FILE")
    parser.add_argument("url", nargs="?", metavar="URL")
    parser.add_argument("--saved", action="store_true", help="read its fixtures instead")
    parser.add_argument("--json", action="store_true", help="one object a page")
    parser.add_argument("--allow-address", action="append", default=[], metavar="IP:PORT")


def run(arguments: argparse.Namespace) -> int:
    """Read, show, and return the exit code."""
    options = common.load(arguments)
    path = file_of(arguments.source, options.sources_dir)
    source = load.read(path)
    if arguments.saved and arguments.url:
        raise ConfigError("give a URL or --saved, not both")
    if arguments.saved:
        tried = list(_saved(source, fixtures_of(path)))
    else:
        if not arguments.url and not source.discoveries:
            raise ConfigError(f"{path}: has no [[discover]]: name a URL, or use --saved")
        tried = list(_fetched(source, arguments.url, options))
    for each in tried:
        print(
            line(json.dumps(_object(each), ensure_ascii=False)) if arguments.json else table(each)
        )
    return 0 if tried else 1


def table(tried: Tried) -> str:
    """Return the fields of a page, the source file's beside those of the generic engine."""
    ruled, generic = tried.ruled, tried.generic
    lines = [line(tried.name), f"  {'kind':<15} {ruled.kind}"]
    lines += [f"  {'id':<15} {line(ruled.id)}"] if ruled.id else []
    for field in Field:
        lines += _field(field, ruled, generic)
    lines += [f"  {'flags':<15} {', '.join(ruled.flags)}"] if ruled.flags else []
    return "\n".join(lines)


def _field(field: Field, ruled: Extraction, generic: Extraction | None) -> Iterator[str]:
    mine = ruled.chosen.get(field)
    other = generic.chosen.get(field) if generic else None
    if mine is None and other is None:
        return
    yield f"  {field.value:<15} {_said(mine)}"
    if generic is None:
        yield f"  {'':<15}   generic alone: no page to read"
    elif other is not None and mine is not None and other.value == mine.value:
        yield f"  {'':<15}   generic alone: the same, from {place(other)}"
    else:
        yield f"  {'':<15}   generic alone: {_said(other)}"
    lost = [(each, why) for each, why in ruled.passed_over if each.field is field]
    for each, why in lost[:_BOTH]:
        yield f"  {'':<15}   passed over: {place(each)}: {show(each.value)[:60]} ({why})"


def _said(candidate: Candidate | None) -> str:
    return f"{show(candidate.value)}  [{place(candidate)}]" if candidate else "nothing"


def _object(tried: Tried) -> dict[str, object]:
    from newsspider.shape import extraction_shape

    generic = extraction_shape(tried.generic, provenance=True) if tried.generic else None
    return {
        "page": tried.name,
        "source": extraction_shape(tried.ruled, provenance=True),
        "generic": generic,
    }


def _saved(source: Source, folder: Path) -> Iterator[Tried]:
    from newsspider.extractor import extract_page
    from newsspider.sources import fixtures
    from newsspider.workbench import saved

    found = [each for each in fixtures.of(folder, source.name) if each.discover is None]
    if not found:
        raise ConfigError(f"{folder / source.name}: holds no saved article")
    for fixture in found:
        generic = extract_page(fixture.page) if fixture.page else None
        yield Tried(name=fixture.name, ruled=saved.extraction(source, fixture), generic=generic)


def _fetched(source: Source, url: str | None, options: "Options") -> Iterator[Tried]:
    """Yield what was read at *url*, or of the newest articles one for each rule set."""
    from newsspider.extractor import extract_page
    from newsspider.runs import crawl
    from newsspider.runs.plan import Task

    task = Task(source=source, urls=(url,)) if url else Task(source=source, limit=_NEWEST)
    with tempfile.TemporaryDirectory() as empty:  # no ledger knows the articles as had
        done = crawl.run(
            [task], replace(options, output=Path(empty)), dry=True, keep=True, keep_pages=True
        )
    _tell(done)
    found = [each for report in done.reports for each in (report.extractions or {}).values()]
    for extraction in found if url else _one_each(source, found):
        page = done.pages.get(extraction.requested_url)
        generic = extract_page(page) if page else None
        yield Tried(name=extraction.requested_url, ruled=extraction, generic=generic)


def _one_each(source: Source, found: Iterable[Extraction]) -> Iterator[Extraction]:
    """Yield the first extraction of each rule set; the first one of all where there is none."""
    seen: set[int | None] = set()
    for extraction in found:
        sets = (
            number
            for number, rules in enumerate(source.rules)
            if rules.match is None or rules.match.search(extraction.requested_url)
        )
        number = next(sets, None)
        if number not in seen:
            seen.add(number)
            yield extraction


def _tell(done: "Run") -> None:
    if done.fatal:
        raise done.fatal
    for report in done.reports:
        for trouble in report.troubles:
            common.say(trouble)
        for each in report.lines():
            if each.asked and each.outcome not in common.MADE:
                common.say(str(each))
