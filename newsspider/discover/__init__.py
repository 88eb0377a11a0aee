"""From a page that lists articles to the links it holds; pure."""

from newsspider.discover import feed, json_api, listing, sitemap
from newsspider.errors import BadAnswer
from newsspider.model.link import Link
from newsspider.model.page import Page
from newsspider.model.source import Discovery, DiscoveryRule

MOST = 50_000  # addresses of a sitemap, as sitemaps.org allows


def links(rule: DiscoveryRule, page: Page) -> list[Link]:
    """Return the article links of *page* in its order, each address once.

    Raises BadAnswer when the page is not what *rule* says (HTML for a feed, no rows in JSON).
    """
    match rule.kind:
        case Discovery.FEED:
            found = feed.links(rule, page)
        case Discovery.SITEMAP:
            found = list(sitemap.read(rule, page, MOST).links)
        case Discovery.LIST:
            found = listing.links(rule, page)
        case Discovery.JSON:
            found = json_api.links(rule, page)
        case Discovery.EPAPER:
            raise BadAnswer(page.url, "is an e-paper, which is not read yet")
    return list({link.url: link for link in reversed(found)}.values())[::-1]
