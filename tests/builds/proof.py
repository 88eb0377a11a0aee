"""Build a site of all cases with one generator and say what became of each."""

import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.builds import generators, judge, writers
from tests.builds.cases import Case
from tests.builds.generators import Built, Generator

Writer = Callable[[Generator, Sequence[Case], Path], object]
PATIENCE = 45.0  # seconds for a build of the naive writer's; what takes longer counts as hung


@dataclass(slots=True, kw_only=True)
class Proof:
    """``found`` maps a case's name to what is wrong with its page; none is right."""

    built: Built
    found: dict[str, list[str]] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)  # no page; the build said nothing
    refused: list[str] = field(default_factory=list)  # told with a reason, as the case allows
    stoppers: list[str] = field(default_factory=list)  # one of these stops the whole build
    doubled: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)  # pages of no case
    rendered: writers.Rendered | None = None

    def counts(self) -> Counter[str]:
        """Return how many cases ended as right, refused, lost, broken, active, stopped."""
        counted = Counter(judge.verdict(faults) for faults in self.found.values())
        counted["lost"] = len(self.lost)
        counted["stops the build"] = len(self.stoppers)
        counted["refused"] = len(self.refused)
        return counted


def prove(
    generator: Generator, cases: Sequence[Case], root: Path, made: Path | None = None
) -> Proof:
    """Render, build and judge: what newsspider promises. *made* holds posts rendered before."""
    generators.prepare(generator, root)
    if made is not None:
        rendered = writers.taken(generator, made, root)
    else:
        rendered = writers.rendered(generator, cases, root)
    proof = judged(generators.build(generator, root), cases)
    proof.rendered = rendered
    for case in list(cases):
        if case.name in proof.lost and case.fate != "post":
            proof.lost.remove(case.name)
            proof.refused.append(case.name)
    return proof


def prove_naive(generator: Generator, cases: Sequence[Case], root: Path) -> Proof:
    """Do the same with the naive writer, after leaving out what stops the whole build."""
    stoppers: list[Case] = []

    def stops(part: Sequence[Case]) -> bool:
        return _built(generator, part, root, PATIENCE).code != 0

    _bisect(list(cases), stops, stoppers)
    rest = [case for case in cases if case not in stoppers]
    while (built := _built(generator, rest, root, PATIENCE)).code != 0:
        low, high = 0, len(rest)  # they stop the build only together: the last of a prefix goes
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if stops(rest[:middle]) else (middle, high)
        stoppers.append(rest.pop(low))
    proof = judged(built, rest)
    proof.stoppers = [case.name for case in stoppers]
    return proof


def judged(built: Built, cases: Sequence[Case]) -> Proof:
    """Judge the pages of a build."""
    proof = Proof(built=built)
    places = judge.by_mark(built.pages, cases)
    known = {page.path for pages in places.values() for page in pages}
    proof.strangers = [page.path for page in built.pages if page.path not in known]
    for case in cases:
        pages = places[case.name]
        if not pages:
            proof.lost.append(case.name)
            continue
        if len(pages) > 1:
            proof.doubled.append(case.name)
        proof.found[case.name] = judge.faults(pages[0], case)
    return proof


def _built(generator: Generator, cases: Sequence[Case], root: Path, limit: float) -> Built:
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    generators.prepare(generator, root)
    writers.naive(generator, cases, root)
    return generators.build(generator, root, limit)


def _bisect(cases: list[Case], stops: Callable[[Sequence[Case]], bool], found: list[Case]) -> None:
    """Add to *found* what stops a build alone."""
    if not cases or not stops(cases):
        return
    if len(cases) == 1:
        found += cases
        return
    middle = len(cases) // 2
    _bisect(cases[:middle], stops, found)
    _bisect(cases[middle:], stops, found)
