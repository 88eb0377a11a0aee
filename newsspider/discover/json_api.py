"""Read JSON lists, and look up one article's row in them."""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any
from urllib.parse import quote

from jmespath.exceptions import JMESPathError

from newsspider import embedded
from newsspider.discover.found import Found
from newsspider.errors import BadAnswer
from newsspider.jsonpath import compile_path, first, load_json, text_of
from newsspider.model.extraction import Field
from newsspider.model.link import Link
from newsspider.model.page import Page
from newsspider.model.source import DiscoveryRule, LookupRule
from newsspider.sources.template import placeholders
from newsspider.text import charset, spaces
from newsspider.urls import absolute

Row = Mapping[str, Any]

_MARKS = re.compile(r"</?(?:em|b|i|strong|font|span|mark)\b[^<>]*>", re.IGNORECASE)
_MARKUP = re.compile(r"</?(?:br|p|div)\b[^<>]*>", re.IGNORECASE)


def read(rule: DiscoveryRule, page: Page) -> Found:
    """Return a link for every row that has an address, and the cursor of the next page.

    Raises BadAnswer when there are no rows, or no address in any of them.
    """
    document = document_of(page, rule.embedded)
    if any(_is_empty(document, path) for path in rule.rows) and not first(document, rule.rows):
        return Found(bare=True)
    rows = list(_rows(document, page, rule.rows))
    if rows and not any(_address(rule, row, page.url) for row in rows):
        wanted = rule.address or " or ".join(rule.link)
        raise BadAnswer(page.url, f"has {len(rows)} rows and in none of them {wanted}")
    found = (link_of(rule, row, page) for row in rows)
    return Found(
        links=tuple(link for link in found if link is not None),
        said=text_of(first(document, rule.paging.cursor)) if rule.paging.cursor else "",
    )


def links(rule: DiscoveryRule, page: Page) -> list[Link]:
    """Return the links of :func:`read`."""
    return list(read(rule, page).links)


def link_of(rule: DiscoveryRule, row: Row, page: Page) -> Link | None:
    """Return the link of a row; None where it has no address, or one that is not wanted."""
    url = _address(rule, row, page.url)
    if not url or (rule.match is not None and not rule.match.search(url)):
        return None
    return _link(url, page.url, row, rule.fields)


def lookup(rule: LookupRule, page: Page, identity: str, url: str) -> Link | None:
    """Return what the list on *page* says about the article *identity*, None when it lists it not.

    *url* is the article's address. Raises BadAnswer when the page holds no rows.
    """
    for row in _rows(document_of(page), page, rule.rows):
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


def _rows(document: object, page: Page, paths: tuple[str, ...]) -> Iterator[Row]:
    rows = first(document, paths)
    if not isinstance(rows, list):
        raise BadAnswer(page.url, f"has no list of rows at {' or '.join(paths)}")
    return (row for row in rows if isinstance(row, Mapping))


def _is_empty(document: object, path: str) -> bool:
    """Tell whether there is a list of rows at *path*, and nothing in it."""
    try:
        return bool(compile_path(path).search(document) == [])
    except JMESPathError:
        return False


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
    words = said.get(Field.KEYWORDS, "").replace("，", ",").replace("\n", ",").split(",")
    return Link(
        url=url,
        origin=origin,
        title=_plain(said.get(Field.TITLE, "")),
        published_at=said.get(Field.PUBLISHED_AT, ""),
        source=said.get(Field.SOURCE, ""),
        body=said.get(Field.BODY, ""),
        authors=tuple(filter(None, said.get(Field.AUTHORS, "").split("\n"))),
        section=said.get(Field.SECTION, ""),
        language=said.get(Field.LANGUAGE, ""),
        keywords=tuple(word.strip() for word in words if word.strip()),
    )


def _plain(title: str) -> str:
    """Return a title without the markup that lists put into it: breaks, marks of a search."""
    return spaces.collapse(unescape(_MARKUP.sub(" ", _MARKS.sub("", title)))) if title else ""
