"""Read JSON lists, and look up one article's row in them."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from newsspider.errors import BadAnswer
from newsspider.jsonpath import first, load_json, text_of
from newsspider.model.extraction import Field
from newsspider.model.link import Link
from newsspider.model.page import Page
from newsspider.model.source import DiscoveryRule, LookupRule
from newsspider.urls import absolute

Row = Mapping[str, Any]


def links(rule: DiscoveryRule, page: Page) -> list[Link]:
    """Return a link for every row that has an address; raises BadAnswer when there are no rows."""
    found = []
    for row in _rows(page, rule.rows):
        url = _address(rule, row, page.url)
        if url and (rule.match is None or rule.match.search(url)):
            found.append(_link(url, page.url, row, rule.fields))
    return found


def lookup(rule: LookupRule, page: Page, identity: str, url: str) -> Link | None:
    """Return what the list on *page* says about the article *identity*, None when it lists it not.

    *url* is the article's address. Raises BadAnswer when the page holds no rows.
    """
    for row in _rows(page, rule.rows):
        if identity in {text_of(first(row, (path,))) for path in rule.key}:
            return _link(url, page.url, row, rule.fields)
    return None


def _rows(page: Page, paths: tuple[str, ...]) -> Iterator[Row]:
    try:
        document = load_json(page.body)
    except ValueError as error:
        raise BadAnswer(page.url, str(error)) from error
    rows = first(document, paths)
    if not isinstance(rows, list):
        raise BadAnswer(page.url, f"has no list of rows at {' or '.join(paths)}")
    return (row for row in rows if isinstance(row, Mapping))


def _address(rule: DiscoveryRule, row: Row, base: str) -> str:
    if rule.address:
        identity = text_of(first(row, rule.id))
        return rule.address.replace("{id}", quote(identity, safe="")) if identity else ""
    return absolute(base, text_of(first(row, rule.link)))


def _link(url: str, origin: str, row: Row, fields: Mapping[Field, tuple[str, ...]]) -> Link:
    said = {field: text_of(first(row, paths)) for field, paths in fields.items()}
    author = said.get(Field.AUTHORS, "")
    return Link(
        url=url,
        origin=origin,
        title=said.get(Field.TITLE, ""),
        published_at=said.get(Field.PUBLISHED_AT, ""),
        source=said.get(Field.SOURCE, ""),
        body=said.get(Field.BODY, ""),
        authors=(author,) if author else (),
    )
