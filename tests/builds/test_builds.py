"""Every difficult article is a right page of a site that the real generator built."""

import os
from pathlib import Path

import pytest

from newsspider import flavours
from tests.builds import browser, generators
from tests.builds.cases import all_cases
from tests.builds.generators import Generator
from tests.builds.proof import Proof, prove, prove_naive

pytestmark = [pytest.mark.slow, pytest.mark.builds]
CASES = all_cases()
LOOKED_AT = ("jekyll", "hugo")  # in a browser, page by page


def there(generator: Generator, *, ours: bool = True) -> None:
    """Skip, or fail where it is demanded, when *generator* is not installed."""
    if generator.program is None:
        if os.environ.get(generator.variable):
            pytest.fail(f"{generator.name} is demanded by {generator.variable} and not installed")
        pytest.skip(f"{generator.name} is not installed; .ci/generators installs it")
    if ours and generator.flavour not in flavours.names():
        pytest.skip(f"this version has no flavour {generator.flavour}")


def browser_there() -> None:
    """Skip, or fail where it is demanded, when there is no Chromium."""
    if not browser.program():
        if os.environ.get("NEWSSPIDER_REQUIRE_CHROMIUM"):
            pytest.fail("chromium is demanded by NEWSSPIDER_REQUIRE_CHROMIUM and not installed")
        pytest.skip("chromium is not installed; .ci/generators installs it")


def test_there_are_enough_articles_and_no_two_share_a_mark() -> None:
    assert len(CASES) >= 150
    assert len({case.mark for case in CASES}) == len(CASES)


@pytest.mark.parametrize("name", [generator.name for generator in generators.ALL])
def test_every_article_is_a_right_page(name: str, scratch: Path, made: Path) -> None:
    generator = generators.named(name)
    there(generator)
    root = scratch / "site"
    root.mkdir()

    proof = prove(generator, CASES, root, made)

    assert proof.rendered is not None
    assert proof.built.code == 0, proof.built.said[-2000:]
    faults = {name: found for name, found in proof.found.items() if found}
    assert faults == {}
    assert proof.lost == []
    assert proof.doubled == []
    assert len(proof.rendered.paths) == len(proof.built.pages)
    assert len({path.casefold() for path in proof.rendered.paths}) == len(proof.rendered.paths)
    assert len(proof.rendered.paths) == len(CASES) - len(proof.refused)
    told = proof.rendered.complaints.splitlines()
    assert len(told) == len(proof.refused), "every one that is no page is refused aloud"
    assert proof.rendered.code == 1
    if name in LOOKED_AT:
        nothing_runs_and_nothing_overflows(proof)


def test_a_naive_writer_fails_on_a_third_of_them(scratch: Path) -> None:
    generator = generators.named("mkdocs")  # the most forgiving one
    there(generator, ours=False)

    proof = prove_naive(generator, CASES, scratch / "site")

    assert proof.counts()["right"] <= 0.7 * len(CASES)
    assert proof.counts()["right"] >= 0.3 * len(CASES), "the cases are odd, not merely difficult"


def nothing_runs_and_nothing_overflows(proof: Proof) -> None:
    """Open every page in a browser; the site is built already."""
    browser_there()
    pages = [page.path for page in proof.built.pages]

    with browser.Gallery(proof.built.output) as gallery:
        visit = gallery.look(pages)

    assert visit.pages == len(pages) > 0
    assert visit.problems == {}
    assert visit.strange == []
