"""Evaluate gradient-boosted trees over many rows at once.

A forest is five arrays over the nodes of all its trees. A leaf is its own child, so that every
row may take as many steps as the deepest tree has.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Forest:
    """The nodes of all trees; ``roots`` says where each tree begins.

    A row goes to ``children[2 * node + 1]`` where its value exceeds the threshold, else to
    ``children[2 * node]``; ``values`` are what leaves add up, in log-odds.
    """

    features: NDArray[np.int32]
    thresholds: NDArray[np.float32]
    children: NDArray[np.int32]
    values: NDArray[np.float32]
    roots: NDArray[np.int32]
    depth: int

    def probabilities(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return the probability of every row, shape (rows,)."""
        count, width = rows.shape
        flat = np.ascontiguousarray(rows, dtype=np.float32).ravel()
        starts = (np.arange(count, dtype=np.int32) * width)[:, None]
        node = np.repeat(self.roots[None, :], count, axis=0)
        for _ in range(self.depth):
            column = self.features.take(node)
            column += starts
            right = flat.take(column) > self.thresholds.take(node)
            node += node
            node += right
            node = self.children.take(node)
        odds = self.values.take(node).sum(axis=1, dtype=np.float64)
        chance: NDArray[np.float64] = 1.0 / (1.0 + np.exp(-np.clip(odds, -60.0, 60.0)))
        return chance
