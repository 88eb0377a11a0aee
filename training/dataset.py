"""Read the pages of corpora into what the model learns from."""

import gzip
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from newsspider.extractor.document import Document
from newsspider.extractor.features import Matrix, features
from newsspider.extractor.hints import hints_of
from newsspider.extractor.model import hopeless
from newsspider.extractor.names import block_words
from newsspider.model.page import Page
from newsspider.text.letters import letters
from training import corpora
from training.labels import by_snippets, by_text
from training.scoring import tokenize

# How much a page of a corpus says: small corpora of many languages more, answers that were made
# by a program or that hold little news less.
WEIGHTS = {
    "magic-html": 2.5, "gne-zh": 3.0, "zh-immortal": 3.0, "scrapinghub": 1.5, "fundus-eval": 1.5,
    "fundus-tests": 1.5, "wcxb-article": 0.8, "trafilatura-eval": 0.6, "newspaper3k": 0.3,
    "newspaper4k": 0.5, "layouts": 0.4,
}  # fmt: skip


TITLED = ("magic-html",)  # corpora whose texts begin with the title


@dataclass(slots=True, eq=False)
class Sample:
    """One page: its lines as rows, its blocks as arrays, and its gold answer."""

    row: corpora.Row
    corpus: str
    site: str
    texts: list[str]
    rows: Matrix
    block: NDArray[np.int64]
    parent: NDArray[np.int64]
    first: NDArray[np.int64]
    end: NDArray[np.int64]
    words: list[tuple[str, ...]]
    label: NDArray[np.float64]
    weight: NDArray[np.float64]
    size: NDArray[np.float64]
    hopeless: NDArray[np.bool_]
    gold: list[str] = field(default_factory=list)
    heading: str = ""  # what the gold text has before the body: the title
    said: dict[str, tuple[float, float]] = field(default_factory=dict)


def load(folder: Path, names: Sequence[str] = ()) -> list[Sample]:
    """Return the pages of all corpora in *folder* that have a text or snippets."""
    rows = [
        row | {"corpus": name}
        for name in names or corpora.names(folder)
        for row in corpora.rows(folder / name)
        if row.get("text") or row.get("must")
    ]
    with ProcessPoolExecutor() as pool:
        return [sample for sample in pool.map(sample_of, rows, chunksize=8) if sample]


def sample_of(row: corpora.Row) -> Sample | None:
    """Return the sample of one page; None for a page without a line."""
    content = Path(row["path"]).read_bytes()
    content = gzip.decompress(content) if row["path"].endswith(".gz") else content
    url = row.get("url") or ""
    document = Document(Page(url=url, requested_url=url, body=content), UTC)
    layout = document.layout
    if not layout.lines:
        return None
    texts = [line.text for line in layout.lines]
    gold = row.get("text") or ""
    hints = hints_of(document)
    heading, body = _parted(gold, hints.titles) if row["corpus"] in TITLED else ("", gold)
    label, weight = (
        by_text(texts, body)
        if gold
        else by_snippets(texts, row.get("must") or [], row.get("must_not") or [])
    )
    found = features(layout, hints)
    sample = Sample(
        row=row,
        corpus=row["corpus"],
        site=corpora.site_of(row),
        texts=texts,
        rows=found,
        block=np.array([line.block for line in layout.lines]),
        parent=np.array([block.parent for block in layout.blocks]),
        first=np.array([block.first for block in layout.blocks]),
        end=np.array([block.end for block in layout.blocks]),
        words=block_words(layout.blocks),
        label=label,
        weight=weight * WEIGHTS.get(row["corpus"], 1.0),
        size=np.array([float(len(tokenize(text))) for text in texts]),
        hopeless=hopeless(found),
        gold=tokenize(gold),
        heading=heading,
    )
    if gold:
        sample.said = _said(sample)
    return sample


def _parted(gold: str, titles: Sequence[str]) -> tuple[str, str]:
    """Return the title that a gold text begins with, and the rest."""
    head, _, rest = gold.partition("\n")
    known = [letters(title) for title in titles]
    wanted = letters(head)
    if wanted and any(wanted in title or title in wanted for title in known if title):
        return head, rest
    return "", gold


def _said(sample: Sample) -> dict[str, tuple[float, float]]:
    """Return for every class word the share of the page's article, and of its rest, around it."""
    inside = sample.size * (sample.label > 0.5)
    outside = sample.size - inside
    kept = np.bincount(sample.block, inside / (inside.sum() + 1), len(sample.words))
    left = np.bincount(sample.block, outside / (outside.sum() + 1), len(sample.words))
    paths: list[frozenset[str]] = []
    totals: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for number, words in enumerate(sample.words):
        up = int(sample.parent[number])
        paths.append((paths[up] if up >= 0 else frozenset()).union(words))
        if kept[number] or left[number]:
            for word in paths[number]:
                totals[word][0] += kept[number]
                totals[word][1] += left[number]
    return {word: (one, other) for word, (one, other) in totals.items()}
