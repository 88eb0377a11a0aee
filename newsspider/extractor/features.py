"""The numbers that the body model sees: each line, its blocks, its neighbours, its page.

All of it is linear in the size of the page: a block covers a run of lines, so that sums over it
are differences of running sums.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from newsspider.extractor import signals
from newsspider.extractor.hints import Hints
from newsspider.extractor.layout import Block, Layout
from newsspider.extractor.names import judged
from newsspider.extractor.told import ruler_columns, title_columns
from newsspider.text.letters import letters

Matrix = NDArray[np.float32]
Vector = NDArray[np.float64]
Indices = NDArray[np.int64]

_COMPARED = 120  # characters of a line that are compared with titles and other lines
GOOD = 10  # tokens from which a line may be prose
LEVELS = 4  # blocks around a line that are looked at: its own, and three outwards
REACH = 3  # neighbours on each side
TOKENS, LINKED = signals.NAMES.index("tokens"), signals.NAMES.index("linked")  # columns
NEAR_GOOD = 172  # the column of the good tokens within five lines; a test holds it

_TAGS = (
    "p", "div", "li", "td", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre",
    "figcaption", "span", "section", "article", "dd", "dt", "th", "center", "body", "main",
    "header", "footer", "aside", "nav", "figure", "form", "ul", "ol", "table", "tr", "tbody",
    "summary", "details", "address", "label",
)  # fmt: skip
_TAG = {tag: float(number) for number, tag in enumerate(_TAGS, 1)}
_AROUND = (
    "article", "main", "section", "header", "footer", "aside", "nav", "figure", "form", "li",
    "ul", "table", "blockquote", "pre", "details",
)  # fmt: skip
_SHIFTS = {tag: 4 * number for number, tag in enumerate(_AROUND)}


def features(layout: Layout, hints: Hints) -> Matrix:
    """Return one row a line."""
    lines, blocks = layout.lines, layout.blocks
    own = signals.signals(lines)
    texts = [letters(line.text[:_COMPARED]) for line in lines]
    size, linked = own[:, 0], own[:, 2]
    good = np.where((size >= GOOD) & (linked < 0.5), size, 0.0)
    tree = _tree(blocks)
    block = np.array([line.block for line in lines])
    sums = _Sums(size, size * linked, good, own[:, 4], tree)
    best = _best(blocks, tree, sums)
    columns = [
        own,
        _places(size, good, block, best, tree, sums),
        _blocks(block, tree, sums),
        title_columns(lines_tags(layout), texts, size, hints),
        ruler_columns(texts, hints),
        _repeats(texts),
    ]
    base = np.concatenate(columns, axis=1)
    near = _neighbours(own, block, good)
    page = np.tile(_page(own, good, blocks, best, sums), (len(lines), 1))
    return np.concatenate([base, near, page], axis=1).astype(np.float32)


def lines_tags(layout: Layout) -> list[str]:
    """Return the tag of each line's block."""
    return [layout.blocks[line.block].tag for line in layout.lines]


@dataclass(slots=True)
class _Tree:
    """The blocks as arrays; ``names`` are (own good, own bad, all good, all bad)."""

    parent: Indices
    first: Indices
    end: Indices
    depth: Vector
    tag: Vector
    around: NDArray[np.float64]
    names: NDArray[np.float64]
    children: Vector
    alike: Vector


def _tree(blocks: list[Block]) -> _Tree:
    around: list[int] = []  # how many elements of each sort are around, four bits a sort
    names: list[tuple[int, int, int, int]] = []
    children = [0] * len(blocks)
    shapes: dict[tuple[int, str, str], int] = {}  # the number of the first block of each
    alike: list[int] = []  # the number of the first block like each
    for number, block in enumerate(blocks):
        up, tag = block.parent, block.tag
        fine, bad, shape = judged(block.names) if block.names else _NAMELESS
        if up >= 0:
            outer = around[up]
            _, _, fine_around, bad_around = names[up]
            children[up] += 1
            names.append((fine, bad, fine_around + fine, bad_around + bad))
        else:
            outer = 0
            names.append((fine, bad, fine, bad))
        if tag in _SHIFTS:
            shift = _SHIFTS[tag]
            if (outer >> shift) & 15 < 15:
                outer += 1 << shift
        around.append(outer)
        alike.append(shapes.setdefault((up, tag, shape), number))
    shifts = np.array(list(_SHIFTS.values()), dtype=np.int64)
    counts = (np.array(around, dtype=np.int64)[:, None] >> shifts) & 15
    return _Tree(
        np.array([block.parent for block in blocks]),
        np.array([block.first for block in blocks]),
        np.array([block.end for block in blocks]),
        np.array([block.depth for block in blocks], dtype=np.float64),
        np.array([_TAG.get(block.tag, 0.0) for block in blocks]),
        counts.astype(np.float64),
        np.array(names, dtype=np.float64),
        np.array(children, dtype=np.float64),
        np.bincount(alike, minlength=len(blocks))[alike].astype(np.float64),
    )


_NAMELESS = (0, 0, "")


class _Sums:
    """Sums over the lines of every block."""

    def __init__(self, size: Vector, linked: Vector, good: Vector, ends: Vector, tree: _Tree):
        def over(values: Vector) -> Vector:
            running = np.concatenate([[0.0], np.cumsum(values)])
            found: Vector = running[tree.end] - running[tree.first]
            return found

        self.size = over(size)
        self.linked = over(linked)
        self.good = over(good)
        self.ends = over(ends)
        self.count = over(np.ones(len(size)))
        self.good_count = over((good > 0).astype(np.float64))
        self.total_good = max(1.0, float(good.sum()))
        self.total = max(1.0, float(size.sum()))


def _best(blocks: list[Block], tree: _Tree, sums: _Sums) -> int:
    """Return the deepest block with at least half of the good text."""
    best = 0
    wanted = sums.total_good * 0.5
    for number in range(len(blocks)):
        if sums.good[number] >= wanted and (tree.parent[number] == best or number == 0):
            best = number
    return best


def _places(
    size: Vector, good: Vector, block: Indices, best: int, tree: _Tree, sums: _Sums
) -> NDArray[np.float64]:
    """Where a line stands in the page, and to the first and last good line of the best block."""
    count = len(size)
    index = np.arange(count, dtype=np.float64)
    start, end = tree.first[best], tree.end[best]
    inside = (index >= start) & (index < end)
    places = np.flatnonzero((good > 0) & inside)
    first, last = (places[0], places[-1]) if len(places) else (0, count - 1)
    before = np.concatenate([[0.0], np.cumsum(size)[:-1]])
    good_before = np.concatenate([[0.0], np.cumsum(good)[:-1]])
    return np.stack(
        [
            index / count,
            index,
            count - index,
            before / sums.total,
            good_before / sums.total_good,
            inside.astype(np.float64),
            index - first,
            last - index,
            (index - start) / max(1, end - start),
            tree.depth[block] - tree.depth[best],
        ],
        axis=1,
    )


def _blocks(block: Indices, tree: _Tree, sums: _Sums) -> NDArray[np.float64]:
    """The blocks around each line, its own first."""
    columns = []
    level = block
    for number in range(LEVELS):
        size = np.maximum(1.0, sums.size[level])
        count = np.maximum(1.0, sums.count[level])
        columns += [
            tree.tag[level],
            sums.size[level],
            sums.linked[level] / size,
            sums.good[level] / sums.total_good,
            sums.good_count[level] / count,
            sums.count[level],
            size / count,
            sums.ends[level] / size,
            tree.names[level, 0],
            tree.names[level, 1],
            tree.children[level],
            tree.alike[level],
        ]
        if number == 0:
            columns += [tree.depth[level], tree.names[level, 2], tree.names[level, 3]]
            columns += [tree.around[level, column] for column in range(len(_AROUND))]
        level = np.maximum(0, tree.parent[level])
    return np.stack(columns, axis=1)


def _repeats(texts: list[str]) -> NDArray[np.float64]:
    """How often a line's text stands in the page."""
    counts: dict[str, int] = {}
    for text in texts:
        counts[text] = counts.get(text, 0) + 1
    return np.array([[float(counts[text])] for text in texts])


_NEAR = tuple(
    signals.NAMES.index(name)
    for name in ("tokens", "linked", "bold", "ends", "closed", "dated", "related", "credit")
)  # of the signals: those that a neighbour is looked at for


def _neighbours(own: NDArray[np.float64], block: Indices, good: Vector) -> NDArray[np.float64]:
    """The same of the lines before and after, and the distance to good ones."""
    count = len(own)
    picked = np.concatenate([own[:, _NEAR], block[:, None].astype(np.float64)], axis=1)
    padded = np.full((count + 2 * REACH, picked.shape[1]), -1.0)
    padded[REACH : REACH + count] = picked
    columns = []
    for step in (*range(-REACH, 0), *range(1, REACH + 1)):
        moved = padded[REACH + step : REACH + step + count].copy()
        moved[:, -1] = (moved[:, -1] == block).astype(np.float64)
        columns.append(moved)
    index = np.arange(count)
    places = np.where(good > 0, index, -10_000)
    last = np.maximum.accumulate(places)
    upcoming = np.minimum.accumulate(np.where(good > 0, index, 10_000_000)[::-1])[::-1]
    gaps = np.stack([np.minimum(index - last, 99), np.minimum(upcoming - index, 99)], axis=1)
    running = np.concatenate([[0.0], np.cumsum(good)])
    around = [
        running[np.minimum(count, index + reach + 1)] - running[np.maximum(0, index - reach)]
        for reach in (2, 5, 10)
    ]
    return np.concatenate([*columns, gaps.astype(np.float64), np.stack(around, axis=1)], axis=1)


def _page(
    own: NDArray[np.float64], good: Vector, blocks: list[Block], best: int, sums: _Sums
) -> Vector:
    """What holds for the whole page."""
    return np.array(
        [
            len(own),
            sums.total,
            sums.total_good,
            sums.good[best] / sums.total_good,
            float(np.average(own[:, 12], weights=own[:, 1] + 1)),
            float(sum(block.tag == "p" for block in blocks)),
            float(sum(block.tag == "article" for block in blocks)),
            float(own[:, signals.NAMES.index("broken")].mean()),
            float((good > 0).sum()),
        ]
    )
