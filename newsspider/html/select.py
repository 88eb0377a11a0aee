"""Find and remove nodes by selectors."""

from collections.abc import Iterable
from functools import cache

from lxml import etree
from lxml.cssselect import CSSSelector


@cache
def _compiled(selector: str) -> CSSSelector:
    return CSSSelector(selector, translator="html")


def css(node: etree._Element, selector: str) -> list[etree._Element]:
    """Return the elements under *node* that *selector* finds, in document order."""
    found: list[etree._Element] = _compiled(selector)(node)  # type: ignore[assignment]  # elements
    return found


def remove(node: etree._Element, selectors: Iterable[str]) -> None:
    """Take what *selectors* find out of the tree; the text after it stays."""
    for selector in selectors:
        for found in css(node, selector):
            drop(found)


def drop(node: etree._Element) -> None:
    """Take *node* out of its tree; the text after it stays."""
    parent = node.getparent()
    if parent is None:
        return
    if node.tail:
        before = node.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + node.tail
        else:
            parent.text = (parent.text or "") + node.tail
    node.tail = None
    parent.remove(node)


def inner_html(node: etree._Element) -> str:
    """Return what is in *node* as HTML."""
    parts = [_escaped(node.text)] if node.text else []
    parts += [etree.tostring(child, encoding="unicode", method="html") for child in node]
    return "".join(parts)


def outer_html(node: etree._Element) -> str:
    """Return *node* itself as HTML, without the text after it."""
    return etree.tostring(node, encoding="unicode", method="html", with_tail=False)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
