"""Parse HTML into one tree, and ask simple things of its nodes."""

import re
from collections.abc import Iterable
from itertools import accumulate, islice

from lxml import etree

from newsspider.html import bounds

# Elements that start a line of their own.
BLOCK = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "caption",
    ]
)
# Elements that never hold an article's text, with all that is in them.
DROPPED = frozenset(
    [
        "script",
        "style",
        "iframe",
        "frame",
        "frameset",
        "object",
        "embed",
        "applet",
        "form",
        "input",
        "button",
        "select",
        "option",
        "textarea",
        "svg",
        "math",
        "template",
        "noscript",
        "noframes",
        "title",
        "audio",
        "video",
        "source",
        "track",
        "canvas",
        "map",
        "area",
        "link",
        "meta",
        "base",
        "head",
        "dialog",
        "menu",
        "datalist",
        "output",
        "progress",
        "meter",
        "param",
    ]
)
_PLAIN = BLOCK | DROPPED | {"a", "b", "br", "em", "i", "img", "span", "strong", "time"}
HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_FRAME = re.compile(r"</?(?:html|body)\b[^<>]*>", re.IGNORECASE)
_SMALL = 200  # characters; a hidden part with more may be a text that a script shows later
_MANY = 2000  # elements; a part with as many is no hint or label that waits for a click
_EMPTY = b"<html><body></body></html>"
_UNCLOSED = frozenset(("noscript", "button", "audio", "video", "canvas", "object"))
_ARTICLE = 600  # characters of one of these that is more than a label or a request for scripts


def parse(text: str) -> etree._Element:
    """Return the root of a page, an empty ``html`` element where there is none.

    Comments and processing instructions are left out; nothing is fetched or expanded. Tags that
    are too many, nested or filled with attributes beyond all use are cut first: see :mod:`.bounds`.
    """
    text = text.replace("\x00", "") if "\x00" in text else text
    text = bounds.without_bombs(bounds.shortened(text))
    root, whole = _parsed(text)
    if not whole:
        root, _ = _parsed(bounds.flattened(text))
    return root


def _parsed(text: str) -> tuple[etree._Element, bool]:
    """Return the tree, and whether the parser read all of *text*."""
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False, no_network=True
    )
    body = text.encode("utf-8", "replace")
    try:
        root = etree.fromstring(body or _EMPTY, parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        if any(each.type == etree.ErrorTypes.ERR_NO_MEMORY for each in parser.error_log):
            raise MemoryError from error  # an empty page would be a lie
        root = None
    if root is None:
        root = etree.fromstring(_EMPTY, parser)
    last = parser.error_log.last_error
    return root, last is None or "depth" not in (last.message or "")


def fragment(text: str) -> etree._Element:
    """Return a ``div`` that holds the nodes of *text*."""
    inner = _FRAME.sub("", text)  # what follows an end of the page would be lost
    body = parse(f"<html><body><div>{inner}</div></body></html>").find("body")
    empty: etree._Element = etree.Element("div")
    return empty if body is None else body


def tag_of(node: etree._Element) -> str:
    """Return the node's tag in lower case; an empty text for comments and the like."""
    tag = node.tag
    if tag in _PLAIN:  # nearly all, and dear to look at twice
        return tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def text_of(node: etree._Element) -> str:
    """Return the text in *node* without that of scripts and styles."""
    if not len(node) and node.tag not in DROPPED:
        return node.text or ""
    parts: list[str] = []
    _gather(node, parts)
    return "".join(parts)


def _gather(node: etree._Element, parts: list[str]) -> None:
    """Add the texts in *node*; the parser bounds the depth, so recursion is safe."""
    if tag_of(node) in DROPPED:
        return
    if text := node.text:
        parts.append(text)
    for child in node:
        _gather(child, parts)
        if tail := child.tail:
            parts.append(tail)


def is_dropped(node: etree._Element, tag: str) -> bool:
    """Tell whether an element never holds an article's text.

    One of :data:`_UNCLOSED` with much text does: it was never closed, and the page is in it, or
    it is the article for readers without scripts.
    """
    if tag not in DROPPED:
        return False
    return tag not in _UNCLOSED or not _reaches(node.itertext(), _ARTICLE)


def _reaches(texts: Iterable[str | bytes], size: int) -> bool:
    """Tell whether *texts* have *size* characters together; no more of them is read than that."""
    return any(total >= size for total in accumulate(map(len, texts)))


def is_hidden(node: etree._Element) -> bool:
    """Tell whether *node* is hidden for good: one that holds much text may be shown by a script."""
    if node.get("hidden") is None and node.get("aria-hidden") != "true":
        style = node.get("style")
        if not style or not HIDING.search(style):
            return False
    if len(list(islice(node.iter(), _MANY))) == _MANY:
        return False
    return len(text_of(node).strip()) <= _SMALL


def names_of(node: etree._Element) -> str:
    """Return the class and the id of *node*, for a look at what its author called it."""
    names, number = node.get("class"), node.get("id")
    if number:
        return f"{names} {number}".strip() if names else number.strip()
    return names.strip() if names else ""
