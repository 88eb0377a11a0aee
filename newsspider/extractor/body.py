"""The generic body engine: choose the lines of a page that are its article.

A trained model gives every line a chance; what is likely enough is kept, and the elements and
texts that hold nothing of it are left out when the blocks are built.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from lxml import etree
from numpy.typing import NDArray

from newsspider.extractor import model
from newsspider.extractor.document import Document
from newsspider.extractor.hints import hints_of
from newsspider.extractor.layout import Block, Layout
from newsspider.extractor.selection import doubt, select
from newsspider.html.blocks import Piece
from newsspider.text import chinese

_CLOSING = 2  # lines behind the text in which its source may be named
_SHORT = 40  # characters of such a line
_COPY = 1500  # characters of a line that may be a copy of the whole article
_AGAIN = 0.6  # share of it that other lines say, too
_TELLING = 40  # characters from which a line found in it is no chance
_CAPTION = 2  # lines that a picture's block may have: caption and credit
_BESIDE = 6  # lines before and after the text in which its editor and source are named


@dataclass(eq=False)
class Found:
    """The lines of the article, and what is to be left out around them."""

    layout: Layout
    chances: NDArray[np.float64]
    kept: NDArray[np.bool_]
    quality: float

    @cached_property
    def _span(self) -> tuple[int, int]:
        """The first and the last kept line."""
        places = np.flatnonzero(self.kept)
        return int(places[0]), int(places[-1])

    @cached_property
    def element(self) -> etree._Element:
        """The innermost block that holds every kept line."""
        blocks = self.layout.blocks
        first, last = self._span
        number = self.layout.lines[first].block
        while blocks[number].end <= last:
            number = blocks[number].parent
        return blocks[number].node

    @cached_property
    def skip(self) -> frozenset[etree._Element]:
        """The outermost blocks without a kept line, but pictures between kept lines."""
        return frozenset(self._unwanted())

    @property
    def beside(self) -> list[str]:
        """The lines left out that stand among the kept ones or next to them."""
        first, last = self._span
        near = self.layout.lines[max(0, first - _BESIDE) : last + _BESIDE + 1]
        return [line.text for line in near if not self.kept[line.index]]

    def _unwanted(self) -> Iterator[etree._Element]:
        running = np.concatenate([[0], np.cumsum(self.kept)])
        gone: set[int] = set()
        for number, block in enumerate(self.layout.blocks):
            if block.parent in gone:
                gone.add(number)
            elif running[block.end] == running[block.first] and not self._is_picture(block):
                gone.add(number)
                yield block.node

    def _is_picture(self, block: Block) -> bool:
        """Tell whether a block without a kept line is a picture, or a rule, of the text."""
        first, last = self._span
        if not first - _CAPTION <= block.first <= last:
            return False
        lines = self.layout.lines[block.first : block.end]
        if not lines:
            return True
        captioned = len(lines) <= _CAPTION and not any(line.linked for line in lines)
        return captioned and block.node.find(".//img") is not None

    @cached_property
    def dropped(self) -> frozenset[Piece]:
        """The pieces of text that are left out where their block stays; captions stay."""
        lines = self.layout.lines
        return frozenset(
            piece
            for line, kept in zip(lines, self.kept, strict=True)
            if not kept and self.layout.blocks[line.block].tag != "figcaption"
            for piece in line.pieces
        )


def find(document: Document, *, fast: bool = False) -> Found | None:
    """Return where the article stands, after one look if *fast*; None for a page without prose."""
    layout = document.layout
    if not layout.lines:
        return None
    trained = model.load()
    chances, size = trained.chances(layout, hints_of(document), fast=fast)
    kept = select(chances, size)
    if not kept.any():
        return None
    quality = trained.quality(doubt(chances, size, kept))
    _drop_copies(layout, kept)
    _fill(layout, kept)
    _keep_source(layout, kept)
    return Found(layout, chances, kept, quality)


def _drop_copies(layout: Layout, kept: NDArray[np.bool_]) -> None:
    """Leave out one long line that says again what the other lines say: a copy for scripts."""
    lines = [line for line in layout.lines if kept[line.index]]
    longest = max(lines, key=lambda line: len(line.text))
    if len(longest.text) < _COPY:
        return
    said = sum(
        len(line.text)
        for line in lines
        if line is not longest and len(line.text) >= _TELLING and line.text in longest.text
    )
    if said > len(longest.text) * _AGAIN:
        kept[longest.index] = False


def _fill(layout: Layout, kept: NDArray[np.bool_]) -> None:
    """Keep a line between two kept ones of the same sort: a sub-heading that is a paragraph."""
    lines, blocks = layout.lines, layout.blocks
    for line in lines[1:-1]:
        before, after = lines[line.index - 1], lines[line.index + 1]
        if kept[line.index] or line.linked or not (kept[before.index] and kept[after.index]):
            continue
        three = [blocks[other.block] for other in (before, line, after)]
        if len({(block.parent, block.tag) for block in three}) == 1:
            kept[line.index] = True


def _keep_source(layout: Layout, kept: NDArray[np.bool_]) -> None:
    """Keep a closing （文章来源：X） right behind the text: readers of posts are to see it."""
    last = int(np.flatnonzero(kept)[-1])
    for line in layout.lines[last + 1 : last + 1 + _CLOSING]:
        if chinese.closing_source(line.text) and len(line.text) < _SHORT:
            kept[line.index] = True
            return
