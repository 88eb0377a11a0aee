"""The trained model of article bodies: its file, read once, and its two looks at a page."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from newsspider.extractor.context import context
from newsspider.extractor.features import (
    LINKED,
    NEAR_GOOD,
    TOKENS,
    Matrix,
    Vector,
    features,
)
from newsspider.extractor.forest import Forest, probability
from newsspider.extractor.hints import Hints
from newsspider.extractor.layout import Layout
from newsspider.extractor.names import block_words, vocabulary_scores

FILE = "model.npz"
EARLY = 80  # trees of the first look after which it is seen who goes on
UNLIKELY = -2.9  # log-odds after these: one line in twenty, and after all trees one in a thousand
GONE = 0.003  # the chance of a line that did not go on
HALF = 150  # trees of the second look after which most lines are sure
SURE = 2.5  # log-odds after these: hardly one in ten thousand ends on the other side of a half
REST = 1.17  # what the other trees make of such odds, in the middle
LIKELY = 0.005  # a first chance from which the second look may find text: it is kept from 0.05
_PARTS = ("features", "thresholds", "children", "values", "roots")


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """Two forests, what class words are known for, and how good a page's answer is.

    ``curve`` maps doubt (first row, growing) to the F1 that such pages had (second row).
    """

    first: Forest
    second: Forest
    vocabulary: Mapping[str, float]
    curve: NDArray[np.float64]

    def chances(self, layout: Layout, hints: Hints, *, fast: bool = False) -> tuple[Vector, Vector]:
        """Return for every line the chance that it is text of the article, and its tokens.

        With *fast* the chances are those of the first look.
        """
        rows = self.rows(layout, hints)
        size = rows[:, 0].astype(np.float64)
        chances = first_look(self.first, rows, hopeless(rows))
        if fast:
            return chances, size
        again = np.concatenate([rows, around(layout, chances, size)], axis=1)
        return second_look(self.second, again, chances), size

    def rows(self, layout: Layout, hints: Hints) -> Matrix:
        """Return what the first look sees, one row a line."""
        rows = features(layout, hints)
        known = vocabulary_scores(
            block_words(layout.blocks),
            np.array([block.parent for block in layout.blocks]),
            np.array([line.block for line in layout.lines]),
            self.vocabulary,
        )
        return np.concatenate([rows, known.astype(np.float32)], axis=1)

    def quality(self, doubt: float) -> float:
        """Return the F1 that pages of such a doubt had, 0 to 1."""
        return float(np.interp(doubt, self.curve[0], self.curve[1]))


def first_look(forest: Forest, rows: Matrix, hopeless: NDArray[np.bool_]) -> Vector:
    """Return the chance of every line; what the first trees think unlikely is asked no further."""
    chances = np.zeros(len(rows))
    places = np.flatnonzero(~hopeless)
    odds = forest.odds(rows[places], 0, EARLY)
    going = odds > UNLIKELY
    chances[places[~going]] = GONE
    places = places[going]
    chances[places] = probability(odds[going] + forest.odds(rows[places], EARLY))
    return chances


def second_look(forest: Forest, rows: Matrix, chances: Vector) -> Vector:
    """Return the chances after the second look, which only likely lines get."""
    found = chances.copy()
    places = np.flatnonzero(chances >= LIKELY)
    odds = forest.odds(rows[places], 0, HALF)
    sure = np.abs(odds) >= SURE
    odds[sure] *= REST
    odds[~sure] += forest.odds(rows[places[~sure]], HALF)
    found[places] = probability(odds)
    return found


def hopeless(rows: Matrix) -> NDArray[np.bool_]:
    """Tell which lines are links of a few words with no prose near: they are not judged.

    These are two lines of five, and hold one in six hundred of the words of articles.
    """
    lonely = rows[:, NEAR_GOOD] < 1
    found: NDArray[np.bool_] = (rows[:, LINKED] > 0.85) & (rows[:, TOKENS] < 8) & lonely
    return found


def around(layout: Layout, chances: Vector, size: Vector) -> Matrix:
    """Return what the second look sees of the first."""
    blocks = layout.blocks
    return context(
        chances,
        size,
        np.array([line.block for line in layout.lines]),
        np.array([block.parent for block in blocks]),
        np.array([block.first for block in blocks]),
        np.array([block.end for block in blocks]),
    )


@cache
def load() -> Model:
    """Return the model that comes with the package; it is read once."""
    with (files("newsspider.extractor") / FILE).open("rb") as file:
        return from_arrays(dict(np.load(file, allow_pickle=False)))


def from_arrays(arrays: Mapping[str, NDArray[np.generic]]) -> Model:
    """Return the model that :func:`to_arrays` wrote."""
    words = [str(word) for word in arrays["words"]]
    scores = [float(score) for score in arrays["scores"].astype(float)]
    return Model(
        first=_forest(arrays, "first"),
        second=_forest(arrays, "second"),
        vocabulary=dict(zip(words, scores, strict=True)),
        curve=arrays["curve"].astype(np.float64),
    )


def to_arrays(model: Model) -> dict[str, NDArray[np.generic]]:
    """Return *model* as arrays for ``numpy.savez_compressed``."""
    arrays: dict[str, NDArray[np.generic]] = {
        "words": np.array(list(model.vocabulary)),
        "scores": np.array(list(model.vocabulary.values()), dtype=np.float32),
        "curve": model.curve,
    }
    for name, forest in (("first", model.first), ("second", model.second)):
        arrays |= {f"{name}_{part}": getattr(forest, part) for part in _PARTS}
        arrays[f"{name}_depth"] = np.array(forest.depth)
    return arrays


def _forest(arrays: Mapping[str, NDArray[np.generic]], name: str) -> Forest:
    return Forest(
        features=arrays[f"{name}_features"].astype(np.intp),
        thresholds=arrays[f"{name}_thresholds"].astype(np.float32),
        children=arrays[f"{name}_children"].astype(np.intp),
        values=arrays[f"{name}_values"].astype(np.float32),
        roots=arrays[f"{name}_roots"].astype(np.intp),
        depth=int(arrays[f"{name}_depth"].astype(int)),
    )
