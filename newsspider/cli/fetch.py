"""newsspider fetch: the one-off crawl."""

import argparse
import json
import sys
from contextlib import nullcontext
from typing import TYPE_CHECKING

from newsspider.cli import common
from newsspider.errors import ConfigError
from newsspider.extensions.report import Line
from newsspider.model.article import Article
from newsspider.model.record import Outcome
from newsspider.options import Options
from newsspider.text.redact import escaped

if TYPE_CHECKING:
    from newsspider.runs.conductor import Run

DESCRIPTION = """\
Fetch articles by their addresses and write a post for each.

stdout carries one path a line; every URL that gave no post has one line on stderr
(URL: reason). A URL that was fetched before is looked at again: it is unchanged, or
its post is rewritten. A post that you edited or deleted is left alone."""

EXAMPLES = """\
examples:
  newsspider fetch https://site.example/a.html
  newsspider fetch --out site URL1 URL2         posts in site/_posts/
  newsspider fetch - < urls.txt                 one address a line, # starts a comment
  newsspider fetch --stdout URL                 print the post, write nothing
  newsspider fetch --json URL | jq .title       the article as JSON
  newsspider fetch --explain URL                where each field came from, and why"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the flags of this command."""
    parser.add_argument("urls", nargs="+", metavar="URL", help="addresses; - reads them from stdin")
    common.add_run_arguments(parser)
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--stdout", action="store_true", help="print the post instead of writing it")
    form.add_argument("--json", action="store_true", help="print the article, one object a line")
    form.add_argument("--explain", action="store_true", help="say where each field came from")
    parser.add_argument("--source", metavar="NAME|FILE", help="use this source for every URL")


def run(arguments: argparse.Namespace) -> int:
    """Fetch, print, and return the exit code."""
    options = common.load(arguments)
    urls = _urls(arguments.urls)
    from newsspider.runs import crawl, lock
    from newsspider.runs.plan import by_source
    from newsspider.sources.catalogue import Catalogue

    catalogue = Catalogue(private=options.sources_dir)
    forced = catalogue.get(arguments.source) if arguments.source else None
    wrong = {url: line for url in urls if (line := _wrong(url))}
    tasks = by_source([url for url in urls if url not in wrong], catalogue, forced)
    printing = arguments.stdout or arguments.json or arguments.explain
    dry = arguments.dry_run or printing
    guard = nullcontext() if dry else lock.held(options.state, patience=lock.FETCH_PATIENCE)
    with guard:
        done = crawl.run(
            tasks,
            options,
            dry=dry,
            keep=printing,
            progress=common.progress if sys.stderr.isatty() else None,
        )
    common.progress_end()
    lines = common.all_lines(done.reports) | wrong
    if printing:
        _print_articles(arguments, options, done, urls)
    _print_lines(lines, urls, options, paths=not printing)
    for note in dict.fromkeys(note for report in done.reports for note in report.notes):
        if any(lines[url].outcome not in common.MADE for url in urls if url in lines):
            common.say(f"note: {note}")
    for said in dict.fromkeys(
        line for report in done.reports for line in (*report.images, *report.remarks)
    ):
        common.say(said)
    if done.fatal:
        raise done.fatal
    if done.signal:
        return 128 + done.signal
    return 0 if all(url in lines and lines[url].outcome in common.MADE for url in urls) else 1


def _urls(given: list[str]) -> list[str]:
    """Return the addresses of the command line and of stdin, each once."""
    urls: list[str] = []
    for text in given:
        urls += sys.stdin.read().splitlines() if text == "-" else [text]
    found = [url.strip() for url in urls]
    wanted = [url for url in dict.fromkeys(found) if url and not url.startswith("#")]
    if not wanted:
        raise ConfigError("no URL was given; name one, or pipe some in with -")
    return wanted


def _wrong(url: str) -> Line | None:
    """Return the line of a text that is no address; None for an address."""
    from newsspider.urls import canonical

    try:
        canonical(url)
    except ValueError as error:
        return Line(url=url, outcome=Outcome.FAILED, reason="bad-url", detail=str(error))
    return None


def _print_lines(lines: dict[str, Line], urls: list[str], options: Options, *, paths: bool) -> None:
    for url in urls:
        line = lines.get(url) or Line(url=url, outcome=Outcome.FAILED, reason="interrupted")
        if line.outcome in common.MADE and paths:
            print(common.post_path(options.output, line))
        if line.outcome is not Outcome.POSTED:
            common.say(f"{url}: unchanged" if line.outcome is Outcome.UNCHANGED else str(line))


def _print_articles(
    arguments: argparse.Namespace, options: Options, done: "Run", urls: list[str]
) -> None:
    from newsspider import flavours
    from newsspider.cli.explain import explain
    from newsspider.shape import article_shape, provenance_shape

    articles = {item.requested_url: item for item in done.items if isinstance(item, Article)}
    extractions = {
        url: found for report in done.reports for url, found in (report.extractions or {}).items()
    }
    for url in urls:
        article = articles.get(url)
        extraction = extractions.get(url)
        if arguments.explain and extraction is not None:
            print(explain(extraction))
        elif article is not None and arguments.stdout:
            post = flavours.load(options.site.flavour).render(article, options.site)
            sys.stdout.flush()
            sys.stdout.buffer.write(post.content)
            sys.stdout.buffer.flush()
        elif article is not None and arguments.json:
            shape = article_shape(article)
            if extraction is not None:
                shape["provenance"] = provenance_shape(extraction)
            print(escaped(json.dumps(shape, ensure_ascii=False)))
