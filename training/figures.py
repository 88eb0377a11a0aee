"""Hold the answers of one extractor against the gold of one corpus."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import mean
from typing import Any

from training.corpora import Row
from training.fields import same_authors, same_day, same_text, snippet_f1
from training.labels import snippet_counts
from training.scoring import Overlap, corpus_f1, overlap, tokenize

BODY = (
    "scrapinghub", "fundus-eval", "fundus-tests", "wcxb-article", "magic-html", "zh-immortal",
    "gne-zh",
)  # fmt: skip
TITLED = ("magic-html",)  # corpora whose gold texts begin with the title
COUNTED: dict[str, tuple[str, ...]] = {  # which corpora a figure's macro is over
    "body F1": BODY,
    "snippet F1": ("trafilatura-eval",),
    "title": ("fundus-tests", "wcxb-article", "trafilatura-eval", "gne-zh", "postlight"),
    "date": (
        "htmldate", "mediacloud-dates", "fundus-tests", "wcxb-article", "trafilatura-eval",
        "postlight", "gne-zh", "zh-immortal",
    ),
    "author": ("fundus-tests", "wcxb-article", "trafilatura-eval", "postlight"),
    "source": ("gne-zh",),
}  # fmt: skip
_SAME: dict[str, Callable[[Any, Any], bool]] = {
    "title": same_text,
    "date": same_day,
    "author": same_authors,
    "source": same_text,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an extractor says of one page; ``quality`` is its own guess, ``failed`` that it raised."""

    title: str = ""
    text: str = ""
    date: str = ""
    author: tuple[str, ...] = ()
    source: str = ""
    quality: float | None = None
    failed: bool = False


def body_overlap(corpus: str, row: Row, answer: Answer) -> Overlap:
    """Return how far the answered body agrees with the gold one."""
    text = f"{answer.title}\n{answer.text}" if corpus in TITLED else answer.text
    return overlap(tokenize(row["text"]), tokenize(text))


def figures(corpus: str, rows: Sequence[Row], answers: Mapping[str, Answer]) -> dict[str, float]:
    """Return the figures of one corpus that count; a field counts where the gold has it.

    A page without an answer is wrong in every field.
    """
    pairs = [(row, answers.get(str(row["id"]), Answer())) for row in rows]
    found: dict[str, float] = {}
    for figure in (name for name, names in COUNTED.items() if corpus in names):
        if figure == "body F1":
            pages = [body_overlap(corpus, row, answer) for row, answer in pairs if row.get("text")]
            found |= {figure: corpus_f1(pages)} if pages else {}
        elif figure == "snippet F1":
            counts: Counter[str] = Counter()
            for row, answer in pairs:
                must, must_not = row.get("must") or [], row.get("must_not") or []
                counts += snippet_counts(answer.text, must, must_not)
            found |= {figure: snippet_f1(counts)} if counts else {}
        else:
            same = _SAME[figure]
            hits = [
                same(row[figure], getattr(answer, figure))
                for row, answer in pairs
                if row.get(figure)
            ]
            found |= {figure: mean(map(float, hits))} if hits else {}
    return found


def macro(figure: str, table: Mapping[str, Mapping[str, float]]) -> float | None:
    """Return the mean of *figure* over its corpora; None where one of them was not read."""
    known = [table[name][figure] for name in COUNTED[figure] if figure in table.get(name, {})]
    return mean(known) if len(known) == len(COUNTED[figure]) else None
