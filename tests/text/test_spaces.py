"""What must not reach a post goes, and the text stays."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsspider.text.spaces import clean, collapse, strip_indent


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a\tb\nc\u2028d\x85e", "a b c d e", id="breaks-become-spaces"),
        pytest.param("a\x00b\x1bc\x7fd\x9fe", "abcde", id="controls-go"),
        pytest.param("\ufeffa\u200bb\u2060", "ab", id="zero-width-goes"),
        pytest.param("👩\u200d🚀", "👩\u200d🚀", id="joined-emoji-stay"),
        pytest.param("\u202eabc\u2069", "abc", id="bidi-controls-go"),
        pytest.param("a\ufffe\U0001ffffb\ud800", "ab", id="noncharacters-go"),
        pytest.param("e\u0301", "é", id="nfc"),
        pytest.param("，（）１２３ＡＢＣ", "，（）１２３ＡＢＣ", id="full-width-stays"),
        pytest.param("a\u00a0b\u3000c", "a\u00a0b\u3000c", id="blanks-inside-stay"),
    ],
)
def test_clean(text: str, expected: str) -> None:
    assert clean(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("　　甲 乙　", "甲 乙", id="ends"),
        pytest.param("甲\u3000\u00a0 乙", "甲 乙", id="runs"),
        pytest.param(" \n ", "", id="nothing"),
    ],
)
def test_collapse(text: str, expected: str) -> None:
    assert collapse(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("　　开头", "开头", id="full-width"),
        pytest.param("\u00a0\u00a0 开头", "开头", id="nbsp"),
        pytest.param("甲　乙 ", "甲　乙 ", id="inside-and-ascii-end-stay"),
        pytest.param("结尾　　", "结尾", id="full-width-end"),
    ],
)
def test_strip_indent(text: str, expected: str) -> None:
    assert strip_indent(text) == expected


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean(text)

    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    once.encode("utf-8")
