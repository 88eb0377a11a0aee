"""White space and characters that must not reach a post."""

import re
import unicodedata

# White space of every kind that means one space in a line of text; U+3000 and U+00A0 stay text.
_BREAKS = "\t\n\x0b\x0c\r\x85\u2028\u2029"
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # C0 but the breaks, DEL, C1
    "\ufeff\u200b\u2060"  # zero width; U+200D stays: emoji are joined by it
    "\u202a-\u202e\u2066-\u2069"  # bidi controls turn what a reader sees around
    "\ufdd0-\ufdef\ufffe\uffff"
    "\ud800-\udfff]"  # lone surrogates
)
_NONCHARACTERS = re.compile(
    "["
    + "".join(chr(plane * 0x10000 + end) for plane in range(1, 17) for end in (0xFFFE, 0xFFFF))
    + "]"
)
_AS_SPACE = str.maketrans(dict.fromkeys(_BREAKS, " "))
INDENT = " \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"  # for a character class
_LEADING = re.compile(f"^[{INDENT}]+")


def clean(text: str) -> str:
    """Return *text* in NFC without the characters that break front matter, feeds or readers."""
    if text.isascii() and text.isprintable():
        return text
    text = text.translate(_AS_SPACE)
    if text.replace("\u00a0", " ").replace("\u3000", " ").isprintable():
        return unicodedata.normalize("NFC", text)
    text = _NONCHARACTERS.sub("", _FORBIDDEN.sub("", text))
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def collapse(text: str) -> str:
    """Return *text* on one line: clean, every run of white space one space, none at the ends."""
    joined = " ".join(text.split())
    if joined.isprintable():  # so nothing forbidden is in it, which is the rule
        return joined if joined.isascii() else unicodedata.normalize("NFC", joined)
    return " ".join(clean(text).split())


def strip_indent(text: str) -> str:
    """Return a paragraph without its indentation, and without full-width blanks at its end."""
    return _LEADING.sub("", text).rstrip("\u00a0\u3000")
