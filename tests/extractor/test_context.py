"""What the second look sees of the first."""

import numpy as np

from newsspider.extractor.context import LEVELS, NEAR, context
from newsspider.extractor.features import Matrix, Vector

SIZE = np.array([2.0, 20.0, 20.0, 2.0])
CHANCES = np.array([0.0, 0.9, 0.8, 0.1])
BESIDE = 1 + 2 * NEAR  # columns of the line's own chance and its neighbours'
INNER = BESIDE + 4  # where the columns of the blocks around begin


def seen(chances: Vector = CHANCES) -> Matrix:
    """Four lines; the second and third stand in a block of their own."""
    return context(
        chances,
        SIZE,
        np.array([0, 1, 1, 0]),
        np.array([-1, 0]),
        np.array([0, 1]),
        np.array([4, 3]),
    )


def test_a_line_sees_its_own_chance_and_its_neighbours() -> None:
    before, after = NEAR, NEAR + 1  # the nearest on each side

    row = seen()[1]

    assert np.allclose(row[[0, before, after]], [0.9, 0.0, 0.8])


def test_beyond_the_page_there_is_less_than_no_chance() -> None:
    assert np.allclose(seen()[0][1 : 1 + NEAR], -0.2)


def test_a_block_is_seen_by_the_share_of_its_text_that_is_likely() -> None:
    row = seen()[1]

    assert np.isclose(row[INNER], 0.85)
    assert np.isclose(row[INNER + 1], 0.85 * 41 / (0.85 * 41 + 0.1 * 2.5))


def test_the_page_is_one_block_for_lines_outside_of_others() -> None:
    rows = seen()

    assert np.isclose(rows[0][INNER + 1], 1)
    assert np.isclose(rows[1][INNER + 3], 1)


def test_the_distances_to_likely_text_and_to_its_ends() -> None:
    assert seen()[:, -4:].tolist() == [[50, 1, -1, 2], [0, 0, 0, 1], [0, 0, 1, 0], [1, 50, 2, -1]]


def test_a_page_without_likely_text_has_finite_numbers() -> None:
    rows = seen(np.zeros(4))

    assert np.isfinite(rows).all()
    assert rows.shape == (4, INNER + 2 * LEVELS + 3 + 4)
