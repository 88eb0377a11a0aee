"""Pages without a text of their own, such as share pages: where the article stands instead."""

import re
from urllib.parse import urlsplit

from lxml import etree

from newsspider.extractor.document import Document
from newsspider.extractor.kind_signs import names_article
from newsspider.html import refresh
from newsspider.html.select import css
from newsspider.html.tree import text_of
from newsspider.urls import absolute, same_address, same_site

_LITTLE = 400  # characters of text beside a frame that is the page
_PIXELS = re.compile(r"\d{1,6}(?:px)?")
_SMALL = 200  # pixels; a lower frame is a button or a count, not an article
_NAMED = (
    ("link[rel=canonical][href]", "href"),
    ("meta[property='og:url'][content]", "content"),
    ("link[rel=amphtml][href]", "href"),
)


def elsewhere(document: Document) -> str:
    """Return the address of the article that a page without one stands for, or nothing.

    In this order: where the page sends its reader, the frame that fills it, and the address that it
    calls its own. All but the first have to be of its own site.
    """
    root, url = document.root, document.page.url
    if not document.page.body:
        return ""
    found = refresh.target(root, url) or _frame(root, url) or _own(root, url)
    return found if found and not same_address(found, url) else ""


def _frame(root: etree._Element, url: str) -> str:
    if len(text_of(root).strip()) > _LITTLE:
        return ""
    for node in css(root, "iframe[src], frame[src]"):
        found = absolute(url, node.get("src") or "")
        if found and same_site(found, url) and not _is_small(node):
            return found
    return ""


def _is_small(node: etree._Element) -> bool:
    style = (node.get("style") or "").replace(" ", "").lower()
    sizes = [node.get(name) or "" for name in ("width", "height")]
    small = any(_PIXELS.fullmatch(size) and int(size.removesuffix("px")) < _SMALL for size in sizes)
    return small or "display:none" in style or node.get("hidden") is not None


def _own(root: etree._Element, url: str) -> str:
    """Return the address that the page calls its own, where that is an article's."""
    for selector, name in _NAMED:
        for node in css(root, selector):
            found = absolute(url, node.get(name) or "")
            if not found or not same_site(found, url) or same_address(found, url):
                continue
            parts = urlsplit(found)
            if names_article(parts.path, parts.query):
                return found
    return ""
