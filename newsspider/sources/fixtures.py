"""Read the saved pages of a source, and what is expected of them.

A fixture is a folder ``NAME/PAGE`` with ``page.toml`` (``url``, ``fetched_at``, ``content_type``),
the saved bytes and ``expected.json``:

- ``page.html`` an article's page, ``page-2.html`` … its further parts, ``page.json`` the answer of
  the JSON endpoint behind it, ``list-0.json`` … the lists that are looked up;
- with ``discover = N`` in page.toml a page that *lists* articles for the N-th ``[[discover]]``:
  ``page.html``, ``page.xml`` or ``page.json``.
"""

import datetime as dt
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from newsspider import toml
from newsspider.errors import SourceError
from newsspider.model.page import Page

ABOUT = "page.toml"
EXPECTED = "expected.json"
MAIN = ("page.html", "page.xml", "page.json")
_NUMBERED = re.compile(r"(page|list)-(\d+)\.(html|json)")


class _About(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    url: str
    fetched_at: dt.datetime
    content_type: str = ""
    discover: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixture:
    """One saved page. ``discover`` is the number of the list that it is, None for an article.

    ``page`` is what its address answered (None where only the JSON behind it was saved),
    ``answer`` what the endpoint answered, ``parts`` the article's further pages in order,
    ``lists`` the looked-up lists by number. ``expected`` is None where nothing was written down.
    """

    folder: Path
    url: str
    fetched_at: dt.datetime
    discover: int | None = None
    page: Page | None = None
    answer: Page | None = None
    parts: tuple[Page, ...] = ()
    lists: Mapping[int, Page] = field(default_factory=dict)
    expected: Any = None  # an object of fields, or an array of rows

    @property
    def name(self) -> str:
        """The fixture as people call it: ``NAME/PAGE``."""
        return f"{self.folder.parent.name}/{self.folder.name}"

    @property
    def source(self) -> str:
        """The name of the source that it belongs to."""
        return self.folder.parent.name


def of(folder: Path, name: str) -> list[Fixture]:
    """Return the fixtures of the source *name* under *folder*, in the order of their names."""
    return [read(path.parent) for path in sorted(folder.glob(f"{name}/*/{ABOUT}"))]


def every(folder: Path) -> list[Fixture]:
    """Return all fixtures under *folder*."""
    return [read(path.parent) for path in sorted(folder.glob(f"*/*/{ABOUT}"))]


def read(folder: Path) -> Fixture:
    """Return the fixture in *folder*; SourceError names the file and the key that are wrong."""
    path = folder / ABOUT
    about = toml.read(path, _About, lambda key, why: SourceError(path, key, why))
    if about.fetched_at.tzinfo is None:
        raise SourceError(path, "fetched_at", "needs an offset, such as 2026-03-01T12:00:00Z")
    if about.discover is not None and about.discover < 0:
        raise SourceError(path, "discover", "counts from 0, the first [[discover]] of the file")
    main = next((folder / name for name in MAIN if (folder / name).exists()), None)
    if main is None:
        raise SourceError(folder, "", f"holds none of {', '.join(MAIN)}")
    listed = about.discover is not None
    bare = main.suffix == ".json" and not listed
    return Fixture(
        folder=folder,
        url=about.url,
        fetched_at=about.fetched_at,
        discover=about.discover,
        page=None if bare else _page(main, about, about.content_type),
        answer=None if listed else _answer(folder / "page.json", about),
        parts=tuple(_page(found, about, about.content_type) for _, found in _more(folder, "page")),
        lists={number: _page(found, about, "") for number, found in _more(folder, "list")},
        expected=_expected(folder / EXPECTED),
    )


def _answer(path: Path, about: _About) -> Page | None:
    return _page(path, about, "") if path.exists() else None


def _page(path: Path, about: _About, content_type: str) -> Page:
    return Page(
        url=about.url,
        requested_url=about.url,
        body=path.read_bytes(),
        content_type=content_type,
        fetched_at=about.fetched_at,
    )


def _more(folder: Path, what: str) -> list[tuple[int, Path]]:
    """Return the numbered files of a kind, in the order of their numbers."""
    found = [(_NUMBERED.fullmatch(path.name), path) for path in folder.iterdir()]
    return sorted((int(match[2]), path) for match, path in found if match and match[1] == what)


def _expected(path: Path) -> Any:
    if not path.exists():
        return None
    try:
        return json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise SourceError(path, "", f"not JSON: {error}") from error
