"""A parsed page: one tree, and its text as lines in reading order."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from functools import cached_property
from urllib.parse import urlsplit

from lxml import etree

from newsspider.extractor import jsonld
from newsspider.extractor.layout import Layout, Line, first_lines, lay_out, tokens
from newsspider.extractor.meta_nodes import Mark, Marks, survey
from newsspider.html import bounds
from newsspider.html.tree import parse, text_of
from newsspider.model.page import Page
from newsspider.text import charset, spaces

__all__ = ["Document", "Line", "is_placeholder", "tokens"]

_PLACEHOLDER = re.compile(
    r"\W*(?:\{\{.*\}\}|\$\{.*\}|<%.*%>|\[\[.*\]\]|%%?\w+%%?|(?:正在)?加载中?|loading|undefined|null|NaN)\W*",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(eq=False)
class Document:
    """One page, parsed at most once. An empty page gives an empty document."""

    page: Page
    zone: tzinfo
    now: datetime | None = None
    languages: tuple[str, ...] = ()
    root: etree._Element = field(init=False)
    nodes: list[etree._Element] = field(init=False)  # lxml makes them anew for whoever asks
    is_cut: bool = field(init=False)  # the page has more tags than are read
    is_binary: bool = field(init=False)  # it is a picture, an archive or the like
    opening: list[Line] = field(default_factory=list)  # the first lines, see :meth:`lines_until`

    def __post_init__(self) -> None:
        """Parse the page."""
        decoded = charset.decode(self.page.body, self.page.content_type, host=self.host)
        self.is_binary = charset.is_binary(decoded.text)
        text = "" if self.is_binary else bounds.shortened(decoded.text)
        self.is_cut = not self.is_binary and len(text) < len(decoded.text)
        self.root = parse(text)
        self.nodes = list(self.root.iter())

    @property
    def host(self) -> str:
        """The server's name."""
        try:
            return urlsplit(self.page.url).hostname or ""
        except ValueError:
            return ""

    @cached_property
    def lines(self) -> list[Line]:
        """The text of the body in reading order."""
        return self.layout.lines

    @cached_property
    def layout(self) -> Layout:
        """The lines of the body and the blocks around them."""
        return lay_out(self._body, self.marks.veiled)

    @property
    def _body(self) -> etree._Element:
        body = self.root.find("body")
        return body if body is not None else self.root

    @property
    def is_laid_out(self) -> bool:
        """Tell whether the whole page has been laid out, so that its text costs nothing more."""
        return "layout" in self.__dict__

    def lines_until(self, is_last: Callable[[Line], bool]) -> list[Line]:
        """Return the first lines, as long as one *is_last*: to lay out a whole page is dear.

        They are all lines where none is, or where the page has been laid out already.
        """
        if not self.is_laid_out and (
            opening := first_lines(self._body, self.marks.veiled, is_last)
        ):
            self.opening = opening
            return opening
        return self.lines

    def has_text_of(self, size: int) -> bool:
        """Tell whether the text has *size* characters; the whole is not laid out for it."""
        length = -1
        for line in self.opening:
            length += len(line.text) + 1
        return length >= size or len(self.text) >= size

    @cached_property
    def strings(self) -> str:
        """All that the tree says, scripts and what is hidden too: for a quick no."""
        said = etree.tostring(self.root, method="text", encoding="unicode")
        return said if said.isascii() else unicodedata.normalize("NFC", said)

    @cached_property
    def head_title(self) -> str:
        """The text of ``<title>``."""
        found = self.root.find(".//title")
        return spaces.collapse(found.text or "") if found is not None else ""

    @cached_property
    def marks(self) -> Marks:
        """The nodes that may hold metadata."""
        return survey(self.nodes)

    @cached_property
    def headings(self) -> list[tuple[Mark, str]]:
        """The headings, and what is called one, with their texts."""
        return [(mark, text_of(mark.node)) for mark in self.marks.headings]

    @cached_property
    def things(self) -> list[jsonld.Thing]:
        """The articles that the page's JSON-LD describes, the fullest first."""
        return jsonld.articles_of(self.marks.scripts)

    @cached_property
    def text(self) -> str:
        """All the text of the body, a line a line."""
        return "\n".join(line.text for line in self.lines)


def is_placeholder(text: str) -> bool:
    """Tell whether *text* is what a page shows until its script has run."""
    return _PLACEHOLDER.fullmatch(text.strip()) is not None
