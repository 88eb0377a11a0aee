"""Hold the catalogue's rules against the engine that knows no site.

    pip install -e '.[dev]'
    python -m benchmarks.catalogue --corpora DIR
    python -m benchmarks.catalogue --fixtures

On corpora: every page for which a source has rules is read three times, by the rules alone, by the
generic engine alone, and by both as ``crawl`` does. A page whose address is unknown is for the
source whose rules name the site that its id begins with, and all rule sets are tried on it.
On the fixtures: which of the expected values the generic engine alone would have found.
"""

import argparse
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from benchmarks.extractors import load
from newsspider.extractor import extract_page
from newsspider.model.extraction import Extraction, Field, Method
from newsspider.model.page import Page
from newsspider.model.source import Source
from newsspider.shape import extraction_shape
from newsspider.sources import fixtures
from newsspider.sources.catalogue import Catalogue
from newsspider.sources.fixtures import Fixture
from newsspider.workbench import saved
from training import corpora
from training.corpora import Row
from training.fields import same_authors, same_day, same_text
from training.figures import Answer, body_overlap
from training.scoring import page_f1

FIXTURES = Path(__file__).parent.parent / "tests" / "sources"
READERS = ("rules", "generic", "both")
_SAME = {"title": same_text, "date": same_day, "source": same_text, "author": same_authors}
_HEAD = re.compile(r"[a-z]{2,}|\d+(?=-)")  # sina-2, 163-5, xinhuanet-1
_FIELDS = {
    "title": Field.TITLE,
    "date": Field.PUBLISHED_AT,
    "source": Field.SOURCE,
    "author": Field.AUTHORS,
    "text": Field.BODY,
}


@dataclass(slots=True)
class Tally:
    """What the readers got right of the gold of some pages; ``text`` is a sum of F1."""

    pages: int = 0
    known: Counter[str] = field(default_factory=Counter)
    right: dict[str, Counter[str]] = field(
        default_factory=lambda: {name: Counter() for name in READERS}
    )

    def add(self, corpus: str, row: Row, answers: dict[str, Answer]) -> None:
        """Count one page."""
        self.pages += 1
        for name, same in _SAME.items():
            if row.get(name):
                self.known[name] += 1
                for reader, answer in answers.items():
                    self.right[reader][name] += same(row[name], getattr(answer, name))
        if row.get("text"):
            self.known["text"] += 1
            for reader, answer in answers.items():
                overlap = page_f1(body_overlap(corpus, row, answer))
                self.right[reader]["text"] += overlap  # type: ignore[assignment]  # a sum of parts


def pages(folder: Path, catalogue: Catalogue) -> Iterator[tuple[str, Row, Source]]:
    """Yield the pages for which the catalogue has rules, with their source."""
    for corpus in corpora.names(folder):
        for row in corpora.rows(folder / corpus):
            url = row.get("url") or ""
            source = catalogue.match(url) if url else _by_head(row, catalogue)
            if source and source.rules:
                yield corpus, row, source


def _by_head(row: Row, catalogue: Catalogue) -> Source | None:
    """Return the source that the page's id begins with, say ``sina-2``: by its name or its rules.

    Its rules are taken for any address. Of several the one that finds most fields is meant.
    """
    head = _HEAD.match(str(row["id"]))
    if not head:
        return None
    named = re.compile(rf"(?<![\w-]){head[0]}\\\.|[(|.]{head[0]}[|)]")
    found = [
        replace(source, rules=tuple(replace(rule, match=None) for rule in source.rules))
        for source in catalogue.all.values()
        if source.name == head[0]
        or any(rule.match and named.search(rule.match.pattern) for rule in source.rules)
    ]
    return (
        max(found, key=lambda source: _ruled(row, source))
        if len(found) > 1
        else next(iter(found), None)
    )


def _ruled(row: Row, source: Source) -> int:
    """Return how many fields the rules of *source* find on a page."""
    page = Page(url="", requested_url="", body=load(row["path"]))
    chosen = extract_page(page, source).chosen.values()
    return sum(candidate.method is Method.RULE for candidate in chosen)


def answers(row: Row, source: Source) -> dict[str, Answer]:
    """Return what each reader says of a page."""
    url = row.get("url") or ""
    page = Page(url=url, requested_url=url, body=load(row["path"]))
    both = extract_page(page, source)
    return {
        "rules": _answer(both, only=Method.RULE),
        "generic": _answer(extract_page(page)),
        "both": _answer(both),
    }


def _answer(found: Extraction, only: Method | None = None) -> Answer:
    shape = extraction_shape(found)

    def said(name: str) -> Any:
        chosen = found.chosen.get(_FIELDS[name])
        return shape[name] if chosen and (only is None or chosen.method is only) else None

    return Answer(
        title=said("title") or "",
        text=said("text") or "",
        date=said("date") or "",
        author=tuple(said("author") or ()),
        source=said("source") or "",
    )


def on_corpora(folder: Path, catalogue: Catalogue, *, every: bool) -> None:
    """Print, for each source and for all, which fields of the gold each reader got right."""
    tallies: dict[str, Tally] = {}
    for corpus, row, source in pages(folder, catalogue):
        found = answers(row, source)
        tallies.setdefault(source.name, Tally()).add(corpus, row, found)
        tallies.setdefault("all", Tally()).add(corpus, row, found)
        if every:
            _show_page(corpus, row, found)
    print(f"{'source':14}{'pages':>6}" + "".join(f"{name:>24}" for name in (*_SAME, "text F1")))
    print(" " * 20 + "   rules/generic/both of" * 4 + "      rules/generic/both")
    for name in sorted(tallies, key=lambda name: (name == "all", name)):
        print(f"{name:14}{tallies[name].pages:>6}{''.join(_cells(tallies[name]))}")


def _cells(tally: Tally) -> Iterator[str]:
    for name in _SAME:
        got = "/".join(str(tally.right[reader][name]) for reader in READERS)
        yield f"{f'{got} of {tally.known[name]}' if tally.known[name] else '-':>24}"
    count = tally.known["text"]
    means = (tally.right[reader]["text"] / count for reader in READERS) if count else ()
    yield f"{'/'.join(f'{mean:.3f}' for mean in means) or '-':>24}"


def _show_page(corpus: str, row: Row, found: dict[str, Answer]) -> None:
    print(f"{corpus}/{row['id']} {row.get('url') or ''}")
    for name, same in _SAME.items():
        wrong = {
            reader: getattr(answer, name)
            for reader, answer in found.items()
            if row.get(name) and not same(row[name], getattr(answer, name))
        }
        if wrong:
            print(f"    {name}: {row[name]!r}, not {wrong}")
    if row.get("text"):
        print("    text " + " ".join(
            f"{reader} {page_f1(body_overlap(corpus, row, answer)):.3f}"
            for reader, answer in found.items()
        ))  # fmt: skip


def on_fixtures(catalogue: Catalogue) -> None:
    """Print, for each source and for all, how many expected values the generic engine finds."""
    counts: dict[str, tuple[Counter[str], Counter[str]]] = {}
    for fixture in fixtures.every(FIXTURES):
        if fixture.discover is not None or fixture.source not in catalogue.all:
            continue
        alone = _alone(fixture)
        for name in (fixture.source, "all"):
            right, asked = counts.setdefault(name, (Counter(), Counter()))
            right["pages"] += all(alone.values())
            asked["pages"] += 1
            right.update(key for key, same in alone.items() if same)
            asked.update(list(alone))
    fields = sorted(counts["all"][1], key=lambda name: (name != "pages", name))
    print(f"{'source':14}" + "".join(f"{name:>16}" for name in fields))
    for name in sorted(counts, key=lambda name: (name == "all", name)):
        right, asked = counts[name]
        cells = (f"{right[key]} of {asked[key]}" if asked[key] else "-" for key in fields)
        print(f"{name:14}" + "".join(f"{cell:>16}" for cell in cells))


def _alone(fixture: Fixture) -> dict[str, bool]:
    """Return for each expected field whether the engine finds it, knowing the page's bytes only."""
    found = saved.found(Source(name="", zone_known=False), replace(fixture, answer=None, lists={}))
    return {
        name: found[name] == value
        for name, value in fixture.expected.items()
        if name != "id"  # a name that only the source's own pattern gives
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables that are asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpora", type=Path, metavar="DIR", help="the folder of corpora")
    parser.add_argument("--fixtures", action="store_true", help="read the saved pages of the tests")
    parser.add_argument("--pages", action="store_true", help="say of each page what is wrong")
    chosen = parser.parse_args(arguments)
    if chosen.corpora is None and not chosen.fixtures:
        parser.error("name a folder with --corpora DIR, or read the saved pages with --fixtures")
    if chosen.corpora is not None and not corpora.names(chosen.corpora):
        parser.error(f"{chosen.corpora} holds no folder with a gold.jsonl")
    catalogue = Catalogue()
    if chosen.corpora is not None:
        on_corpora(chosen.corpora, catalogue, every=chosen.pages)
    if chosen.fixtures:
        on_fixtures(catalogue)


if __name__ == "__main__":
    main()
