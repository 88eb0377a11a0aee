"""Trees are evaluated over many rows at once."""

import numpy as np
import pytest

from newsspider.extractor.forest import Forest, probability

# One tree: column 1 over 0.5 gives 2; else column 0 over 3 gives -1, or -2. And a tree of one leaf.
TREES = Forest(
    features=np.array([1, 0, 0, 0, 0, 0], dtype=np.int32),
    thresholds=np.array([0.5, 3, np.inf, np.inf, np.inf, np.inf], dtype=np.float32),
    children=np.array([1, 2, 3, 4, 2, 2, 3, 3, 4, 4, 5, 5], dtype=np.int32),
    values=np.array([0, 0, 2, -2, -1, 0.25], dtype=np.float32),
    roots=np.array([0, 5], dtype=np.int32),
    depth=2,
)


def odds(rows: list[list[float]]) -> list[float]:
    chances = probability(TREES.odds(np.array(rows, dtype=np.float32).reshape(-1, 2)))
    return [round(float(odd), 4) for odd in np.log(chances / (1 - chances))]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param([0, 1], 2.25, id="right"),
        pytest.param([9, 0], -0.75, id="left-then-right"),
        pytest.param([3, 0.5], -1.75, id="a-threshold-itself-is-left"),
    ],
)
def test_a_row_ends_in_its_leaf(row: list[float], expected: float) -> None:
    assert odds([row]) == [expected]


def test_rows_do_not_touch_each_other() -> None:
    assert odds([[0, 1], [9, 0], [0, 0]]) == [2.25, -0.75, -1.75]


def test_no_rows_have_no_chances() -> None:
    assert odds([]) == []


def test_trees_that_were_trained_are_evaluated_as_their_trainer_does() -> None:
    lightgbm = pytest.importorskip("lightgbm")
    trees = pytest.importorskip("training.trees")
    random = np.random.default_rng(1)
    rows = random.normal(size=(400, 5)).astype(np.float32)
    answers = (rows[:, 0] * rows[:, 1] + rows[:, 2] > 0).astype(int)
    booster = lightgbm.train(
        {"objective": "binary", "num_leaves": 7, "verbose": -1, "num_threads": 1},
        lightgbm.Dataset(rows, answers),
        num_boost_round=10,
    )

    chances = probability(trees.forest_of(booster.dump_model()).odds(rows))

    assert np.allclose(chances, booster.predict(rows), atol=1e-4)
