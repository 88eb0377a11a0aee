"""Read the JSON-LD of a page, as tolerantly as search engines do."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from newsspider.html.tree import tag_of

Thing = Mapping[str, Any]

_LARGEST = 500_000  # characters of one script; more is no metadata
_DEEPEST = 100
_ARTICLES = re.compile(
    r"article|posting|report$|newsitem|liveblog|analysis|opinion|review", re.IGNORECASE
)
_NOT = re.compile(
    r"itemlist|breadcrumb|website|webpage$|organization|person|imageobject", re.IGNORECASE
)
_PADDING = re.compile(
    r"^\s*(?:<!--|/\*.*?\*/|//\s*<!\[CDATA\[)?\s*|\s*(?:-->|//\s*\]\]>)?\s*;?\s*$", re.DOTALL
)
_CONTROL = re.compile(r"[\x00-\x1f]+")
_BAD_ESCAPE = re.compile(r'\\(?!["\\/bfnrtu])')
_TRAILING = re.compile(r",(\s*[\]}])")


def articles(root: etree._Element) -> list[Thing]:
    """Return the things of a page that are articles, the fullest first."""
    found = [thing for document in _documents(root) for thing in _things(document, 0)]
    kept = [thing for thing in found if _is_article(thing)]
    return sorted(kept, key=lambda thing: -sum(name in thing for name in _TELLING))


_TELLING = ("headline", "datePublished", "author", "articleBody", "mainEntityOfPage")


def _is_article(thing: Thing) -> bool:
    kinds = thing.get("@type")
    names = [kinds] if isinstance(kinds, str) else kinds if isinstance(kinds, list) else []
    texts = [name for name in names if isinstance(name, str)]
    if any(_ARTICLES.search(name) and not _NOT.search(name) for name in texts):
        return True
    # Baidu's own form names no type, only title, images and pubDate.
    return "pubDate" in thing or ("headline" in thing and "datePublished" in thing)


def _documents(root: etree._Element) -> Iterator[object]:
    for script in root.iter("script"):
        if tag_of(script) != "script" or "ld+json" not in (script.get("type") or "").lower():
            continue
        text = script.text or ""
        if text.strip() and len(text) <= _LARGEST:
            document = _load(text)
            if document is not None:
                yield document


def _load(text: str) -> object | None:
    """Return the document, mending what pages commonly break; None where it cannot be mended."""
    plain = _CONTROL.sub(" ", _PADDING.sub("", text))
    for attempt in (plain, _TRAILING.sub(r"\1", _BAD_ESCAPE.sub(r"\\\\", plain))):
        try:
            found: object = json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
        return found
    return None


def _things(document: object, depth: int) -> Iterator[Thing]:
    """Yield every object of *document* that could be a thing, also those in ``@graph``."""
    if depth > _DEEPEST:
        return
    if isinstance(document, list):
        for part in document:
            yield from _things(part, depth + 1)
    elif isinstance(document, dict):
        yield document
        for name in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement"):
            if isinstance(document.get(name), list | dict):
                yield from _things(document[name], depth + 1)


def texts(value: object) -> Iterator[str]:
    """Yield the texts of a value: a text, names of things, or a list of either."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for part in value:
            yield from texts(part)
    elif isinstance(value, dict):
        for name in ("name", "@value", "url"):
            if isinstance(value.get(name), str | list):
                yield from texts(value[name])
                return
