"""Say whether a title, a date, authors, a source or snippets are those of the gold answer."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone

_SEPARATOR = re.compile(
    r"\s*(?:[,;|/、，；·&]|\s(?:and|und|et|y|e|och|og|en|with)\s)\s*", re.IGNORECASE
)
_PREFIX = re.compile(
    r"^\s*(?:by|von|par|por|di|door|av|af|作者|记者|記者|编辑|責任編輯|责任编辑)\b[:：\s]*",
    re.IGNORECASE,
)
_DAY = re.compile(r"\s*(\d{4}-\d{2}-\d{2})")
_EDGES = (timezone(timedelta(hours=-12)), UTC, timezone(timedelta(hours=14)))


def letters(text: str) -> str:
    """Return *text* as letters and digits, folded: blanks and marks never decide a match."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in folded if character.isalnum())


def same_text(gold: str, found: str) -> bool:
    """Tell whether a title or a source line is the gold one."""
    return letters(gold) == letters(found)


def same_day(gold: str, found: str) -> bool:
    """Tell whether two dates mean the same day: as written, or in UTC where an offset is given.

    A gold instant in UTC has lost the page's own zone: against a bare day it counts for every day
    that it fell on somewhere on Earth.
    """
    instant = _instant(gold)
    lost_zone = instant is not None and not instant.utcoffset() and _instant(found) is None
    return bool(_days(gold, anywhere=lost_zone) & _days(found))


def _instant(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None  # a bare day, or no date at all: neither names an instant
    return moment if moment.tzinfo else None


def _days(text: str, *, anywhere: bool = False) -> set[str]:
    written = _DAY.match(text)
    if not written:
        return set()
    days = {written[1]}
    instant = _instant(text)
    if instant is not None:
        zones = _EDGES if anywhere else (UTC,)
        days |= {instant.astimezone(zone).date().isoformat() for zone in zones}
    return days


def names_of(authors: str | Iterable[str]) -> frozenset[str]:
    """Return the names that *authors* hold, folded; one text may hold several."""
    texts = [authors] if isinstance(authors, str) else authors
    parts = (part for text in texts for part in _SEPARATOR.split(_PREFIX.sub("", text)))
    return frozenset(name for name in map(letters, parts) if name)


def same_authors(gold: str | Iterable[str], found: str | Iterable[str]) -> bool:
    """Tell whether both name the same people, in any order."""
    return names_of(gold) == names_of(found)


def snippet_f1(counts: Counter[str]) -> float:
    """Return the F1 of snippets found, missed and wrongly kept; 0 where none was found."""
    hit = 2 * counts["found"]
    return hit / (hit + counts["missed"] + counts["wrong"]) if hit else 0.0
