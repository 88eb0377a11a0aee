"""Links from feeds, list pages and JSON lists."""

import re

import pytest

from newsspider.discover import links
from newsspider.discover.json_api import lookup
from newsspider.errors import BadAnswer
from newsspider.model.extraction import Field
from newsspider.model.link import Link
from newsspider.model.page import Page
from newsspider.model.source import Discovery, DiscoveryRule, LookupRule

URL = "http://x.example/list/"
RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>X</title>
<item><title>One &amp; only</title><link>/a/1</link><pubDate>Sat, 07 Mar 2026 09:30:00</pubDate>
<author>a@x.example (Ada)</author></item>
<item><title>Two</title><link>http://x.example/a/2</link></item>
<item><title>Two again</title><link>http://x.example/a/2</link></item>
<item><title>Bad</title><link>javascript:alert(1)</link></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>X</title><entry><title>One</title>
<link href="http://x.example/a/1"/><updated>2026-03-07T09:30:00Z</updated>
<content type="html">&lt;p&gt;Whole text&lt;/p&gt;</content></entry></feed>"""
HTML = """<html><body><nav><a href="/about">About</a></nav><ul class=news>
<li><a href="/a/1.html">One</a></li><li><a href="a/2.html#c">Two</a><a href="mailto:x@y">m</a></li>
</ul><a href="javascript:x()">x</a></body></html>"""
JSON = (
    '{"rows": [{"id": "N1", "t": "One", "at": 1772847000}, {"t": "no id"}, "junk", {"id": "N2"}]}'
)


def page(text: str | bytes, content_type: str = "") -> Page:
    body = text if isinstance(text, bytes) else text.encode()
    return Page(url=URL, requested_url=URL, body=body, content_type=content_type)


def urls(found: list[Link]) -> list[str]:
    return [link.url for link in found]


def test_a_feed_gives_each_address_once_with_what_it_says() -> None:
    found = links(DiscoveryRule(kind=Discovery.FEED, url=URL), page(RSS))

    assert urls(found) == ["http://x.example/a/1", "http://x.example/a/2"]
    assert found[0].title == "One & only"
    assert found[0].published_at == "Sat, 07 Mar 2026 09:30:00"
    assert found[0].origin == URL


def test_an_atom_feed_may_carry_the_text() -> None:
    [found] = links(DiscoveryRule(kind=Discovery.FEED, url=URL), page(ATOM))

    assert found.body == "<p>Whole text</p>"
    assert found.published_at == "2026-03-07T09:30:00Z"


RDF = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="/">
<title>X</title></channel><item rdf:about="/a/1"><title>One</title><link>http://x.example/a/1</link>
<dc:date>2026-03-07T09:30:00+08:00</dc:date><dc:creator>Ada</dc:creator></item></rdf:RDF>"""
WHOLE = "<p>" + "The last boat now leaves at eleven. " * 40 + "</p>"
RICH = f"""<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:media="http://search.yahoo.com/mrss/" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0">
<channel><item><title>One</title><link>http://count.example/1</link><category>City</category>
<feedburner:origLink>http://x.example/a/1</feedburner:origLink><description>A teaser</description>
<content:encoded><![CDATA[{WHOLE}]]></content:encoded><media:thumbnail url="/1.jpg"/>
<enclosure url="/1.mp3" type="audio/mpeg" length="1"/></item><item><link>http://x.example/a/2</link>
<description><![CDATA[{WHOLE}]]></description></item></channel></rss>"""
JSON_FEED = """{"version": "https://jsonfeed.org/version/1.1", "items": [
{"id": "7", "url": "/a/1", "title": "One", "content_html": "<p>Text</p>", "tags": ["City", 3],
 "date_published": "2026-03-07T09:30:00Z", "authors": [{"name": " Ada  Byron "}, {}], "image": "/1.jpg"},
{"id": "http://x.example/a/2", "content_text": "One <b>\\nTwo"}, {"id": "no address"}, "junk"]}"""


def test_rdf_is_read() -> None:
    [found] = links(DiscoveryRule(kind=Discovery.FEED, url=URL), page(RDF, "text/html"))

    assert (found.title, found.published_at) == ("One", "2026-03-07T09:30:00+08:00")
    assert found.authors == ("Ada",)


def test_the_text_of_a_feed_and_what_else_it_says() -> None:
    one, two = links(DiscoveryRule(kind=Discovery.FEED, url=URL), page(RICH))

    assert (one.url, one.summary, one.body.strip()) == ("http://x.example/a/1", "A teaser", WHOLE)
    assert (one.keywords, one.images) == (("City",), ("http://x.example/1.jpg",))
    assert two.body == WHOLE  # a description that is long enough is the text


@pytest.mark.parametrize("content_type", ["application/feed+json", "text/plain", "text/xml", ""])
def test_a_json_feed_whatever_its_type(content_type: str) -> None:
    body = "\ufeff" + JSON_FEED
    one, two = links(DiscoveryRule(kind=Discovery.FEED, url=URL), page(body, content_type))

    assert (one.url, one.title, one.body) == ("http://x.example/a/1", "One", "<p>Text</p>")
    assert (one.published_at, one.authors) == ("2026-03-07T09:30:00Z", ("Ada Byron",))
    assert (one.keywords, one.images) == (("City", "3"), ("http://x.example/1.jpg",))
    assert (two.url, two.body) == ("http://x.example/a/2", "<p>One &lt;b&gt;</p><p>Two</p>")


@pytest.mark.parametrize("body", ['{"items": 3}', '{"error": "no"}', '{"items": ['])
def test_other_json_is_no_feed(body: str) -> None:
    with pytest.raises(BadAnswer, match=r"is not a feed|not JSON"):
        links(DiscoveryRule(kind=Discovery.FEED, url=URL), page(body))


def test_a_feed_in_gbk_and_a_cut_feed_are_read() -> None:
    gbk = '<?xml version="1.0" encoding="gb2312"?>' + RSS[21:].replace("Two", "第二")
    cut = RSS[: RSS.index("Two again")]

    assert (
        "第二"
        in links(DiscoveryRule(kind=Discovery.FEED, url=URL), page(gbk.encode("gbk")))[1].title
    )
    assert len(links(DiscoveryRule(kind=Discovery.FEED, url=URL), page(cut))) == 2


def test_a_feed_is_never_a_file_name_or_an_address() -> None:
    for body in ("/etc/passwd", "file:///etc/passwd", "http://127.0.0.1:1/feed"):
        with pytest.raises(BadAnswer, match="is not a feed"):
            links(DiscoveryRule(kind=Discovery.FEED, url=URL), page(body))


FILE = """<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><rss version="2.0"><channel>
<title>&a;</title><item><title>&a;</title><link>http://x.example/1</link></item></channel></rss>"""
LAUGHS = """<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<rss version="2.0"><channel><item><title>&b;</title><link>http://x.example/1</link></item>
</channel></rss>"""


@pytest.mark.parametrize("bomb", [FILE, LAUGHS], ids=["file", "laughs"])
def test_entities_of_a_feed_are_not_resolved_from_files(bomb: str) -> None:
    for link in links(DiscoveryRule(kind=Discovery.FEED, url=URL), page(bomb)):
        assert len(link.title) < 200
        assert "/" not in link.title


@pytest.mark.parametrize(
    "rule",
    [
        pytest.param({"link": ("ul.news a",), "match": re.compile(r"\.html")}, id="links"),
        pytest.param({"link": ("ul.news",), "match": re.compile(r"\.html")}, id="what-holds-links"),
        pytest.param({"match": re.compile(r"\.html")}, id="pattern-only"),
    ],
)
def test_a_list_page(rule: dict[str, object]) -> None:
    found = links(DiscoveryRule(kind=Discovery.LIST, url=URL, **rule), page(HTML))  # type: ignore[arg-type]  # a table

    assert urls(found) == ["http://x.example/a/1.html", "http://x.example/list/a/2.html#c"]


def test_a_json_list_with_addresses_made_from_ids() -> None:
    rule = DiscoveryRule(
        kind=Discovery.JSON,
        url=URL,
        rows=("list", "rows"),
        id=("id",),
        address="http://x.example/{id}.html",
        fields={Field.TITLE: ("t",), Field.PUBLISHED_AT: ("at",)},
    )

    found = links(rule, page(JSON))

    assert urls(found) == ["http://x.example/N1.html", "http://x.example/N2.html"]
    assert (found[0].title, found[0].published_at) == ("One", "1772847000")


def test_a_json_list_that_stands_in_a_page() -> None:
    rule = DiscoveryRule(
        kind=Discovery.JSON,
        url=URL,
        rows=("news.rows",),
        address="http://x.example/{part.name}/{id}.html",
        embedded="window.LIST",
    )
    rows = '[{"id": "7/8", "part": {"name": "city"}}, {"id": "9"}]'
    html = f"<html><script>window.LIST = {{news: {{rows: {rows},}}}};</script><p>x</html>"

    assert urls(links(rule, page(html))) == ["http://x.example/city/7/8.html"]
    with pytest.raises(BadAnswer, match=r"holds no JSON called 'window\.LIST'; it has nuxt"):
        links(rule, page('<script id="nuxt">{"a": 1}</script>'))


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("", "answered nothing"),
        ("<html>", "answered HTML"),
        ("{}", "no list of rows"),
        ("null", "null"),
        ('{"rows": [{"url": "/a/1"}, {}]}', "has 2 rows and in none of them u"),
    ],
)
def test_a_json_list_without_rows_is_named(body: str, said: str) -> None:
    rule = DiscoveryRule(kind=Discovery.JSON, url=URL, rows=("rows",), link=("u",))

    with pytest.raises(BadAnswer, match=said) as caught:
        links(rule, page(body))
    assert URL in str(caught.value)


def test_a_look_up_finds_the_row_of_one_article() -> None:
    rule = LookupRule(url=URL, rows=("rows",), key=("id",), fields={Field.TITLE: ("t",)})

    found = lookup(rule, page(JSON), "N1", "http://x.example/N1")

    assert found is not None
    assert (found.title, found.url) == ("One", "http://x.example/N1")
    assert lookup(rule, page(JSON), "N9", "http://x.example/N9") is None
