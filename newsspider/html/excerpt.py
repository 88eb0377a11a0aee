"""The beginning of a safe body, cut between blocks."""

from collections.abc import Callable

from newsspider.html.attributes import SAFE
from newsspider.html.blocks import Builder
from newsspider.html.nodes import Node
from newsspider.html.serialise import plain_text, write
from newsspider.html.tree import fragment

_ENDS = "。！？.!?"


def excerpt(blocks: str, length: int) -> str:
    """Return the first of sanitised *blocks* that hold about *length* characters of text.

    What is short enough stays whole. A first block that alone is over twice as long is cut at a
    sentence, else at a character.
    """
    nodes = Builder(SAFE).blocks(fragment(blocks))
    kept: list[Node] = []
    size = 0
    for node in nodes:
        if size >= length:
            break
        words = plain_text([node])
        if size + len(words) > 2 * length and size < length:
            kept.append(Node("p", children=[_cut(words.replace("\n", " "), length - size)]))
            break
        kept.append(node)
        size += len(words)
    else:
        return blocks
    return write(kept)


def within(blocks: str, largest: int, size: Callable[[str], int]) -> str:
    """Return the first of sanitised *blocks* that together have at most *largest* bytes.

    *size* tells how many a block has in the post. A first block that alone has more is cut at a
    sentence, as plain text.
    """
    kept: list[Node] = []
    room = largest
    for node in Builder(SAFE).blocks(fragment(blocks)):
        room -= size(write([node]))
        if room < 0:
            break
        kept.append(node)
    else:
        return blocks
    return write(kept or [_shortened(node, largest, size)])


def _shortened(node: Node, largest: int, size: Callable[[str], int]) -> Node:
    words = plain_text([node]).replace("\n", " ")
    length = len(words)
    while length > 1:
        length = min(length // 2, largest)
        made = Node("p", children=[_cut(words, length)])
        if size(write([made])) <= largest:
            return made
    return Node("p", children=["…"])


def _cut(text: str, length: int) -> str:
    """Return *text* up to the last sentence that ends within *length*."""
    short = text[:length]
    end = max(short.rfind(mark) for mark in _ENDS)
    return short[: end + 1] if end > length // 3 else short.rstrip() + "…"
