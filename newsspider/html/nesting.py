"""Keep HTML from being nested so deep that a parser gives up and loses its text."""

import re

DEEPEST = 60  # tables take four levels each, and the parser loses what is deeper than 256

# Elements that nest in themselves; others, such as p and li, end each other.
_NESTING = "div|section|article|main|blockquote|center|ul|ol|dl|table|figure|form|details|aside|nav"
_INLINE = "span|font|b|i|u|s|em|strong|a|sub|sup|small|big|tt|code|cite|ins|del|label"
_TAG = re.compile(rf"<(?P<end>/?)(?P<name>{_NESTING}|{_INLINE})\b[^<>]*>", re.IGNORECASE)
_BLOCK = re.compile(_NESTING, re.IGNORECASE)


def shallow(text: str) -> str:
    """Return *text* with every tag left out that stands deeper than DEEPEST, its words kept.

    What is left out of blocks becomes the beginning of a paragraph. Ordinary pages come back as
    they are.
    """
    if text.count("<") <= DEEPEST:
        return text
    depth = 0

    def kept(found: re.Match[str]) -> str:
        nonlocal depth
        if not found["end"]:
            depth += 1
            deep = depth > DEEPEST
        else:
            deep = depth > DEEPEST
            depth = max(0, depth - 1)
        if not deep:
            return found[0]
        return "<p>" if _BLOCK.fullmatch(found["name"]) else ""

    return _TAG.sub(kept, text)
