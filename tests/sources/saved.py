"""Saved pages of sources: find them, and run them through the extractor as the spider would."""

import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from newsspider.discover import json_api
from newsspider.extractor import extract_page
from newsspider.model.link import Link
from newsspider.model.page import Page
from newsspider.model.source import Source
from newsspider.shape import extraction_shape
from newsspider.sources.catalogue import Catalogue

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """A folder ``NAME/PAGE`` with page.toml, the saved bytes and expected.json."""

    folder: Path

    @property
    def name(self) -> str:
        return f"{self.folder.parent.name}/{self.folder.name}"

    @property
    def expected(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.folder / "expected.json").read_text("utf-8"))
        return found

    def shape(self) -> dict[str, Any]:
        """Extract the page and return it as the JSON that users see."""
        source = Catalogue().get(self.folder.parent.name)
        about = tomllib.loads((self.folder / "page.toml").read_text("utf-8"))
        url = about["url"]
        page = self._page(self.folder / "page.html", about, url) or Page(
            url=url, requested_url=url, body=b"", fetched_at=about["fetched_at"]
        )
        answer = self._page(self.folder / "page.json", about, url)
        rows = tuple(self._rows(source, about, url))
        link = Link(url=url)
        return extraction_shape(extract_page(page, source, link, answer=answer, rows=rows))

    def _page(self, path: Path, about: dict[str, Any], url: str) -> Page | None:
        if not path.exists():
            return None
        return Page(
            url=url,
            requested_url=url,
            body=path.read_bytes(),
            content_type=about.get("content_type", "") if path.suffix == ".html" else "",
            fetched_at=about["fetched_at"],
        )

    def _rows(self, source: Source, about: dict[str, Any], url: str) -> Iterator[Link]:
        rules = next(rules for rules in source.rules if rules.match and rules.match.search(url))
        for number, lookup in enumerate(rules.lookups):
            page = self._page(self.folder / f"list-{number}.json", about, lookup.url)
            row = page and json_api.lookup(lookup, page, source.id_of(url), url)
            if row:
                yield row


def all_saved() -> list[Saved]:
    return [Saved(folder=path.parent) for path in sorted(HERE.glob("*/*/page.toml"))]
