"""What the page declares of its article, held against each line: titles, description, text."""

import numpy as np
from numpy.typing import NDArray

from newsspider.extractor.hints import Hints
from newsspider.text.letters import letters

Vector = NDArray[np.float64]


def title_columns(
    tags: list[str], texts: list[str], size: Vector, hints: Hints
) -> NDArray[np.float64]:
    """How far a line stands from the heading that the page's titles repeat."""
    titles = [text for text in map(letters, hints.titles) if len(text) >= 4]
    rank = np.zeros(len(texts))
    for number, text in enumerate(texts):
        if 4 <= len(text) <= 300:
            alike = max((_alike(text, title) for title in titles), default=0.0)
            if alike >= 0.5:
                rank[number] = alike + (
                    0.5 if tags[number] == "h1" else 0.2 if tags[number][:1] == "h" else 0
                )
    index = np.arange(len(texts), dtype=np.float64)
    best = int(rank.argmax()) if len(texts) and rank.max() > 0 else -1
    if best < 0:
        h1 = [number for number, tag in enumerate(tags) if tag == "h1"]
        best = h1[0] if h1 else -1
    if best < 0:
        gone = np.full(len(texts), -999.0)
        return np.stack([gone, gone, rank, np.zeros(len(texts))], axis=1)
    before = np.concatenate([[0.0], np.cumsum(size)[:-1]])
    return np.stack(
        [index - best, before - before[best], rank, (index == best).astype(np.float64)], axis=1
    )


def _alike(text: str, title: str) -> float:
    if text == title:
        return 1.0
    if text in title:
        return len(text) / len(title)
    if title in text:
        return len(title) / len(text)
    return 0.0


def ruler_columns(texts: list[str], hints: Hints) -> NDArray[np.float64]:
    """Whether a line stands in the text or the description that the page declares."""
    body, description = letters(hints.article_body), letters(hints.description)
    made = np.full((len(texts), 2), -1.0)
    for column, ruler in enumerate((body, description)):
        if len(ruler) < 40:
            continue
        for number, text in enumerate(texts):
            head = text[:40]
            if len(text) < 4:
                made[number, column] = -0.5
            elif text in ruler or (column and ruler in text):
                made[number, column] = 1.0
            elif len(head) >= 20 and head in ruler:
                made[number, column] = 0.5
            else:
                made[number, column] = 0.0
    return made
