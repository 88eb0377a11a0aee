"""Train both looks of the model, and say what it would choose on pages it has not seen."""

import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray

from newsspider.extractor.context import context
from newsspider.extractor.features import Matrix, Vector
from newsspider.extractor.forest import Forest
from newsspider.extractor.model import LIKELY, Model, first_look, second_look
from newsspider.extractor.names import vocabulary_scores
from newsspider.extractor.selection import doubt, select
from training.dataset import Sample
from training.labels import snippet_counts
from training.scoring import Overlap, corpus_f1, overlap, page_f1, tokenize
from training.trees import forest_of

SITES = 5  # a class word counts once this many sites use it
_PRIOR = 0.3  # pages of each kind that are taken to have been seen before
_WEAK = 0.25  # log-odds below which a word says nothing
ROUNDS = (260, 300)  # trees of the first and of the second look
PARAMETERS: dict[str, Any] = {
    "objective": "cross_entropy", "learning_rate": 0.03, "num_leaves": 28, "max_depth": 7,
    "min_data_in_leaf": 60, "feature_fraction": 0.25, "bagging_fraction": 0.7, "bagging_freq": 1,
    "lambda_l2": 10.0, "max_bin": 63, "force_col_wise": True, "deterministic": True, "seed": 7,
    "verbose": -1,
}  # fmt: skip


def fold_of(site: str, folds: int, salt: str = "") -> int:
    """Return the fold of a site; all pages of a site are in one."""
    return int(hashlib.sha256((salt + site).encode()).hexdigest(), 16) % folds


def vocabulary(samples: Iterable[Sample]) -> dict[str, float]:
    """Return for class words the log-odds of being around text of an article."""
    inside: dict[str, float] = defaultdict(float)
    outside: dict[str, float] = defaultdict(float)
    sites: dict[str, set[str]] = defaultdict(set)
    for sample in samples:
        for word, (kept, left) in sample.said.items():
            inside[word] += kept
            outside[word] += left
            sites[word].add(sample.site)
    scores = {
        word: round(math.log((inside[word] + _PRIOR) / (outside[word] + _PRIOR)), 2)
        for word, seen in sorted(sites.items())
        if len(seen) >= SITES
    }
    return {word: score for word, score in scores.items() if abs(score) > _WEAK}


def rows_of(sample: Sample, words: Mapping[str, float]) -> Matrix:
    """Return what the first look sees of a page."""
    known = vocabulary_scores(sample.words, sample.parent, sample.block, words)
    return np.concatenate([sample.rows, known.astype(np.float32)], axis=1)


def around(sample: Sample, rows: Matrix, chances: Vector) -> Matrix:
    """Return what the second look sees of a page."""
    size = sample.rows[:, 0].astype(np.float64)
    more = context(chances, size, sample.block, sample.parent, sample.first, sample.end)
    return np.concatenate([rows, more], axis=1)


def _boosted(
    samples: Sequence[Sample],
    rows: Sequence[Matrix],
    asked: Sequence[NDArray[np.bool_]],
    rounds: int,
) -> Forest:
    used = [(sample.weight > 0) & open_ for sample, open_ in zip(samples, asked, strict=True)]
    table = np.concatenate([row[keep] for row, keep in zip(rows, used, strict=True)])
    pairs = list(zip(samples, used, strict=True))
    label = np.concatenate([sample.label[keep] for sample, keep in pairs])
    weight = np.concatenate([sample.weight[keep] for sample, keep in pairs])
    booster = lightgbm.train(
        PARAMETERS, lightgbm.Dataset(table, label, weight=weight), num_boost_round=rounds
    )
    return forest_of(booster.dump_model())


def _first(samples: Sequence[Sample], rows: Sequence[Matrix]) -> Forest:
    return _boosted(samples, rows, [~sample.hopeless for sample in samples], ROUNDS[0])


def train(samples: Sequence[Sample], *, folds: int = 5) -> Model:
    """Return the model of *samples* without its curve.

    The second look learns from chances that the first one gave on pages it had not seen.
    """
    numbers = [fold_of(sample.site, folds, "inner") for sample in samples]
    rows: list[Matrix] = [np.zeros((0, 0), dtype=np.float32)] * len(samples)
    chances: list[Vector] = [np.zeros(0)] * len(samples)
    for fold in range(folds):
        words = vocabulary(s for s, n in zip(samples, numbers, strict=True) if n != fold)
        for place, sample in enumerate(samples):
            if numbers[place] == fold:
                rows[place] = rows_of(sample, words)
    for fold in range(folds):
        inside = [place for place, number in enumerate(numbers) if number != fold]
        forest = _first([samples[i] for i in inside], [rows[i] for i in inside])
        for place, number in enumerate(numbers):
            if number == fold:
                chances[place] = first_look(forest, rows[place], samples[place].hopeless)
    again = [around(s, r, c) for s, r, c in zip(samples, rows, chances, strict=True)]
    asked = [chance >= LIKELY for chance in chances]
    return Model(
        first=_first(samples, rows),
        second=_boosted(samples, again, asked, ROUNDS[1]),
        vocabulary=vocabulary(samples),
        curve=np.array([[0.0, 1.0], [1.0, 0.0]]),
    )


def predict(model: Model, samples: Sequence[Sample]) -> Iterator[Vector]:
    """Yield the chances of the lines of each of *samples*."""
    for sample in samples:
        rows = rows_of(sample, model.vocabulary)
        chances = first_look(model.first, rows, sample.hopeless)
        yield second_look(model.second, around(sample, rows, chances), chances)


class Result:
    """What was chosen on pages, and how good that was."""

    def __init__(self) -> None:
        self.pages: dict[str, list[Overlap]] = defaultdict(list)
        self.snippets: Counter[str] = Counter()
        self.doubts: list[tuple[float, float]] = []  # doubt and F1 of each page

    def add(self, sample: Sample, chances: Vector) -> None:
        """Choose on one page and score it."""
        size = sample.rows[:, 0].astype(np.float64)
        kept = select(chances, size)
        lines = [text for text, keep in zip(sample.texts, kept, strict=True) if keep]
        if sample.gold:
            found = overlap(sample.gold, tokenize("\n".join([sample.heading, *lines])))
            self.pages[sample.corpus].append(found)
            self.doubts.append((doubt(chances, size, kept), page_f1(found)))
        if sample.corpus == "trafilatura-eval":
            row = sample.row
            text = "\n".join(lines)
            self.snippets += snippet_counts(text, row.get("must") or [], row.get("must_not") or [])

    def figures(self) -> dict[str, float]:
        """Return the F1 of each corpus, and that of snippets."""
        found = {name: corpus_f1(pages) for name, pages in self.pages.items()}
        if self.snippets:
            hit = 2 * self.snippets["found"]
            total = hit + self.snippets["missed"] + self.snippets["wrong"]
            found["snippets"] = hit / total
        return found
