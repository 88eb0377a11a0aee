"""Say how good the sources are that ``newsspider sources add`` proposes, on pages it did not see.

    python -m benchmarks.induction --corpora DIR
    python -m benchmarks.induction --corpora DIR --every
    python -m benchmarks.induction --corpora DIR --show cnn.com

A corpus is a folder with ``gold.jsonl`` and ``pages/`` (training/corpora.py says more). The sites
with most pages are taken that no file of the catalogue is for. Of each, every page is read in its
turn by a source that was proposed from the site's other pages alone: by its rules only, by the
source as a whole, and by the generic engine without it.
"""

import argparse
import gzip
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from newsspider.extractor import extract_page
from newsspider.model.extraction import Extraction, Field, Method
from newsspider.model.page import Page
from newsspider.sources import load
from newsspider.sources.catalogue import Catalogue
from newsspider.text.letters import norm
from newsspider.workbench.draft import draft
from newsspider.workbench.examples import Example, examples
from newsspider.workbench.patterns import host
from newsspider.workbench.propose import propose
from training import corpora
from training.corpora import Row
from training.figures import Answer, body_overlap
from training.scoring import page_f1

LEAST = 3  # pages of a site: two to learn from, one to ask
GOOD = 0.9  # F1 of a text that is right
WHEN = datetime(2026, 1, 1, tzinfo=UTC)  # no page of the corpora is younger
FIELDS = (Field.TITLE, Field.PUBLISHED_AT, Field.AUTHORS, Field.BODY)

Known = tuple[str, Row]


@dataclass
class Tally:
    """Of the pages whose gold knows a field: right, wrong and silent; the F1 of texts."""

    known: int = 0
    right: int = 0
    silent: int = 0
    scores: list[float] = field(default_factory=list)

    def __str__(self) -> str:
        if not self.known:
            return f"{'-':>14}"
        mean = f" {sum(self.scores) / len(self.scores):.3f}" if self.scores else ""
        text = f"{self.right}/{self.known}" + (f" ({self.silent}-)" if self.silent else "")
        return f"{text + mean:>14}"


def sites(folder: Path, most: int) -> dict[str, list[Known]]:
    """Return the sites with most pages, one entry an address; none that the catalogue knows."""
    catalogue, found = Catalogue(), defaultdict(dict)
    for corpus in corpora.names(folder):
        for row in corpora.rows(folder / corpus):
            url = row.get("url") or ""
            own = host(url) not in ("", "web.archive.org")
            if own and row.get("text") and catalogue.match(url) is None:
                found[host(url)].setdefault(url, (corpus, row))
    several = [(name, list(held.values())) for name, held in found.items() if len(held) >= LEAST]
    several.sort(key=lambda entry: (-len(entry[1]), entry[0]))
    return dict(several[:most])


def page_of(known: Known) -> Page:
    row = known[1]
    body = Path(row["path"]).read_bytes()
    body = gzip.decompress(body) if row["path"].endswith(".gz") else body
    return Page(url=row["url"], requested_url=row["url"], body=body, fetched_at=WHEN)


def proposed(pages: Sequence[Example], *, every: bool = False) -> str:
    """Return the text of the source that *pages* suggest; "" where none of them is an article."""
    return draft(propose(pages, every=every)) if pages else ""


def judge(site: str, known: Sequence[Known], *, every: bool) -> Iterator[tuple[Field, str, Tally]]:
    """Yield for each field and reader how it did on pages that the proposal did not see."""
    tallies: dict[tuple[Field, str], Tally] = defaultdict(Tally)
    read = [(held, examples([page_of(held)])) for held in known]
    for held in known:
        others = [each for other, made in read if other is not held for each in made]
        text = proposed(others, every=every)
        if not text:
            continue
        page = page_of(held)
        whole = extract_page(page, load.parse(text.encode(), site))
        alone = extract_page(page)
        for name in FIELDS:
            _count(tallies[name, "rules"], name, whole, held, only=Method.RULE)
            _count(tallies[name, "source"], name, whole, held)
            _count(tallies[name, "generic"], name, alone, held)
    for (name, reader), tally in tallies.items():
        yield name, reader, tally


def _count(
    tally: Tally, name: Field, found: Extraction, known: Known, only: Method | None = None
) -> None:
    corpus, row = known
    key = {Field.BODY: "text", Field.PUBLISHED_AT: "date", Field.AUTHORS: "author"}.get(
        name, "title"
    )
    if not row.get(key):
        return
    tally.known += 1
    chosen = found.chosen.get(name)
    if chosen is None or (only is not None and chosen.method is not only):
        tally.silent += 1
        return
    if name is Field.BODY:
        score = page_f1(body_overlap(corpus, row, Answer(title=found.title, text=found.text)))
        tally.scores.append(score)
        tally.right += score >= GOOD
    elif name is Field.PUBLISHED_AT and found.published_at:
        tally.right += _day(row["date"]) in (
            found.published_at.day.isoformat(),
            found.published_at.utc.date().isoformat() if found.published_at.utc else "",
        )
    elif name is Field.AUTHORS:
        tally.right += {norm(each) for each in row["author"]} == {
            norm(each) for each in found.authors
        }
    else:
        tally.right += norm(row["title"]) == norm(found.title)


def _day(text: str) -> str:
    return text[:10]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpora", type=Path, required=True, metavar="DIR")
    parser.add_argument("--sites", type=int, default=10, metavar="N")
    parser.add_argument(
        "--every", action="store_true", help="rules also for fields that all pages declare"
    )
    parser.add_argument("--show", metavar="SITE", help="print the source proposed from all pages")
    arguments = parser.parse_args()
    chosen = sites(arguments.corpora, 1000 if arguments.show else arguments.sites)
    if arguments.show:
        pages = examples(page_of(each) for each in chosen[arguments.show])
        print(proposed(pages, every=arguments.every))
        return
    sums: dict[tuple[Field, str], Tally] = defaultdict(Tally)
    readers = ("rules", "source", "generic")
    print(f"{'right / known (-: silent)':26}" + "".join(f"{name:>14}" for name in readers))
    began = time.process_time()
    for site, known in chosen.items():
        print(f"{site}, {len(known)} pages")
        found = {
            (name, reader): tally
            for name, reader, tally in judge(site, known, every=arguments.every)
        }
        for name in FIELDS:
            cells = [found.get((name, reader), Tally()) for reader in readers]
            if any(cell.known for cell in cells):
                print(f"    {name.value:22}" + "".join(map(str, cells)))
            for reader, cell in zip(readers, cells, strict=True):
                total = sums[name, reader]
                total.known += cell.known
                total.right += cell.right
                total.silent += cell.silent
                total.scores += cell.scores
    print(f"all, {sum(map(len, chosen.values()))} pages")
    for name in FIELDS:
        print(f"    {name.value:22}" + "".join(str(sums[name, reader]) for reader in readers))
    print(f"{time.process_time() - began:.0f} s of CPU")


if __name__ == "__main__":
    main()
