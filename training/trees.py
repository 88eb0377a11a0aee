"""Turn LightGBM's trees into the arrays that the evaluator reads."""

from typing import Any

import numpy as np

from newsspider.extractor.forest import Forest

Node = dict[str, Any]


def forest_of(dump: dict[str, Any]) -> Forest:
    """Return the forest of ``Booster.dump_model()``; the objective must give log-odds."""
    features: list[int] = []
    thresholds: list[float] = []
    children: list[int] = []
    values: list[float] = []
    deepest = 0

    def add(node: Node, depth: int) -> int:
        nonlocal deepest
        index = len(features)
        deepest = max(deepest, depth)
        features.append(0)
        thresholds.append(np.inf)
        children.extend((index, index))
        values.append(0.0)
        if "leaf_value" in node:
            values[index] = float(node["leaf_value"])
            return index
        features[index] = int(node["split_feature"])
        thresholds[index] = float(node["threshold"])
        children[2 * index] = add(node["left_child"], depth + 1)
        children[2 * index + 1] = add(node["right_child"], depth + 1)
        return index

    roots = [add(tree["tree_structure"], 0) for tree in dump["tree_info"]]
    return Forest(
        features=np.array(features, dtype=np.int32),
        thresholds=np.array(thresholds, dtype=np.float32),
        children=np.array(children, dtype=np.int32),
        values=np.array(values, dtype=np.float32),
        roots=np.array(roots, dtype=np.int32),
        depth=deepest,
    )
