"""Find where the title stands: what is printed near it is about the article."""

from dataclasses import dataclass

from lxml import etree

from newsspider.extractor.document import Document
from newsspider.extractor.meta_nodes import Mark
from newsspider.text.letters import norm


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the title stands: its place among the elements, -1 where it is not known."""

    order: int = -1
    line: int | None = None  # the index of its line
    around: frozenset[etree._Element] = frozenset()  # the elements that hold it


def title_line(document: Document, title: str) -> int | None:
    """Return the index of the line that holds *title*: a heading, else the last that is it.

    A breadcrumb may hold the title before, a related list or a hidden copy behind.
    """
    plain = norm(title)
    if not plain:
        return None
    best = heading = None
    for line in document.lines:
        if not len(plain) <= len(line.text) <= 3 * len(title) + 20:
            continue
        other = norm(line.text)
        if other == plain or (len(plain) > 8 and plain in other and len(other) < len(plain) * 1.5):
            best = line.index
            if line.node.tag in ("h1", "h2"):
                return line.index
            if heading is None and line.node.tag in ("h3", "h4"):
                heading = line.index
    return best if heading is None else heading


def title_spot(document: Document, title: str) -> Spot:
    """Return where the heading that holds *title* stands, an ``h1`` before others."""
    plain = norm(title)
    best: Mark | None = None
    for mark, text in document.headings if plain else ():
        if len(text) > 3 * len(title) + 200:
            continue
        other = norm(text)
        if other == plain or (len(plain) > 8 and plain in other and len(other) < len(plain) * 1.5):
            if mark.node.tag == "h1":
                best = mark
                break
            best = best or mark
    line = title_line(document, title)
    if best is None:
        return Spot(line=line)
    return Spot(best.order, line, frozenset(best.node.iterancestors()))
