"""The second look at a page: what the first look said of a line's neighbours and blocks."""

import numpy as np
from numpy.typing import NDArray

from newsspider.extractor.features import Indices, Matrix, Vector

LEVELS = 5  # blocks around a line whose share of likely text is looked at
NEAR = 5  # lines on each side whose chance is seen
_WINDOWS = (3, 8, 15)  # lines on each side over which chances are averaged
_FAR = 50  # lines; a greater distance to likely text says no more


def context(
    chances: Vector, size: Vector, block: Indices, parent: Indices, first: Indices, end: Indices
) -> Matrix:
    """Return one row a line: chances of neighbours, of blocks around, and of the whole page.

    *chances* are those of the first look, *size* the tokens of lines; *block* is each line's
    block; the others are the arrays of all blocks.
    """
    count = len(chances)
    index = np.arange(count)
    padded = np.pad(chances, NEAR, constant_values=-0.2)
    columns = [chances]
    columns += [
        padded[NEAR + step : NEAR + step + count] for step in range(-NEAR, NEAR + 1) if step
    ]
    weight = size + 0.5
    likely = np.concatenate([[0.0], np.cumsum(chances * weight)])
    total = np.concatenate([[0.0], np.cumsum(weight)])
    whole = max(float(likely[-1]), 1e-6)
    unsure = float((np.minimum(chances, 1 - chances) * weight).sum()) / max(whole, 1.0)
    columns += [likely[:-1] / whole, 1 - likely[1:] / whole]
    columns += [np.full(count, whole), np.full(count, unsure)]
    level = block
    for _ in range(LEVELS):
        inside = likely[end[level]] - likely[first[level]]
        columns += [
            inside / np.maximum(total[end[level]] - total[first[level]], 0.5),
            inside / whole,
        ]
        level = np.maximum(0, parent[level])
    for reach in _WINDOWS:
        low, high = np.maximum(0, index - reach), np.minimum(count, index + reach + 1)
        columns.append((likely[high] - likely[low]) / (total[high] - total[low]))
    return np.stack([*columns, *_distances(chances, index)], axis=1).astype(np.float32)


def _distances(chances: Vector, index: Indices) -> list[NDArray[np.float64]]:
    """Return how far a line is from likely text, and from where that begins and ends."""
    likely = chances > 0.5
    last = np.maximum.accumulate(np.where(likely, index, -(10**6)))
    coming = np.minimum.accumulate(np.where(likely, index, 10**6)[::-1])[::-1]
    places = np.flatnonzero(likely)
    begin, end = (places[0], places[-1]) if len(places) else (0, len(index) - 1)
    return [
        np.minimum(index - last, _FAR).astype(np.float64),
        np.minimum(coming - index, _FAR).astype(np.float64),
        (index - begin).astype(np.float64),
        (end - index).astype(np.float64),
    ]
