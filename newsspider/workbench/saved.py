"""Run a source on its saved pages, as the spider would, and compare with what is expected."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from newsspider import discover
from newsspider.discover import json_api
from newsspider.errors import BadAnswer
from newsspider.extractor import extract_page
from newsspider.model.extraction import Extraction
from newsspider.model.link import Link
from newsspider.model.page import Page
from newsspider.model.source import Source
from newsspider.shape import extraction_shape
from newsspider.sources.fixtures import Fixture


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One value that is not as expected; ``key`` is a field, or ``[2].title`` in a list."""

    key: str
    expected: Any
    found: Any


def extraction(source: Source, fixture: Fixture) -> Extraction:
    """Return what *source* reads from a saved article."""
    page = fixture.page or Page(
        url=fixture.url, requested_url=fixture.url, body=b"", fetched_at=fixture.fetched_at
    )
    rows = tuple(_rows(source, fixture))
    link = Link(url=fixture.url)
    return extract_page(page, source, link, answer=fixture.answer, rows=rows, parts=fixture.parts)


def listed(source: Source, fixture: Fixture) -> list[Link]:
    """Return what the list that *fixture* is gives; BadAnswer where it cannot be read."""
    number = fixture.discover or 0
    if number >= len(source.discoveries):
        raise BadAnswer(fixture.url, f"is for [[discover]] {number}, which the source lacks")
    if fixture.page is None:
        return []
    return discover.links(source.discoveries[number], fixture.page)


def found(source: Source, fixture: Fixture) -> Any:
    """Return the JSON-ready value that ``expected.json`` describes: an object, or rows."""
    if fixture.discover is None:
        return extraction_shape(extraction(source, fixture))
    return [_row(link) for link in listed(source, fixture)]


def differences(expected: Any, value: Any) -> list[Difference]:
    """Return where *value* is not what *expected* asserts; keys it does not name are free."""
    return list(_compared(expected, value, ""))


def _compared(expected: Any, value: Any, key: str) -> Iterator[Difference]:
    rows = isinstance(expected, list) and any(isinstance(row, dict) for row in expected)
    if isinstance(expected, dict) and isinstance(value, dict):
        for name, wanted in expected.items():
            yield from _compared(wanted, value.get(name), f"{key}.{name}" if key else name)
    elif rows and isinstance(value, list):
        if len(expected) != len(value):
            yield Difference(
                key=f"{key or 'rows'}.length", expected=len(expected), found=len(value)
            )
        for number, (wanted, given) in enumerate(zip(expected, value, strict=False)):
            yield from _compared(wanted, given, f"{key}[{number}]")
    elif expected != value:
        yield Difference(key=key or "rows", expected=expected, found=value)


def _row(link: Link) -> dict[str, Any]:
    return {
        "url": link.url,
        "title": link.title,
        "published_at": link.published_at,
        "source": link.source,
        "author": list(link.authors),
        "summary": link.summary,
        "body": link.body,
    }


def _rows(source: Source, fixture: Fixture) -> Iterator[Link]:
    """Yield what the saved look-up lists say of the article."""
    if not fixture.lists:
        return
    rules = next(
        (rules for rules in source.rules if rules.match and rules.match.search(fixture.url)), None
    )
    for number, lookup in enumerate(rules.lookups if rules else ()):
        page = fixture.lists.get(number)
        identity = source.id_of(fixture.url)
        row = json_api.lookup(lookup, page, identity, fixture.url) if page else None
        if row:
            yield row
