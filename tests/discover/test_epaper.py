"""Newspapers as they were printed: four families, their labels, and the days in addresses."""

import json
from datetime import date

import pytest

from newsspider.discover import issues, labels, read
from newsspider.errors import BadAnswer
from newsspider.model.page import Page
from newsspider.model.source import DiscoveryRule
from newsspider.sources.load import parse

LAYOUT = "https://paper.harbour.example/hbrb/pc/layout/202603/07/node_01.html"
CLASSIC = "http://epaper.harbour.example/html/2026-03/07/node_1.htm"
INDEX = "http://paper.harbour.example/hbrb/content/20260307/Page01NU.htm"
DATA = "https://harbour.example/html/2026/20260307/data.json"


def rule(family: str, more: str = "") -> DiscoveryRule:
    text = f'name = "p"\n[[discover]]\nkind = "epaper"\nurl = "https://harbour.example/"\nfamily = "{family}"\n'
    return parse((text + more).encode(), "p.toml").discoveries[0]


def page(url: str, text: str) -> Page:
    return Page(url=url, requested_url=url, body=text.encode())


def test_a_page_of_the_new_layout() -> None:
    html = """<ul class="news-list"><li><a href="node_01.html">第01版：要闻</a></li>
    <li><a href="node_02.html">第02版：城市</a></li><li><a href="node_02.html">下一版</a></li></ul>
    <map><area href="../../../content/202603/07/content_1.html"></map><div id=list><ul>
    <li><a href="../../../content/202603/07/content_1.html">夜航恢复</a></li>
    <li><a href="../../../content/202603/07/content_2.html"> 广告 </a></li>
    <li><a href="../../../content/202603/07/content_3.html">港口第三季度的吞吐量继续…</a></li>
    <li><a href="../../../content/202603/06/content_9.html">昨日</a></li></ul></div>
    <a href="../../202603/06/node_01.html">上一期</a>"""

    found = read(rule("layout"), page(LAYOUT, html))

    assert [(each.url[-14:], each.title, each.section) for each in found.links] == [
        ("content_1.html", "夜航恢复", "要闻"),
        ("content_3.html", "", "要闻"),  # the list cut its title
    ]
    assert {each.published_at for each in found.links} == {"2026-03-07"}
    assert found.pages == (LAYOUT.replace("_01", "_02"),)


def test_a_page_of_the_classic_layout_and_its_entry() -> None:
    html = """<a href="./node_1.htm">01版：头版</a><a href=./node_2.htm>(02) 民生</a>
    <a href="content_11.htm?div=-1">渡轮晚点</a><a href="content_11.htm">渡轮晚点</a>
    <a href=content_12.htm?div=0>广告</a>"""

    found = read(rule("classic"), page(CLASSIC, html))

    assert [(each.url[-14:], each.section) for each in found.links] == [("content_11.htm", "头版")]
    assert [url[-10:] for url in found.pages] == ["node_2.htm"]
    entry = '<meta http-equiv="REFRESH" content="0; URL=html/2026-03/07/node_1.htm">'
    assert read(rule("classic"), page("http://epaper.harbour.example/", entry)).moved == CLASSIC


def test_an_entry_page_that_is_todays_first_page() -> None:
    html = """<a href="202603/07/node_02.html">城市</a><a href="202603/06/node_01.html">上一期</a>
    <a href="../content/202603/07/content_1.html">夜航</a><a href="../content/202603/07/content_2.html">渡轮</a>
    <a href="../content/202603/06/content_9.html">昨日</a>"""

    found = read(rule("layout"), page("https://paper.harbour.example/pc/layout/index.html", html))

    assert [(each.title, each.published_at) for each in found.links] == [
        ("夜航", "2026-03-07"), ("渡轮", "2026-03-07"),
    ]  # fmt: skip
    assert [url[-22:] for url in found.pages] == ["202603/07/node_02.html"]


def test_a_page_of_the_page_index() -> None:
    html = """<LI class=banci>[<SPAN class=banci-A01><A href="Page01NU.htm">01</A></SPAN>]:
    <A href="Page01NU.htm">头版</A></LI><LI class=banci>[<A href="Page02NU.htm">02</A>]:
    <A href="Page02NU.htm">要闻</A></LI><A href="Page02NU.htm">下一版</A>
    <UL id=newslist><LI><A href="Articel01002MT.htm">夜航恢复</A></LI>
    <LI><A href="Articel01003MT.htm">广告</A></LI></UL>"""

    found = read(rule("paperindex"), page(INDEX, html))

    assert [(each.url[-18:], each.title, each.section) for each in found.links] == [
        ("Articel01002MT.htm", "夜航恢复", "头版")
    ]
    assert found.pages == (INDEX.replace("01NU", "02NU"),)


def test_a_selector_says_what_holds_the_articles_of_a_page() -> None:
    html = """<ul id="yesterday"><li><a href="Articel01009MT.htm">昨日要闻</a></li></ul>
    <ul id="newslist"><li><a href="Articel01002MT.htm">夜航恢复</a></li></ul>"""

    found = read(rule("paperindex", 'link = "#newslist"'), page(INDEX, html))

    assert [each.title for each in found.links] == ["夜航恢复"]
    with pytest.raises(BadAnswer, match="shows no page of a newspaper"):
        read(rule("paperindex"), page(INDEX, "<p>系统维护</p>"))


@pytest.mark.parametrize(
    ("family", "url", "html"),
    [
        pytest.param(
            "layout",
            LAYOUT,
            """<dl><dt><a href="node_01.html">A001版：要闻</a></dt><dd><a href=content_1.html>夜航</a></dd>
            <dt><a href="node_02.html">A002版：城市</a></dt><dd><a href=content_2.html>渡轮</a></dd></dl>""",
            id="by-what-stands-before",
        ),
        pytest.param(
            "paperindex",
            INDEX,
            """<a href=Page01NU.htm>要闻</a><a href=Page02NU.htm>城市</a><a href=Page02NU.htm>下一版</a>
            <a href=Articel01001MT.htm>夜航</a><a href=Articel02001MT.htm>渡轮</a>""",
            id="by-numbers",
        ),
        pytest.param(
            "layout",
            LAYOUT,
            """<h3>今日目录</h3><h4>第01版：要闻</h4><ul><li><a href=content_1.html>夜航</a></li></ul>
            <h4>第02版：城市</h4><ul><li><a href=content_2.html>渡轮</a></li></ul>""",
            id="by-headings",
        ),
    ],
)
def test_an_issue_that_is_listed_on_one_page(family: str, url: str, html: str) -> None:
    found = read(rule(family), page(url, html))

    assert [(each.title, each.section) for each in found.links] == [
        ("夜航", "要闻"),
        ("渡轮", "城市"),
    ]


JSON_KEYS = 'link = "href"\ntitle = "mainTitle"\nauthor = "by"\n'
SHEETS = [
    {"pageNo": "A01", "pageName": "A01版：要闻", "list": [
        {"mainTitle": "夜航<br/>恢复", "href": "1.html", "by": "林小雨"}, {"mainTitle": "广告", "href": "2.html"}]},
    {"pageNo": "A02", "pageName": "A02", "list": [{"mainTitle": "渡轮", "href": "3.html"}]},
]  # fmt: skip


def test_an_issue_in_json() -> None:
    keys = 'sheets = "@"\nrows = "list"\nsection = "pageName"\n' + JSON_KEYS

    found = read(rule("json", keys), page(DATA, json.dumps(SHEETS)))

    assert [(each.url[-6:], each.title, each.section, each.authors) for each in found.links] == [
        ("1.html", "夜航 恢复", "要闻", ("林小雨",)),
        ("3.html", "渡轮", "A02", ()),
    ]
    assert found.links[0].published_at == "2026-03-07"


def test_an_issue_in_json_whose_pages_are_asked_for_one_by_one() -> None:
    keys = 'sheets = "pages"\nrows = "list"\npage = "https://harbour.example/p.do?d={yyyy}{mm}{dd}&n={pageNo}"\n'
    index = rule("json", keys + JSON_KEYS)

    found = read(index, page(DATA, json.dumps({"pages": SHEETS})))
    sheet = read(index, page(found.pages[0], json.dumps(SHEETS[0])))

    assert found.links == ()
    assert found.pages[1] == "https://harbour.example/p.do?d=20260307&n=A02"
    assert [each.title for each in sheet.links] == ["夜航 恢复"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第01版 要闻", ("01", "要闻")),
        ("01版：要闻", ("01", "要闻")),
        ("(GA01) 封面", ("GA01", "封面")),
        ("00001", ("00001", "")),
        ("[A02]: 城市", ("A02", "城市")),
        ("头版", ("", "头版")),
    ],
)
def test_labels_of_pages(text: str, expected: tuple[str, str]) -> None:
    assert labels.label_of(text) == expected


@pytest.mark.parametrize(
    ("url", "other"),
    [
        (LAYOUT, LAYOUT.replace("202603/07", "202602/28")),
        (CLASSIC, CLASSIC.replace("2026-03/07", "2026-02/28")),
        (INDEX, INDEX.replace("20260307", "20260228")),
        (DATA, "https://harbour.example/html/2026/20260228/data.json"),
        (
            "https://x.example/2026/03/07/A1?d=2026-03-07",
            "https://x.example/2026/02/28/A1?d=2026-02-28",
        ),
        ("https://x.example/rmrb/20261350/1.html", ""),
        ("https://x.example/12026030712/1.html", ""),
    ],
)
def test_days_in_addresses(url: str, other: str) -> None:
    assert issues.on_day(url, date(2026, 2, 28)) == other
    assert issues.day_of(url) == (date(2026, 3, 7) if other else None)


def test_the_days_to_look_at() -> None:
    newest = date(2026, 3, 1)

    assert list(issues.days(newest, back=2, since=None)) == [newest, date(2026, 2, 28)]
    assert len(list(issues.days(newest, back=2, since=date(2026, 2, 1)))) == 29
    assert list(issues.days(newest, back=2, since=date(2026, 3, 2))) == []
    assert issues.filled("/{yyyy}-{mm}/{dd}/", newest) == "/2026-03/01/"
