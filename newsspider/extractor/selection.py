"""Choose the lines whose F1 against the unknown article is likely to be the greatest."""

import numpy as np
from numpy.typing import NDArray

LEAST = 0.05  # a chance below this is never kept, however little else there is
CERTAIN = 0.5  # a chance from this is always kept
_CAUTION = 0.25  # log-odds taken off every chance: a line too many annoys more than one too few


def select(chances: NDArray[np.float64], size: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return which lines to keep, given each one's chance and its tokens.

    The best cut of the ranked lines is where the expected F1 is greatest: on a page of which the
    model is sure that is near one half, on a strange page it is lower.
    """
    if not len(chances):
        return np.zeros(0, dtype=np.bool_)
    odds = np.log(np.clip(chances, 1e-6, 1 - 1e-6)) - np.log(np.clip(1 - chances, 1e-6, 1))
    careful = 1.0 / (1.0 + np.exp(_CAUTION - odds))
    order = np.argsort(-careful, kind="stable")
    weight = size + 0.3
    likely = np.cumsum((careful * weight)[order])
    taken = np.cumsum(weight[order])
    expected = 2 * likely / (taken + likely[-1])
    cut = float(careful[order[int(expected.argmax())]])
    kept: NDArray[np.bool_] = careful >= max(LEAST, min(cut, CERTAIN))
    return kept


def doubt(
    chances: NDArray[np.float64], size: NDArray[np.float64], kept: NDArray[np.bool_]
) -> float:
    """Return how unsure a choice is: the tokens in doubt for each token kept, 0 or more."""
    unsure = float((np.minimum(chances, 1 - chances) * size).sum())
    return unsure / max(1.0, float(size[kept].sum()))
