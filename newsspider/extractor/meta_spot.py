"""Find where the title stands: what is printed near it is about the article."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree

from newsspider.extractor.document import Document, Line
from newsspider.extractor.meta_nodes import Mark
from newsspider.html.tree import text_of
from newsspider.text import chinese
from newsspider.text.letters import norm

BELOW, BELOW_HAN = 14, 44  # lines below a title where all stands that is said of the article
BARE = 2500  # characters; walls, checks and forms for a password stand on pages with little else
_FIRST = ("h1", "h2")  # a title in one of these is the headline, wherever else it stands


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the title stands: its place among the elements, -1 where it is not known."""

    order: int = -1
    line: int | None = None  # the index of its line
    around: frozenset[etree._Element] = frozenset()  # the elements that hold it
    lines: list[Line] = field(default_factory=list)  # of the page: all, or the first


def title_line(lines: Iterable[Line], title: str) -> int | None:
    """Return the index of the line that holds *title*: a heading, else the last that is it.

    A breadcrumb may hold the title before, a related list or a hidden copy behind.
    """
    plain = norm(title)
    if not plain:
        return None
    best = heading = None
    for line in lines:
        if not _is_title(line, title, plain):
            continue
        best = line.index
        if line.node.tag in _FIRST:
            return line.index
        if heading is None and line.node.tag in ("h3", "h4"):
            heading = line.index
    return best if heading is None else heading


def _is_title(line: Line, title: str, plain: str) -> bool:
    if not len(plain) <= len(line.text) <= 3 * len(title) + 20:
        return False
    other = norm(line.text)
    return other == plain or (len(plain) > 8 and plain in other and len(other) < len(plain) * 1.5)


def beginning(document: Document, title: str) -> list[Line]:
    """Return the lines up to some below the heading that is *title*; all where none is."""
    plain = norm(title)
    below = BELOW_HAN if chinese.has_han(document.head_title) else BELOW
    last = size = -1

    def is_last(line: Line) -> bool:
        nonlocal last, size
        size += len(line.text) + 1
        if last < 0 and line.node.tag in _FIRST and _is_title(line, title, plain):
            last = line.index + below
        return 0 <= last <= line.index and size >= BARE

    return document.lines_until(is_last) if plain else document.lines


def title_spot(document: Document, title: str, *, whole: bool = True) -> Spot:
    """Return where the heading that holds *title* stands, an ``h1`` before others.

    The spot has the lines of the page, but where the *whole* is not needed only the first.
    """
    plain = norm(title)
    best: Mark | None = None
    for mark in document.marks.headings if plain else ():
        text = text_of(mark.node)
        if len(text) > 3 * len(title) + 200:
            continue
        other = norm(text)
        if other == plain or (len(plain) > 8 and plain in other and len(other) < len(plain) * 1.5):
            if mark.node.tag == "h1":
                best = mark
                break
            best = best or mark
    lines = document.lines if whole else beginning(document, title)
    line = title_line(lines, title)
    if best is None:
        return Spot(line=line, lines=lines)
    return Spot(best.order, line, frozenset(best.node.iterancestors()), lines)
