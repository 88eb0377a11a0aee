"""The charset is decided by what the bytes are; declarations are hints that lie."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsspider.text.charset import decode, is_binary

ZH = "三月的第一个周末，停办两年的书市重新开张，人们说这是多年来最热闹的一次。"
TW = "三月的第一個週末，停辦兩年的書市重新開張，人們說這是多年來最熱鬧的一次。"
JA = "三月の最初の週末、二年ぶりに古本市が開かれ、多くの人が訪れました。"
DE = "Am ersten Märzwochenende öffnete der Büchermarkt für viele Gäste wieder."


def meta(charset: str) -> bytes:
    return f'<html><head><meta charset="{charset}"></head>'.encode()


@pytest.mark.parametrize(
    ("body", "header", "encoding"),
    [
        pytest.param(ZH.encode(), "", "utf-8", id="utf-8-bare"),
        pytest.param(b"\xef\xbb\xbf" + ZH.encode(), "", "utf-8", id="utf-8-mark"),
        pytest.param(ZH.encode("utf-16"), "", "utf-16-le", id="utf-16-mark"),
        pytest.param(ZH.encode("gb18030"), "", "gb18030", id="gbk-bare"),
        pytest.param(
            meta("gb2312") + ZH.encode("gb18030"), "", "gb18030", id="gb2312-means-gb18030"
        ),
        pytest.param(meta("gb2312") + ZH.encode(), "", "utf-8", id="meta-lies-utf-8"),
        pytest.param(ZH.encode(), "text/html; charset=gbk", "utf-8", id="header-lies-utf-8"),
        pytest.param(ZH.encode(), "text/html; charset=iso-8859-1", "utf-8", id="header-lies-latin"),
        pytest.param(
            meta("utf-8") + ZH.encode("gb18030"),
            "text/html; charset=utf-8",
            "gb18030",
            id="both-lie",
        ),
        pytest.param(
            ZH.encode("gb18030"), "text/html; charset=iso-8859-1", "gb18030", id="latin-lies"
        ),
        pytest.param(TW.encode("big5"), "text/html; charset=big5", "big5hkscs", id="big5-declared"),
        pytest.param(TW.encode("big5"), "", "big5hkscs", id="big5-bare"),
        pytest.param(JA.encode("shift_jis"), "text/html; charset=Shift_JIS", "cp932", id="sjis"),
        pytest.param(DE.encode("latin-1"), "", "cp1252", id="latin-bare"),
        pytest.param(DE.encode("cp1252"), "text/html; charset=windows-1252", "cp1252", id="cp1252"),
        pytest.param(ZH.encode() * 20 + b"\xe4\xb8", "", "utf-8", id="cut-in-a-character"),
        pytest.param(ZH.encode() * 20 + b"\xff" + ZH.encode(), "", "utf-8", id="one-bad-byte"),
        pytest.param(ZH.encode(), "text/html; charset=nonsense", "utf-8", id="unknown-name"),
        pytest.param(b"", "", "utf-8", id="nothing"),
    ],
)
def test_decide(body: bytes, header: str, encoding: str) -> None:
    assert decode(body, header).encoding == encoding


def test_the_text_comes_out_whole() -> None:
    assert decode(meta("gb2312") + ZH.encode("gb18030")).text.endswith(ZH)
    assert decode(TW.encode("big5"), host="news.example.tw").text == TW


def test_zeros_are_dropped() -> None:
    assert decode(b"a\x00b").text == "ab"


@given(st.binary(), st.text(max_size=40))
def test_any_bytes_give_a_text(body: bytes, header: str) -> None:
    assert isinstance(decode(body, header).text, str)


@given(st.text(alphabet=st.characters(exclude_characters="\x00\ufeff", exclude_categories=["Cs"])))
def test_utf_8_survives(text: str) -> None:
    body = text.encode()
    if b"\x00" not in body:
        assert decode(body).text == text


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x02\x08\x06\x05" * 9, True, id="picture"),
        pytest.param(b"PK\x03\x04\x14\x00\x06\x00\x08\x00!\x00\x0e\x07", True, id="archive"),
        pytest.param("<p>海棠书市\u200b开市</p>".encode(), False, id="chinese"),
        pytest.param("<p>海棠书市开市</p>".encode("utf-16"), False, id="utf-16"),
        pytest.param("<p>海棠書市開市</p>".encode("iso2022_jp", "replace"), False, id="shifts"),
        pytest.param(b"<p>One stray \x07 bell in a page of more than one hundred letters." + b"It is read. " * 9, False, id="stray"),
        pytest.param(b"", False, id="nothing"),
    ],
)  # fmt: skip
def test_binary_data_is_told_from_text(body: bytes, expected: bool) -> None:
    assert is_binary(decode(body).text) is expected
