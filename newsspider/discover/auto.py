"""Rate where a site lists its articles: by entries, freshness, titles, and what addresses say."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from math import log

from newsspider.discover import addresses, feed, json_api, listing, sitemap
from newsspider.discover.places import Place, Via, places
from newsspider.errors import BadAnswer
from newsspider.model.link import Link
from newsspider.model.page import Page
from newsspider.model.source import Discovery
from newsspider.text.dates import parse_moment
from newsspider.urls import same_site

__all__ = ["Place", "Rated", "Via", "best", "places", "rate"]

_SAMPLE = 200  # links by which a place is judged
_WEIGHTS = {
    "entries": 0.25, "articles": 0.25, "fresh": 0.2, "titled": 0.1, "dated": 0.1, "kind": 0.1,
}  # fmt: skip
_KINDS = {Discovery.FEED: 1.0, Discovery.SITEMAP: 0.8, Discovery.JSON: 0.8, Discovery.LIST: 0.4}
_COMMENTS = re.compile(r"comments?(?:/|\.|-|$)|评论", re.IGNORECASE)
_MANY = 30  # entries from which more make a place no better
_TEXT = 600  # characters of markup from which a feed carries the text itself
_AGES = ((timedelta(days=1), 1.0), (timedelta(days=3), 0.9), (timedelta(days=14), 0.6),
         (timedelta(days=60), 0.3))  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """How good a place is, between 0 and 1, and why; ``problem`` says why it is none at all.

    ``place.rule`` is complete here. ``children`` are sitemaps that an index names, to be asked
    for instead of it.
    """

    place: Place
    score: float = 0.0
    why: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    children: tuple[str, ...] = ()
    problem: str = ""


def rate(place: Place, answer: Page, *, now: datetime) -> Rated:
    """Return how good *place* is by what it answered; *now* (aware) is what freshness goes by."""
    try:
        place, links, children = _read(place, answer)
    except BadAnswer as error:
        return Rated(place=place, problem=error.problem)
    if children and not links:
        return Rated(place=place, score=0.3, why=(f"an index of {len(children)} sitemaps",),
                     children=children)  # fmt: skip
    if not links:
        return Rated(place=place, problem="lists no articles")
    parts, why = _judged(place, links, now)
    score = sum(weight * parts[name] for name, weight in _WEIGHTS.items())
    if _COMMENTS.search(place.url) or _COMMENTS.search(place.title):
        score, why = score * 0.2, (*why, "comments, not articles")
    return Rated(place=place, score=round(score, 3), why=why, links=links, children=children)


def best(rated: Iterable[Rated]) -> list[Rated]:
    """Return the places that list articles, the best first; of two with the same links one."""
    kept: dict[frozenset[str], Rated] = {}
    for each in sorted(rated, key=lambda each: each.score, reverse=True):
        if not each.problem:
            kept.setdefault(
                frozenset(link.url for link in each.links) or frozenset((each.place.url,)), each
            )
    return list(kept.values())


def _read(place: Place, page: Page) -> tuple[Place, tuple[Link, ...], tuple[str, ...]]:
    """Return the place with its rule whole, its links, and the sitemaps it names."""
    rule = place.rule
    match rule.kind:
        case Discovery.FEED:
            return place, tuple(feed.links(rule, page)), ()
        case Discovery.SITEMAP:
            found = sitemap.read(rule, page, 50_000)
            return place, found.links, found.children
        case Discovery.JSON:
            return place, tuple(json_api.links(rule, page)), ()
        case _:
            anchors = [link for link in listing.links(rule, page) if same_site(link.url, page.url)]
            pattern = addresses.pattern_of(addresses.shapes(anchors))
            if not pattern:
                return place, (), ()
            whole = replace(rule, match=re.compile(pattern))
            unique = {link.url: link for link in reversed(listing.links(whole, page))}
            return replace(place, rule=whole), tuple(unique.values())[::-1], ()


def _judged(
    place: Place, links: tuple[Link, ...], now: datetime
) -> tuple[dict[str, float], tuple[str, ...]]:
    """Return the parts of the score, and what they say."""
    sample = links[:_SAMPLE]
    articles = sum(addresses.is_article(link.url) for link in sample)
    listed = place.rule.kind is Discovery.LIST
    titles = sum(bool(link.summary if listed else link.title) for link in sample)
    moments = [moment for link in sample if (moment := _instant(link.published_at, now))]
    whole = sum(len(link.body) >= _TEXT for link in sample)
    age = now - max(moments) if moments else None
    parts = {
        "entries": min(1.0, log(1 + len(links)) / log(1 + _MANY)),
        "articles": articles / len(sample),
        "fresh": _freshness(age),
        "titled": titles / len(sample) * (0.5 if listed else 1.0),
        "dated": len(moments) / len(sample),
        "kind": _KINDS[place.rule.kind],
    }
    why = [
        f"{len(links)} entries",
        f"{articles} of {len(sample)} look like articles",
        f"{titles} of {len(sample)} with a title",
        f"newest {_spoken(age)}" if age is not None else "no dates",
    ]
    if whole:
        why.append(f"the text itself in {whole}")
    return parts, tuple(why)


def _freshness(age: timedelta | None) -> float:
    if age is None:
        return 0.4  # it may be as fresh as any
    return next((value for limit, value in _AGES if age <= limit), 0.0)


def _spoken(age: timedelta) -> str:
    hours = max(0, int(age.total_seconds() // 3600))
    return f"{hours} hours old" if hours < 48 else f"{hours // 24} days old"


def _instant(text: str, now: datetime) -> datetime | None:
    moment = parse_moment(text, UTC, now=now) if text else None
    if moment is None:
        return None
    return moment.utc or datetime(moment.day.year, moment.day.month, moment.day.day, tzinfo=UTC)
