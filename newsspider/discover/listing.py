"""Read list pages: sections, front pages, latest news."""

from parsel import Selector

from newsspider.model.link import Link
from newsspider.model.page import Page
from newsspider.model.source import DiscoveryRule
from newsspider.text import charset, spaces
from newsspider.urls import absolute


def links(rule: DiscoveryRule, page: Page) -> list[Link]:
    """Return the links that the rule's selectors and pattern find.

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
    return found
