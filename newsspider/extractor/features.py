"""The numbers that the body model sees: each line, its blocks, its neighbours, its page.

All of it is linear in the size of the page: a block covers a run of lines, so that sums over it
are differences of running sums.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from newsspider.extractor import signals
from newsspider.extractor.layout import Block, Layout
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

_TAGS = [
    "p",
    "div",
    "li",
    "td",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "pre",
    "figcaption",
    "span",
    "section",
    "article",
    "dd",
    "dt",
    "th",
    "center",
    "body",
    "main",
    "header",
    "footer",
    "aside",
    "nav",
    "figure",
    "form",
    "ul",
    "ol",
    "table",
    "tr",
    "tbody",
    "summary",
    "details",
    "address",
    "label",
]
_TAG = {tag: float(number) for number, tag in enumerate(_TAGS, 1)}
_AROUND = [
    "article",
    "main",
    "section",
    "header",
    "footer",
    "aside",
    "nav",
    "figure",
    "form",
    "li",
    "ul",
    "table",
    "blockquote",
    "pre",
    "details",
]
_SHIFTS = {tag: 4 * number for number, tag in enumerate(_AROUND)}
_GOOD_NAMES = frozenset(
    [
        "article",
        "articles",
        "content",
        "contents",
        "body",
        "bodytext",
        "text",
        "story",
        "post",
        "entry",
        "main",
        "detail",
        "details",
        "news",
        "zhengwen",
        "editor",
        "prose",
        "copy",
        "paragraph",
        "rich",
        "richtext",
        "wysiwyg",
        "artikel",
        "beitrag",
        "articlebody",
        "textbody",
        "storybody",
        "postbody",
        "entrycontent",
        "articlecontent",
        "contenttext",
        "maincontent",
        "newscontent",
    ]
)
_BAD_NAMES = frozenset(
    [
        "comment",
        "comments",
        "disqus",
        "related",
        "recommend",
        "recommended",
        "recommendation",
        "share",
        "sharing",
        "social",
        "sidebar",
        "side",
        "foot",
        "footer",
        "nav",
        "navbar",
        "navigation",
        "menu",
        "crumb",
        "crumbs",
        "breadcrumb",
        "breadcrumbs",
        "promo",
        "promotion",
        "advert",
        "advertisement",
        "ad",
        "ads",
        "banner",
        "newsletter",
        "subscribe",
        "subscription",
        "popular",
        "hot",
        "rank",
        "ranking",
        "tag",
        "tags",
        "copyright",
        "disclaimer",
        "login",
        "cookie",
        "cookies",
        "consent",
        "pagination",
        "pager",
        "bio",
        "tool",
        "toolbar",
        "tools",
        "more",
        "outbrain",
        "taboola",
        "widget",
        "read",
        "trending",
        "signup",
        "paywall",
        "modal",
        "popup",
        "pinglun",
        "xiangguan",
        "tuijian",
        "fenxiang",
        "daohang",
        "teaser",
        "teasers",
        "card",
        "cards",
        "carousel",
        "slider",
        "caption",
        "credit",
        "byline",
        "author",
        "meta",
        "date",
        "time",
        "info",
        "headline",
        "title",
        "header",
        "search",
        "sponsor",
        "sponsored",
        "similar",
        "also",
        "next",
        "prev",
        "previous",
        "link",
        "links",
        "list",
        "feed",
        "rail",
        "aside",
        "topics",
        "stories",
        "gallery",
        "video",
        "player",
        "form",
        "button",
        "icon",
        "logo",
        "top",
        "bottom",
        "right",
        "left",
    ]
)
_SHAPE = 5  # words of class and id by which two blocks are said to be alike
_NAME_WORD = re.compile(r"[A-Z]?[a-z]{2,}|[A-Z]{2,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What the page declares of its article: possible titles, description, text of JSON-LD."""

    titles: tuple[str, ...] = ()
    description: str = ""
    article_body: str = ""


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
        _title(lines_tags(layout), texts, size, hints),
        _rulers(texts, hints),
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
    shapes: dict[tuple[int, str, str], int] = {}
    keys = []
    for block in blocks:
        up, tag = block.parent, block.tag
        outer, fine_around, bad_around = 0, 0, 0
        if up >= 0:
            outer = around[up]
            _, _, fine_around, bad_around = names[up]
            children[up] += 1
        shift = _SHIFTS.get(tag)
        if shift is not None and (outer >> shift) & 15 < 15:
            outer += 1 << shift
        around.append(outer)
        fine, bad, shape = _judged(block.names) if block.names else _NAMELESS
        names.append((fine, bad, fine_around + fine, bad_around + bad))
        key = (up, tag, shape)
        shapes[key] = shapes.get(key, 0) + 1
        keys.append(key)
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
        np.array([shapes[key] for key in keys], dtype=np.float64),
    )


_NAMELESS = (0, 0, "")


@lru_cache(4096)
def _judged(names: str) -> tuple[int, int, str]:
    """Return how many words in class and id speak for and against text, and their shape.

    The shape is without numbers: cards of one list differ in these alone.
    """
    words = name_words(names)
    fine = sum(word in _GOOD_NAMES for word in words)
    bad = sum(word in _BAD_NAMES for word in words)
    return fine, bad, " ".join(words[:_SHAPE])


@lru_cache(4096)
def name_words(names: str) -> tuple[str, ...]:
    """Return the words in class and id, each once: ``mainArticle-body`` has three."""
    return tuple(dict.fromkeys(word.lower() for word in _NAME_WORD.findall(names)))[:20]


def vocabulary_scores(
    words: list[tuple[str, ...]], parents: Indices, block: Indices, vocabulary: Mapping[str, float]
) -> NDArray[np.float64]:
    """Return what the class words of the blocks around each line are known for.

    *words* are those of each block. Least and most of its own block, of the parent, of all
    around, and the sum of all around: log-odds of being text of an article.
    """
    table: list[tuple[float, float, float, float, float]] = []
    for names, up in zip(words, parents.tolist(), strict=True):
        known = [vocabulary[word] for word in names if word in vocabulary]
        low, high = (min(known), max(known)) if known else (0.0, 0.0)
        if up < 0:
            table.append((low, high, low, high, low + high))
        else:
            _, _, least, most, sum_ = table[up]
            table.append((low, high, min(low, least), max(high, most), sum_ + low + high))
    scores = np.array(table)
    outer = scores[np.maximum(0, parents[block])]
    return np.concatenate([scores[block], outer[:, :2]], axis=1)


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


def _title(tags: list[str], texts: list[str], size: Vector, hints: Hints) -> NDArray[np.float64]:
    """How far a line stands from the heading that the page's titles repeat."""
    titles = [text for text in map(letters, hints.titles) if len(text) >= 4]
    rank = np.zeros(len(texts))
    for number, text in enumerate(texts):
        if 4 <= len(text) <= 300:
            alike = max((_alike(text, title) for title in titles), default=0.0)
            if alike >= 0.5:
                rank[number] = alike + (
                    0.5 if tags[number] == "h1" else 0.2 if tags[number][:1] == "h" else 0
                )
    index = np.arange(len(texts), dtype=np.float64)
    best = int(rank.argmax()) if len(texts) and rank.max() > 0 else -1
    if best < 0:
        h1 = [number for number, tag in enumerate(tags) if tag == "h1"]
        best = h1[0] if h1 else -1
    if best < 0:
        gone = np.full(len(texts), -999.0)
        return np.stack([gone, gone, rank, np.zeros(len(texts))], axis=1)
    before = np.concatenate([[0.0], np.cumsum(size)[:-1]])
    return np.stack(
        [index - best, before - before[best], rank, (index == best).astype(np.float64)], axis=1
    )


def _alike(text: str, title: str) -> float:
    if text == title:
        return 1.0
    if text in title:
        return len(text) / len(title)
    if title in text:
        return len(title) / len(text)
    return 0.0


def _rulers(texts: list[str], hints: Hints) -> NDArray[np.float64]:
    """Whether a line stands in the text or the description that the page declares."""
    body, description = letters(hints.article_body), letters(hints.description)
    made = np.full((len(texts), 2), -1.0)
    for column, ruler in enumerate((body, description)):
        if len(ruler) < 40:
            continue
        for number, text in enumerate(texts):
            head = text[:40]
            if len(text) < 4:
                made[number, column] = -0.5
            elif text in ruler or (column and ruler in text):
                made[number, column] = 1.0
            elif len(head) >= 20 and head in ruler:
                made[number, column] = 0.5
            else:
                made[number, column] = 0.0
    return made


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


def block_words(blocks: list[Block]) -> list[tuple[str, ...]]:
    """Return the class words of every block."""
    return [name_words(block.names) if block.names else () for block in blocks]
