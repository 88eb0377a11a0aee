"""The beginning of a safe body, cut between blocks."""

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


def _cut(text: str, length: int) -> str:
    """Return *text* up to the last sentence that ends within *length*."""
    short = text[:length]
    end = max(short.rfind(mark) for mark in _ENDS)
    return short[: end + 1] if end > length // 3 else short.rstrip() + "…"
