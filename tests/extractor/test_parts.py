"""Articles on several pages: which link goes on, and how the pages become one text."""

import pytest

from newsspider.errors import BadAnswer
from newsspider.extractor import extract_page, turn
from newsspider.extractor.paging import page_number
from newsspider.model.extraction import Extraction, Field
from newsspider.model.page import Page
from newsspider.model.source import Source
from newsspider.sources.load import parse

URL = "https://daily.example/2026/0307/c88-1234.html"
TITLE = "老码头的夜航船重新开航"
STORY = [
    "春天的第一个周末，停了三年的夜航船又从老码头出发，船上坐满了带着孩子的人家。",
    "船长说，航线比从前短了一半，可沿岸的灯都换过了，水面比从前亮得多，也好看得多。",
    "码头边的茶馆把打烊的时间推迟到了半夜，老板娘笑着说，又听见熟悉的汽笛声了。",
    "按计划，入夏以后每晚有四班船，票价和公共汽车一样，学生和老人只要半价就能上船。",
]
PAPER = parse(
    b"""name = "daily"
language = "zh-Hans"
timezone = "Asia/Shanghai"
[[article]]
match = 'daily\\.example/'
next = "div.pager a.next"
parts = 3
[article.title]
css = "h1"
[article.body]
css = "div.text"
""",
    "daily.toml",
)


def page(*text: str, url: str = URL, links: str = "", title: str = TITLE) -> Page:
    body = "".join(text)
    html = (
        f"<html lang=zh><head><title>{title}_示例日报</title></head><body><h1>{title}</h1>"
        f'<div class=text>{body}</div><div class="pager">{links}</div></body></html>'
    )
    return Page(url=url, requested_url=URL, body=html.encode(), content_type="text/html")


def paragraphs(*numbers: int) -> str:
    return "".join(f"<p>　　{STORY[number]}</p>" for number in numbers)


def further(links: str, source: Source | None = None, url: str = URL) -> str:
    return extract_page(page(paragraphs(0, 1, 2), links=links, url=url), source).further


@pytest.mark.parametrize(
    ("first", "other", "number"),
    [
        pytest.param("/a/7.html", "/a/7_2.html", 2, id="underscore"),
        pytest.param("/a/7.html", "/a/7-3.html", 3, id="dash"),
        pytest.param("/a/7.html", "/a/7_1.html", 1, id="counted-from-nought"),
        pytest.param("/a/7_1.html", "/a/7_2.html", 2, id="numbered-from-the-first"),
        pytest.param("/a/7", "/a/7/2", 2, id="folder"),
        pytest.param("/a/slug/", "/a/slug/page/2/", 2, id="page-folder"),
        pytest.param("/a/7.html", "/a/7.html?page=2", 2, id="query"),
        pytest.param("/a?id=7", "/a?id=7&p=2", 2, id="query-beside-another"),
        pytest.param("/a?id=7", "/a?id=8&p=2", None, id="another-id"),
        pytest.param("/a/7.html", "/a/8.html", None, id="the-next-article"),
        pytest.param("/a/7.html", "/a/7_2.pdf", None, id="another-kind-of-file"),
        pytest.param("/node_2.htm", "/node_3.htm", None, id="the-next-sheet-of-an-epaper"),
        pytest.param("/content_5_1.htm", "/content_5_02.htm", None, id="padded"),
        pytest.param("/", "/2", None, id="a-home-page"),
    ],
)
def test_the_number_of_a_page(first: str, other: str, number: int | None) -> None:
    host = "https://a.example"
    assert page_number(host + first, host + other) == number


def test_pages_of_another_host_are_none() -> None:
    assert page_number("https://a.example/7.html", "https://b.example/7_2.html") is None


@pytest.mark.parametrize(
    ("links", "found"),
    [
        pytest.param('<a href="c88-1234_2.html">下一页</a>', "c88-1234_2.html", id="says-so"),
        pytest.param(
            '[1] <a href="c88-1234-2.html">[2]</a> <a href="c88-1234-3.html">[3]</a>',
            "c88-1234-2.html",
            id="numbers",
        ),
        pytest.param(
            '<a href="c88-1234_2.html"><img alt="下一页" src="n.gif"></a>',
            "c88-1234_2.html",
            id="a-picture",
        ),
        pytest.param('<a href="c88-1235.html">下一页</a>', "", id="another-article"),
        pytest.param('<a href="c88-1234_2.html">下一篇</a>', "", id="next-article"),
        pytest.param('<a href="c88-1234_2.html">一份长长的报告说了什么</a>', "", id="a-headline"),
        pytest.param('<a href="c88-1234_3.html">下一页</a>', "", id="a-page-too-far"),
        pytest.param('<a href="c88-1234_1.html">下一页</a>', "c88-1234_1.html", id="from-nought"),
        pytest.param(f'<a href="{URL}?page=1">下一页</a>', "", id="a-list-of-comments"),
        pytest.param(f'<a href="{URL}#top">下一页</a>', "", id="itself"),
        pytest.param('<a href="javascript:next()">下一页</a>', "", id="a-script"),
    ],
)
def test_the_next_page_where_no_rule_names_it(links: str, found: str) -> None:
    wanted = f"https://daily.example/2026/0307/{found}" if found else ""
    assert further(links) == wanted


def test_the_next_page_in_the_head() -> None:
    html = page(paragraphs(0, 1, 2)).body.replace(
        b"</head>", b'<link rel="next" href="?page=2"></head>'
    )
    found = extract_page(Page(url=URL, requested_url=URL, body=html, content_type="text/html"))

    assert found.further == URL + "?page=2"
    assert "more-pages" in found.flags


def test_a_rule_names_any_link_but_that_of_the_next_article() -> None:
    assert further('<a class=next href="/show?part=b">more</a>', PAPER).endswith("/show?part=b")
    assert further('<a class=next href="/2026/0307/c88-1235.html">下一篇：灯会</a>', PAPER) == ""


def test_an_epaper_sheet_and_a_list_go_on_to_no_page_of_theirs() -> None:
    sheet = '<a href="node_3.htm">下一版</a><a href="node_3.htm">3</a>'
    assert further(sheet, url="https://paper.example/2026-03/07/node_2.htm") == ""


def test_a_saved_page_without_an_address_has_no_next_page() -> None:
    links = '<div class="pages"><a href="https://paper.example/a_2.html">下一页</a></div>'

    assert further(links, url="") == ""


def whole(*pages: Page, source: Source | None = PAPER) -> Extraction:
    return extract_page(pages[0], source, parts=pages[1:])


@pytest.mark.parametrize("source", [PAPER, None], ids=["rules", "generic"])
def test_pages_become_one_text_in_their_order(source: Source | None) -> None:
    found = whole(
        page(paragraphs(0, 1), "<p>上一页 1 <a href=c88-1234_2.html>2</a> 下一页</p>"),
        page(paragraphs(2), "<p>[1] [2] [3]</p>", url=URL.replace(".html", "_2.html")),
        page(paragraphs(3), "<p>（文章来源：示例日报）</p>", url=URL.replace(".html", "_3.html")),
        source=source,
    )

    assert found.text.replace("\u3000", "").split("\n")[:4] == STORY
    assert found.source == "示例日报"
    assert found.further == ""
    assert "(3 pages)" in found.chosen[Field.BODY].locator


def test_what_every_page_repeats_stands_once() -> None:
    lead, closing = "<p>本报记者在码头住了三天。</p>", "<p>（文章来源：示例日报）</p>"
    found = whole(
        page(lead, paragraphs(0, 1), closing),
        page(lead, paragraphs(2), "<p>“开船喽！”</p>", paragraphs(3), closing),
    )

    lines = found.text.split("\n")
    assert [line for line in lines if lines.count(line) > 1] == []
    assert lines[0] == "本报记者在码头住了三天。"
    assert lines[-1] == "（文章来源：示例日报）"


def test_a_line_that_is_repeated_inside_the_story_stays() -> None:
    call = "<p>“开船喽！”</p>"
    found = whole(
        page(paragraphs(0), call, paragraphs(1)), page(paragraphs(2), call, paragraphs(3))
    )

    assert found.text.count("“开船喽！”") == 2


def test_a_gallery_keeps_each_picture_with_its_caption() -> None:
    found = whole(
        *(
            page(f'<p><img src="/p/{number}.jpg"></p>', f"<p>{STORY[number]}</p>")
            for number in range(4)
        )
    )

    names = [image.url.rpartition("/")[2] for image in found.images]
    assert names == ["0.jpg", "1.jpg", "2.jpg", "3.jpg"]
    assert found.body.index("0.jpg") < found.body.index(STORY[0]) < found.body.index("1.jpg")
    assert found.text.split("\n") == STORY


def test_a_page_without_a_text_leaves_no_hole() -> None:
    with pytest.raises(BadAnswer, match="no text was found"):
        whole(page(paragraphs(0, 1)), page())


SECOND = URL.replace(".html", "_2.html")


@pytest.mark.parametrize(
    ("head", "inside", "url", "is_its"),
    [
        pytest.param("", "", SECOND, True, id="no-title-at-all"),
        pytest.param("<title>示例日报</title>", "<h1>示例日报</h1>", SECOND, True, id="the-site's"),
        pytest.param("<title>第2页_示例日报</title>", "", SECOND, True, id="a-number"),
        pytest.param("", "<h2>热门新闻</h2>", SECOND, True, id="a-heading-beside-it"),
        pytest.param("<title>灯会今晚开幕_示例日报</title>", "", SECOND, False, id="another-title"),
        pytest.param("", "<h1>灯会今晚开幕</h1>", SECOND, False, id="another-heading"),
        pytest.param(
            '<meta property="og:title" content="灯会今晚开幕">', "", SECOND, False, id="declared"
        ),
        pytest.param("", "", "https://daily.example/2026/0307/c9.html", False, id="elsewhere"),
        pytest.param("", "", URL.replace(".html", "_4.html"), False, id="another-number"),
    ],
)
def test_a_page_without_a_headline_is_the_articles_where_its_address_says_so(
    head: str, inside: str, url: str, is_its: bool
) -> None:
    html = f"<html><head>{head}</head><body>{inside}<div>{paragraphs(2, 3)}</div></body></html>"
    second = Page(url=url, requested_url=URL, body=html.encode(), content_type="text/html")
    source = Source(name="", title="示例日报")

    assert turn(second, source, first=URL, number=2, headline=TITLE)[0] is is_its


def test_a_guessed_page_must_have_the_title() -> None:
    other = page(paragraphs(2), title="另一条完全不同的新闻", links='<a href="x_3.html">下一页</a>')

    assert turn(other, Source(name=""), first=URL, number=2, headline=TITLE) == (False, "")
    assert turn(other, PAPER, first=URL, number=2, headline=TITLE)[0]  # a rule is believed
