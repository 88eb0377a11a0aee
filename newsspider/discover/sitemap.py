"""Read sitemaps: XML, broken too, gzip in gzip, plain lists, and indexes of sitemaps; pure.

They are read entry by entry: what a sitemap costs in memory are the links that it gives.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import IO

from lxml import etree

from newsspider.discover.unpack import LARGEST, opened
from newsspider.errors import BadAnswer
from newsspider.model.link import Link
from newsspider.model.page import Page
from newsspider.model.source import DiscoveryRule
from newsspider.text import charset, spaces
from newsspider.urls import absolute

MOST_IMAGES = 20  # of one entry; the map of a gallery has a thousand
_ENTRIES = ("{*}url", "{*}sitemap")
_SEPARATOR = re.compile(r"\s*[,，;；]\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    """The articles that a sitemap lists, and the sitemaps that it names, newest first."""

    links: tuple[Link, ...] = ()
    children: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Child:
    """A sitemap that an index names, and when it was last changed."""

    url: str
    changed: str


def read(rule: DiscoveryRule, page: Page, most: int) -> Sitemap:
    """Return the first *most* addresses; raises BadAnswer for what is no sitemap.

    XML that is cut or broken gives the entries that can be read. No entity is expanded and nothing
    is fetched, whatever the document declares.
    """
    found: list[Link] = []
    children: dict[str, str] = {}
    for each in stream(rule, page, most):
        if isinstance(each, Link):
            found.append(each)
        else:
            children.setdefault(each.url, each.changed)
    return Sitemap(links=tuple(found), children=newest_first(children))


def stream(rule: DiscoveryRule, page: Page, most: int) -> Iterator["Link | Child"]:
    """Yield what :func:`read` returns, as it is read: each link once."""
    body = opened(page.body, page.url)
    if not body.peek(64).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        yield from _lines(rule, page, body, most)
        return
    seen: set[str] = set()
    for name, said in _entries(body, page.url):
        url = absolute(page.url, said.loc)
        if not url or url in seen:
            continue
        if name == "sitemap":
            yield Child(url, said.lastmod)
        elif rule.match is None or rule.match.search(url):
            yield said.link(url, page.url)
        else:
            continue
        seen.add(url)
        if len(seen) >= most:
            break


def newest_first(children: Mapping[str, str]) -> tuple[str, ...]:
    """Return the addresses of sitemaps by the times of their last change."""
    return tuple(sorted(children, key=lambda url: children[url], reverse=True))


@dataclass(slots=True)
class _Said:
    """What one entry says; of its extensions Google's for news and for images are read."""

    loc: str = ""
    lastmod: str = ""
    title: str = ""
    published_at: str = ""
    source: str = ""
    language: str = ""
    keywords: str = ""
    images: tuple[str, ...] = ()

    def link(self, url: str, origin: str) -> Link:
        """Return the link of an entry; only the news extension says when an article appeared."""
        images = (absolute(origin, image) for image in self.images)
        return Link(
            url=url,
            origin=origin,
            title=spaces.collapse(self.title),
            published_at=self.published_at,
            modified_at=self.lastmod,
            source=spaces.collapse(self.source),
            language=self.language,
            keywords=tuple(filter(None, _SEPARATOR.split(spaces.collapse(self.keywords)))),
            images=tuple(image for image in images if image),
        )


def _entries(stream: IO[bytes], url: str) -> Iterator[tuple[str, _Said]]:
    """Yield the entries of a document, each as soon as the next one has begun.

    Of one that is cut or broken the last may be half, and is left out.
    """
    events = etree.iterparse(
        stream, events=("end",), tag=_ENTRIES, resolve_entities=False, no_network=True,
        load_dtd=False, dtd_validation=False, huge_tree=False, recover=True,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    held: tuple[str, _Said] | None = None
    try:
        for _, node in events:
            if node.getparent() is None or node.getparent() is not node.getroottree().getroot():
                continue
            if held is None:
                _check(node.getroottree().getroot(), url)
            else:
                yield held
            held = _name(node), _read(node)
            _forget(node)
    except etree.XMLSyntaxError:  # cut before its root ended: all before it has been read
        return
    if held is None:
        _check(events.root, url)
    elif not len(events.error_log):
        yield held


def _check(root: etree._Element | None, url: str) -> None:
    if root is None or _name(root) not in ("urlset", "sitemapindex"):
        raise BadAnswer(url, "is not a sitemap")


def _forget(node: etree._Element) -> None:
    """Take *node* and what stands before it out of the tree: it has been read."""
    node.clear()
    parent = node.getparent()
    while parent is not None and node.getprevious() is not None:
        del parent[0]


def _read(entry: etree._Element) -> _Said:
    said = _Said()
    images: list[str] = []
    for node in entry:
        match _name(node):
            case "loc":
                said.loc = _text(node)
            case "lastmod":
                said.lastmod = _text(node)
            case "news":
                _news(node, said)
            case "image" if len(images) < MOST_IMAGES:
                images += [_text(inner) for inner in node if _name(inner) == "loc"]
    said.images = tuple(images)
    return said


def _news(node: etree._Element, said: _Said) -> None:
    for inner in node.iter():
        match _name(inner):
            case "title":
                said.title = _text(inner)
            case "publication_date":
                said.published_at = _text(inner)
            case "name":
                said.source = _text(inner)
            case "language":
                said.language = _text(inner)
            case "keywords":
                said.keywords = _text(inner)


def _lines(rule: DiscoveryRule, page: Page, stream: IO[bytes], most: int) -> Iterator[Link]:
    """Yield the addresses of a plain list; raises BadAnswer where its first lines hold none."""
    lines = charset.decode(stream.read(LARGEST), page.content_type).text.split()
    urls = [line for line in lines if line.startswith(("http://", "https://"))]
    if not urls:
        raise BadAnswer(page.url, "is not a sitemap")
    for url in urls[:most]:
        made = absolute(page.url, url)
        if made and (rule.match is None or rule.match.search(made)):
            yield Link(url=made, origin=page.url)


def _name(node: etree._Element) -> str:
    return str(node.tag).rpartition("}")[2].lower()


def _text(node: etree._Element) -> str:
    """Return the text of a node; nothing where it leans on an entity, which is not expanded."""
    return "" if any(child.tag is etree.Entity for child in node) else (node.text or "").strip()
