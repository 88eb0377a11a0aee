"""The places where a site may list its articles, as its home page and robots.txt name them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from lxml import etree

from newsspider.discover import addresses
from newsspider.html.select import css
from newsspider.html.tree import parse, text_of
from newsspider.model.page import Page
from newsspider.model.source import Discovery, DiscoveryRule
from newsspider.text import charset, chinese, spaces
from newsspider.urls import absolute, canonical, same_site

MOST_MENU = 30  # sections that are worth asking for
_COMMON = (
    (Discovery.FEED, "/feed /rss.xml /rss /feed.xml /atom.xml /index.xml /feed.json"),
    (Discovery.SITEMAP, "/sitemap.xml /news-sitemap.xml /sitemap_news.xml /sitemap_index.xml"),
)
_FEED_TYPES = re.compile(
    r"(?:rss|atom|rdf)\+xml|feed\+json|application/(?:json|xml)|text/xml", re.IGNORECASE
)
_FEED_ADDRESS = re.compile(
    r"(?:^|[/._-])(?:rss\d?|feeds?|atom|rdf)(?:$|[/._?-])|/index\.xml$", re.IGNORECASE
)
_ROBOTS = re.compile(r"^[ \t]*sitemap[ \t]*:[ \t]*(\S+)", re.IGNORECASE | re.MULTILINE)
_MENU = (
    "nav a[href], header a[href], [class*=nav] a[href], [class*=menu] a[href], [id*=nav] a[href]"
)
_LABEL = {True: 6, False: 24}  # characters of a section's name, in Chinese and elsewhere


class Via(StrEnum):
    """How a place was come upon, the surest way first."""

    LINK = "link rel=alternate"
    ROBOTS = "robots.txt"
    PAGE = "a link on the page"
    HOME = "the page itself"
    MENU = "the menu"
    COMMON = "a common place"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place that may list articles, to be asked for at ``rule.url``.

    A list's rule has no pattern yet: that is found in its page, by :func:`.auto.rate`.
    """

    rule: DiscoveryRule
    via: Via
    title: str = ""

    @property
    def url(self) -> str:
        """The address to ask for."""
        return self.rule.url


def places(home: Page, robots: Page | None = None) -> list[Place]:
    """Return where the site of *home* may list its articles, each address once, the surest first.

    *home* may be a section's page as well. *robots* is the site's robots.txt, where it has one.
    """
    root = _tree(home)
    base = _base(root, home.url)
    found = [
        *_alternates(root, base),
        *(_robots(robots) if robots else ()),
        *_feeds(root, base),
        Place(rule=DiscoveryRule(kind=Discovery.LIST, url=home.url), via=Via.HOME),
        *_common(home.url),
        *_menu(root, base, home.url),
    ]
    seen: dict[str, Place] = {}
    for place in found:
        seen.setdefault(canonical(place.url), place)
    order = list(Via)
    return sorted(seen.values(), key=lambda place: order.index(place.via))


def _alternates(root: etree._Element, base: str) -> Iterator[Place]:
    for node in css(root, "link[rel][href]"):
        rel, kind = (node.get("rel") or "").lower().split(), node.get("type") or ""
        url = absolute(base, node.get("href") or "")
        if url and "alternate" in rel and not node.get("hreflang") and _FEED_TYPES.search(kind):
            yield _feed(url, Via.LINK, node.get("title") or "")


def _feeds(root: etree._Element, base: str) -> Iterator[Place]:
    for node in css(root, "a[href]"):
        url = absolute(base, node.get("href") or "")
        if url and _FEED_ADDRESS.search(urlsplit(url).path) and same_site(url, base):
            yield _feed(url, Via.PAGE, spaces.collapse(text_of(node)))


def _robots(robots: Page) -> Iterator[Place]:
    text = charset.decode(robots.body, robots.content_type).text
    for found in _ROBOTS.finditer(text):
        url = absolute(robots.url, found[1])
        if url:
            yield Place(rule=DiscoveryRule(kind=Discovery.SITEMAP, url=url), via=Via.ROBOTS)


def _common(url: str) -> Iterator[Place]:
    for kind, paths in _COMMON:
        for path in paths.split():
            yield Place(rule=DiscoveryRule(kind=kind, url=absolute(url, path)), via=Via.COMMON)


def _menu(root: etree._Element, base: str, home: str) -> Iterator[Place]:
    """Yield the sections that the site's menus name: short labels, and no article behind them."""
    seen: set[str] = {canonical(home)}
    for node in css(root, _MENU):
        url = absolute(base, node.get("href") or "").partition("#")[0]
        label = spaces.collapse(text_of(node))
        if not url or not 1 < len(label) <= _LABEL[chinese.has_han(label)]:
            continue
        if not same_site(url, home) or addresses.is_article(url) or addresses.is_other(url):
            continue
        if canonical(url) not in seen and len(seen) <= MOST_MENU:
            seen.add(canonical(url))
            rule = DiscoveryRule(kind=Discovery.LIST, url=url)
            yield Place(rule=rule, via=Via.MENU, title=label)


def _feed(url: str, via: Via, title: str) -> Place:
    return Place(rule=DiscoveryRule(kind=Discovery.FEED, url=url), via=via, title=title.strip())


def _tree(page: Page) -> etree._Element:
    return parse(charset.decode(page.body, page.content_type).text)


def _base(root: etree._Element, url: str) -> str:
    named = next((node.get("href") or "" for node in css(root, "base[href]")), "")
    return absolute(url, named) or url
