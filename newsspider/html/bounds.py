"""Cut what a page has only to harm its reader, before it is parsed.

libxml2 gives up at a depth of 256 elements, and all that comes after is lost without a word; its
time grows with the square of a tag's attributes (80,000 of them take more than half a minute).
"""

import re
from collections.abc import Iterator

MOST = 180_000  # tags of a page, closing ones too; real pages have fewer than 60,000
DEEPEST = 120  # levels: the parser gives up at 256, real pages have < 60
_ATTRIBUTES = 500  # blanks in one tag; real tags have fewer than 50
_MUCH = 4000  # characters of one tag, from which its attributes are counted
_LONG = re.compile(rf"<[A-Za-z][\w:-]{{0,40}}(?=[\s/])[^<>]{{{_MUCH},}}>?")
_TAG = re.compile(r"<(/?)([A-Za-z][\w:-]{0,40})(?=[\s/>])[^<>]*>?")
_BLANKS = re.compile(r"\s+")
# What holds nothing, or ends of itself where the next begins: a long list or table is not deep.
_FLAT = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
    "source", "track", "wbr", "p", "li", "td", "th", "tr", "tbody", "thead", "tfoot",
    "caption", "colgroup", "dt", "dd", "option", "optgroup", "rp", "rt",
))  # fmt: skip
_LEVELS = {"table": 4}  # with the parts that are not counted
_BLOCK = frozenset((
    "div", "section", "article", "main", "blockquote", "center", "ul", "ol", "dl", "table",
    "figure", "form", "details", "aside", "nav", "header", "footer",
))  # fmt: skip


CUT = "page-cut"  # the flag of an article whose page was not read to its end


def shortened(text: str) -> str:
    """Return *text* up to its :data:`MOST`-th tag: each costs memory in every later step."""
    if len(text) <= MOST or text.count("<") <= MOST:
        return text
    place = -1
    for _ in range(MOST + 1):
        place = text.find("<", place + 1)
    return text[:place]


def without_bombs(text: str) -> str:
    """Return *text* with the attributes of a tag that has hundreds of them left out."""
    # Hardly any page has one; to look for the pattern everywhere would cost all of them.
    return _LONG.sub(_bare, text) if any(_LONG.match(text, place) for place in _far(text)) else text


def _far(text: str) -> Iterator[int]:
    """Yield the places of each ``<`` with none in the :data:`_MUCH` characters after it."""
    place = text.find("<")
    while place >= 0:
        last = text.rfind("<", place + 1, place + _MUCH + 1)
        if last < 0:
            yield place
            last = text.find("<", place + 1)
        place = last


def _bare(found: re.Match[str]) -> str:
    tag = found[0]
    if sum(1 for _ in _BLANKS.finditer(tag)) < _ATTRIBUTES:
        return tag
    return re.match(r"<[A-Za-z][\w:-]{0,40}", tag)[0] + ">"  # type: ignore[index]  # it began so


def flattened(text: str) -> str:
    """Return *text* without the tags that are nested deeper than :data:`DEEPEST`, words kept.

    What is left out of blocks becomes the beginning of a paragraph.
    """
    return "".join(_shallow(text))


def _shallow(text: str) -> Iterator[str]:
    depth, end = 0, 0
    for found in _TAG.finditer(text):
        yield text[end : found.start()]
        end = found.end()
        name = found[2].lower()
        if name in _FLAT:
            yield found[0]
            continue
        levels = _LEVELS.get(name, 1)
        deep = depth > DEEPEST if found[1] else depth + levels > DEEPEST
        depth = max(0, depth - levels) if found[1] else depth + levels
        if not deep:
            yield found[0]
        elif name in _BLOCK:
            yield "<p>"
    yield text[end:]
