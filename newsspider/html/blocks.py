"""Turn parsed nodes into the blocks that a post may hold."""

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from newsspider.html import attributes
from newsspider.html.images import given as image_given
from newsspider.html.nodes import BLANKS, Node
from newsspider.html.tables import is_layout
from newsspider.html.tidy import finished
from newsspider.html.tree import BLOCK, is_dropped, is_hidden, tag_of, text_of

DEEPEST = 60  # levels; what is nested deeper is kept as text (Jekyll breaks at 2,000)

FLATTENED = "nesting-flattened"  # the flag of an article in which that happened

INDENTS = 6  # levels of lists and quotes; each takes 40 pixels, and a phone has 390

_INLINE = {
    "a": "a", "strong": "strong", "b": "b", "em": "em", "i": "i", "u": "u", "ins": "u", "s": "s",
    "strike": "s", "del": "s", "sub": "sub", "sup": "sup", "code": "code", "tt": "code",
    "kbd": "code", "samp": "code", "cite": "em", "var": "em",
}  # fmt: skip
_INDENTED = frozenset(("ul", "ol", "dir", "blockquote"))
_HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h5", "h6": "h6"}
_INDENT = re.compile("^[ \n\r\t]*[\u3000\u00a0\u2003]{2}")  # how a paragraph begins after one <br>

Inline = list[Node | str]
Piece = tuple[etree._Element, bool]  # an element, and whether the text behind it is meant


class Builder:
    """Collects blocks; loose text and pictures between blocks become paragraphs."""

    def __init__(
        self,
        base: str,
        skip: frozenset[etree._Element] = frozenset(),
        dropped: frozenset[Piece] = frozenset(),
    ) -> None:
        self.base = base
        self.skip = skip  # elements that are left out with all that is in them
        self.dropped = dropped  # texts that are left out: of an element, or after it
        self.holders: set[etree._Element] = set()  # elements with a block in them
        self.flattened = False  # whether something was nested too deep to stay so

    def blocks(self, container: etree._Element, depth: int = 0) -> list[Node]:
        """Return the blocks in *container*."""
        if not depth:
            self.holders = _holders(container)
        done: list[Node] = []
        line: Inline = [self._text(container)]
        for child in container:
            self._child(child, line, done, depth)
            line.append(self._tail(child))
        done += paragraphs(line)
        return done

    def _child(self, child: etree._Element, line: Inline, done: list[Node], depth: int) -> None:
        """Add *child* to the open line, or end the line and add the blocks of *child*."""
        tag = tag_of(child)
        if not tag or is_dropped(child, tag) or child in self.skip or is_hidden(child):
            return
        if tag not in BLOCK and child not in self.holders:
            line += self._inline(child, depth)
            return
        done += paragraphs(line)
        line.clear()
        if depth >= DEEPEST:
            self.flattened = True
            done += _kept(text_block(child))
        else:
            done += self._block(tag, child, depth + 1)

    def _block(self, tag: str, node: etree._Element, depth: int) -> list[Node]:
        if tag == "hr":
            return [Node("hr")]
        if tag == "pre":
            text = text_of(node).strip("\r\n")
            return [Node("pre", children=[text])] if text.strip() else []
        if tag in _INDENTED and _indents(node) >= INDENTS:
            self.flattened = True
            return self.blocks(node, depth)
        if tag in ("ul", "ol", "dir"):
            return _kept(self._list("ol" if tag == "ol" else "ul", node, depth))
        if tag == "table":
            return self._table(node, depth)
        if tag == "blockquote":
            return _kept(Node("blockquote", children=list(self.blocks(node, depth))))
        if tag in ("figure", "center"):
            return self._pictures(tag, node, depth)
        if node not in self.holders:
            kept = attributes.paragraph(_given(node)) if tag == "p" else {}
            name = _HEADINGS.get(tag, "p")
            return paragraphs(self._content(node, depth), name, kept, loose=tag != "p")
        return self.blocks(node, depth)

    # -- inside a line

    def _text(self, node: etree._Element) -> str:
        return "" if (node, False) in self.dropped else node.text or ""

    def _tail(self, node: etree._Element) -> str:
        return "" if (node, True) in self.dropped else node.tail or ""

    def _inline(self, node: etree._Element, depth: int) -> Inline:
        """Return an inline element as what may stand in a line."""
        tag = tag_of(node)
        if not tag or is_dropped(node, tag) or node in self.skip or is_hidden(node):
            return []
        if tag == "br":
            return [Node("br")]
        if tag in ("img", "picture"):
            return list(self._images(node))
        if depth >= DEEPEST:
            self.flattened = True
            return [text_of(node)]
        inner = self._content(node, depth + 1)
        name = _INLINE.get(tag)
        if name is None:
            return inner
        kept = attributes.link(_given(node), self.base) if name == "a" else {}
        made = Node(name, kept, inner)
        if made.is_empty() or (name == "a" and not kept):
            return inner
        return [made]

    def _images(self, node: etree._Element) -> list[Node]:
        """Return the pictures that are content in *node*, or that *node* is.

        libxml2 takes an ``img`` for a part of the ``source`` before it, so one may lie deep.
        """
        return [
            Node("img", kept)
            for image in node.iter("img")
            if (kept := attributes.image(image_given(image, self.base), self.base))
        ]

    def _content(self, node: etree._Element, depth: int) -> Inline:
        line: Inline = [self._text(node)]
        for child in node:
            line += self._inline(child, depth)
            line.append(self._tail(child))
        return line

    def _flat(self, node: etree._Element, depth: int) -> Inline:
        """Return what is in a cell or an item as one line: blocks are parted by ``<br />``."""
        line: Inline = []
        for block in self.blocks(node, depth):
            if block.tag in ("ul", "ol"):
                line.append(block)
                continue
            if line and not (isinstance(line[-1], Node) and line[-1].tag in ("ul", "ol")):
                line.append(Node("br"))
            line += _leaves(block)
        return line

    # -- blocks with parts

    def _list(self, tag: str, node: etree._Element, depth: int) -> Node:
        items: Inline = []
        for child in node:
            name = tag_of(child)
            if not name or is_dropped(child, name) or child in self.skip or is_hidden(child):
                continue
            if name in ("ul", "ol"):
                inner = self._block(name, child, depth + 1) if depth < DEEPEST else []
                items += [Node("li", children=_item(part)) for part in inner]
                continue
            item = Node("li", children=self._flat(child, depth))
            if not item.is_empty():
                items.append(item)
        return Node(tag, children=items)

    def _table(self, node: etree._Element, depth: int) -> list[Node]:
        if is_layout(node):
            return self.blocks(node, depth)
        rows: Inline = []
        before: list[Node] = []
        for part in node.iterdescendants("tr", "caption"):
            if tag_of(part) == "caption":
                before += paragraphs(self._flat(part, depth))
                continue
            cells: Inline = [
                Node(tag_of(cell), attributes.cell(_given(cell)), finished(self._flat(cell, depth)))
                for cell in part
                if tag_of(cell) in ("td", "th")
            ]
            if cells:
                rows.append(Node("tr", children=cells))
        return [*before, *_kept(Node("table", children=rows))]

    def _pictures(self, tag: str, node: etree._Element, depth: int) -> list[Node]:
        """Return a figure with its caption, or pictures in a ``center``; else the blocks inside."""
        images = self._images(node)
        captions = [part for part in node.iterdescendants("figcaption") if not is_hidden(part)]
        words = "".join(text_of(part) for part in captions)
        others = len(text_of(node).strip(BLANKS)) - len(words.strip(BLANKS))
        if not images or (tag == "center" and (others or captions)) or others > len(words) + 80:
            return self.blocks(node, depth)
        made: Inline = list(images)
        for caption in captions:
            content = finished(self._flat(caption, depth))
            if tag == "figure" and content:
                made.append(Node("figcaption", children=content))
        return [Node(tag, children=made)]


def paragraphs(
    line: Inline, tag: str = "p", kept: dict[str, str] | None = None, *, loose: bool = True
) -> list[Node]:
    """Return the paragraphs of a line: it is cut at two breaks, or at one before an indent.

    A *loose* line loses breaks at its ends; a paragraph that the page marked keeps a last one.
    """
    made = []
    for part in [line] if len(line) == 1 else _cut(line):
        content = finished(part, keep_last_break=not loose)
        node = Node(tag, kept or {}, content)
        if not node.is_empty():
            made.append(node)
    return made


def text_block(node: etree._Element) -> Node:
    """Return what is nested too deep as one paragraph of text."""
    return Node("p", children=finished([text_of(node)]))


def _cut(line: Sequence[Node | str]) -> Iterator[Inline]:
    part: Inline = []
    breaks = 0
    for piece in line:
        if isinstance(piece, Node) and piece.tag == "br":
            breaks += 1
            part.append(piece)
            continue
        if isinstance(piece, str) and not piece.strip(" \t\r\n"):
            part.append(piece)
            continue
        indented = isinstance(piece, str) and _INDENT.match(piece)
        if breaks > 1 or (breaks and indented):
            yield part
            part = []
        breaks = 0
        part.append(piece)
    yield part


def _leaves(block: Node) -> Inline:
    """Return the inline content of a block, whatever it is."""
    if block.tag in ("img", "hr"):
        return [block] if block.tag == "img" else []
    if block.tag in ("p", "h2", "h3", "h4", "h5", "h6", "pre", "td", "th", "li", "figcaption"):
        return list(block.children)
    line: Inline = []
    for child in block.children:
        if isinstance(child, str):
            line.append(child)
            continue
        if line:
            line.append(Node("br") if child.tag != "td" else " ")
        line += _leaves(child)
    return line


def _item(block: Node) -> Inline:
    return [block] if block.tag in ("ul", "ol") else _leaves(block)


def _indents(node: etree._Element) -> int:
    """Return how many lists and quotes *node* stands in."""
    return sum(1 for _ in node.iterancestors(*_INDENTED))


def _kept(node: Node) -> list[Node]:
    return [] if node.is_empty() else [node]


def _given(node: etree._Element) -> dict[str, str]:
    return {str(name): str(value) for name, value in node.attrib.items()}


def _holders(container: etree._Element) -> set[etree._Element]:
    """Return the elements of *container* that hold a block, in one pass however deep they are."""
    found = {container}
    for block in container.iterdescendants(*BLOCK):
        around = block.getparent()
        while around is not None and around not in found:
            found.add(around)
            around = around.getparent()
    return found
