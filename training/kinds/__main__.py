"""Print what is taken for what: ``python -m training.kinds --table [--corpora DIR]``."""

import argparse
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from newsspider import extract
from newsspider.decide import refusal
from newsspider.model.extraction import Extraction, Kind
from newsspider.runs.batch import load_bytes
from training import corpora, layouts
from training.kinds.draw import pages

Row = tuple[str, Kind, Extraction]  # id, what it is, what was read


def developed(count: int) -> Iterable[Row]:
    """Yield the pages that the rules were made with."""
    for page in pages(count):
        yield page.id, page.kind, extract(page.html.encode(), page.url)
    for drawn in layouts.pages(count * 5):
        yield drawn.id, Kind(drawn.gold["kind"]), extract(drawn.html, drawn.gold["url"])


def tested() -> Iterable[Row]:
    """Yield the pages of the tests, whose layouts the rules were not made with."""
    from tests.extractor.kinds import pages as others

    for page in others.pages():
        yield page.id, page.kind, extract(page.html.encode(), page.url)


def table(rows: Iterable[Row], *, verbose: bool) -> str:
    """Return the confusion table: a line a kind, a column a verdict."""
    counts: Counter[tuple[Kind, Kind]] = Counter()
    wrong = []
    for name, truth, found in rows:
        counts[truth, found.kind] += 1
        if found.kind is not truth:
            wrong.append(f"  {name}: {truth} taken for {found.kind} ({found.evidence or '-'})")
    kinds = [kind for kind in Kind if any(kind in pair for pair in counts)]
    lines = [f"{'':10}" + "".join(f"{kind[:8]:>9}" for kind in kinds)]
    for truth in kinds:
        cells = "".join(f"{counts[truth, verdict] or '.':>9}" for verdict in kinds)
        lines.append(f"{truth:10}{cells}")
    return "\n".join(lines + (wrong if verbose else []))


def measured(folder: Path) -> str:
    """Return what the pages of corpora, all articles, are taken for."""
    counts: Counter[str] = Counter()
    lines = []
    for name in corpora.names(folder):
        for row in corpora.rows(folder / name):
            url = row.get("url") or ""
            found = extract(load_bytes(Path(row["path"])), url)
            refused = refusal(found, (), archive=True)
            counts["pages"] += 1
            counts[f"kind {found.kind}"] += 1
            counts["refused by kind"] += bool(refused and refused[0].value == found.kind.value)
            if found.kind is not Kind.ARTICLE:
                word = "refused" if refused else "kept"
                lines.append(f"  {name}/{row['id']} {word} {found.kind} ({found.evidence}) {url}")
    return "\n".join([*(f"{key:20} {count}" for key, count in counts.items()), *lines])


def main() -> None:
    """Read the command line and print."""
    parser = argparse.ArgumentParser(prog="python -m training.kinds", description=__doc__)
    parser.add_argument("--table", action="store_true", help="development and test pages")
    parser.add_argument("--corpora", type=Path, help="a folder of corpora of articles")
    parser.add_argument("--count", type=int, default=40, help="development pages of each kind")
    parser.add_argument("--wrong", action="store_true", help="list development pages told wrongly")
    arguments = parser.parse_args()
    if arguments.table:
        print("development pages\n" + table(developed(arguments.count), verbose=arguments.wrong))
        print("\ntest pages\n" + table(tested(), verbose=False))
    if arguments.corpora:
        print("\ncorpora\n" + measured(arguments.corpora))


if __name__ == "__main__":
    main()
