"""Rebuild a body from an allow-list: safe HTML blocks on one line, and their plain text.

The fragment is parsed once, its nodes are turned into blocks of our own, and those are written by
our own serialiser; nothing of the input is ever copied as markup.
"""

import re

from newsspider.html.attributes import SAFE
from newsspider.html.blocks import Builder
from newsspider.html.serialise import plain_text, write
from newsspider.html.tree import fragment

_HALVES = re.compile("[\\ud800-\\udfff]")  # of characters: JSON may hold them, UTF-8 may not


def sanitise(text: str, base: str) -> str:
    """Return *text* as safe blocks; addresses are resolved against *base*.

    The result holds no line break, no active content and no relative address, and sanitising it
    again changes nothing. Ordinary paragraphs come out as they went in.
    """
    return sanitised(text, base)[0]


def sanitised(text: str, base: str) -> tuple[str, bool]:
    """Do the same, and tell whether something was nested too deep to stay so."""
    builder = Builder(base)
    blocks = write(builder.blocks(fragment(_HALVES.sub("", text))))
    return blocks, builder.flattened


def blocks_text(blocks: str) -> str:
    """Return the plain text of sanitised *blocks*, with a newline between blocks."""
    return plain_text(Builder(SAFE).blocks(fragment(blocks)))
