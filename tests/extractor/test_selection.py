"""Lines are kept up to where the expected F1 is greatest."""

import numpy as np
import pytest

from newsspider.extractor.selection import doubt, select


def kept(chances: list[float], size: list[float] | None = None) -> list[bool]:
    weights = np.array(size or [20.0] * len(chances))
    found: list[bool] = select(np.array(chances), weights).tolist()
    return found


@pytest.mark.parametrize(
    ("chances", "expected"),
    [
        pytest.param([0.99, 0.98, 0.3, 0.02], [1, 1, 0, 0], id="sure-page"),
        pytest.param([0.3, 0.28, 0.02, 0.01], [1, 1, 0, 0], id="strange-page"),
        pytest.param([0.99, 0.99, 0.7], [1, 1, 1], id="more-likely-than-not"),
        pytest.param([0.01, 0.02, 0.005], [0, 0, 0], id="nothing-likely"),
        pytest.param([0.0], [0], id="no-chance"),
        pytest.param([1.0, 0.0], [1, 0], id="certain"),
        pytest.param([], [], id="no-lines"),
    ],
)
def test_the_cut(chances: list[float], expected: list[int]) -> None:
    assert kept(chances) == [bool(number) for number in expected]


def test_a_doubtful_line_is_kept_where_the_others_are_as_doubtful() -> None:
    assert kept([0.35, 0.34])[1]
    assert not kept([0.99, 0.34])[1]


def test_doubt_is_none_on_a_sure_page_and_grows() -> None:
    size, both = np.array([10.0, 10.0]), np.array([True, True])

    assert doubt(np.array([1.0, 1.0]), size, both) == 0
    assert doubt(np.array([0.9, 0.5]), size, both) == pytest.approx(0.3)
