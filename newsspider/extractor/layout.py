"""Cut a page into lines of text, each with the blocks around it, in one walk over the tree."""

import re
from collections.abc import Callable, Container
from dataclasses import dataclass, field

from lxml import etree

from newsspider.html.blocks import Piece
from newsspider.html.tree import BLOCK, DROPPED, HIDING, is_dropped, is_hidden, names_of, tag_of
from newsspider.text import spaces

_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_WORD = re.compile(r"[^\W_]+")
_WRAPPERS = frozenset(("form", "map", "dialog"))  # some sites wrap the whole page in a form
_BOLD = frozenset(("b", "strong", "h1", "h2", "h3", "h4", "h5", "h6"))
_NAMES = 200  # characters of class and id that are read
MOST = 20_000  # lines: no article has a tenth of them; 30,000 take the model six seconds


@dataclass(slots=True, eq=False)
class Line:
    """A run of text between two block tags or breaks; ``node`` is the block around it.

    ``linked`` and ``bold`` are the tokens inside links and bold type; ``pieces`` are the texts it
    was made of: an element, and whether the text is the element's tail.
    """

    index: int
    text: str
    node: etree._Element
    block: int = 0
    linked: int = 0
    bold: int = 0
    broken: bool = False  # a <br> parts it from the line before
    hidden: bool = False
    pieces: list[Piece] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Block:
    """A block element: the lines ``first`` to ``end`` stand in it; ``names`` are class and id."""

    node: etree._Element
    tag: str
    parent: int  # -1 for the outermost
    depth: int
    names: str = ""
    first: int = 0
    end: int = 0


@dataclass(slots=True, eq=False)
class Layout:
    """The lines of a page and its block elements, both in document order."""

    lines: list[Line] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


def tokens(text: str) -> int:
    """Return the length of *text* in words; two CJK characters count as one word."""
    if text.isascii():
        return len(_WORD.findall(text))
    cjk = len(_CJK.findall(text))
    if not cjk:
        return len(_WORD.findall(text))
    return len(_WORD.findall(_CJK.sub(" ", text))) + (cjk + 1) // 2


def _words(pieces: list[str]) -> int:
    """Return the length of a part of a line, counted the cheap way where that is the same."""
    text = "".join(pieces)
    return len(text.split()) if text.isascii() else tokens(text)


def lay_out(body: etree._Element, veiled: Container[etree._Element]) -> Layout:
    """Return the lines and blocks of *body*; only *veiled* elements can be hidden."""
    walk = _Walk(veiled)
    walk.visit(body, tag_of(body) or "body")
    walk.cut()
    return walk.layout


def first_lines(
    body: etree._Element, veiled: Container[etree._Element], is_last: Callable[[Line], bool]
) -> list[Line] | None:
    """Return the lines of *body* up to the one that *is_last*, None where no line is."""
    walk = _Walk(veiled, is_last)
    try:
        walk.visit(body, tag_of(body) or "body")
        walk.cut()
    except _EnoughError:
        return walk.layout.lines
    return None


class _EnoughError(Exception):
    """Ends a walk from within: the rest of the page is not wanted."""


def _is_silent(node: etree._Element, tag: str) -> bool:
    return tag not in _WRAPPERS and is_dropped(node, tag)


class _Walk:
    """The state of the walk: the blocks that are open, and the text since the last cut."""

    def __init__(
        self, veiled: Container[etree._Element], is_last: Callable[[Line], bool] | None = None
    ) -> None:
        self.veiled = veiled
        self.is_last = is_last
        self.layout = Layout()
        self.stack: list[int] = []
        self.text: list[str] = []
        self.linked: list[str] = []
        self.bold: list[str] = []
        self.pieces: list[Piece] = []
        self.in_link = self.in_bold = self.in_hidden = 0
        self.broken = False

    def visit(self, node: etree._Element, tag: str, *, hidden: bool = False) -> None:
        """Walk *node*; the parser bounds the depth, so recursion is safe."""
        block = tag in BLOCK or not self.stack
        if block:
            self._open(node, tag)
        marked = tag == "a" or tag in _BOLD
        if marked:
            self._mark(tag, 1)
        if hidden:
            self.in_hidden += 1
        if text := node.text:
            self._add(text, node, False)
        if len(node):
            self._children(node)
        if hidden:
            self.in_hidden -= 1
        if marked:
            self._mark(tag, -1)
        if block:
            self._close()

    def _children(self, node: etree._Element) -> None:
        for child in node:
            tag = child.tag
            if tag == "br":
                if self.text:
                    self.cut()
                self.broken = True
            elif tag not in DROPPED or not _is_silent(child, tag):
                if child not in self.veiled:
                    self.visit(child, tag)
                elif not is_hidden(child):
                    style = child.get("style")
                    self.visit(child, tag, hidden=bool(style and HIDING.search(style)))
            if text := child.tail:
                self._add(text, child, True)

    def _mark(self, tag: str, step: int) -> None:
        if tag == "a":
            self.in_link += step
        else:
            self.in_bold += step

    def _open(self, node: etree._Element, tag: str) -> None:
        if self.text:
            self.cut()
        self.broken = False
        layout = self.layout
        parent = self.stack[-1] if self.stack else -1
        self.stack.append(len(layout.blocks))
        names = names_of(node)[:_NAMES]
        layout.blocks.append(Block(node, tag, parent, len(self.stack), names, len(layout.lines)))

    def _close(self) -> None:
        if self.text:
            self.cut()
        self.broken = False
        self.layout.blocks[self.stack.pop()].end = len(self.layout.lines)

    def _add(self, text: str, node: etree._Element, is_tail: bool) -> None:
        if not self.text and text.isspace():
            return  # blanks before a line are no part of it
        self.text.append(text)
        self.pieces.append((node, is_tail))
        if self.in_link:
            self.linked.append(text)
        if self.in_bold:
            self.bold.append(text)

    def cut(self) -> None:
        """End the line that is open; without a text there is none."""
        joined = spaces.collapse("".join(self.text))
        lines = self.layout.lines
        if joined and len(lines) < MOST:
            block = self.stack[-1] if self.stack else 0
            lines.append(
                Line(
                    len(lines),
                    joined,
                    self.layout.blocks[block].node,
                    block,
                    _words(self.linked) if self.linked else 0,
                    _words(self.bold) if self.bold else 0,
                    self.broken,
                    self.in_hidden > 0,
                    self.pieces,
                )
            )
            if self.is_last is not None and self.is_last(lines[-1]):
                raise _EnoughError
        self.pieces = []
        self.text.clear()
        self.linked.clear()
        self.bold.clear()
