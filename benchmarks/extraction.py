"""Compare what newsspider and its peers read from corpora of real pages, and what that costs.

    pip install -U pip && pip install -e '.[dev,peers]'   (pip 23.2 stumbles over lxml's extras)
    python -m benchmarks.extraction --corpora DIR --peers trafilatura,readability-lxml
    python -m benchmarks.extraction --linear

A corpus is a folder with ``gold.jsonl`` and ``pages/`` (training/corpora.py says more). All
figures of a run come from the same pages. Bodies are scored by runs of four tokens, titles and
sources by their letters, dates by the day, authors as a set (training/figures.py).
"""

import argparse
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from benchmarks import opinions, timing
from benchmarks.extractors import OWN, ask, load, present
from training import corpora
from training.corpora import Row
from training.figures import BODY, COUNTED, Answer, body_overlap, figures, macro
from training.ranks import spearman
from training.scoring import page_f1, precision, recall

CLOCKED = "scrapinghub"  # the corpus on which CPU is compared
_BINS = 10  # of the curve of quality

Read = dict[str, dict[str, dict[str, Answer]]]  # by extractor, corpus and id
Gold = dict[str, list[Row]]


def read(names: Sequence[str], gold: Gold, workers: int) -> Read:
    """Return what every extractor says of every page."""
    jobs = [(corpus, row) for corpus, rows in gold.items() for row in rows]
    found: Read = {name: {corpus: {} for corpus in gold} for name in names}
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        asked = pool.map(
            ask,
            [tuple(names)] * len(jobs),
            [row["path"] for _, row in jobs],
            [row.get("url") or "" for _, row in jobs],
            chunksize=4,
        )
        for (corpus, row), answers in zip(jobs, asked, strict=True):
            for name, answer in zip(names, answers, strict=True):
                found[name][corpus][str(row["id"])] = answer
    return found


def show(gold: Gold, answers: Read) -> None:
    """Print all figures, extractors side by side, a macro under each."""
    tables = {
        name: {
            corpus: figures(corpus, rows, answers[name][corpus]) for corpus, rows in gold.items()
        }
        for name in answers
    }
    for figure, counted in COUNTED.items():
        known = [name for name in counted if figure in tables[OWN].get(name, {})]
        if not known:
            continue
        print(f"\n{figure:30}" + "".join(f"{name:>18}" for name in tables))
        for corpus in known:
            cells = [f"{table[corpus][figure]:>18.4f}" for table in tables.values()]
            print(f"  {corpus:20} {len(gold[corpus]):>6} " + "".join(cells))
        if len(known) > 1:
            means = [macro(figure, table) for table in tables.values()]
            cells = [f"{'-':>18}" if mean is None else f"{mean:>18.4f}" for mean in means]
            print(f"  {f'macro of {len(counted)}':28}" + "".join(cells))
    for name, table in answers.items():
        failed = sum(answer.failed for found in table.values() for answer in found.values())
        if failed:
            print(f"\n{name} raised on {failed} pages")


def bodies(gold: Gold, answers: Read) -> Iterator[tuple[str, Row, Answer]]:
    """Yield the pages with a gold text, and what newsspider says of them."""
    for corpus in BODY:
        for row in gold.get(corpus, ()):
            if row.get("text"):
                yield corpus, row, answers[OWN][corpus][str(row["id"])]


def curve(gold: Gold, answers: Read) -> None:
    """Print how good pages are that newsspider calls so good, in bins of as many pages."""
    pairs = [
        (answer.quality, page_f1(body_overlap(corpus, row, answer)))
        for corpus, row, answer in bodies(gold, answers)
        if answer.quality is not None
    ]
    pairs.sort(key=lambda pair: pair[0])  # by quality alone: equal ones in the order of reading
    print(f"\nquality and page F1, {len(pairs)} pages: Spearman {spearman(pairs):.3f}")
    for part in np.array_split(np.array(pairs).reshape(-1, 2), _BINS):
        if len(part):
            low, high = part[0, 0], part[-1, 0]
            said, got = part.mean(axis=0)
            print(f"  {low:.3f} to {high:.3f}: quality {said:.3f}  F1 {got:.3f}  {len(part)} pages")


def worst(gold: Gold, answers: Read, count: int) -> None:
    """Print the pages on which newsspider's body is furthest from the gold one."""
    scored = [(body_overlap(*page), page) for page in bodies(gold, answers)]
    scored.sort(key=lambda one: page_f1(one[0]))
    print(f"\n{'F1':>6} {'precision':>10} {'recall':>7}  page")
    for found, (corpus, row, _) in scored[:count]:
        cells = f"{page_f1(found):6.3f} {precision(found):10.3f} {recall(found):7.3f}"
        print(f"{cells}  {corpus}/{row['id']}")


def clock(names: Sequence[str], gold: Gold) -> None:
    """Print what a page costs each extractor, in this process."""
    rows = gold.get(CLOCKED, [])
    if rows:
        pages = [(load(row["path"]), row.get("url") or "") for row in rows]
        timing.show(timing.measure(names, pages), len(pages))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpora", type=Path, metavar="DIR", help="the folder of corpora")
    parser.add_argument("--peers", default="", metavar="NAME,...", help="whom to compare with")
    parser.add_argument("--only", default="", metavar="CORPUS,...", help="read these corpora only")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--linear", action="store_true", help="time pages of 5 kB to 2 MB instead")
    parser.add_argument("--curve", action="store_true", help="hold the quality against the F1")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="name the N worst pages")
    parser.add_argument(
        "--opinions", action="store_true", help="say what second opinions would add"
    )
    parser.add_argument("--no-clock", action="store_true", help="measure no CPU")
    arguments = parser.parse_args()
    if not arguments.linear and arguments.corpora is None:
        parser.error("name a folder with --corpora DIR, or time pages of its own with --linear")
    if not arguments.linear and not corpora.names(arguments.corpora):
        parser.error(f"{arguments.corpora} holds no folder with a gold.jsonl")
    return arguments


def main() -> None:
    arguments = _arguments()
    names = tuple(present(name for name in arguments.peers.split(",") if name))
    if arguments.linear:
        timing.linear(names)
        return
    known = corpora.names(arguments.corpora)
    wanted = [name for name in arguments.only.split(",") if name] or known
    if missing := [name for name in wanted if name not in known]:
        raise SystemExit(f"no such corpus: {', '.join(missing)}; there are {', '.join(known)}")
    gold = {name: list(corpora.rows(arguments.corpora / name)) for name in wanted}
    answers = read(names, gold, arguments.workers)
    show(gold, answers)
    if arguments.curve:
        curve(gold, answers)
    if arguments.opinions:
        opinions.show(gold, answers)
    if arguments.worst:
        worst(gold, answers, arguments.worst)
    if not arguments.no_clock:
        clock(names, gold)


if __name__ == "__main__":
    main()
