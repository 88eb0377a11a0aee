"""Say of every line of a page whether it is text of the article, given the gold answer."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from training.scoring import shingles, tokenize

_WHOLE = 6  # tokens from which a line is judged by its shingles
_WINDOW = 11  # lines over which a repeated line's surroundings are weighed
_SNIPPET = 6.0  # weight of a line that a snippet names
_SPACE = re.compile(r"\s+")

Labels = tuple[NDArray[np.float64], NDArray[np.float64]]


def by_text(lines: Sequence[str], gold: str) -> Labels:
    """Return label (0 or 1) and weight of each line; all lines of a page weigh 100 together."""
    tokens = [tokenize(line) for line in lines]
    runs, joined = shingles(tokenize(gold)), " " + " ".join(tokenize(gold)) + " "
    whole = {"".join(tokenize(line)).lower() for line in gold.split("\n")}
    share = np.zeros(len(lines))
    open_: list[int] = []
    for number, words in enumerate(tokens):
        if len(words) >= _WHOLE:
            own = shingles(words)
            share[number] = sum(min(n, runs[run]) for run, n in own.items()) / own.total()
        elif words and "".join(words).lower() in whole:
            share[number] = 1.0
        elif len(words) >= 4 and tuple(words[:4]) in runs:
            share[number] = 0.6
        elif words and f" {' '.join(words)} " in joined:
            open_.append(number)
    for number in open_:  # a piece of a sentence belongs to it where its neighbours do
        near = [share[other] for other in (number - 1, number + 1) if 0 <= other < len(lines)]
        share[number] = 1.0 if near and min(near) > 0.5 else 0.0
    size = np.array([float(len(words)) for words in tokens])
    _once(share, tokens, size, "".join(tokenize(gold)))
    weight = (size + 1.5) / (len(tokenize(gold)) + 20) * 100
    return (share > 0.5).astype(np.float64), weight


def _once(
    share: NDArray[np.float64], tokens: list[list[str]], size: NDArray[np.float64], gold: str
) -> None:
    """Of a repeated line keep as many as the gold has: those with most of it around them."""
    mass = np.convolve(size * (share > 0.5), np.ones(_WINDOW), "same")
    groups: dict[str, list[int]] = defaultdict(list)
    for number, words in enumerate(tokens):
        if share[number] > 0.5:
            groups["".join(words)].append(number)
    for text, places in groups.items():
        if len(places) > 1:
            places.sort(key=lambda place: -mass[place])
            wanted = max(1, gold.count(text)) if len(text) > 3 else 1
            share[places[wanted:]] = 0.0


def by_snippets(lines: Sequence[str], must: Sequence[str], must_not: Sequence[str]) -> Labels:
    """Return label and weight where only snippets are known; other lines weigh nothing."""
    label, weight = np.zeros(len(lines)), np.zeros(len(lines))
    plain = [_squash(line) for line in lines]
    for snippets, value in ((must_not, 0.0), (must, 1.0)):
        for snippet in map(_squash, snippets):
            for number, line in enumerate(plain):
                if snippet and snippet in line:
                    label[number], weight[number] = value, _SNIPPET
    return label, weight


def snippet_counts(text: str, must: Sequence[str], must_not: Sequence[str]) -> Counter[str]:
    """Return the snippets found, missed and wrongly kept."""
    plain = _squash(text)
    found = sum(_squash(snippet) in plain for snippet in must)
    wrong = sum(_squash(snippet) in plain for snippet in must_not)
    return Counter(found=found, missed=len(must) - found, wrong=wrong)


def _squash(text: str) -> str:
    return _SPACE.sub(" ", text).strip()
