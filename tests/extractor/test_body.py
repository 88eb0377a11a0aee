"""The generic engine chooses an article's lines, and leaves out what stands around them."""

from datetime import UTC

import pytest

from newsspider import Extraction, extract
from newsspider.extractor.body import find
from newsspider.extractor.document import Document
from newsspider.extractor.prose import build
from newsspider.html.tree import parse, text_of
from newsspider.model.page import Page
from tests.extractor import pages

STORY = tuple(f"<p>{text}</p>" for text in pages.ENGLISH)
CHINESE = tuple(f"<p>{text}</p>" for text in pages.PARAGRAPHS)


def read(html: str) -> Extraction:
    return extract(html.encode(), "http://news.example/local/1.html", content_type="text/html")


def western(*parts: str) -> Extraction:
    return read(
        "<html lang=en><head><meta charset=utf-8><title>Night ferries return - Example Wire</title>"
        "</head><body><header><a href=/>Example Wire</a></header><h1>Night ferries return</h1>"
        f"<article>{''.join(parts)}</article></body></html>"
    )


def test_a_sub_heading_that_is_a_paragraph_stays_in_its_place() -> None:
    found = western(*STORY, "<p>Into the fog</p>", *STORY)

    assert found.text.splitlines() == [*pages.ENGLISH, "Into the fog", *pages.ENGLISH]


def test_a_copy_of_the_story_in_one_line_is_left_out() -> None:
    copy = " ".join(pages.ENGLISH * 8)

    found = western(*STORY * 8, f"<div class=copy>{copy}</div>")

    assert found.text.splitlines() == [*pages.ENGLISH * 8]


def test_the_closing_source_of_a_chinese_story_stays_and_is_the_source() -> None:
    found = read(pages.portal("".join(CHINESE) + "<p>（文章来源：示例晚报）</p>"))

    assert found.text.endswith("（文章来源：示例晚报）")
    assert found.source == "示例晚报"


def test_a_picture_before_the_text_stays_and_its_caption_is_not_text() -> None:
    picture = "<figure><img src=/boat.jpg><figcaption>The boat at night</figcaption></figure>"

    found = western(picture, *STORY)

    assert "boat.jpg" in found.body
    assert "<figcaption>The boat at night</figcaption>" in found.body
    assert "The boat at night" not in found.text


def test_cards_of_related_stories_are_left_out() -> None:
    cards = "".join(
        f"<div class=card><a href=/{n}><img src=/{n}.jpg><h3>Another story of the day, {n}</h3></a></div>"
        for n in range(6)
    )

    found = western(*STORY, f"<div class=related><h2>Related stories</h2>{cards}</div>")

    assert "Another story" not in found.body
    assert ".jpg" not in found.body


def test_a_page_of_breaks_becomes_paragraphs() -> None:
    found = read(pages.breaks())

    assert found.body == "".join(CHINESE)


@pytest.mark.parametrize(
    "html",
    [
        pytest.param(pages.portal(), id="portal"),
        pytest.param(pages.english(), id="english"),
        pytest.param(pages.breaks(), id="breaks"),
    ],
)
def test_the_html_holds_the_kept_lines_and_no_other_text(html: str) -> None:
    page = Page(url="http://a.example/", requested_url="", body=html.encode())
    found = find(Document(page, zone=UTC))
    assert found is not None

    body = build(found, "", "http://a.example/")

    kept = [line.text for line in found.layout.lines if found.kept[line.index]]
    assert "".join(text_of(parse(body.html)).split()) == "".join("".join(kept).split())
    assert "".join(body.text.split()) == "".join("".join(kept).split())


def test_a_text_that_a_script_shows_later_is_read() -> None:
    found = read(
        f"<html><head><meta charset=utf-8><title>{pages.TITLE}</title></head><body>"
        f"<h1>{pages.TITLE}</h1><div id=js_content style='visibility: hidden; opacity: 0'>"
        f"{''.join(CHINESE * 2)}</div></body></html>"
    )

    assert found.text.splitlines() == [*pages.PARAGRAPHS, *pages.PARAGRAPHS]


def test_the_editor_of_a_line_left_out_is_read() -> None:
    found = read(
        pages.portal("".join(CHINESE) + "<p>（责任编辑：小满）</p>").replace(
            "责任编辑：小满_NF001", ""
        )
    )

    assert found.editor == "小满"
    assert "小满" not in found.text


@pytest.mark.parametrize(
    "html",
    [
        pytest.param("", id="nothing"),
        pytest.param("<body></body>", id="no-lines"),
        pytest.param("<body><script>x</script>", id="script-alone"),
    ],
)
def test_a_page_without_prose_has_no_body(html: str) -> None:
    page = Page(url="", requested_url="", body=html.encode())

    assert find(Document(page, zone=UTC)) is None
