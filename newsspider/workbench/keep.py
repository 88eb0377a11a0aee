"""Make fixtures of fetched pages: the files of their folders, with what is known of them."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from newsspider.model.page import Page
from newsspider.model.source import Source
from newsspider.shape import extraction_shape
from newsspider.sources.fixtures import ABOUT, EXPECTED, Fixture
from newsspider.workbench import saved
from newsspider.workbench.draft import quoted

Files = dict[PurePosixPath, bytes]

_SURE = ("title", "date", "author", "source", "text")  # fields that a person can check at a glance
_ROW = ("url", "title", "published_at")
_NAME = re.compile(r"[^\w-]+")


def article(source: Source, page: Page, taken: Iterable[str] = ()) -> tuple[str, Files]:
    """Return the name and the files of a saved article, with what *source* reads from it."""
    name = _free(source.id_of(page.requested_url) or _last(page.requested_url), taken)
    found = saved.extraction(source, _fixture(page, None))
    shape = extraction_shape(found)
    expected = {key: shape[key] for key in _SURE if shape[key] not in (None, [], "")}
    return name, _files(name, page, None, expected)


def listing(source: Source, number: int, page: Page) -> tuple[str, Files]:
    """Return the name and the files of a page that the *number*-th list of *source* asks for."""
    name = f"list-{number}"
    rows = saved.found(source, _fixture(page, number))
    expected = [{key: row[key] for key in _ROW if row[key]} for row in rows]
    return name, _files(name, page, number, expected)


def fixtures(source: Source, pages: Sequence[Page], lists: Sequence[Page]) -> Files:
    """Return the files of all fixtures, under ``NAME/PAGE/``."""
    made: Files = {}
    names: list[str] = []
    for number, page in enumerate(lists):
        made |= listing(source, number, page)[1]
    for page in pages:
        name, files = article(source, page, names)
        names.append(name)
        made |= files
    return {PurePosixPath(source.name) / path: content for path, content in made.items()}


def _fixture(page: Page, number: int | None) -> Fixture:
    from pathlib import Path

    when = page.fetched_at or datetime(1970, 1, 1, tzinfo=UTC)
    return Fixture(
        folder=Path(), url=page.requested_url, fetched_at=when, discover=number, page=page
    )


def _files(name: str, page: Page, number: int | None, expected: Any) -> Files:
    folder = PurePosixPath(name)
    about = "\n".join(_about(page, number)) + "\n"
    text = json.dumps(expected, ensure_ascii=False, indent=2) + "\n"
    return {
        folder / f"page.{_ending(page)}": page.body,
        folder / ABOUT: about.encode(),
        folder / EXPECTED: text.encode(),
    }


def _about(page: Page, number: int | None) -> Iterator[str]:
    when = (page.fetched_at or datetime(1970, 1, 1, tzinfo=UTC)).astimezone(UTC)
    yield f"url          = {quoted(page.requested_url)}"
    yield f"fetched_at   = {when:%Y-%m-%dT%H:%M:%SZ}"
    if page.content_type:
        yield f"content_type = {quoted(page.content_type)}"
    if number is not None:
        yield f"discover     = {number}"


def _ending(page: Page) -> str:
    head = page.body[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<?xml", b"<rss", b"<feed", b"<rdf", b"<urlset", b"<sitemapindex")):
        return "xml" if b"<!doctype html" not in head and b"xhtml" not in head else "html"
    return "json" if head.startswith((b"{", b"[")) else "html"


def _last(url: str) -> str:
    """Return the last part of an address that says something, as a folder's name."""
    parts = [part for part in urlsplit(url).path.split("/") if part]
    text = re.sub(r"\.\w{2,5}$", "", parts[-1]) if parts else "home"
    return _NAME.sub("-", text).strip("-")[:60].strip("-") or "page"


def _free(name: str, taken: Iterable[str]) -> str:
    held = set(taken)
    safe = _NAME.sub("-", name).strip("-")[:60] or "page"
    tries = (safe if not count else f"{safe}-{count}" for count in range(len(held) + 1))
    return next(each for each in tries if each not in held)
