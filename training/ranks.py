"""How far two rankings of the same pages agree."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def spearman(pairs: Sequence[tuple[float, float]]) -> float:
    """Return the rank correlation of the two sides of *pairs*, 0 where one side never changes."""
    table = np.array(pairs, dtype=np.float64).reshape(-1, 2)
    if any(len(np.unique(table[:, column])) < 2 for column in (0, 1)):
        return 0.0
    ranks = [_ranks(table[:, column]) for column in (0, 1)]
    return float(np.corrcoef(ranks[0], ranks[1])[0, 1])


def _ranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the ranks of *values*, equal ones sharing the mean rank."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    middle: NDArray[np.float64] = ends - (counts - 1) / 2
    return middle[inverse]
