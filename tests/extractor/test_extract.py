"""From a page to its fields, whoever made the page."""

import json
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsspider import Extraction, extract
from newsspider.errors import BadAnswer
from newsspider.extractor import extract_page, read_answer
from newsspider.model.extraction import Field, Kind, Method
from newsspider.model.link import Link
from newsspider.model.page import Page
from newsspider.sources.load import parse
from tests.extractor import pages

URL = "http://news.example/local/1.html"
NOW = datetime(2026, 3, 8, 4, 0, tzinfo=UTC)


def read(html: str, url: str = URL) -> Extraction:
    return extract(html.encode(), url, content_type="text/html; charset=utf-8", fetched_at=NOW)


def json_ld(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle"} | fields)}</script>'


def test_a_portal_page_gives_every_field() -> None:
    found = read(pages.portal())

    assert found.title == pages.TITLE
    assert found.text == "\n".join(pages.PARAGRAPHS)
    assert found.body == "".join(f"<p>{text}</p>" for text in pages.PARAGRAPHS)
    assert found.published_at is not None
    assert found.published_at.isoformat() == "2026-03-07T08:05:00+08:00"
    assert (found.source, found.editor) == ("示例晚报", "小满")
    assert found.language == "zh-Hans"
    assert found.kind is Kind.ARTICLE


def test_a_page_of_breaks_and_tables() -> None:
    found = read(pages.breaks())

    assert found.title == pages.TITLE
    assert found.text == "\n".join(pages.PARAGRAPHS)
    assert found.published_at is not None
    assert found.published_at.isoformat() == "2004-10-10T17:06:00+08:00"
    assert found.source == "示例晚报"


def test_gbk_without_a_word_about_it() -> None:
    found = extract(pages.breaks().encode("gb18030"), URL)

    assert found.text == "\n".join(pages.PARAGRAPHS)


def test_broken_json_ld_is_mended() -> None:
    broken = (
        '<script type="application/ld+json">\n{"@type": "NewsArticle", "headline": "Night ferries\n'
        'return to the landing", "datePublished": "2026-03-06", "author": [{"name": "Ada Example"},],}'
        "</script>"
    )

    found = read(pages.english(broken))

    assert found.authors == ("Ada Example",)
    assert found.published_at is not None


@pytest.mark.parametrize(
    ("head", "top", "expected"),
    [
        pytest.param(json_ld(author={"name": "Ada Example"}), "", ("Ada Example",), id="json-ld"),
        pytest.param('<meta name="author" content="By Ada Example and Bob Lee">', "", ("Ada Example", "Bob Lee"), id="meta"),
        pytest.param("", "<p>By Ada Example, Staff Writer</p>", ("Ada Example",), id="byline"),
        pytest.param('<meta name="author" content="Example Wire"><meta property="og:site_name" content="Example Wire">', "", (), id="the-site-is-no-author"),
    ],
)  # fmt: skip
def test_authors(head: str, top: str, expected: tuple[str, ...]) -> None:
    assert read(pages.english(head, top)).authors == expected


def test_the_original_title_is_kept_apart_from_the_text() -> None:
    body = f"<p>（原标题：换书角受欢迎）</p>{pages.paragraphs()}<p>（责任编辑：李四）</p><p>扫一扫分享到微信</p>"

    found = read(pages.portal(body))

    assert found.original_title == "换书角受欢迎"
    assert found.text == "\n".join(pages.PARAGRAPHS)


def test_images_stay_with_their_captions() -> None:
    figure = (
        '<figure><img data-src="/p.jpg" src="data:x"><figcaption>书市一角</figcaption></figure>'
    )

    found = read(pages.portal(figure + pages.paragraphs()))

    [image] = found.images
    assert (image.url, image.caption) == ("http://news.example/p.jpg", "书市一角")


def test_what_lost_is_kept_with_why() -> None:
    head = json_ld(headline="Another headline", datePublished="2026-03-06")

    found = read(pages.english(head, "<p>March 1, 2026</p>"))

    lost = {(candidate.field, why) for candidate, why in found.passed_over}
    assert (Field.PUBLISHED_AT, "declared comes before generic") in lost
    assert "dates-disagree" in found.flags


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ("", Kind.EMPTY),
        ("<html><title>x</title><div id=app></div><script>go()</script>", Kind.EMPTY),
        ("<html><title>404 Not Found</title><h1>404</h1><p>The page is gone.</p>", Kind.SOFT_404),
        ("<html><title>页面不存在</title><p>您访问的页面不存在，请返回首页。</p>", Kind.SOFT_404),
        (
            "<html><title>Log in - X</title><h1>Log in</h1><form><input type=password></form>",
            Kind.LOGIN,
        ),
        (
            "<html><title>X</title><h2>Before you continue</h2><p>We use cookies, choose now.</p>",
            Kind.CONSENT,
        ),
    ],
)
def test_what_is_no_article(html: str, kind: Kind) -> None:
    assert read(html).kind is kind


def test_a_short_item_is_an_article() -> None:
    page = "<html><title>地震快讯</title><h1>地震快讯</h1><p>某县今晨发生三点二级地震，暂无人员伤亡报告。</p>"

    found = read(page)

    assert (found.kind, found.title) == (Kind.ARTICLE, "地震快讯")


SOURCE = parse(
    b"""name = "mine"
timezone = "Asia/Shanghai"
[[article]]
match = "/local/"
[article.title]
css = "h1.new::text"
[article.body]
css = "div.text"
remove = [".ad"]
[article.published_at]
css = "span.day"
regex = '(\\d+/\\d+/\\d+)'
format = "%d/%m/%Y"
[[article]]
match = "/local/"
until = 2026-03-01
[article.title]
xpath = "//h2"
[article.body]
css = "td.text"
""",
    "mine.toml",
)


def page_of(html: str, fetched_at: datetime = NOW) -> Page:
    return Page(url=URL, requested_url=URL, body=html.encode(), fetched_at=fetched_at)


def test_rules_win_and_say_where() -> None:
    html = (
        "<title>x</title><h1 class=new> Rule <b>title</b></h1><span class=day>on 06/03/2026</span>"
        "<div class=text><p>Text of the rule.<span class=ad>Buy!</span></p></div>"
    )

    found = extract_page(page_of(html), SOURCE)

    assert found.body == "<p>Text of the rule.</p>"
    assert found.published_at is not None
    assert found.published_at.isoformat() == "2026-03-06"
    assert found.chosen[Field.BODY].locator == "css:div.text"
    assert found.chosen[Field.TITLE].method is Method.RULE


def test_an_old_page_is_read_by_the_rules_of_its_day() -> None:
    html = "<title>x</title><h2>Old title</h2><table><tr><td class=text><p>Old text.</p></td></tr></table>"

    old = extract_page(page_of(html, datetime(2026, 3, 1, 23, 0, tzinfo=UTC)), SOURCE)
    late = extract_page(page_of(html, datetime(2026, 3, 2, 0, 0, tzinfo=UTC)), SOURCE)

    assert (old.title, old.chosen[Field.TITLE].locator) == ("Old title", "xpath://h2")
    assert old.chosen[Field.BODY].locator == "css:td.text"
    assert Field.BODY not in late.chosen or late.chosen[Field.BODY].method is not Method.RULE


def test_what_the_feed_said_fills_what_the_page_lacks() -> None:
    link = Link(
        url=URL,
        origin="http://news.example/rss",
        title="From the feed",
        published_at="Sat, 07 Mar 2026 09:30:00",
    )
    html = f"<html><body><div>{''.join(f'<p>{text}</p>' for text in pages.ENGLISH)}</div>"

    found = extract_page(page_of(html), SOURCE, link)

    assert found.title == "From the feed"
    assert found.published_at is not None
    assert found.published_at.isoformat() == "2026-03-07T09:30:00+08:00"
    assert found.chosen[Field.TITLE].method is Method.FEED


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"<html>", "answered HTML"),
        (b"", "answered nothing"),
        (b"null", "answered null"),
        (b'"text"', "answered a bare str"),
        (b"{", "not JSON"),
    ],
)
def test_an_answer_that_is_no_json_document_is_named(body: bytes, said: str) -> None:
    with pytest.raises(BadAnswer, match=said) as caught:
        read_answer(Page(url=URL, requested_url=URL, body=body))

    assert str(caught.value).startswith(URL)


@given(st.binary() | st.text().map(lambda text: f"<html><title>{text}</title><p>{text}".encode()))
def test_no_bytes_break_it(body: bytes) -> None:
    found = extract(body, URL, fetched_at=NOW)

    assert isinstance(found, Extraction)
    assert "\n" not in found.body


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["text", "title", "content", "date", "x"]), inner), max_leaves=12))  # fmt: skip
def test_no_json_breaks_it(document: object) -> None:
    source = parse(
        b'name = "mine"\n[[article]]\n[article.json]\nendpoint = "/t"\ntitle = "title"\nbody = "text"\n'
        b'published_at = "date"\n',
        "mine.toml",
    )
    answer = Page(url=URL, requested_url=URL, body=json.dumps(document).encode())

    found = extract_page(page_of(""), source, answer=answer)

    assert isinstance(found, Extraction)


def test_importing_it_loads_nothing_heavy() -> None:
    code = (
        "import sys; from newsspider import extract; "
        "print([name for name in ('scrapy', 'twisted', 'dateparser', 'pypinyin', 'feedparser', 'tldextract') "
        "if name in sys.modules])"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
