"""People's names, and what is none."""

import pytest

from newsspider.extractor.byline_names import (
    declared_names,
    is_last_resort,
    is_person,
    names_in,
    names_of_pieces,
    without_outlets,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("By Ada Example", ("Ada Example",), id="by"),
        pytest.param("Von Jörg Beispiel", ("Jörg Beispiel",), id="von"),
        pytest.param("erstellt von Dominique", ("Dominique",), id="verb"),
        pytest.param("Interview: Julia Lauter", ("Julia Lauter",), id="what-it-is"),
        pytest.param("この記事を書いた人", (), id="label-alone"),
        pytest.param("Ada Example and Bob Lee", ("Ada Example", "Bob Lee"), id="two"),
        pytest.param("Ada Example, Bob Lee, and Cem Ok", ("Ada Example", "Bob Lee", "Cem Ok"), id="three"),
        pytest.param("Ada Example, Staff Writer", ("Ada Example",), id="role"),
        pytest.param("Ada Example | 5 min read", ("Ada Example",), id="reading-time"),
        pytest.param("Ada Example, 3 March 2026", ("Ada Example",), id="date"),
        pytest.param("更新于2026年9月8日", (), id="chinese-date-alone"),
        pytest.param("发布于 山东", (), id="place"),
        pytest.param("Ada Example December 20, 2016", ("Ada Example December",), id="glued-date-is-for-pieces"),
        pytest.param("Ada Example for Example Wire", ("Ada Example",), id="outlet"),
        pytest.param("홍길동 기자", ("홍길동",), id="korean-role"),
        pytest.param("Ada Example @ada", ("Ada Example",), id="handle"),
        pytest.param("Marianne1", ("Marianne1",), id="user-name"),
        pytest.param("Example Staff", ("Example Staff",), id="desk"),
        pytest.param("Staff", (), id="only-staff"),
        pytest.param("Head of Marketing", (), id="only-role"),
        pytest.param("5 min read", (), id="only-reading-time"),
        pytest.param("December", (), id="only-month"),
        pytest.param("Powered by", (), id="only-label"),
        pytest.param("ada@news.example", (), id="mail"),
        pytest.param("Follow us", (), id="noise"),
    ],
)  # fmt: skip
def test_names_in_a_byline(text: str, expected: tuple[str, ...]) -> None:
    assert names_in(text) == expected


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        pytest.param(["By", "Ada Example", "Staff Writer"], ("Ada Example",), id="one-is-one-person"),
        pytest.param(["Ada Example", "and", "Bob Lee"], ("Ada Example", "Bob Lee"), id="joined"),
        pytest.param(["Ada Example", ",", "Bob Lee"], ("Ada Example", "Bob Lee"), id="comma"),
        pytest.param(["Ada Example", "Published", "3 March"], ("Ada Example",), id="facts-after"),
        pytest.param(["3 March 2026", "Ada Example"], ("Ada Example",), id="date-before"),
        pytest.param([], (), id="nothing"),
    ],
)  # fmt: skip
def test_pieces_of_an_element(pieces: list[str], expected: tuple[str, ...]) -> None:
    assert names_of_pieces(pieces) == expected


def test_declared_addresses_are_no_names() -> None:
    assert declared_names(["https://social.example/ada", "Ada Example"]) == ("Ada Example",)


def test_an_outlet_or_a_login_is_the_last_resort() -> None:
    assert is_last_resort(("Example Wire",), {"examplewire"})
    assert is_last_resort(("adae",), ())
    assert not is_last_resort(("Ada Example",), {"examplewire"})
    assert without_outlets(("Ada Example", "Example Wire"), {"examplewire"}) == ("Ada Example",)
    assert without_outlets(("Example Wire",), {"examplewire"}) == ("Example Wire",)


@pytest.mark.parametrize("name", ["Ada Example", "J. R. Example", "Anne-Marie O’Example"])
def test_a_person(name: str) -> None:
    assert is_person(name)


@pytest.mark.parametrize("name", ["Apr 21", "Weiterbildung am Platz", "Ada", "Senior Editor"])
def test_no_person(name: str) -> None:
    assert not is_person(name)
