"""A parsed page: one tree, and its text as lines in reading order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from functools import cached_property
from urllib.parse import urlsplit

from lxml import etree

from newsspider.extractor import jsonld
from newsspider.extractor.meta_nodes import Marks, survey
from newsspider.html.tree import BLOCK, DROPPED, is_hidden, parse, tag_of, text_of
from newsspider.model.page import Page
from newsspider.text import charset, spaces

_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_WORD = re.compile(r"[^\W_]+")
_SKIPPED = DROPPED - {"form", "map", "dialog"}  # some sites wrap the whole page in a form
_PLACEHOLDER = re.compile(
    r"\W*(?:\{\{.*\}\}|\$\{.*\}|<%.*%>|\[\[.*\]\]|%%?\w+%%?|(?:正在)?加载中?|loading|undefined|null|NaN)\W*",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(slots=True, eq=False)
class Line:
    """A run of text between two block tags or breaks; ``node`` is the block around it."""

    index: int
    text: str
    node: etree._Element
    linked: int = 0  # tokens inside links


@dataclass(eq=False)
class Document:
    """One page, parsed at most once. An empty page gives an empty document."""

    page: Page
    zone: tzinfo
    now: datetime | None = None
    languages: tuple[str, ...] = ()
    root: etree._Element = field(init=False)

    def __post_init__(self) -> None:
        """Parse the page."""
        decoded = charset.decode(self.page.body, self.page.content_type, host=self.host)
        self.root = parse(decoded.text)

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
        body = self.root.find("body")
        return list(_lines(body if body is not None else self.root))

    @cached_property
    def head_title(self) -> str:
        """The text of ``<title>``."""
        found = self.root.find(".//title")
        return spaces.collapse(found.text or "") if found is not None else ""

    @cached_property
    def marks(self) -> Marks:
        """The nodes that may hold metadata."""
        return survey(self.root)

    @cached_property
    def things(self) -> list[jsonld.Thing]:
        """The articles that the page's JSON-LD describes, the fullest first."""
        return jsonld.articles_of(self.marks.scripts)

    @cached_property
    def text(self) -> str:
        """All the text of the body, a line a line."""
        return "\n".join(line.text for line in self.lines)


def tokens(text: str) -> int:
    """Return the length of *text* in words; two CJK characters count as one word."""
    cjk = len(_CJK.findall(text))
    return len(_WORD.findall(_CJK.sub(" ", text))) + (cjk + 1) // 2


def is_placeholder(text: str) -> bool:
    """Tell whether *text* is what a page shows until its script has run."""
    return _PLACEHOLDER.fullmatch(text.strip()) is not None


def _lines(body: etree._Element) -> Iterator[Line]:
    """Walk the tree once, cutting at block tags and breaks."""
    cutter = _Cutter([body])
    for event, node in etree.iterwalk(body, events=("start", "end")):
        yield from cutter.enter(node) if event == "start" else cutter.leave(node)
        if event == "end" and node is not body:
            cutter.add(node.tail)
    yield from cutter.cut()


@dataclass(slots=True)
class _Cutter:
    """The state of the walk: the blocks that are open, and the text since the last cut."""

    stack: list[etree._Element]
    text: list[str] = field(default_factory=list)
    linked: list[str] = field(default_factory=list)
    in_link: int = 0
    skip: int = 0  # depth inside an element whose text does not count
    count: int = 0

    def enter(self, node: etree._Element) -> Iterator[Line]:
        tag = tag_of(node)
        if self.skip or tag in _SKIPPED or not tag or is_hidden(node):
            self.skip += 1
            return
        if tag in BLOCK or tag == "br":
            yield from self.cut()
        if tag in BLOCK:
            self.stack.append(node)
        self.in_link += tag == "a"
        self.add(node.text)

    def leave(self, node: etree._Element) -> Iterator[Line]:
        if self.skip:
            self.skip -= 1
            return
        tag = tag_of(node)
        self.in_link -= tag == "a"
        if tag in BLOCK:
            yield from self.cut()
            self.stack.pop()

    def cut(self) -> Iterator[Line]:
        joined = spaces.collapse("".join(self.text))
        if joined:
            yield Line(self.count, joined, self.stack[-1], tokens("".join(self.linked)))
            self.count += 1
        self.text.clear()
        self.linked.clear()

    def add(self, piece: str | None) -> None:
        if piece and not self.skip:
            self.text.append(piece)
            if self.in_link:
                self.linked.append(piece)


def heading_text(node: etree._Element) -> str:
    """Return the text of a heading on one line."""
    return spaces.collapse(text_of(node))
