"""Tidy the text of one line: forbidden characters, line breaks of the source, indentation."""

import re
from collections.abc import Sequence

from newsspider.html.nodes import BLANKS, Node
from newsspider.text import spaces

_WRAP = re.compile(r"(?<![ \t])[ \t]*[\r\n][ \t\r\n]*")  # begins once in a run of blanks
_CJK = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u30ff]")
_INDENT = re.compile(f"^[{spaces.INDENT}]+")
_END = "\u00a0\u3000 \t\r\n"
_FULL_WIDTH = re.compile("[\u00a0\u3000\r\n]")

Inline = list[Node | str]


def finished(line: Sequence[Node | str], *, keep_last_break: bool = False) -> Inline:
    """Return *line* clean and on one line, without indentation and without breaks at its ends."""
    if len(line) == 1 and isinstance(line[0], str):  # as most lines are
        text = _INDENT.sub("", spaces.clean(_unwrapped(line[0])))
        return _end([text]) if text.strip(BLANKS) else []
    pieces = _trimmed(_joined(line), keep_last_break=keep_last_break)
    return _start(_end(pieces))


def _joined(line: Sequence[Node | str]) -> Inline:
    """Return *line* with neighbouring texts joined and each text unwrapped and clean."""
    pieces: Inline = []
    texts: list[str] = []
    for piece in line:
        if isinstance(piece, str):
            texts.append(piece)
            continue
        if texts:
            pieces.append("".join(texts))
            texts.clear()
        if piece.tag not in ("br", "img"):
            piece = Node(piece.tag, piece.attributes, _joined(piece.children))
        pieces.append(piece)
    if texts:
        pieces.append("".join(texts))
    return [
        spaces.clean(_unwrapped(piece)) if isinstance(piece, str) else piece for piece in pieces
    ]


def _unwrapped(text: str) -> str:
    """Return *text* without the line breaks of its source: a space, none between CJK characters."""
    if "\n" not in text and "\r" not in text:
        return text

    def join(found: re.Match[str]) -> str:
        start, end = found.span()  # a slice from the beginning would cost the square of all breaks
        before, after = text[max(0, start - 1) : start], text[end : end + 1]
        return "" if _CJK.match(before) and _CJK.match(after) else " "

    return _WRAP.sub(join, text)


def _trimmed(pieces: Inline, *, keep_last_break: bool) -> Inline:
    """Drop blanks and breaks at both ends; one last break may stay."""
    first, end = 0, len(pieces)
    while first < end and _is_blank(pieces[first]):
        first += 1
    last = None
    while end > first and _is_blank(pieces[end - 1]):
        end -= 1
        if isinstance(pieces[end], Node):
            last = pieces[end]
    kept = pieces[first:end]
    return [*kept, last] if keep_last_break and last is not None and kept else kept


def _is_blank(piece: Node | str) -> bool:
    if isinstance(piece, str):
        return not piece.strip(BLANKS)
    return piece.tag == "br"


def _start(pieces: Inline) -> Inline:
    """Strip the indentation of the first text, and of each text after a break."""
    made: Inline = []
    fresh = True
    for piece in pieces:
        if fresh and isinstance(piece, str):
            piece = _INDENT.sub("", piece)
        elif fresh and isinstance(piece, Node) and piece.tag not in ("br", "img"):
            piece = Node(piece.tag, piece.attributes, _start(piece.children))
        if piece != "":
            made.append(piece)
            fresh = isinstance(piece, Node) and piece.tag == "br"
    return made


def _end(pieces: Inline) -> Inline:
    """Strip full-width blanks at the end; an ASCII space there is the author's."""
    if not pieces or not isinstance(pieces[-1], str):
        return pieces
    text = pieces[-1]
    found = _FULL_WIDTH.search(text, len(text.rstrip(_END)))
    return [*pieces[:-1], text[: found.start()] if found else text]
