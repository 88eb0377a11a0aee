"""What authors call the blocks of a page: words in class and id that speak for text or against."""

import re
from collections.abc import Mapping
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from newsspider.extractor.layout import Block

Indices = NDArray[np.int64]

_GOOD = frozenset((
    "article", "articles", "content", "contents", "body", "bodytext", "text", "story", "post",
    "entry", "main", "detail", "details", "news", "zhengwen", "editor", "prose", "copy",
    "paragraph", "rich", "richtext", "wysiwyg", "artikel", "beitrag", "articlebody", "textbody",
    "storybody", "postbody", "entrycontent", "articlecontent", "contenttext", "maincontent",
    "newscontent",
))  # fmt: skip
_BAD = frozenset((
    "comment", "comments", "disqus", "related", "recommend", "recommended", "recommendation",
    "share", "sharing", "social", "sidebar", "side", "foot", "footer", "nav", "navbar",
    "navigation", "menu", "crumb", "crumbs", "breadcrumb", "breadcrumbs", "promo", "promotion",
    "advert", "advertisement", "ad", "ads", "banner", "newsletter", "subscribe", "subscription",
    "popular", "hot", "rank", "ranking", "tag", "tags", "copyright", "disclaimer", "login",
    "cookie", "cookies", "consent", "pagination", "pager", "bio", "tool", "toolbar", "tools",
    "more", "outbrain", "taboola", "widget", "read", "trending", "signup", "paywall", "modal",
    "popup", "pinglun", "xiangguan", "tuijian", "fenxiang", "daohang", "teaser", "teasers",
    "card", "cards", "carousel", "slider", "caption", "credit", "byline", "author", "meta",
    "date", "time", "info", "headline", "title", "header", "search", "sponsor", "sponsored",
    "similar", "also", "next", "prev", "previous", "link", "links", "list", "feed", "rail",
    "aside", "topics", "stories", "gallery", "video", "player", "form", "button", "icon", "logo",
    "top", "bottom", "right", "left",
))  # fmt: skip
_SHAPE = 5  # words of class and id by which two blocks are said to be alike
_NAME_WORD = re.compile(r"[A-Z]?[a-z]{2,}|[A-Z]{2,}")


@lru_cache(4096)
def judged(names: str) -> tuple[int, int, str]:
    """Return how many words in class and id speak for and against text, and their shape.

    The shape is without numbers: cards of one list differ in these alone.
    """
    words = name_words(names)
    fine = sum(word in _GOOD for word in words)
    bad = sum(word in _BAD for word in words)
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
    spans: dict[tuple[str, ...], tuple[float, float]] = {}  # a page repeats its class names
    for names, up in zip(words, parents.tolist(), strict=True):
        span = spans.get(names)
        if span is None:
            known = [vocabulary[word] for word in names if word in vocabulary]
            span = spans[names] = (min(known), max(known)) if known else (0.0, 0.0)
        low, high = span
        if up < 0:
            table.append((low, high, low, high, low + high))
        else:
            _, _, least, most, sum_ = table[up]
            least = low if low < least else least  # noqa: FURB136  a call doubles the loop
            most = high if high > most else most  # noqa: FURB136
            table.append((low, high, least, most, sum_ + low + high))
    scores = np.array(table)
    outer = scores[np.maximum(0, parents[block])]
    return np.concatenate([scores[block], outer[:, :2]], axis=1)


def block_words(blocks: list[Block]) -> list[tuple[str, ...]]:
    """Return the class words of every block."""
    return [name_words(block.names) if block.names else () for block in blocks]
