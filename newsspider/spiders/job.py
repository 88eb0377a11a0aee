"""One article on its way from address to extraction."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import urlsplit

from newsspider.model.extraction import Extraction, Field
from newsspider.model.link import Link
from newsspider.model.page import Page
from newsspider.model.source import RuleSet, Source

# What is worth another request when the answer so far lacks it.
WANTED = (Field.TITLE, Field.BODY, Field.PUBLISHED_AT, Field.SOURCE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What has been gathered for one article; gathering more makes a new value."""

    link: Link
    rules: RuleSet | None = None
    answer: Page | None = None
    page: Page | None = None
    rows: tuple[Link, ...] = ()
    parts: tuple[Page, ...] = ()  # the article's further pages, in order
    refused: str = ""  # the address of a further page that turned out to be another story's
    whole: bool = False  # its one-page form was asked for
    parted: bool = False  # it has no one-page form: its pages are asked for
    shells: tuple[str, ...] = ()  # addresses of the pages that had no text of their own
    trouble: BaseException | None = None  # why the JSON endpoint gave nothing

    @property
    def url(self) -> str:
        """The address that was asked for."""
        return self.link.url

    def with_row(self, row: Link) -> Self:
        """Return the job with one more row of a list."""
        return replace(self, rows=(*self.rows, row))


def rules_with_json(source: Source, url: str) -> RuleSet | None:
    """Return the newest rule set for *url* if its text comes from a JSON endpoint."""
    for rules in source.rules:
        if rules.match is None or rules.match.search(url):
            return rules if rules.json and rules.json.endpoint else None
    return None


def values(source: Source, rules: RuleSet, url: str) -> Mapping[str, str]:
    """Return what endpoint templates may use: the id and the named groups of ``match``."""
    found = rules.match.search(url) if rules.match else None
    groups = {name: text or "" for name, text in (found.groupdict() if found else {}).items()}
    return groups | {"id": source.id_of(url)}


def lacks(extraction: Extraction, *, weak: frozenset[Field] = frozenset()) -> bool:
    """Tell whether a wanted field is missing, or known only by one of the *weak* ways."""
    return any(field not in extraction.chosen or field in weak for field in WANTED)


def host(url: str) -> str:
    """Return the host of *url* with its port, for messages."""
    return urlsplit(url).netloc
