"""Read feeds: RSS, Atom, RDF, and JSON Feed, by what they are and not by their type."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import feedparser

from newsspider.discover import json_feed
from newsspider.errors import BadAnswer
from newsspider.model.link import Link
from newsspider.model.page import Page
from newsspider.model.source import DiscoveryRule
from newsspider.text import spaces
from newsspider.urls import absolute

WHOLE = 1_000  # characters of a description that may be the article itself; a teaser has fewer


def links(rule: DiscoveryRule, page: Page) -> list[Link]:
    """Return the entries of a feed; a broken feed gives the entries that can be read."""
    found = json_feed.links(page) if json_feed.is_one(page.body) else _parsed(page)
    wanted = rule.match
    return [link for link in found if link.url and (not wanted or wanted.search(link.url))]


def _parsed(page: Page) -> list[Link]:
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
    return [_link(entry, page) for entry in parsed.entries]


def _link(entry: Any, page: Page) -> Link:
    changed = dict.get(entry, "updated") or ""  # feedparser's own get() takes "published" for it
    contents = [part.get("value") or "" for part in entry.get("content") or ()]
    authors = [person.get("name") or "" for person in entry.get("authors") or ()]
    summary = entry.get("summary") or ""
    words = [spaces.collapse(tag.get("term") or "") for tag in entry.get("tags") or ()]
    return Link(
        # FeedBurner and its like count clicks: the article's own address stands beside.
        url=absolute(page.url, entry.get("feedburner_origlink") or entry.get("link") or ""),
        origin=page.url,
        title=spaces.collapse(entry.get("title") or ""),
        published_at=entry.get("published") or changed,
        modified_at=changed,
        source=spaces.collapse((entry.get("source") or {}).get("title") or ""),
        summary=summary,
        body=max(contents, key=len, default="") or (summary if len(summary) >= WHOLE else ""),
        authors=tuple(name for name in map(spaces.collapse, authors) if name),
        keywords=tuple(dict.fromkeys(word for word in words if word)),
        images=tuple(dict.fromkeys(_images(entry, page.url))),
    )


def _images(entry: Any, base: str) -> Iterator[str]:
    """Yield the pictures that an entry encloses."""
    media = [*(entry.get("media_content") or ()), *(entry.get("enclosures") or ())]
    for each in media:
        kind = f"{each.get('type') or ''} {each.get('medium') or ''}"
        url = absolute(base, each.get("url") or each.get("href") or "")
        if url and kind.strip().startswith("image"):
            yield url
    for each in entry.get("media_thumbnail") or ():
        if url := absolute(base, each.get("url") or ""):
            yield url
