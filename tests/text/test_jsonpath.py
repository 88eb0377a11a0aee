"""JSON as servers send it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsspider.jsonpath import compile_path, first, load_json, text_of


@pytest.mark.parametrize(
    "body",
    [
        b'{"a": 1}',
        b'\xef\xbb\xbf{"a": 1}',
        b'cb({"a": 1});',
        b'var ajaxResult={"a": 1}',
        b'window.DATA = {"a": 1};\n',
        b'/**/jQuery123.cb({"a": 1})',
        b'{"a": 1, "b": "x\ny"}',
    ],
)
def test_what_is_read(body: bytes) -> None:
    found = load_json(body)

    assert isinstance(found, dict)
    assert found["a"] == 1


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "answered nothing"),
        (b" \n", "answered nothing"),
        (b"<html>", "answered HTML"),
        (b"null", "answered null"),
        (b"{", "not JSON"),
        (b"sorry", "not JSON"),
        (b"[" * 5000 + b"]" * 5000, "nested too deep"),
    ],
)
def test_what_is_not_json_says_why(body: bytes, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        load_json(body)


def test_the_first_path_that_finds_something_wins() -> None:
    document = {"text": " ", "content": "<p>x", "data": {"list": []}}

    assert first(document, ("text", "data.list", "missing.deep", "content")) == "<p>x"
    assert first(document, ("text",)) is None
    assert first([1], ("a.b",)) is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("x", "x"),
        (3, "3"),
        (3.0, "3"),
        (2.5, "2.5"),
        (True, ""),
        (None, ""),
        ({}, ""),
        (["a", 1], "a\n1"),
    ],
)
def test_values_as_text(value: object, expected: str) -> None:
    assert text_of(value) == expected


def test_a_wrong_path_is_named() -> None:
    with pytest.raises(ValueError, match=r"not a JSON path: 'a\.\.b'"):
        compile_path("a..b")


@given(st.binary())
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    try:
        load_json(body)
    except ValueError as error:
        said = str(error)
    else:
        said = "answered"

    assert said.startswith("answered")
