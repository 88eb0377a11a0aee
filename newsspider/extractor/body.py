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
from newsspider.extractor.layout import Layout
from newsspider.extractor.selection import doubt, select

Piece = tuple[etree._Element, bool]


@dataclass(eq=False)
class Found:
    """The lines of the article, and what is to be left out around them."""

    layout: Layout
    chances: NDArray[np.float64]
    kept: NDArray[np.bool_]
    quality: float

    @cached_property
    def element(self) -> etree._Element:
        """The innermost block that holds every kept line."""
        blocks = self.layout.blocks
        places = np.flatnonzero(self.kept)
        number = self.layout.lines[int(places[0])].block
        while blocks[number].end <= places[-1]:
            number = blocks[number].parent
        return blocks[number].node

    @cached_property
    def skip(self) -> frozenset[etree._Element]:
        """The outermost blocks without a kept line, but pictures between kept lines."""
        return frozenset(self._unwanted())

    def _unwanted(self) -> Iterator[etree._Element]:
        running = np.concatenate([[0], np.cumsum(self.kept)])
        places = np.flatnonzero(self.kept)
        first, last = int(places[0]), int(places[-1])
        gone: set[int] = set()
        for number, block in enumerate(self.layout.blocks):
            if block.parent in gone:
                gone.add(number)
                continue
            empty = block.first == block.end
            between = first <= block.first <= last
            if (empty and not between) or (
                not empty and running[block.end] == running[block.first]
            ):
                gone.add(number)
                yield block.node

    @cached_property
    def dropped(self) -> frozenset[Piece]:
        """The pieces of text that stand in a block of kept lines and are left out."""
        lines = self.layout.lines
        mixed = {lines[int(place)].block for place in np.flatnonzero(self.kept)}
        return frozenset(
            piece
            for line, kept in zip(lines, self.kept, strict=True)
            if not kept and line.block in mixed
            for piece in line.pieces
        )


def find(document: Document) -> Found | None:
    """Return where the article stands; None for a page without prose."""
    layout = document.layout
    if not layout.lines:
        return None
    trained = model.load()
    chances, size = trained.chances(layout, hints_of(document))
    kept = select(chances, size)
    if not kept.any():
        return None
    return Found(layout, chances, kept, trained.quality(doubt(chances, size, kept)))
