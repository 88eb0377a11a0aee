"""Score what was read against gold: body by shingles of four tokens, fields by equality."""

import re
import statistics
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

_TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")
_WIDTH = 4  # tokens a shingle: long enough that order counts, short enough for a flash

Row = Mapping[str, Any]


def body_f1(gold: str, read: str) -> float:
    """Return the F1 of the shingles of two texts; a CJK character is a token, so is a word."""
    wanted, found = _shingles(gold), _shingles(read)
    shared = (wanted & found).total()
    if not shared:
        return float(not wanted and not found)
    precision, recall = shared / found.total(), shared / wanted.total()
    return 2 * precision * recall / (precision + recall)


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    tokens = _TOKEN.findall(text)
    starts = range(max(1, len(tokens) - _WIDTH + 1)) if tokens else ()
    return Counter(tuple(tokens[start : start + _WIDTH]) for start in starts)


def same_text(gold: str, read: str | None) -> bool:
    """Tell whether two lines are equal but for width, case, spaces and punctuation."""
    return _letters(gold) == _letters(read or "")


def _letters(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(letter for letter in folded if letter.isalnum())


def same_day(gold: str, read: str | None) -> bool:
    """Tell whether a date is of the gold's day."""
    return (read or "")[:10] == gold[:10]


def same_names(gold: Iterable[str], read: Iterable[str] | None) -> bool:
    """Tell whether the same people are named, in whatever order."""
    return set(map(_letters, gold)) == set(map(_letters, read or ()))


_SAME: dict[str, Callable[[Any, Any], bool]] = {
    "title": same_text,
    "date": same_day,
    "source": same_text,
    "author": same_names,
}


def scores(pairs: Iterable[tuple[Row, Row]]) -> dict[str, float]:
    """Return the mean of every figure over pairs of gold and what was read.

    A field counts on the pages whose gold has it; one that was not read is wrong.
    """
    found: dict[str, list[float]] = {"body": []}
    for gold, read in pairs:
        found["body"].append(body_f1(gold["text"], read["text"] or ""))
        for name, same in _SAME.items():
            if gold[name]:
                found.setdefault(name, []).append(float(same(gold[name], read[name])))
    return {name: statistics.mean(values) for name, values in found.items() if values}
