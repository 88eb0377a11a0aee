"""Where a site lists its articles: the places it names, and which of them is best."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from newsspider.discover import addresses, auto
from newsspider.model.link import Link
from newsspider.model.page import Page
from newsspider.model.source import Discovery, DiscoveryRule

HOME = "https://www.harbour.example/"
NOW = datetime(2026, 3, 7, 12, tzinfo=UTC)
FRONT = """<html><head><title>Harbour Post</title>
<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed/">
<link rel="alternate" type="application/rss+xml" title="News" href="/feed/all.xml">
<link rel="alternate" hreflang="de" type="text/html" href="/de/"></head><body>
<nav><a href="/world/">World</a> <a href="/city/#top">City</a><a href="/login">Log in</a>
<a href="https://elsewhere.example/">Elsewhere</a><a href="/2026/03/06/a-long-tale-of-boats">Read</a></nav>
%s<a href="/about/rss">RSS</a><a href="/tag/boats-and-ferries-of-old">boats</a></body></html>"""


def page(url: str, text: str) -> Page:
    return Page(url=url, requested_url=url, body=text.encode(), fetched_at=NOW)


def front(count: int) -> Page:
    rows = "".join(
        f'<h2><a href="/2026/03/0{n % 7 + 1}/ferry-number-{n}-is-late">Ferry number {n} is late again</a></h2>'
        for n in range(count)
    )
    return page(HOME, FRONT % rows)


def feed(count: int, newest: timedelta, text: str = "") -> str:
    items = "".join(
        f"<item><title>Ferry {n}</title><link>/2026/03/01/ferry-number-{n}-is-late</link>"
        f"<pubDate>{NOW - newest - timedelta(hours=n):%a, %d %b %Y %H:%M:%S +0000}</pubDate>"
        f"<description>{text}</description></item>"
        for n in range(count)
    )
    return f'<rss version="2.0"><channel><title>x</title>{items}</channel></rss>'


def test_a_home_page_and_robots_name_places_the_surest_first() -> None:
    robots = page(
        HOME + "robots.txt", "User-agent: *\nSitemap: https://www.harbour.example/news.xml\n"
    )

    found = auto.places(front(3), robots)

    named = [(each.via, each.rule.kind, each.url.removeprefix(HOME)) for each in found]
    assert named[:2] == [
        (auto.Via.LINK, Discovery.FEED, "comments/feed/"),
        (auto.Via.LINK, Discovery.FEED, "feed/all.xml"),
    ]
    assert (auto.Via.ROBOTS, Discovery.SITEMAP, "news.xml") in named
    assert (auto.Via.PAGE, Discovery.FEED, "about/rss") in named
    assert (auto.Via.HOME, Discovery.LIST, "") in named
    assert [url for via, _, url in named if via is auto.Via.MENU] == ["world/", "city/"]
    assert (auto.Via.COMMON, Discovery.SITEMAP, "sitemap.xml") in named


def test_the_best_place_is_named_with_its_reasons() -> None:
    answers = {
        "comments/feed/": feed(20, timedelta()),
        "feed/all.xml": feed(25, timedelta(hours=3)),
        "feed": feed(25, timedelta(days=400)),
        "": front(12).body.decode(),
        "world/": "<html><body><a href='/about'>About</a></body></html>",
    }

    found = {each.url.removeprefix(HOME): each for each in auto.places(front(12))}
    rated = [
        auto.rate(found[url], page(found[url].url, text), now=NOW) for url, text in answers.items()
    ]

    first, *others = auto.best(rated)
    assert first.place.url == HOME + "feed/all.xml"
    assert first.why == (
        "25 entries", "25 of 25 look like articles", "25 of 25 with a title", "newest 3 hours old",
    )  # fmt: skip
    assert [each.place.via for each in others] == [auto.Via.HOME, auto.Via.LINK]
    assert others[1].why[-1] == "comments, not articles"
    assert rated[-1].problem == "lists no articles"


def test_a_list_gets_the_pattern_of_its_articles() -> None:
    place = auto.Place(rule=DiscoveryRule(kind=Discovery.LIST, url=HOME), via=auto.Via.HOME)

    rated = auto.rate(place, front(12), now=NOW)

    assert rated.place.rule.match is not None
    assert rated.place.rule.match.search(
        "https://www.harbour.example/2027/11/30/another-tale-of-boats"
    )
    assert not rated.place.rule.match.search(
        "https://www.harbour.example/tag/boats-and-ferries-of-old"
    )
    assert {link.url[-4:] for link in rated.links} == {"late", "oats"}


def test_an_index_of_sitemaps_names_those_to_ask_for() -> None:
    index = "<sitemapindex><sitemap><loc>/1.xml</loc><lastmod>2026-03-01</lastmod></sitemap></sitemapindex>"
    place = next(each for each in auto.places(front(3)) if each.url.endswith("/sitemap.xml"))

    rated = auto.rate(place, page(place.url, index), now=NOW)

    assert (rated.children, rated.why) == ((HOME + "1.xml",), ("an index of 1 sitemaps",))


@pytest.mark.parametrize(
    ("urls", "inside", "outside"),
    [
        pytest.param(
            [
                f"https://sd.x.example/news/2026{n:02}/t2026{n:02}01_1144{n:04}.htm"
                for n in range(1, 9)
            ],
            "https://sd.x.example/sport/202611/t20261101_998877.htm",
            "https://sd.x.example/news/202611/index.htm",
            id="trs",
        ),
        pytest.param(
            [
                f"https://m.x.example/detail?infocode=NW2026030{n}12345678&from=list"
                for n in range(9)
            ],
            "https://m.x.example/detail?a=b&infocode=NW202611301234567890",
            "https://m.x.example/list?channel=NW2026",
            id="query",
        ),
        pytest.param(
            [f"https://x.example/a/{n}{n}{n}{n}{n}{n}.html" for n in range(1, 9)]
            + ["https://x.example/about-this-site-and-us.html"],
            "https://x.example/a/7654321.html",
            "https://x.example/about-this-site-and-us.html",
            id="number",
        ),
    ],
)
def test_what_addresses_of_articles_have_in_common(
    urls: list[str], inside: str, outside: str
) -> None:
    links = [Link(url=url, summary="A headline that is long enough") for url in urls]

    rule = addresses.pattern_of(addresses.shapes(links))

    assert re.search(rule, inside)
    assert not re.search(rule, outside)
    assert all(re.search(rule, url) for url in urls[:8])
