"""Read list pages: sections, front pages, latest news."""

from lxml import etree
from parsel import Selector

from newsspider.discover.found import Found
from newsspider.html import refresh
from newsspider.model.link import Link
from newsspider.model.page import Page
from newsspider.model.source import DiscoveryRule
from newsspider.text import charset, spaces
from newsspider.urls import absolute, same_site


def read(rule: DiscoveryRule, page: Page) -> Found:
    """Return the links that the rule's selectors and pattern find, and where the list goes on.

    The text of a link is its headline only for a person who reads the report: lists shorten
    titles, so it is not offered as one.
    """
    selector = Selector(text=charset.decode(page.body, page.content_type).text or "<html></html>")
    base = absolute(page.url, selector.css("base::attr(href)").get() or "") or page.url
    found = []
    for css in rule.link or ("a[href]",):
        for node in selector.css(css):
            anchors = [node] if node.root.tag == "a" else node.css("a[href]")
            for anchor in anchors:
                url = absolute(base, anchor.attrib.get("href", ""))
                if url and (rule.match is None or rule.match.search(url)):
                    text = spaces.collapse("".join(anchor.css("::text").getall()))
                    found.append(Link(url=url, origin=page.url, summary=text))
    root = selector.root
    moved = refresh.target(root, page.url) if not found and isinstance(root, etree._Element) else ""
    return Found(links=tuple(found), said=_next(rule, selector, base), moved=moved)


def links(rule: DiscoveryRule, page: Page) -> list[Link]:
    """Return the links of :func:`read`."""
    return list(read(rule, page).links)


def _next(rule: DiscoveryRule, selector: Selector, base: str) -> str:
    """Return the address of the next page, on the list's own site."""
    if not rule.paging.next:
        return ""
    for node in selector.css(rule.paging.next):
        anchor = node if "href" in node.attrib else node.css("a[href]")
        url = absolute(base, anchor.attrib.get("href", ""))
        if url and same_site(url, rule.url):
            return url
    return ""
