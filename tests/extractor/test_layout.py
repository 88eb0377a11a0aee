"""A page is cut into lines and blocks in one walk."""

import pytest

from newsspider.extractor import layout
from newsspider.extractor.layout import Layout, lay_out, tokens
from newsspider.html.tree import parse, tag_of

LONG = "The ferry runs again at night, the harbour office said. " * 15


def laid(text: str) -> Layout:
    body = parse(f"<html><body>{text}</body></html>").find("body")
    assert body is not None
    return lay_out(body, set(body.iter()))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("<p>one</p><p>two</p>", ["one", "two"], id="blocks"),
        pytest.param("<p>one<br>two</p>", ["one", "two"], id="break"),
        pytest.param("one<div>two</div>three", ["one", "two", "three"], id="loose-text"),
        pytest.param("<p>one <b>two</b> <a>three</a></p>", ["one two three"], id="inline"),
        pytest.param("<p> one\n  two </p><p> \n </p>", ["one two"], id="blanks"),
        pytest.param("<p>one</p><script>two</script>", ["one"], id="script"),
        pytest.param("<form><p>one</p></form>", ["one"], id="form-around-the-page"),
        pytest.param("<p hidden>one</p><p>two</p>", ["two"], id="hidden-for-good"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_lines(text: str, expected: list[str]) -> None:
    assert [line.text for line in laid(text).lines] == expected


def test_a_line_knows_its_linked_and_bold_tokens() -> None:
    (line,) = laid("<p>one <a>two <b>three </b></a> <strong>four</strong> five</p>").lines

    assert (line.linked, line.bold) == (2, 2)


def test_headings_are_bold() -> None:
    assert laid("<h2>one two</h2>").lines[0].bold == 2


def test_only_a_line_after_a_break_is_broken() -> None:
    lines = laid("<p>one<br>two</p><p>three</p>").lines

    assert [line.broken for line in lines] == [False, True, False]


def test_text_that_a_script_shows_later_is_read_as_hidden() -> None:
    first, second = laid(f"<div style='visibility: hidden'><p>{LONG}</p></div><p>shown</p>").lines

    assert first.hidden
    assert not second.hidden


def test_pieces_name_the_elements_that_a_line_is_made_of() -> None:
    (line,) = laid("<p>one <b>two</b> three</p>").lines

    assert [(tag_of(node), tail) for node, tail in line.pieces] == [
        ("p", False),
        ("b", False),
        ("b", True),
    ]


def test_a_block_covers_the_lines_in_it() -> None:
    found = laid("<h1>a</h1><div><p>b</p>c<p>d</p></div><p>e</p>")

    ranges = [(block.tag, block.first, block.end, block.parent) for block in found.blocks]
    assert ranges == [
        ("body", 0, 5, -1),
        ("h1", 0, 1, 0),
        ("div", 1, 4, 0),
        ("p", 1, 2, 2),
        ("p", 3, 4, 2),
        ("p", 4, 5, 0),
    ]
    assert [line.block for line in found.lines] == [1, 3, 2, 4, 5]


@pytest.mark.parametrize("tag", ["button", "video", "canvas"])
def test_a_page_in_an_element_that_was_never_closed_is_read(tag: str) -> None:
    found = laid(f"<{tag}>Menu<div><p>{LONG}</p></div>")

    assert [line.text for line in found.lines] == ["Menu", LONG.strip()]


def test_a_long_noscript_is_read_and_a_short_one_is_not() -> None:
    found = laid(f"<noscript><p>{LONG}</p></noscript><noscript>Turn on scripts.</noscript>")

    assert [line.text for line in found.lines] == [LONG.strip()]


def test_text_two_hundred_elements_deep_is_read() -> None:
    found = laid("<div>" * 200 + "deep" + "</div>" * 200 + "<p>after</p>")

    assert [line.text for line in found.lines] == ["deep", "after"]


def test_lines_beyond_the_most_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "MOST", 3)

    found = laid("<p>x</p>" * 5)

    assert len(found.lines) == 3
    assert found.blocks[0].end == 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("two words", 2, id="words"),
        pytest.param("夜航渡轮", 2, id="two-characters-a-word"),
        pytest.param("夜航船 back", 3, id="both"),
        pytest.param("— … !", 0, id="marks"),
    ],
)
def test_tokens(text: str, expected: int) -> None:
    assert tokens(text) == expected
