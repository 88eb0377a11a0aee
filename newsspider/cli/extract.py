"""newsspider extract: read saved pages, without a network."""

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from newsspider import log
from newsspider.errors import ConfigError
from newsspider.text.redact import escaped, plain

if TYPE_CHECKING:
    from newsspider.model.source import Source

DESCRIPTION = """\
Read a saved page and print the post's fields.

No source rule is used unless you ask for one. Without --url the page's links cannot be
resolved and its address says nothing; give it where you can."""

EXAMPLES = """\
examples:
  newsspider extract page.html --url https://site.example/a.html
  curl -s URL | newsspider extract - --url URL --json
  newsspider extract page.html --url URL --explain
  newsspider extract page.html --url URL --highlight seen.html   (open it in a browser)
  newsspider extract --batch pages.jsonl > articles.jsonl
  newsspider extract --warc crawl-*.warc.gz > articles.jsonl
  newsspider extract --warc crawl.warc.gz --shard 1/4 --resume part-1.jsonl

--batch reads one object a line: {"id": "1", "path": "a.html.gz", "url": "https://…"}
with optional fetched_at and content_type, and answers each with one line, in order.
--warc answers each HTML page with status 200 of WARC files, made by whichever tool, packed or
not (- is stdin); its id is that of the record. What is no page is counted on stderr."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the flags of this command."""
    parser.add_argument("file", nargs="?", metavar="FILE", help="a saved page; - is stdin")
    parser.add_argument("--url", default="", help="where the page came from")
    parser.add_argument("--fetched-at", metavar="TIME", help="when, as ISO 8601 with a zone")
    parser.add_argument("--content-type", default="", metavar="TYPE", help="the HTTP header")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print the article as one object")
    form.add_argument("--explain", action="store_true", help="say where each field came from")
    form.add_argument(
        "--highlight", metavar="OUT.html", help="draw the page: what was kept, what dropped, why"
    )
    parser.add_argument(
        "--fast", action="store_true", help="spend less time, and be right a little less often"
    )
    parser.add_argument("--batch", metavar="PAGES.jsonl|-", help="many saved pages, all cores")
    parser.add_argument(
        "--warc", nargs="+", default=[], metavar="FILE", help="the pages of WARC files, all cores"
    )
    parser.add_argument(
        "--resume", type=Path, metavar="OUT", help="append to OUT what is not in it yet"
    )
    parser.add_argument("--shard", metavar="I/N", help="take every Nth page, beginning at I")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--source", metavar="NAME|FILE", help="use this source's rules")
    which.add_argument("--catalog", action="store_true", help="use the source that matches")


def run(arguments: argparse.Namespace) -> int:
    """Read, print, and return the exit code."""
    log.configure(verbose=arguments.verbose)
    if [bool(arguments.file), bool(arguments.batch), bool(arguments.warc)].count(True) != 1:
        raise ConfigError("name one FILE (- is stdin), --batch PAGES.jsonl, or --warc FILE")
    if arguments.batch or arguments.warc:
        from newsspider.cli import extract_many

        return extract_many.run(arguments)
    _check_address(arguments.url)
    from newsspider.cli.explain import explain
    from newsspider.extractor import extract_page
    from newsspider.model.page import Page
    from newsspider.shape import extraction_shape

    body = sys.stdin.buffer.read() if arguments.file == "-" else _bytes(Path(arguments.file))
    page = Page(
        url=arguments.url,
        requested_url=arguments.url,
        body=body,
        content_type=arguments.content_type,
        fetched_at=_time(arguments.fetched_at),
    )
    extraction = extract_page(page, _source(arguments, arguments.url), fast=arguments.fast)
    if arguments.highlight:
        from newsspider.extractor.trace import highlight

        _save(Path(arguments.highlight), highlight(page, extraction))
    elif arguments.json:
        shape = extraction_shape(extraction) | ({"id": extraction.id} if extraction.id else {})
        print(escaped(json.dumps(shape, ensure_ascii=False)))
    elif arguments.explain:
        print(explain(extraction))
    else:
        print(plain(_plain(extraction_shape(extraction), extraction.evidence)))
    return 0


def _plain(shape: dict[str, object], evidence: str) -> str:
    """Return the fields for a person, the text last; *evidence* says why it is no article."""
    names = ("title", "date", "source", "author", "kind")
    lines = []
    for name in names:
        value = shape[name]
        text = ", ".join(value) if isinstance(value, list) else value
        why = f" ({evidence})" if name == "kind" and evidence else ""
        lines.append(f"{name:<8} {text or '-'}{why}")
    return "\n".join([*lines, "", str(shape["text"])])


def _bytes(path: Path) -> bytes:
    from newsspider.runs.batch import load_bytes

    try:
        return load_bytes(path)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror or error}") from error


def _check_address(url: str) -> None:
    from newsspider.urls import canonical

    try:
        if url:
            canonical(url)
    except ValueError as error:
        raise ConfigError(f"--url {url!r}: {error}; write https://site.example/a.html") from error


def _save(path: Path, text: str) -> None:
    """Write a file that the user named, and print its path."""
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"{path}: cannot be written: {error.strerror or error}") from error
    print(path)


def _time(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise ConfigError(f"--fetched-at {text!r}: write 2026-03-05T10:00:00+08:00")
    return moment.astimezone(UTC)


def _source(arguments: argparse.Namespace, url: str) -> "Source | None":
    if not arguments.source and not arguments.catalog:
        return None
    from newsspider.cli import common
    from newsspider.sources.catalogue import Catalogue

    catalogue = Catalogue(private=common.load(arguments).sources_dir)
    return catalogue.get(arguments.source) if arguments.source else catalogue.match(url)
