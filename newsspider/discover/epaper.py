"""Read newspapers as they were printed: an issue's pages and the articles on them.

Three families are pages of HTML that name their parts alike everywhere; the fourth is JSON.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial

from lxml import etree

from newsspider.discover import issues, json_api, labels
from newsspider.discover.found import Found
from newsspider.errors import BadAnswer
from newsspider.html import refresh
from newsspider.html.select import css
from newsspider.html.tree import parse, text_of
from newsspider.jsonpath import first
from newsspider.jsonpath import text_of as json_text
from newsspider.model.extraction import Field
from newsspider.model.link import Link
from newsspider.model.page import Page
from newsspider.model.source import DiscoveryRule, Family
from newsspider.text import charset, spaces
from newsspider.urls import absolute, same_site

_PAGES = {
    Family.LAYOUT: re.compile(r"/(?:node|layout)_\w+\.s?html?$"),
    Family.CLASSIC: re.compile(r"/(?:node_\w+|nbs\.[\w.-]+)\.html?$"),
    Family.PAPERINDEX: re.compile(r"/Page\w+\.html?$", re.IGNORECASE),
}
_ARTICLES = {
    Family.LAYOUT: re.compile(r"/(?:content|con)_\w+\.s?html?(?:$|\?)"),
    Family.CLASSIC: re.compile(r"/(?:content_\w+|nw\.[\w.-]+)\.html?(?:$|\?)"),
    Family.PAPERINDEX: re.compile(r"/Artic(?:el|le)\w+\.html?(?:$|\?)", re.IGNORECASE),
}
_DIV = re.compile(r"\?div=-?\d+$")  # which column of the page it was: the same article
_CUT = ("…", "...")
ADVERT = "广告"


def read(rule: DiscoveryRule, page: Page) -> Found:
    """Return the articles on *page* of an issue, the issue's other pages, or where it begins."""
    if rule.family is Family.JSON or rule.family is None:
        return _rows(rule, page)
    root = parse(charset.decode(page.body, page.content_type).text)
    anchors = list(_anchors(root, page.url))
    day = _day(rule.family, page.url, anchors)
    pages = [url for url, _ in anchors if _is_page(rule.family, url) and _same(url, day)]
    links = tuple(_articles(rule, page, root, anchors, day))
    moved = "" if links else refresh.target(root, page.url)
    if not links and not pages and not moved:
        raise BadAnswer(page.url, "shows no page of a newspaper")
    others = tuple(
        url for url in dict.fromkeys(pages) if url != page.url and same_site(url, page.url)
    )
    return Found(links=links, pages=others, moved=moved)


def _day(family: Family, url: str, anchors: list[tuple[str, str]]) -> date | None:
    """Return the day of an issue: that of its address, else of most articles on its first page."""
    found = (issues.day_of(to) for to, _ in anchors if _ARTICLES[family].search(to))
    days = Counter(day for day in found if day)
    return issues.day_of(url) or next((day for day, _ in days.most_common(1)), None)


def _articles(
    rule: DiscoveryRule,
    page: Page,
    root: etree._Element,
    anchors: list[tuple[str, str]],
    day: date | None,
) -> Iterator[Link]:
    """Yield the articles of a page, each address with the longest text that leads there."""
    wanted = rule.match or _ARTICLES[rule.family or Family.LAYOUT]
    listed = anchors
    if rule.link:
        held = [node for selector in rule.link for node in css(root, selector)]
        listed = [each for node in held for each in _anchors(node, page.url)]
    texts: dict[str, str] = {}
    for url, text in listed:
        if wanted.search(_path(url) if rule.match is None else url) and _same(url, day):
            bare = _DIV.sub("", url)
            texts[bare] = max(texts.get(bare, ""), text, key=len)
    is_page = partial(_is_page, rule.family or Family.LAYOUT)
    named = list(_anchors(root, page.url, headings=True))
    sections = labels.names_of(page.url, named, texts, is_page)
    for url, text in texts.items():
        if text != ADVERT:
            yield Link(
                url=url,
                origin=page.url,
                title="" if text.endswith(_CUT) else text,
                published_at=day.isoformat() if day else "",
                section=sections[url],
            )


def _anchors(
    root: etree._Element, base: str, *, headings: bool = False
) -> Iterator[tuple[str, str]]:
    """Yield where links lead and their texts; an area of a picture is a link, too.

    With *headings* those that name a page are among them, as if they led to it.
    """
    nodes = [root] if root.get("href") else []
    selector = "a[href], area[href]" + (", h3, h4, h5, dt" if headings else "")
    for node in [*nodes, *css(root, selector)]:
        text = spaces.collapse(text_of(node) or node.get("title") or "")
        if node.get("href") is None:
            if all(labels.label_of(text)) and not css(node, "a[href]"):
                yield f"{labels.HEADING}{text}", text
            continue
        url = absolute(base, (node.get("href") or "").partition("#")[0])
        if url:
            yield url, text


def _is_page(family: Family, url: str) -> bool:
    return _PAGES[family].search(_path(url)) is not None


def _same(url: str, day: date | None) -> bool:
    """Tell whether *url* is of the issue of *day*: a calendar and yesterday's are linked."""
    other = issues.day_of(url)
    return day is None or other is None or other == day


def _path(url: str) -> str:
    return url.partition("?")[0]


# -- JSON


def _rows(rule: DiscoveryRule, page: Page) -> Found:
    """Return the rows of an issue; an index of its sheets names a page for each."""
    document = json_api.document_of(page, rule.embedded)
    day = issues.day_of(page.url)
    sheets = first(document, rule.sheets) if rule.sheets else None
    if isinstance(sheets, list) and rule.paging.page:
        known = issues.of_day(day) if day else {}
        found = [
            absolute(page.url, json_api.of_row(rule.paging.page, sheet, known))
            for sheet in sheets
            if isinstance(sheet, Mapping)
        ]
        return Found(pages=tuple(url for url in dict.fromkeys(found) if url))
    held = (
        [each for each in sheets if isinstance(each, Mapping)] if isinstance(sheets, list) else []
    )
    links: list[Link] = []
    parts: list[object] = [*held] or [document]
    for sheet in parts:
        rows = first(sheet, rule.rows)
        for row in rows if isinstance(rows, list) else ():
            if isinstance(row, Mapping):
                links += _link(rule, page, row, sheet, day)
    if not links:
        raise BadAnswer(page.url, f"has no articles at {' or '.join(rule.rows)}")
    return Found(links=tuple(links))


def _link(
    rule: DiscoveryRule, page: Page, row: json_api.Row, sheet: object, day: date | None
) -> Iterator[Link]:
    link = json_api.link_of(rule, row, page)
    if link is None or link.title == ADVERT:
        return
    section = link.section or json_text(first(sheet, rule.fields.get(Field.SECTION, ())))
    _, name = labels.label_of(section)
    yield replace(
        link,
        section=name or section,
        published_at=link.published_at or (day.isoformat() if day else ""),
    )
