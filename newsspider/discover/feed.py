"""Read RSS, Atom and RDF feeds."""

from io import BytesIO
from typing import Any

import feedparser

from newsspider.errors import BadAnswer
from newsspider.model.link import Link
from newsspider.model.page import Page
from newsspider.model.source import DiscoveryRule
from newsspider.text import spaces
from newsspider.urls import absolute


def links(rule: DiscoveryRule, page: Page) -> list[Link]:
    """Return the entries of a feed; a broken feed gives the entries that can be read."""
    # A stream, never bytes or text: feedparser would open those as a file name or an address.
    # sanitize_html and resolve_relative_uris are ours to do, once, at the end.
    try:
        parsed = feedparser.parse(
            BytesIO(page.body),
            response_headers={"content-type": page.content_type} if page.content_type else {},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except (ValueError, OverflowError, LookupError, RecursionError, AssertionError) as error:
        # such as &#xffffffff; for a character
        raise BadAnswer(page.url, f"cannot be read as a feed ({type(error).__name__})") from error
    if not parsed.get("version") and not parsed.get("entries"):
        raise BadAnswer(page.url, "is not a feed")
    found = (_link(entry, page) for entry in parsed.entries)
    wanted = rule.match
    return [link for link in found if link.url and (not wanted or wanted.search(link.url))]


def _link(entry: Any, page: Page) -> Link:
    contents = [part.get("value") or "" for part in entry.get("content") or ()]
    authors = [person.get("name") or "" for person in entry.get("authors") or ()]
    return Link(
        url=absolute(page.url, entry.get("link") or ""),
        origin=page.url,
        title=spaces.collapse(entry.get("title") or ""),
        published_at=entry.get("published") or entry.get("updated") or "",
        source=spaces.collapse((entry.get("source") or {}).get("title") or ""),
        summary=entry.get("summary") or "",
        body=max(contents, key=len, default=""),
        authors=tuple(name for name in map(spaces.collapse, authors) if name),
    )
