"""From a page that lists articles to the links it holds; pure."""

from dataclasses import replace
from typing import assert_never

from newsspider.discover import epaper, feed, json_api, listing, sitemap
from newsspider.discover.found import Found
from newsspider.model.link import Link
from newsspider.model.page import Page
from newsspider.model.source import Discovery, DiscoveryRule

__all__ = ["Found", "links", "read"]

MOST = 50_000  # addresses of a sitemap, as sitemaps.org allows


def links(rule: DiscoveryRule, page: Page) -> list[Link]:
    """Return the article links of *page* in its order, each address once.

    Raises BadAnswer when the page is not what *rule* says (HTML for a feed, no rows in JSON).
    """
    return list(read(rule, page).links)


def read(rule: DiscoveryRule, page: Page) -> Found:
    """Return what *page* lists, each address once, and where the list goes on; else BadAnswer."""
    match rule.kind:
        case Discovery.FEED:
            found = Found(links=tuple(feed.links(rule, page)))
        case Discovery.SITEMAP:
            found = Found(links=sitemap.read(rule, page, MOST).links)
        case Discovery.LIST:
            found = listing.read(rule, page)
        case Discovery.JSON:
            found = json_api.read(rule, page)
        case Discovery.EPAPER:
            found = epaper.read(rule, page)
        case _:
            assert_never(rule.kind)
    once = list({link.url: link for link in reversed(found.links)}.values())[::-1]
    return replace(found, links=tuple(once))
