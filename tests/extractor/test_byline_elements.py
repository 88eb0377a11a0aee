"""Who wrote it, and who published it first, on whole pages."""

import pytest

from newsspider import Extraction, extract
from newsspider.model.extraction import Field
from tests.extractor import pages

URL = "http://news.example/local/1.html"


def read(html: str) -> Extraction:
    return extract(html.encode(), URL, content_type="text/html; charset=utf-8")


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        pytest.param("<p class=byline><span>Ada Example</span><span>Staff Writer</span></p>", ("Ada Example",), id="name-and-role-in-two-elements"),
        pytest.param("<p class=byline>By <a href=/author/ada>Ada Example</a> and <a href=/author/bob>Bob Lee</a></p>", ("Ada Example", "Bob Lee"), id="one-element-one-person"),
        pytest.param("<div class=author-box><span class=author-name>Ada Example</span><span class=author-title>Founder</span></div>", ("Ada Example",), id="a-name-is-called-a-name"),
        pytest.param("<span itemprop=author><span itemprop=name>Ada Example</span></span>", ("Ada Example",), id="microdata"),
        pytest.param("<a rel=author href=/p/ada>Ada Example</a>", ("Ada Example",), id="rel"),
        pytest.param("<p>Written by</p><p>Ada Example</p>", ("Ada Example",), id="label-on-a-line-of-its-own"),
        pytest.param("<p><i>| By</i> <b>Ada Example</b> | 3 March 2026</p>", ("Ada Example",), id="label-in-the-middle"),
        pytest.param("<p>Ada Example | Senior Writer | 3 March 2026</p>", ("Ada Example",), id="in-the-line-of-the-date"),
        pytest.param("<p>Home Page | Senior Writers | May 2026</p>", (), id="sections-are-no-people"),
        pytest.param("<p class=author-date>3 March 2026</p>", (), id="a-date-is-no-name"),
        pytest.param("<div class=related><p class=author>Ada Example</p></div>", (), id="of-another-story"),
        pytest.param("<div class=cost-by-room>Cost table</div>", (), id="by-in-another-sense"),
    ],
)  # fmt: skip
def test_bylines_by_the_title(top: str, expected: tuple[str, ...]) -> None:
    assert read(pages.english(top=top)).authors == expected


def test_many_bylines_far_from_the_title_are_those_of_other_stories() -> None:
    cards = "".join(f"<p class=author>Writer Number{n}x</p>" for n in "abc")
    filler = "<p><b>x</b></p>" * 300

    assert read(pages.english().replace("</main>", f"{filler}{cards}</main>")).authors == ()


def test_an_outlet_is_the_author_of_last_resort() -> None:
    head = (
        '<meta property="og:site_name" content="Example Wire"><script type="application/ld+json">'
        '{"@type": "NewsArticle", "author": {"name": "Example Wire"}}</script>'
    )

    assert read(pages.english(head)).authors == ("Example Wire",)
    assert read(pages.english(head, "<p>By Ada Example</p>")).authors == ("Ada Example",)


def test_an_editor_is_no_author() -> None:
    found = read(pages.portal())

    assert (found.editor, found.authors) == ("小满", ())


def portal(line: str) -> str:
    old = "<div class=info><span>2026年03月07日 08:05</span>　来源：示例晚报　责任编辑：小满_NF001</div>"
    page = pages.portal()
    assert old in page
    return page.replace(old, line)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("<p>2026年03月07日 来源：示例晚报</p>", "示例晚报", id="labelled"),
        pytest.param("<p>2026年03月07日</p><p>出处：示例晚报</p>", "示例晚报", id="another-label"),
        pytest.param("<p>2026年03月07日</p><p>来源：</p><p>示例晚报</p>", "示例晚报", id="label-alone"),
        pytest.param("<p><span>原创</span> <span>示例晚报</span> <span>2026-03-07 08:05</span></p>", "示例晚报", id="beside-the-date"),
        pytest.param("<p>2026-03-07 08:05 示例晚报[整理]</p>", "示例晚报", id="with-a-note"),
        pytest.param("<p>石某/示例晚报</p><p>2026-03-07 08:05</p>", "示例晚报", id="author-and-outlet"),
        pytest.param("<p class=author-name>示例晚报</p><p>发布时间：03-07</p>", "示例晚报", id="called-a-name"),
        pytest.param("<p>2026-03-07 08:05 阅读 3021</p>", "", id="a-count"),
        pytest.param("<p>图片来源：示例图库</p><p>2026-03-07</p>", "", id="a-caption"),
    ],
)  # fmt: skip
def test_the_source_line(line: str, expected: str) -> None:
    assert read(portal(line)).source == expected


def test_a_short_text_by_the_date_is_no_source_on_an_english_page() -> None:
    assert read(pages.english(top="<p>World 3 March 2026</p>")).source == ""


def test_what_the_page_declares_for_sharing() -> None:
    head = (
        '<meta property="og:image" content="/lead.jpg"><meta property="article:content_tier" content="locked">'
        '<meta property="og:title" content="Night ferries return to the landing | Example Wire">'
        '<meta property="og:site_name" content="Example Wire"><link rel=canonical href="/a">'
    )

    found = read(pages.english(head))

    assert found.image == "http://news.example/lead.jpg"
    assert found.canonical == "http://news.example/a"
    assert found.site_name == "Example Wire"
    assert "paywalled" in found.flags
    assert found.title == "Night ferries return to the landing"


def test_a_wrong_language_gives_way_to_the_script_of_the_text() -> None:
    found = read(pages.portal(lang="en"))

    assert found.language == "zh"
    assert "language-disagrees" in found.flags
    assert found.chosen[Field.LANGUAGE].locator == "script of the text"


def test_a_source_below_a_box_about_the_author_is_read() -> None:
    html = (
        f"<title>{pages.TITLE}</title><h3>{pages.TITLE}</h3><div class=name><p>小满</p><p>专栏作者</p></div>"
        "<div class=time><span>2026-03-07 08:05:11</span><span>字号：A- A+</span><span>来源：示例晚报</span>"
        f"</div>{pages.paragraphs()}<h4 class=copy>{pages.TITLE}</h4><p>2026-03-06</p><h5>小编最近文章</h5>"
    )

    assert read(html).source == "示例晚报"
