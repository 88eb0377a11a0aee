"""Read sitemaps: XML, broken too, gzip in gzip, plain lists, and indexes of sitemaps; pure."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from newsspider.errors import BadAnswer
from newsspider.model.link import Link
from newsspider.model.page import Page
from newsspider.model.source import DiscoveryRule
from newsspider.text import charset, spaces
from newsspider.urls import absolute

LAYERS = 2  # of gzip; a server packs what is packed already now and then
LARGEST = 50_000_000  # bytes unpacked, as sitemaps.org allows
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    """The articles that a sitemap lists, and the sitemaps that it names, newest first."""

    links: tuple[Link, ...] = ()
    children: tuple[str, ...] = ()


def read(rule: DiscoveryRule, page: Page, most: int) -> Sitemap:
    """Return the first *most* addresses of each kind; raises BadAnswer for what is no sitemap.

    XML that is cut or broken gives the entries that can be read. No entity is expanded and nothing
    is fetched, whatever the document declares.
    """
    body = unpacked(page.body, page.url)
    if not body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return Sitemap(links=tuple(_lines(rule, page, body, most)))
    root, whole = _root(body)
    kind = _name(root) if root is not None else ""
    if root is None or kind not in ("urlset", "sitemapindex"):
        raise BadAnswer(page.url, "is not a sitemap")
    found: dict[str, Link] = {}
    children: dict[str, str] = {}
    for entry in root if whole else list(root)[:-1]:  # of a cut one the last may be half
        said = _said(entry)
        url = absolute(page.url, said.get("loc", ""))
        if not url:
            continue
        if _name(entry) == "sitemap":
            children.setdefault(url, said.get("lastmod", ""))
        elif rule.match is None or rule.match.search(url):
            found.setdefault(url, _link(url, page.url, said))
        if len(found) >= most or len(children) >= most:
            break
    newest = sorted(children, key=lambda url: children[url], reverse=True)
    return Sitemap(links=tuple(found.values()), children=tuple(newest))


def unpacked(body: bytes, url: str) -> bytes:
    """Return *body* out of its layers of gzip; what a cut one still gives is kept."""
    for _ in range(LAYERS):
        if not body.startswith(_GZIP):
            return body
        stream = zlib.decompressobj(31)
        try:
            body = stream.decompress(body, LARGEST)
        except zlib.error as error:
            raise BadAnswer(url, f"is damaged ({error})") from error
        if stream.unconsumed_tail:
            raise BadAnswer(url, f"unpacks to more than {LARGEST:,} bytes")
    if body.startswith(_GZIP):
        raise BadAnswer(url, f"is packed more than {LAYERS} times")
    return body


def _root(body: bytes) -> tuple[etree._Element | None, bool]:
    """Return the root, and whether all of *body* could be read."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False,
        huge_tree=False, recover=True, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        return etree.fromstring(body, parser), not len(parser.error_log)
    except (etree.XMLSyntaxError, ValueError):
        return None, False


def _lines(rule: DiscoveryRule, page: Page, body: bytes, most: int) -> Iterator[Link]:
    """Yield the addresses of a plain list; raises BadAnswer where its first lines hold none."""
    lines = charset.decode(body, page.content_type).text.split()
    urls = [line for line in lines if line.startswith(("http://", "https://"))]
    if not urls:
        raise BadAnswer(page.url, "is not a sitemap")
    for url in urls[:most]:
        made = absolute(page.url, url)
        if made and (rule.match is None or rule.match.search(made)):
            yield Link(url=made, origin=page.url)


def _link(url: str, origin: str, said: dict[str, str]) -> Link:
    """Return the link of an entry; only Google's news extension says when an article appeared."""
    return Link(
        url=url,
        origin=origin,
        title=spaces.collapse(said.get("title", "")),
        published_at=said.get("publication_date", ""),
        source=spaces.collapse(said.get("name", "")),
    )


def _said(entry: etree._Element) -> dict[str, str]:
    """Return the texts of an entry by name; those of its pictures and videos are not its own."""
    aside = ("image", "video")
    kept = [node for node in entry if _name(node) not in aside] if len(entry) else []
    nodes = [part for node in kept for part in node.iter() if isinstance(part.tag, str)]
    return {_name(node): _text(node) for node in reversed(nodes)}


def _name(node: etree._Element) -> str:
    return str(node.tag).rpartition("}")[2].lower()


def _text(node: etree._Element) -> str:
    """Return the text of a node; nothing where it leans on an entity, which is not expanded."""
    return "" if any(child.tag is etree.Entity for child in node) else (node.text or "").strip()
