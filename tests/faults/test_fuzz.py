"""Any bytes at all: every reader gives a value or refuses in its own words, and what was found once
is tried for ever (tests/faults/corpus).
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scrapy.http import Response
from scrapy.robotstxt import ProtegoRobotParser

from newsspider.discover import feed, sitemap
from newsspider.errors import BadAnswer
from newsspider.extractor import extract, read_answer
from newsspider.html.sanitise import sanitise
from newsspider.model.page import Page
from newsspider.model.source import Discovery, DiscoveryRule
from newsspider.net.addresses import check_target
from newsspider.net.robots import rules_of
from newsspider.net.waiting import LONGEST, wait_until
from newsspider.text import charset, slug
from newsspider.text.dates import parse_moment
from newsspider.urls import absolute, canonical, shown

NOW = datetime(2026, 3, 7, 12, tzinfo=UTC)
URL = "https://harbour.example/list"
ZONE = ZoneInfo("UTC")
RULE = DiscoveryRule(kind=Discovery.FEED, url=URL)
CORPUS = sorted((Path(__file__).parent / "corpus").iterdir())


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
            assert form(text).startswith(("http://", "https://"))
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


READERS: dict[str, Callable[[bytes], None]] = {
    "feed": read_feed, "sitemap": read_sitemap, "robots": read_robots,
    "retry-after": read_retry_after, "address": read_address, "date": read_date,
    "page": read_page, "body": read_body, "charset": read_charset, "slug": read_slug,
    "json": read_json,
}  # fmt: skip


@pytest.mark.parametrize("file", CORPUS, ids=lambda file: file.name)
@pytest.mark.parametrize("name", READERS)
def test_what_was_found_once_is_found_no_more(name: str, file: Path) -> None:
    READERS[name](file.read_bytes())


XML = st.lists(
    st.sampled_from(
        ["<urlset>", "<url>", "<loc>", "https://harbour.example/a", "</loc>", "</url>", "<rss>",
         "<channel>", "<item>", "<link>", "<title>", "&amp;", "&x;", "<![CDATA[", "]]>", "<!--",
         '<?xml version="1.0"?>', "<!DOCTYPE a [", '<!ENTITY x "y">', "]>", "</item>", "</rss>",
         "<sitemapindex>", "<sitemap>", "\x00", "é", "<lastmod>2026</lastmod>"]
    )
).map(lambda parts: "".join(parts).encode())  # fmt: skip
ROBOTS = st.lists(
    st.sampled_from(["User-agent: *\n", "Disallow: ", "Allow: /", "*", "$", "%", "%zz", "\n", "\r",
                     "Crawl-delay: 1e999\n", "Sitemap: x\n", "\ufeff", "é", "Request-rate: 1/0\n"])
).map(lambda parts: "".join(parts).encode())  # fmt: skip
DATES = st.lists(
    st.sampled_from(["Fri, ", "31 ", "Dec ", "2026 ", "99:99:99 ", "GMT", "-1", "+9999", "1e9",
                     " ", "0", "³", "120", "\x00"])
).map(lambda parts: "".join(parts).encode("utf-8"))  # fmt: skip


@pytest.mark.parametrize("name", ["feed", "sitemap"])
@given(body=XML | st.binary())
@settings(max_examples=60)
def test_any_xml_is_read_or_refused(name: str, body: bytes) -> None:
    READERS[name](body)


@given(body=ROBOTS | st.binary())
def test_any_robots_file_is_read(body: bytes) -> None:
    read_robots(body)


@given(body=DATES | st.binary())
def test_any_retry_after_is_a_time_within_a_week_or_none(body: bytes) -> None:
    read_retry_after(body)


def test_a_retry_after_of_ages_is_a_week() -> None:
    assert wait_until("9" * 5000, now=NOW) == NOW + timedelta(days=7)
