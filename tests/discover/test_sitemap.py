"""Sitemaps: what they list is read, whatever else they try."""

import gzip
import re
import tracemalloc
from pathlib import Path

import pytest
from lxml import etree

from newsspider.discover import links, sitemap
from newsspider.discover.unpack import opened
from newsspider.errors import BadAnswer
from newsspider.model.page import Page
from newsspider.model.source import Discovery, DiscoveryRule
from newsspider.spiders.sitemaps import Walk

URL = "https://harbour.example/sitemap.xml"
RULE = DiscoveryRule(kind=Discovery.SITEMAP, url=URL)
CORPUS = Path(__file__).parent.parent / "faults/corpus"
NEWS = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url>
<loc>/a/1</loc><lastmod>2026-03-07</lastmod><news:news><news:publication><news:name>Harbour Post</news:name>
</news:publication><news:publication_date>2026-03-06T12:00:00Z</news:publication_date>
<news:title>Ferries &amp; fog</news:title></news:news></url><url><loc>javascript:x()</loc></url>
<url><loc>https://harbour.example/about</loc></url></urlset>"""


def page(body: str | bytes) -> Page:
    content = body.encode() if isinstance(body, str) else body
    return Page(url=URL, requested_url=URL, body=content)


def urls(body: str | bytes, most: int = 50_000) -> list[str]:
    return [link.url for link in sitemap.read(RULE, page(body), most).links]


def test_pictures_and_videos_of_an_entry_do_not_speak_for_it() -> None:
    image = "<image:image><image:loc>/pier.jpg</image:loc><image:title>A pier</image:title>"
    video = "<video:video><video:title>Film</video:title><video:publication_date>2020-01-01"
    aside = f"{image}</image:image>{video}</video:publication_date></video:video></url><url>"
    spaces = ' xmlns:image="http://i.example" xmlns:video="http://v.example" xmlns:news='

    found, _ = links(
        RULE, page(NEWS.replace(" xmlns:news=", spaces).replace("</url><url>", aside, 1))
    )

    assert (found.url, found.title) == ("https://harbour.example/a/1", "Ferries & fog")
    assert found.published_at == "2026-03-06T12:00:00Z"


def test_a_news_sitemap_says_what_it_knows() -> None:
    rule = DiscoveryRule(kind=Discovery.SITEMAP, url=URL, match=re.compile("/a/"))

    (found,) = links(rule, page(NEWS))

    assert (found.url, found.title) == ("https://harbour.example/a/1", "Ferries & fog")
    assert (found.published_at, found.source) == ("2026-03-06T12:00:00Z", "Harbour Post")


EXTENDED = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="news" xmlns:i="image"
 xmlns:v="video"><url><loc>/a/1</loc><lastmod>2026-03-07</lastmod><i:image><i:loc>/pic.jpg</i:loc>
<i:title>A boat</i:title></i:image><v:video><v:title>Film</v:title></v:video><n:news><n:publication>
<n:name>Harbour Post</n:name><n:language>zh-cn</n:language></n:publication><n:keywords>boats，fog; rain
</n:keywords></n:news><i:image><i:loc>javascript:x()</i:loc></i:image></url></urlset>"""


def test_pictures_and_films_do_not_speak_for_the_article() -> None:
    (found,) = links(RULE, page(EXTENDED))

    assert (found.url, found.title) == ("https://harbour.example/a/1", "")
    assert (found.language, found.keywords) == ("zh-cn", ("boats", "fog", "rain"))
    assert found.images == ("https://harbour.example/pic.jpg",)
    assert (found.published_at, found.modified_at) == ("", "2026-03-07")


def test_reading_takes_no_more_memory_for_more_addresses() -> None:
    """The tree never holds more than a few entries, however many a sitemap has."""
    rows = "".join(f"<url><loc>/{n}</loc></url>\n" for n in range(3_000))
    stream = opened(gzip.compress(f"<urlset>{rows}</urlset>".encode()), URL)
    tracemalloc.start()

    count = sum(1 for _ in sitemap._entries(stream, URL))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert count == 3_000
    assert peak < 400_000
    root = etree.fromstring(b"<urlset><url/>tail<url/><url/></urlset>")
    sitemap._forget(root[2])
    assert len(root) == 1


def test_an_index_names_the_newest_first() -> None:
    text = "".join(
        f"<sitemap><loc>/{n}.xml</loc><lastmod>2026-0{n}-01</lastmod></sitemap>" for n in (1, 3, 2)
    )

    found = sitemap.read(RULE, page(f"<sitemapindex>{text}</sitemapindex>"), 10)

    assert [url[-5:] for url in found.children] == ["3.xml", "2.xml", "1.xml"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("cut.xml", ["https://harbour.example/1", "https://harbour.example/2"]),
        ("two-layers.gz", ["https://harbour.example/1"]),
        ("laughs.xml", []),
        ("external.xml", []),
    ],
)
def test_what_is_broken_or_hostile_gives_what_is_good_in_it(name: str, expected: list[str]) -> None:
    assert urls((CORPUS / name).read_bytes()) == expected


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("<html><body>lost</body></html>", "is not a sitemap"),
        ("just words", "is not a sitemap"),
        ("", "is not a sitemap"),
        ((CORPUS / "three-layers.gz").read_bytes(), "is packed more than 2 times"),
        ((CORPUS / "damaged.gz").read_bytes(), "is damaged"),
        (gzip.compress(bytes(60_000_000), 1), "unpacks to more than"),
    ],
)
def test_what_is_no_sitemap_is_said(body: str | bytes, why: str) -> None:
    with pytest.raises(BadAnswer, match=why):
        urls(body)


def test_a_plain_list_is_one_too_and_all_are_cut_at_the_limit() -> None:
    many = "".join(f"<url><loc>/{n}</loc></url>" for n in range(500))

    assert urls("https://harbour.example/1\nhttps://harbour.example/2\n")[1][-1] == "2"
    assert len(urls(f"<urlset>{many}</urlset>", 100)) == 100


def test_sitemaps_that_name_each_other_end() -> None:
    walk = Walk("https://harbour.example/a.xml", levels=3, most=10)
    names = [
        "https://harbour.example/a.xml",
        "https://harbour.example/b.xml",
        "https://evil.example/",
    ]

    assert walk.further(names, 1) == ["https://harbour.example/b.xml"]
    assert walk.further(names, 2) == []
    assert walk.further(["https://harbour.example/c.xml"], 3) == []
    assert walk.cut == "more than 3 levels of sitemaps"
    assert [walk.room(6), walk.room(6), walk.room(6)] == [6, 4, 0]
    assert walk.cut == "the first 10 addresses"
