"""Score a text against the gold one: overlap of shingles of four tokens, CJK characters single."""

import re
from collections import Counter
from statistics import mean

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_TOKEN = re.compile(rf"[{_CJK}]|[^\W{_CJK}]+")

Overlap = tuple[float, float, float]  # true positive, false positive, false negative; sum 1


def tokenize(text: str) -> list[str]:
    """Return the tokens of *text*."""
    return _TOKEN.findall(text)


def shingles(tokens: list[str], size: int = 4) -> Counter[tuple[str, ...]]:
    """Return the runs of *size* tokens with their counts; a shorter text is one run."""
    if not tokens:
        return Counter()
    return Counter(tuple(tokens[i : i + size]) for i in range(max(1, len(tokens) - size + 1)))


def overlap(gold: list[str], found: list[str]) -> Overlap:
    """Return how far two texts agree."""
    wanted, given = shingles(gold), shingles(found)
    both = float((wanted & given).total())
    only_given, only_wanted = given.total() - both, wanted.total() - both
    total = both + only_given + only_wanted
    return (both / total, only_given / total, only_wanted / total) if total else (0.0, 0.0, 0.0)


def precision(found: Overlap) -> float:
    """Return the share of what was given that was wanted; 1 where nothing was either."""
    both, given, wanted = found
    if given == wanted == 0:
        return 1.0
    return both / (both + given) if both + given else 0.0


def recall(found: Overlap) -> float:
    """Return the share of what was wanted that was given."""
    both, given, wanted = found
    return precision((both, wanted, given))


def page_f1(found: Overlap) -> float:
    """Return the F1 of one page."""
    sharp, full = precision(found), recall(found)
    return 2 * sharp * full / (sharp + full) if sharp + full else 0.0


def corpus_f1(pages: list[Overlap]) -> float:
    """Return the F1 of the mean precision and the mean recall over pages."""
    sharp = mean([precision(page) for page in pages if page[0] + page[1] > 0] or [0.0])
    full = mean([recall(page) for page in pages if page[0] + page[2] > 0] or [0.0])
    return 2 * sharp * full / (sharp + full) if sharp + full else 0.0
