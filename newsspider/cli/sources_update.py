"""newsspider sources update: a new rule set for a site that has changed."""

import argparse
import difflib
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from newsspider.cli import common
from newsspider.cli.sources_check import file_of, fixtures_of
from newsspider.cli.sources_files import write
from newsspider.errors import ConfigError
from newsspider.sources import load

if TYPE_CHECKING:
    from newsspider.model.page import Page
    from newsspider.model.source import Source
    from newsspider.options import Options

DESCRIPTION = """\
Propose a rule set for pages that the rules of a source no longer read.

Name pages of the new layout: addresses, saved files or fixture folders; one will do, three are
better. The new rules stand before the old ones, which end (until) on the day before the first
page was fetched, or with the newest fixture, so that what was kept is read as it was. The
pages become fixtures. The change is shown; it is written after a question, or with --yes."""

EXAMPLES = """\
examples:
  newsspider sources update mine https://site.example/a/9.html
  newsspider sources update sources/mine.toml saved/new.html --yes"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the flags of this command."""
    parser.add_argument("source", metavar="NAME|FILE")
    parser.add_argument("pages", nargs="+", metavar="PAGE", help="a URL, a file or a folder")
    parser.add_argument("--yes", action="store_true", help="write without asking")
    parser.add_argument("--allow-address", action="append", default=[], metavar="IP:PORT")


def run(arguments: argparse.Namespace) -> int:
    """Propose, show, write, and return the exit code."""
    from newsspider.workbench.examples import examples
    from newsspider.workbench.update import gone, updated

    options = common.load(arguments)
    path = file_of(arguments.source, options.sources_dir)
    source = load.read(path)
    pages = examples(_pages(arguments.pages, source, options))
    if not pages:
        raise ConfigError("none of the pages is an article with a title and a text")
    old = path.read_text("utf-8")
    lost = gone(source, pages)
    for each in lost:
        common.say(f"{source.name}: {each}")
    new = updated(old, source, pages, last=_last(source, path)) if lost else old
    if not lost:
        common.say(f"{source.name}: its rules still read these pages; they become fixtures")
    shown = difflib.unified_diff(
        old.splitlines(keepends=True), new.splitlines(keepends=True), str(path), str(path)
    )
    print("".join(shown), end="")
    made = load.parse(new.encode(), str(path))
    files = {path: new.encode()} | _fixtures(made, [each.page for each in pages], path)
    return write(files, path, yes=arguments.yes, force=True)


def _last(source: "Source", path: Path) -> date | None:
    """Return the day of the newest page that is kept of a source."""
    from newsspider.sources import fixtures

    kept = fixtures.of(fixtures_of(path), source.name)
    return max((each.fetched_at.date() for each in kept), default=None)


def _fixtures(source: "Source", pages: Sequence["Page"], path: Path) -> dict[Path, bytes]:
    """Return the files of new fixtures, beside those that are there; say which of those suffer."""
    from newsspider.sources import fixtures
    from newsspider.workbench import keep, saved

    folder = fixtures_of(path)
    there = fixtures.of(folder, source.name)
    for fixture in there:
        if fixture.expected is not None:
            for each in saved.differences(fixture.expected, saved.found(source, fixture)):
                common.say(f"{fixture.name}: {each.key}: is not as expected any more")
    names = [fixture.folder.name for fixture in there]
    known = {fixture.url for fixture in there if fixture.page in pages}
    made: dict[Path, bytes] = {}
    for page in pages:
        if page.requested_url not in known:
            name, files = keep.article(source, page, names)
            names.append(name)
            made |= {folder / source.name / part: content for part, content in files.items()}
    return made


def _pages(given: Sequence[str], source: "Source", options: "Options") -> list["Page"]:
    urls = [text for text in given if "://" in text]
    paths = [Path(text) for text in given if "://" not in text]
    found: list[Page] = []
    if paths:
        from newsspider.runs.pages import pages

        found += pages(paths)
    if urls:
        from newsspider.runs.scout import scout
        from newsspider.spiders.scout import Ask

        async def plan(ask: Ask) -> "list[Page | str]":
            return [await ask(url) for url in urls]

        for url, answer in zip(urls, scout(plan, options, ports=source.ports), strict=True):
            if isinstance(answer, str):
                common.say(f"{url}: {answer}")
            else:
                found.append(answer)
    return found
