"""Show two values so that a person sees at once where they part."""

import difflib
import json
from typing import Any

from newsspider.workbench.saved import Difference

_SHOWN = 60  # characters of a value on one line
_BEFORE = 20  # of them before the first that differs


def told(difference: Difference) -> tuple[str, str, str]:
    """Return one line, and both values in full."""
    expected, found = plain(difference.expected), plain(difference.found)
    start = next(
        (at for at, (a, b) in enumerate(zip(expected, found, strict=False)) if a != b),
        min(len(expected), len(found)),
    )
    line = f"expected {_window(expected, start)}, found {_window(found, start)}"
    return line, expected, found


def plain(value: Any) -> str:
    """Return a value as text: texts as they are, the rest as JSON."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def lines(expected: str, found: str) -> list[str]:
    """Return the lines that differ, with ``-`` and ``+`` before them."""
    compared = difflib.ndiff(expected.splitlines(), found.splitlines())
    return [line for line in compared if line[:1] in "-+?"]


def _window(text: str, start: int) -> str:
    """Return *text* on one line, cut around the place *start*."""
    first = max(0, start - _BEFORE) if len(text) > _SHOWN else 0
    cut = text[first : first + _SHOWN]
    shown = " ".join(cut.split()) if cut.strip() else cut
    return ("…" if first else "") + repr(shown) + ("…" if first + _SHOWN < len(text) else "")
