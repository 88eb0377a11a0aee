"""Example pages of a site, with what is known of each without anybody having to say it."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC
from functools import cached_property
from itertools import islice
from zoneinfo import ZoneInfo

from lxml import etree

from newsspider.extractor import extract_page
from newsspider.extractor.document import Document
from newsspider.extractor.zone import zone_of
from newsspider.html.tree import DROPPED, tag_of, text_of
from newsspider.model.extraction import Extraction, Field, Method
from newsspider.model.link import Link
from newsspider.model.moment import Moment
from newsspider.model.page import Page
from newsspider.text import spaces
from newsspider.text.letters import norm

_TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_]+")
_SMALL = 40  # elements in a part of a page that may be one field
_LONGEST = 400  # characters of a text that may hold a field

Bag = Counter[str]


@dataclass(eq=False)
class Example:
    """One page: its tree, and what metadata, the feed and the generic engine say of it."""

    page: Page
    link: Link | None = None
    extraction: Extraction = field(init=False)
    document: Document = field(init=False)
    shared: frozenset[str] = frozenset()  # lines that other pages have too: no part of a text

    def __post_init__(self) -> None:
        """Read the page without any rule."""
        self.extraction = extract_page(self.page, None, self.link)
        document = Document(self.page, UTC, self.page.fetched_at)
        document.zone = zone_of(document)
        language = document.root.get("lang") or ""
        document.languages = (language,) if 2 <= len(language) <= 12 else ()
        self.document = document

    @property
    def root(self) -> etree._Element:
        """The page's tree."""
        return self.document.root

    @property
    def url(self) -> str:
        """The page's address."""
        return self.page.requested_url

    @property
    def zone(self) -> ZoneInfo | None:
        """The zone that the page's host or language suggests; None where nothing does."""
        zone = self.document.zone
        return zone if isinstance(zone, ZoneInfo) and zone.key != "UTC" else None

    @cached_property
    def small(self) -> list[tuple[etree._Element, str]]:
        """The parts of the page that are small enough for one field, with their texts."""
        found = []
        for node in self.root.iter():
            if tag_of(node) in DROPPED or len(list(islice(node.iter(), _SMALL + 1))) > _SMALL:
                continue
            text = spaces.collapse(text_of(node))
            if len(text) <= _LONGEST and (text or node.get("datetime") or node.get("content")):
                found.append((node, text))
        return found

    @cached_property
    def bag(self) -> Bag:
        """The words of the text that the generic engine found."""
        lines = self.extraction.text.splitlines()
        return bag("\n".join(line for line in lines if norm(line) not in self.shared))

    @cached_property
    def lines(self) -> frozenset[str]:
        """The lines of that text, as letters."""
        return frozenset(filter(None, map(norm, self.extraction.text.splitlines()))) - self.shared

    def is_declared(self, name: Field) -> bool:
        """Tell whether the page itself declares the field."""
        chosen = self.extraction.chosen.get(name)
        return chosen is not None and chosen.method is Method.DECLARED


def examples(pages: Iterable[Page], links: Sequence[Link] = ()) -> list[Example]:
    """Return the pages that are articles with a text; *links* are what lists say of them."""
    said = {link.url: link for link in links}
    made = [Example(page, said.get(page.requested_url) or said.get(page.url)) for page in pages]
    found = [each for each in made if each.extraction.title and each.extraction.text]
    counts = Counter(line for each in found for line in each.lines)
    shared = {line for line, count in counts.items() if count > max(1, len(found) / 2)}
    for each in found:
        own = each.lines - shared
        if len(own) >= len(each.lines) / 2:  # else one page was given twice
            each.shared = frozenset(shared)
            each.__dict__.pop("lines")
    return found


def bag(text: str) -> Bag:
    """Return the words of *text*, of Chinese and the like the characters, with their counts."""
    return Counter(_TOKEN.findall(text.casefold()))


def overlap(one: Bag, other: Bag) -> float:
    """Return the F1 of two bags: 1 for the same words."""
    if not one or not other:
        return 0.0
    return 2 * (one & other).total() / (one.total() + other.total())


def same(value: object, other: object) -> float:
    """Return 1 where two values mean the same, 0.5 for one day of which one knows the time."""
    if isinstance(value, Moment) and isinstance(other, Moment):
        if value.utc and other.utc:
            return 1.0 if abs((value.utc - other.utc).total_seconds()) < 60 else 0.0
        return (1.0 if value.utc == other.utc else 0.5) if value.day == other.day else 0.0
    if isinstance(value, tuple) and isinstance(other, tuple):
        return float({norm(str(one)) for one in value} == {norm(str(one)) for one in other})
    return float(isinstance(value, str) and isinstance(other, str) and norm(value) == norm(other))
