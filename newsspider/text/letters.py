"""Texts as the letters and digits in them, for comparing what is printed in several ways."""

import re
import unicodedata

_MARKS = re.compile(r"[\W_]+")
_ASCII_MARKS = bytes(code for code in range(128) if not chr(code).isalnum())


def letters(text: str) -> str:
    """Return *text* without blanks and marks, case folded."""
    if text.isascii():
        return text.encode().lower().translate(None, _ASCII_MARKS).decode()
    return _MARKS.sub("", text.casefold())


def norm(text: str) -> str:
    """Return the letters of *text*, full and half width the same."""
    return letters(text if text.isascii() else unicodedata.normalize("NFKC", text))
