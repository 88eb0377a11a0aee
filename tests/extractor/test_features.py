"""The numbers that the body model sees of each line."""

import sys
from types import FrameType

import numpy as np
import pytest

from newsspider.extractor import model, signals
from newsspider.extractor.features import (
    LINKED,
    NEAR_GOOD,
    TOKENS,
    features,
)
from newsspider.extractor.hints import Hints
from newsspider.extractor.layout import Layout, lay_out
from newsspider.extractor.names import name_words, vocabulary_scores
from newsspider.html.tree import parse

STORY = "The last boat now leaves at eleven in the evening, the harbour office said on Friday."


def laid(text: str) -> Layout:
    body = parse(f"<html><body>{text}</body></html>").find("body")
    assert body is not None
    return lay_out(body, set(body.iter()))


def test_tokens_and_linked_are_the_columns_of_these_signals() -> None:
    rows = features(laid("<p><a>one two</a> three four</p><p>five</p>"), Hints())

    assert rows[:, TOKENS].tolist() == [4, 1]
    assert rows[:, LINKED].tolist() == [0.5, 0]
    assert (signals.NAMES[TOKENS], signals.NAMES[LINKED]) == ("tokens", "linked")


def test_near_good_is_the_column_of_good_tokens_within_five_lines() -> None:
    short = "<p>x</p>"

    rows = features(laid(short * 7 + f"<p>{STORY}</p>" + short * 7), Hints())

    size = rows[7, TOKENS]
    expected = [size if abs(number - 7) <= 5 else 0 for number in range(15)]
    assert rows[:, NEAR_GOOD].tolist() == expected


def test_the_forests_of_the_model_need_no_column_that_is_not_there() -> None:
    layout, trained = laid(f"<p>{STORY}</p><p>x</p>"), model.load()

    rows = trained.rows(layout, Hints())
    seen = model.around(layout, np.zeros(2), rows[:, TOKENS].astype(np.float64))

    assert trained.first.features.max() < rows.shape[1]
    assert rows.shape[1] <= trained.second.features.max() < rows.shape[1] + seen.shape[1]


def calls(count: int) -> int:
    """Return how many Python functions the features of *count* paragraphs call."""
    layout = laid(f"<div class=story><p>{STORY}</p><p>x</p></div>" * count)
    made = 0

    def seen(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal made
        made += event in ("call", "c_call")

    sys.setprofile(seen)
    try:
        features(layout, Hints(titles=("Night ferries",)))
    finally:
        sys.setprofile(None)
    return made


def test_twice_the_lines_are_twice_the_work() -> None:
    assert calls(200) < 2.2 * calls(100)


def test_all_numbers_are_finite() -> None:
    layout = laid("<h1>-</h1>" + "<p>x</p>" * 3 + f"<ul><li><a>{STORY}</a></ul>")

    assert np.isfinite(features(layout, Hints(titles=("x", "-"), description=STORY))).all()


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        pytest.param("mainArticle-body", ("main", "article", "body"), id="parts"),
        pytest.param("card card-12", ("card",), id="each-once"),
        pytest.param("", (), id="nothing"),
    ],
)
def test_words_of_a_class(names: str, expected: tuple[str, ...]) -> None:
    assert name_words(names) == expected


def test_class_words_speak_for_the_blocks_inside() -> None:
    known = {"story": 2.0, "share": -3.0}
    words: list[tuple[str, ...]] = [("story",), ("share", "story"), ()]

    table = vocabulary_scores(words, np.array([-1, 0, 1]), np.array([2]), known)

    # own least and most, those of all around, their sum (a lone word counts twice), and the parent's own two
    assert table.tolist() == [[0, 0, -3, 2, 3, -3, 2]]
