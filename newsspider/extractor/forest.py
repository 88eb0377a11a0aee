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

    features: NDArray[np.intp]
    thresholds: NDArray[np.float32]
    children: NDArray[np.intp]
    values: NDArray[np.float32]
    roots: NDArray[np.intp]
    depth: int

    def odds(
        self, rows: NDArray[np.float32], begin: int = 0, end: int | None = None
    ) -> NDArray[np.float64]:
        """Return what the trees from *begin* to *end* add up for every row, shape (rows,)."""
        count, width = rows.shape
        flat = np.ascontiguousarray(rows, dtype=np.float32).ravel()
        starts = (np.arange(count, dtype=np.intp) * width)[:, None]
        node = np.repeat(self.roots[None, begin:end], count, axis=0)
        for _ in range(self.depth):  # every index is in range: "clip" spares a second look
            column = self.features.take(node, mode="clip")
            column += starts
            right = flat.take(column, mode="clip") > self.thresholds.take(node, mode="clip")
            node += node
            node += right
            node = self.children.take(node, mode="clip")
        found: NDArray[np.float64] = self.values.take(node, mode="clip").sum(
            axis=1, dtype=np.float64
        )
        return found


def probability(odds: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the probabilities of log-odds."""
    found: NDArray[np.float64] = 1.0 / (1.0 + np.exp(-np.clip(odds, -60.0, 60.0)))
    return found
