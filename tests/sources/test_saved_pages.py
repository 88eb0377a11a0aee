"""Each field of each saved page comes out as its expected.json says."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from newsspider.sources.catalogue import Catalogue
from tests.sources.saved import Saved, all_saved

SAVED = {saved.name: saved for saved in all_saved()}
FIELDS = [(name, field) for name, saved in SAVED.items() for field in saved.expected]


@cache
def shape_of(name: str) -> dict[str, Any]:
    return SAVED[name].shape()


@pytest.mark.parametrize(("name", "field"), FIELDS, ids=[f"{n}-{f}" for n, f in FIELDS])
def test_a_field_of_a_saved_page(name: str, field: str) -> None:
    assert shape_of(name)[field] == SAVED[name].expected[field]


@pytest.mark.parametrize("source", sorted(Catalogue().all))
def test_every_shipped_source_has_a_saved_page(source: str) -> None:
    assert any(name.startswith(f"{source}/") for name in SAVED)


@pytest.mark.parametrize("saved", SAVED.values(), ids=SAVED.keys())
def test_a_saved_page_belongs_to_the_source_that_would_be_chosen(saved: Saved) -> None:
    import tomllib

    about = tomllib.loads((Path(saved.folder) / "page.toml").read_text("utf-8"))
    found = Catalogue().match(about["url"])

    assert found is not None
    assert found.name == saved.folder.parent.name
