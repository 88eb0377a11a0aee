"""The generic body engine: find the part of a page that is the article.

Lines of text are scored by length, punctuation and links; each gives its score to the elements
around it, less with every step outwards. The best element is taken, and what is no part of the
story is left out of it: navigation, lists of links, share bars, comments, related stories.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from lxml import etree

from newsspider.extractor.document import Document, Line, tokens
from newsspider.html.tree import is_hidden, names_of, tag_of, text_of

_STEP = 0.82  # of a line's score that reaches the next element outwards
_OUTWARDS = 6
_GOOD = 8  # tokens from which a line may be prose
_WEIGHT = 100  # tokens above which a longer line says no more
_PUNCTUATION = re.compile(r"[，。！？；：、,.!?;:…”\"»]")
_BAD = re.compile(
    r"(?:^|[-_ ])(?:comments?|disqus|related|recommend\w*|share|sharing|social|sidebar|footer|foot|nav"
    r"|navbar|menu|breadcrumbs?|crumbs?|promo|advert\w*|ads?|banner|newsletter|subscri\w*|popular|hot|rank"
    r"|ranking|tags?|copyright|disclaimer|login|cookie|consent|pagination|pager|author-bio|bio|toolbar|tool"
    r"|more-?stories|outbrain|taboola|widget|most-?read|trending|signup|paywall|modal|popup|statement|pinglun"
    r"|xiangguan|tuijian|fenxiang|daohang)(?:$|[-_ ])",
    re.IGNORECASE,
)
_FINE = re.compile(
    r"article|content|body|text|story|post|entry|main|detail|news|zhengwen|editor", re.IGNORECASE
)
_RELATED = re.compile(
    r"^(?:相关|延伸|推荐|热门|更多|猜你喜欢|精彩|编辑推荐|热点|为您推荐|大家都在看|点击排行|最新|今日).{0,8}(?:阅读|新闻|推荐|文章|报道|资讯|专题|喜欢|图片)?"
    r"[:：]?$|^(?:related|recommended|more (?:from|on|stories|news)|read (?:more|next|also)|you (?:may|might)"
    r"|most (?:read|popular)|latest|trending|don't miss|see also|top stories|comments?\b|leave a reply"
    r"|share this|about the author|newsletter|popular)",
    re.IGNORECASE,
)
_LEFT_OUT = frozenset(("nav", "aside", "footer", "menu", "button", "form", "select", "dialog"))
_CONTAINERS = frozenset(
    (
        "div",
        "section",
        "ul",
        "ol",
        "table",
        "dl",
        "header",
        "p",
        "figure",
        "li",
        "td",
        "tr",
        "tbody",
    )
)
_SMALL = (
    0.5  # share of the story that an element may not exceed when its name alone speaks against it
)


class Found:
    """The best element of a page and what is to be left out of it."""

    def __init__(
        self, element: etree._Element, skip: frozenset[etree._Element], score: float
    ) -> None:
        self.element = element
        self.skip = skip
        self.score = score


def find(document: Document) -> Found | None:
    """Return where the article stands; None for a page without prose."""
    scores: dict[etree._Element, float] = defaultdict(float)
    lines = document.lines
    for line in lines:
        score = _score(line)
        if score <= 0:
            continue
        share = 1.0
        for count, node in enumerate(_outwards(line.node)):
            if count >= _OUTWARDS or tag_of(node) in ("body", "html"):
                scores[node] += score * share * 0.7
                break
            scores[node] += score * share
            share *= _STEP
    if not scores:
        return None
    best = max(scores, key=lambda node: scores[node] * _named(node))
    return Found(best, frozenset(_unwanted(best)), scores[best])


def _outwards(node: etree._Element) -> Iterator[etree._Element]:
    """Yield the element whose child the line's block is, and those around it.

    A line that stands loose in a ``div`` begins with that ``div`` itself.
    """
    if tag_of(node) not in ("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre"):
        yield node
    yield from node.iterancestors()


def _score(line: Line) -> float:
    """Return how much a line looks like prose; zero for what does not."""
    size = tokens(line.text)
    if size < _GOOD or line.linked > size * 0.5:
        return 0.0
    marks = len(_PUNCTUATION.findall(line.text))
    if marks == 0 and size < 25:
        return 0.0
    score = min(size, _WEIGHT) * (1 - line.linked / size) * (1 + min(marks, 6) * 0.15)
    node = line.node
    for count, part in enumerate((node, *node.iterancestors())):
        if count > 5:
            break
        if tag_of(part) in _LEFT_OUT and tag_of(part) != "form":
            return score * 0.1
        names = names_of(part)
        if names and _BAD.search(names) and not _FINE.search(names):
            return score * 0.15
    return score * (1.2 if tag_of(node) == "p" else 1.0)


def _named(node: etree._Element) -> float:
    names = names_of(node)
    if node.get("itemprop") == "articleBody":
        return 1.3
    if tag_of(node) == "article":
        return 1.1
    return 1.08 if names and _FINE.search(names) else 1.0


def _unwanted(best: etree._Element) -> Iterator[etree._Element]:
    """Yield the elements inside *best* that are no part of the story."""
    whole = max(1, tokens(text_of(best)))
    cut: etree._Element | None = None
    for node in best.iterdescendants():
        tag = tag_of(node)
        if not tag:
            continue
        if cut is not None and cut in set(node.iterancestors()):
            continue
        if (tag in _LEFT_OUT and tokens(text_of(node)) < whole * _SMALL) or (
            tag in _CONTAINERS and _is_unwanted(node, whole)
        ):
            cut = node
            yield node
        elif _is_related(node, whole):
            yield node
            for after in node.itersiblings():
                if tokens(text_of(after)) < whole * _SMALL:
                    yield after


def _is_unwanted(node: etree._Element, whole: int) -> bool:
    """Tell whether a container is a list of links, a bar, a form of comments and the like."""
    if is_hidden(node):
        return True
    text = text_of(node)
    size = tokens(text)
    names = names_of(node)
    if names and _BAD.search(names) and size < whole * _SMALL and not _is_prose(node, names):
        return True
    links = list(node.iterdescendants("a"))
    if len(links) < 2 or size == 0 or tag_of(node) == "p":
        return False
    linked = sum(tokens(text_of(link)) for link in links)
    return linked > size * 0.6 and size < whole * 0.4


def _is_prose(node: etree._Element, names: str) -> bool:
    """Tell whether an element with a bad word in its name is the story all the same."""
    return bool(_FINE.search(names)) and sum(1 for _ in node.iterdescendants("p")) > 3


def _is_related(node: etree._Element, whole: int) -> bool:
    """Tell whether *node* is the heading of a list of other stories."""
    if tag_of(node) not in ("h2", "h3", "h4", "h5", "h6", "p", "div", "strong", "span", "dt"):
        return False
    if len(node) > 2:
        return False
    text = text_of(node).strip()
    if not 1 < len(text) <= 30 or not _RELATED.search(text):
        return False
    after = sum(tokens(text_of(part)) for part in node.itersiblings())
    return after < whole * _SMALL
