"""Train the body model from a folder of corpora, print its figures, and write its file.

    python -m training.train --corpora DIR [--corpora DIR ...] [--out newsspider/extractor/model.npz]

Seeds are fixed: the same pages give the same model. Without --quick it also leaves out each
corpus in turn, and each fifth of the sites.
"""

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from statistics import mean

import numpy as np
from numpy.typing import NDArray

from newsspider.extractor.model import FILE, to_arrays
from training import dataset
from training.dataset import Sample
from training.figures import BODY
from training.fit import Result, fold_of, predict, train
from training.ranks import spearman

OWN = "layouts"  # pages of our own: trained on, never counted
_STEPS = 40  # groups of pages from which the curve of quality is made


def by_sites(samples: Sequence[Sample], folds: int) -> Result:
    """Return the result on each fold of sites by a model of the others."""
    result = Result()
    for fold in range(folds):
        inside = [s for s in samples if fold_of(s.site, folds) != fold]
        trained = train(inside)
        left = [s for s in samples if fold_of(s.site, folds) == fold and s.corpus != OWN]
        for sample, chances in zip(left, predict(trained, left), strict=True):
            result.add(sample, chances)
    return result


def by_corpora(samples: Sequence[Sample]) -> Result:
    """Return the result on each corpus by a model of the other corpora and other sites."""
    result = Result()
    for name in (*BODY, "trafilatura-eval"):
        left = [s for s in samples if s.corpus == name]
        sites = {s.site for s in left}
        inside = [s for s in samples if s.corpus != name and s.site not in sites]
        trained = train(inside, folds=3)
        for sample, chances in zip(left, predict(trained, left), strict=True):
            result.add(sample, chances)
    return result


def show(name: str, result: Result) -> None:
    """Print one row of the table."""
    figures = result.figures()
    cells = [f"{corpus} {figures[corpus]:.4f}" for corpus in sorted(figures)]
    known = [figures[corpus] for corpus in BODY if corpus in figures]
    print(f"{name:18} macro {mean(known):.4f}  " + "  ".join(cells), flush=True)


def curve_of(pairs: Sequence[tuple[float, float]]) -> NDArray[np.float64]:
    """Return doubt and the F1 that pages of such a doubt had, falling from point to point.

    Neighbouring groups of pages that do not fall are joined (isotonic regression), so that two
    pages of different doubt never get the same quality.
    """
    parts = np.array_split(np.array(sorted(pairs)), _STEPS)
    blocks: list[NDArray[np.float64]] = []
    for part in parts:
        blocks.append(part)
        while len(blocks) > 1 and blocks[-1][:, 1].mean() >= blocks[-2][:, 1].mean():
            last = blocks.pop()
            blocks[-1] = np.concatenate([blocks[-1], last])
    points = [(float(block[:, 0].mean()), float(block[:, 1].mean())) for block in blocks]
    first, last = points[0], points[-1]
    return np.array([(0.0, (1 + first[1]) / 2), *points, (1 + last[0], 0.0)]).T


def main() -> None:
    """Train, print and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--corpora", type=Path, action="append", required=True)
    parser.add_argument("--out", type=Path, default=Path("newsspider/extractor") / FILE)
    parser.add_argument("--quick", action="store_true", help="no leaving out of corpora")
    arguments = parser.parse_args()
    samples = [sample for folder in arguments.corpora for sample in dataset.load(folder)]
    print(f"{len(samples)} pages, {sum(len(s.texts) for s in samples)} lines", flush=True)
    sites = by_sites(samples, 5)
    show("sites left out", sites)
    print(f"Spearman of doubt and F1, sites left out: {spearman(sites.doubts):.3f}")
    if not arguments.quick:
        corpora = by_corpora(samples)
        show("corpora left out", corpora)
        print(f"Spearman of doubt and F1, corpora left out: {spearman(corpora.doubts):.3f}")
    trained = train(samples)
    plain = Result()
    known = [sample for sample in samples if sample.corpus != OWN]
    for sample, chances in zip(known, predict(trained, known), strict=True):
        plain.add(sample, chances)
    show("trained on", plain)
    curve = curve_of(sites.doubts)
    for point, quality in curve.T:
        print(f"  doubt {point:.3f}  F1 {quality:.3f}")
    with arguments.out.open("wb") as file:
        np.savez_compressed(file, **to_arrays(replace(trained, curve=curve)))  # type: ignore[arg-type]  # numpy's stub forbids any name
    print(f"{arguments.out}: {arguments.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
