"""Whatever reads strangers' bytes, and what must be true of each answer; any bytes will do."""

from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import yaml
from scrapy.http import Response
from scrapy.robotstxt import ProtegoRobotParser

from newsspider.discover import feed, sitemap
from newsspider.errors import BadAnswer, PostError
from newsspider.extractor import extract, jsonld, read_answer
from newsspider.flavours import frontmatter
from newsspider.html.sanitise import sanitise
from newsspider.model.page import Page
from newsspider.model.source import Discovery, DiscoveryRule
from newsspider.net.addresses import check_target
from newsspider.net.robots import rules_of
from newsspider.net.waiting import LONGEST, wait_until
from newsspider.text import charset, slug, spaces
from newsspider.text.dates import parse_moment
from newsspider.urls import absolute, canonical, shown

NOW = datetime(2026, 3, 7, 12, tzinfo=UTC)
URL = "https://harbour.example/list"
ZONE = ZoneInfo("UTC")
RULE = DiscoveryRule(kind=Discovery.FEED, url=URL)


def page(body: bytes) -> Page:
    return Page(url=URL, requested_url=URL, body=body)


def read_feed(body: bytes) -> None:
    try:
        found = feed.links(RULE, page(body))
    except BadAnswer:
        return
    assert all(link.url.startswith(("http://", "https://")) for link in found)
    assert not any("root:" in link.title or len(link.title) > 10_000 for link in found)


def read_sitemap(body: bytes) -> None:
    try:
        found = sitemap.read(RULE, page(body), 50)
    except BadAnswer:
        return
    assert len(found.links) <= 50
    for url in (*(link.url for link in found.links), *found.children):
        assert canonical(url)
        assert "root:" not in url


def read_robots(body: bytes) -> None:
    rules = rules_of(Response(URL, body=body))
    ProtegoRobotParser(rules, None).allowed(URL, "newsspider")


def read_retry_after(body: bytes) -> None:
    until = wait_until(body.decode("latin-1"), now=NOW)
    assert until is None or NOW <= until <= NOW + LONGEST


def read_address(body: bytes) -> None:
    text = body.decode("utf-8", "surrogateescape")
    check_target(text, allowed=frozenset(), ports=frozenset())
    absolute(URL, text)
    for form in (canonical, shown):
        try:
            assert form(text).lower().startswith(("http://", "https://"))  # shown as it was asked
        except ValueError:
            continue


def read_date(body: bytes) -> None:
    moment = parse_moment(body.decode("latin-1")[:500], ZONE, now=NOW)
    assert moment is None or moment.isoformat()


def read_page(body: bytes) -> None:
    assert extract(body, URL, fetched_at=NOW).kind


def read_body(body: bytes) -> None:
    safe = sanitise(body.decode("utf-8", "replace"), URL)
    assert "onerror" not in safe
    assert "<script" not in safe
    assert sanitise(safe, URL) == safe


def read_charset(body: bytes) -> None:
    assert isinstance(charset.decode(body, "").text, str)


def read_slug(body: bytes) -> None:
    assert len(slug.slug(body.decode("utf-8", "replace")).encode()) <= 80


def read_json(body: bytes) -> None:
    try:
        read_answer(page(body))
    except BadAnswer:
        return


def read_linked_data(body: bytes) -> None:
    text = body.decode("utf-8", "replace")
    assert isinstance(jsonld.articles_of([text]), list)
    script = f'<script type="application/ld+json">{text}</script><h1>A title</h1>'
    assert extract(script.encode(), URL, fetched_at=NOW).kind


def read_front_matter(body: bytes) -> None:
    text = spaces.collapse(body.decode("utf-8", "replace"))
    keys = [frontmatter.string("title", text), frontmatter.strings("names", [text, "b"])]
    keys += [frontmatter.bare_tag("tags", text)] if text else []
    written = frontmatter.block(keys)
    found, _ = frontmatter.parse(f"{written}\nbody\n".encode())
    frontmatter.check(keys, found)
    assert yaml.safe_load(written.strip("-\n"))["title"] == text
    try:
        frontmatter.read_back(body)
    except PostError:
        return


READERS: dict[str, Callable[[bytes], None]] = {
    "feed": read_feed, "sitemap": read_sitemap, "robots": read_robots,
    "retry-after": read_retry_after, "address": read_address, "date": read_date,
    "page": read_page, "body": read_body, "charset": read_charset, "slug": read_slug,
    "json": read_json, "linked-data": read_linked_data, "front-matter": read_front_matter,
}  # fmt: skip
