"""The catalogue stands `sources check`, and no alternative of its selectors is dead."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from newsspider.extractor.rules import compiled
from newsspider.html.tree import parse
from newsspider.model.source import Discovery, Family, Source
from newsspider.sources import fixtures
from newsspider.sources.catalogue import Catalogue
from newsspider.sources.fixtures import Fixture
from newsspider.text import charset
from newsspider.workbench import check

HERE = Path(__file__).parent
SOURCES = Catalogue().all


def alternatives(selector: str) -> Iterator[str]:
    """Yield the selectors between the commas that stand outside of brackets."""
    depth, start = 0, 0
    for place, character in enumerate(selector):
        depth += (character in "([") - (character in ")]")
        if character == "," and not depth:
            yield selector[start:place].strip()
            start = place + 1
    yield selector[start:].strip()


def selectors(source: Source) -> Iterator[tuple[bool, str]]:
    """Yield whether it is for lists, and the selector."""
    for rules in source.rules:
        for field in rules.fields.values():
            yield from ((False, each) for rule in field for each in alternatives(rule.css) if each)
    for place in source.discoveries:
        paper = place.kind is Discovery.EPAPER and place.family is not Family.JSON
        if place.kind is Discovery.LIST or paper:
            yield from ((True, each) for link in place.link for each in alternatives(link))


def tree(fixture: Fixture) -> etree._Element | None:
    page = fixture.page
    if page is None or not page.body.lstrip().startswith(b"<") or b"<?xml" in page.body[:40]:
        return None
    return parse(charset.decode(page.body, page.content_type).text)


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES.keys())
def test_every_alternative_of_a_selector_finds_something(source: Source) -> None:
    trees = [(each.discover is not None, tree(each)) for each in fixtures.of(HERE, source.name)]

    dead = [
        selector
        for listed, selector in selectors(source)
        if not any(
            of_list is listed and page is not None and compiled(selector, "")(page)
            for of_list, page in trees
        )
    ]

    assert dead == []


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES.keys())
def test_every_file_stands_the_check_of_its_saved_pages(source: Source) -> None:
    path = Path(source.path)

    assert list(map(str, check.problems(path, path.read_bytes(), HERE))) == []


def test_alternatives_are_parted_outside_of_brackets_only() -> None:
    assert list(alternatives("a:not(.b, .c), [title='x,y'] p")) == [
        "a:not(.b, .c)",
        "[title='x,y'] p",
    ]
