"""newsspider sources add: a source file from a site's address or from some of its articles."""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from newsspider.cli import common
from newsspider.cli.sources_files import write
from newsspider.errors import ConfigError
from newsspider.sources.catalogue import Catalogue

if TYPE_CHECKING:
    from newsspider.model.page import Page
    from newsspider.options import Options
    from newsspider.workbench.propose import Proposal
    from newsspider.workbench.survey import Survey

DESCRIPTION = """\
Propose a source file for a site, and write it with saved pages.

Name its home page, a list page, or articles: one will do, three to five are better. Where the
site lists its articles is looked for, selectors are made from the pages' own metadata, from
what the feed says and from what the generic engine reads, and each is tried on all of them.
The proposal is printed; it is written after a question, with --yes at once, and without a
terminal only with --yes. A file that is there is left alone unless --force is given."""

EXAMPLES = """\
examples:
  newsspider sources add https://site.example/
  newsspider sources add https://site.example/a/1.html https://site.example/a/2.html --yes
  newsspider sources add --pages saved/*.html > sources/site.toml      without a network"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the flags of this command."""
    parser.add_argument("urls", nargs="*", metavar="URL")
    parser.add_argument(
        "--pages", nargs="+", type=Path, default=[], metavar="DIR|FILE",
        help="saved pages instead of fetched ones",
    )  # fmt: skip
    parser.add_argument("--name", default="", help="of the source (default: from the host)")
    parser.add_argument("--out", type=Path, metavar="FILE", help="default: sources/NAME.toml")
    parser.add_argument("--yes", action="store_true", help="write without asking")
    parser.add_argument("--force", action="store_true", help="overwrite what is there")
    parser.add_argument("--allow-address", action="append", default=[], metavar="IP:PORT")


def run(arguments: argparse.Namespace) -> int:
    """Propose, print, write, and return the exit code."""
    options = common.load(arguments)
    if bool(arguments.urls) == bool(arguments.pages):
        raise ConfigError("name a site's address or some of its articles, or give --pages")
    found = _saved(arguments.pages) if arguments.pages else _fetched(arguments.urls, options)
    for trouble in found.troubles:
        common.say(trouble)
    known = Catalogue().match(next((page.requested_url for page in found.pages), found.home))
    if known:
        common.say(f"note: the shipped source {known.name!r} is for this site already")
    proposal, text = _proposed(found, arguments.name)
    print(text, end="")
    out = arguments.out or options.sources_dir / f"{proposal.name}.toml"
    files = _files(found, proposal, text, out)
    return write(files, out, yes=arguments.yes, force=arguments.force)


def _proposed(found: "Survey", name: str) -> tuple["Proposal", str]:
    from newsspider.workbench.draft import draft
    from newsspider.workbench.examples import examples
    from newsspider.workbench.propose import propose

    pages = examples(found.pages, found.links)
    if not pages:
        asked = ", ".join(page.requested_url for page in found.pages[:3]) or found.home
        raise ConfigError(
            f"no article was found ({asked}); name three to five articles of the site"
        )
    listed = [link.url for link in found.links]
    proposal = propose(pages, places=found.places, name=name, home=found.home, listed=listed)
    return proposal, draft(proposal)


def _files(found: "Survey", proposal: "Proposal", text: str, out: Path) -> dict[Path, bytes]:
    """Return the source file and its fixtures, by path."""
    from newsspider.sources import load
    from newsspider.workbench import keep

    source = load.parse(text.encode(), str(out))
    asked = {page.requested_url for page in found.pages}
    pages = [page for page in found.pages if source.matches(page.requested_url)]
    common.say(f"{source.name}: {len(pages)} of {len(asked)} pages become fixtures")
    made = keep.fixtures(source, pages[: proposal.pages], found.listed)
    folder = out.parent / "fixtures"
    return {out: text.encode()} | {folder / path: content for path, content in made.items()}


def _fetched(urls: Sequence[str], options: "Options") -> "Survey":
    from newsspider.urls import canonical

    for url in urls:
        try:
            canonical(url)
        except ValueError as error:
            raise ConfigError(f"{url}: {error}; write https://site.example/") from error
    from newsspider.runs.scout import scout  # Scrapy takes long: what is wrong is said first
    from newsspider.workbench.survey import Ask, Survey, survey

    now = datetime.now(UTC).replace(microsecond=0)
    ports = frozenset(port for url in urls if (port := urlsplit(url).port))

    async def plan(ask: Ask) -> Survey:
        async def told(url: str) -> "Page | str":
            if sys.stderr.isatty():
                print(f"\r\x1b[K{url[:100]}", end="", file=sys.stderr, flush=True)
            return await ask(url)

        return await survey(urls, told, now)

    found = scout(plan, options, ports=ports)
    common.progress_end()
    return found


def _saved(paths: Sequence[Path]) -> "Survey":
    from newsspider.runs.pages import pages
    from newsspider.workbench.survey import survey

    saved = {page.requested_url: page for page in pages(paths)}
    now = max(page.fetched_at or datetime(1970, 1, 1, tzinfo=UTC) for page in saved.values())

    async def ask(url: str) -> "Page | str":
        return saved.get(url, "is not among the saved pages")

    return replace(asyncio.run(survey(list(saved), ask, now)), troubles=())
