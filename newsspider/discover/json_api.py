"""Read JSON lists, and look up one article's row in them."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from newsspider import embedded
from newsspider.errors import BadAnswer
from newsspider.jsonpath import first, load_json, text_of
from newsspider.model.extraction import Field
from newsspider.model.link import Link
from newsspider.model.page import Page
from newsspider.model.source import DiscoveryRule, LookupRule
from newsspider.sources.template import placeholders
from newsspider.text import charset
from newsspider.urls import absolute

Row = Mapping[str, Any]


def links(rule: DiscoveryRule, page: Page) -> list[Link]:
    """Return a link for every row that has an address; raises BadAnswer when there are no rows."""
    found = []
    for row in _rows(page, rule.rows, rule.embedded):
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


def document_of(page: Page, name: str = "") -> object:
    """Return the JSON that *page* is, or that stands in it as *name*; else BadAnswer."""
    try:
        if name:
            return embedded.find(charset.decode(page.body, page.content_type).text, name)
        return load_json(page.body, page.content_type)
    except ValueError as error:
        raise BadAnswer(page.url, str(error)) from error


def _rows(page: Page, paths: tuple[str, ...], name: str = "") -> Iterator[Row]:
    document = document_of(page, name)
    rows = first(document, paths)
    if not isinstance(rows, list):
        raise BadAnswer(page.url, f"has no list of rows at {' or '.join(paths)}")
    return (row for row in rows if isinstance(row, Mapping))


def _address(rule: DiscoveryRule, row: Row, base: str) -> str:
    if rule.address:
        known = {"id": quote(text_of(first(row, rule.id)), safe="")} if rule.id else {}
        return absolute(base, of_row(rule.address, row, known))
    return absolute(base, text_of(first(row, rule.link)))


def of_row(template: str, row: Row, known: Mapping[str, str]) -> str:
    """Return the address that *template* makes of a row; nothing where a field is missing.

    *known* are values to take as they are; other names are paths into the row.
    """
    values = dict(known)
    for name in placeholders(template):
        if name not in values:
            values[name] = text_of(first(row, (name,)))
    if not all(values[name] for name in placeholders(template)):
        return ""
    for name, value in values.items():
        template = template.replace(f"{{{name}}}", value)
    return template


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
