"""A parsed page: one tree, and its text as lines in reading order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from functools import cached_property
from urllib.parse import urlsplit

from lxml import etree
from lxml.html import HtmlElement

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
    root: HtmlElement = field(init=False)

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
    count = 0
    text: list[str] = []
    linked: list[str] = []
    stack: list[etree._Element] = [body]
    in_link = skip = 0

    def cut() -> Iterator[Line]:
        nonlocal count
        joined = spaces.collapse("".join(text))
        if joined:
            yield Line(count, joined, stack[-1], tokens("".join(linked)))
            count += 1
        text.clear()
        linked.clear()

    def add(piece: str | None) -> None:
        if piece and not skip:
            text.append(piece)
            if in_link:
                linked.append(piece)

    for event, node in etree.iterwalk(body, events=("start", "end")):
        tag = tag_of(node)
        block = tag in BLOCK
        if event == "start":
            if skip or tag in _SKIPPED or not tag or is_hidden(node):
                skip += 1
                continue
            if block or tag == "br":
                yield from cut()
            if block:
                stack.append(node)
            in_link += tag == "a"
            add(node.text)
            continue
        if skip:
            skip -= 1
        else:
            in_link -= tag == "a"
            if block:
                yield from cut()
                stack.pop()
        if node is not body:
            add(node.tail)
    yield from cut()


def heading_text(node: etree._Element) -> str:
    """Return the text of a heading on one line."""
    return spaces.collapse(text_of(node))
