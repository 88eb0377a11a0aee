"""Where a page that is only a signpost sends its reader: by a meta refresh or a line of script."""

import re

from lxml import etree

from newsspider.html.select import css
from newsspider.html.tree import text_of
from newsspider.urls import absolute, same_address

_URL = re.compile(
    r"\s*+(?P<seconds>\d{0,9})(?:\.\d*+)?\s*+[;,]\s*+(?:url\s*+=\s*+)?[\"']?(?P<url>[^\"'>]+)",
    re.IGNORECASE,
)
_SOON = 15  # seconds; what comes later is a page that reloads itself
_SCRIPT = re.compile(
    r"location(?:\.href)?"
    r"(?:\s*=\s*|\s*\.\s*(?:replace|assign)\s*\(\s*)[\"']([^\"'<>\s]{1,500})[\"']"
)
_LITTLE = 400  # characters of text; with more it is a page to read, whatever its scripts do


def target(root: etree._Element, url: str) -> str:
    """Return the address that the page at *url* sends its reader to, or nothing.

    A script counts only on a page with next to no text: elsewhere it answers a click.
    """
    base = next((node.get("href") or "" for node in css(root, "base[href]")), "")
    base = absolute(url, base) or url
    for node in css(root, "meta[http-equiv][content]"):
        if (node.get("http-equiv") or "").strip().lower() == "refresh" and not _is_spare(node):
            found = _URL.match(node.get("content") or "")
            if found and int(found["seconds"] or 0) <= _SOON:
                return _other(base, found["url"].strip(), url)
    if len(text_of(root).strip()) > _LITTLE:
        return ""
    for node in css(root, "script"):
        moved = _SCRIPT.search(node.text or "")
        if moved:
            return _other(base, moved[1], url)
    return ""


def _is_spare(node: etree._Element) -> bool:
    """Tell whether *node* is for readers without scripts: those are sent to a page that says so."""
    return any(True for _ in node.iterancestors("noscript"))


def _other(base: str, given: str, url: str) -> str:
    """Return the address in *given* where it is another one than *url*."""
    found = absolute(base, given)
    return found if found and not same_address(found, url) else ""
