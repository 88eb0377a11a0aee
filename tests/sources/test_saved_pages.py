"""Each field of each saved page comes out as its expected.json says."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from newsspider.sources import fixtures
from newsspider.sources.catalogue import Catalogue
from newsspider.sources.fixtures import Fixture
from newsspider.workbench import saved

SAVED = {fixture.name: fixture for fixture in fixtures.every(Path(__file__).parent)}
ARTICLES = {name: fixture for name, fixture in SAVED.items() if fixture.discover is None}
LISTS = {name: fixture for name, fixture in SAVED.items() if fixture.discover is not None}
FIELDS = [(name, field) for name, fixture in ARTICLES.items() for field in fixture.expected]
CATALOGUE = Catalogue()


@cache
def shape_of(name: str) -> dict[str, Any]:
    found: dict[str, Any] = saved.found(CATALOGUE.get(SAVED[name].source), SAVED[name])
    return found


@pytest.mark.parametrize(("name", "field"), FIELDS, ids=[f"{n}-{f}" for n, f in FIELDS])
def test_a_field_of_a_saved_page(name: str, field: str) -> None:
    assert shape_of(name)[field] == SAVED[name].expected[field]


@pytest.mark.parametrize("fixture", LISTS.values(), ids=LISTS.keys())
def test_the_rows_of_a_saved_list(fixture: Fixture) -> None:
    found = saved.found(CATALOGUE.get(fixture.source), fixture)

    assert saved.differences(fixture.expected, found) == []


@pytest.mark.parametrize("source", sorted(CATALOGUE.all))
def test_every_shipped_source_has_a_saved_page(source: str) -> None:
    assert any(fixture.source == source for fixture in SAVED.values())


@pytest.mark.parametrize("fixture", ARTICLES.values(), ids=ARTICLES.keys())
def test_a_saved_page_belongs_to_the_source_that_would_be_chosen(fixture: Fixture) -> None:
    found = CATALOGUE.match(fixture.url)

    assert found is not None
    assert found.name == fixture.source
