"""Read the JSON-LD of a page, as tolerantly as search engines do."""

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from lxml import etree

from newsspider.html.tree import tag_of

Thing = Mapping[str, Any]

_LARGEST = 500_000  # characters of one script; more is no metadata
_DEEPEST = 60  # of things in things; what is deeper is a bomb
_THINGS = 2000  # of one page; a page of comments has some hundreds
_LISTED = 60  # texts of one value; more names or keywords than any article has
_LONGEST_NUMBER = 30  # digits; Python refuses more than 4300, and no date or count has thirty
_ARTICLES = re.compile(
    r"article|posting|report$|newsitem|liveblog|analysis|opinion|review$|recipe$|howto$",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"itemlist|breadcrumb|website|organization|person|imageobject|aggregate|userreview",
    re.IGNORECASE,
)
_PAGES = re.compile(r"webpage$|videoobject|creativework$|podcastepisode", re.IGNORECASE)
_OPENING = re.compile(r"\s*(?:<!--|/\*.{0,200}?\*/|//\s*<!\[CDATA\[|<!\[CDATA\[)", re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x1f]+")
_BAD_ESCAPE = re.compile(r'\\(?!["\\/bfnrtu])')
_TRAILING = re.compile(r",(\s*[\]}])")
_TELLING = ("headline", "datePublished", "author", "articleBody", "mainEntityOfPage")
_INNER = ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "hasPart", "item")


def articles(root: etree._Element) -> list[Thing]:
    """Return the things of a page that are articles, the fullest first."""
    return articles_of(
        script.text or ""
        for script in root.iter("script")
        if tag_of(script) == "script" and "ld+json" in (script.get("type") or "").lower()
    )


def articles_of(scripts: Iterable[str]) -> list[Thing]:
    """Return the things of *scripts* that are articles, the fullest first, then those of pages.

    Never raises, and takes time in proportion to the length of *scripts*.
    """
    found: list[Thing] = []
    people: dict[str, Thing] = {}
    for text in scripts:
        document = load(text)
        for thing in _things(document):
            found.append(thing)
            name = thing.get("@id")
            if isinstance(name, str) and "name" in thing:
                people.setdefault(name, thing)
            if len(found) >= _THINGS:
                break
    ranked = [(rank, thing) for thing in found if (rank := _rank(thing)) is not None]
    ranked.sort(key=lambda pair: (pair[0], -sum(name in pair[1] for name in _TELLING)))
    return [_resolved(thing, people) for _, thing in ranked[:6]]


def load(text: str) -> object | None:
    """Return the JSON in *text*, mending what pages commonly break; None where it cannot be."""
    if not text.strip() or len(text) > _LARGEST:
        return None
    plain = _CONTROL.sub(" ", _unpadded(text))
    mended = None
    for attempt in range(3):
        if attempt:
            mended = _TRAILING.sub(r"\1", _BAD_ESCAPE.sub(r"\\\\", mended or plain))
        if attempt == 2:
            mended = html.unescape(mended or "") if "&quot;" in plain else None
        try:
            found: object = _DECODER.decode(plain if not attempt else mended or "")
        except (ValueError, RecursionError):
            continue
        return found
    return None


def _whole(text: str) -> int | str:
    return int(text) if len(text) <= _LONGEST_NUMBER else text


_DECODER = json.JSONDecoder(strict=False, parse_int=_whole)


def _unpadded(text: str) -> str:
    """Return *text* without comment marks and CDATA around it."""
    for _ in range(3):
        found = _OPENING.match(text)
        if not found:
            break
        text = text[found.end() :]
    text = text.strip()
    for end in ("-->", "//]]>", "// ]]>", "/* ]]> */", "/*]]>*/", "]]>", ";"):
        text = text.removesuffix(end).rstrip()
    return text


def _things(document: object) -> Iterator[Thing]:
    """Yield every object of *document* that could be a thing, also those in ``@graph``."""
    waiting: list[tuple[object, int]] = [(document, 0)]
    while waiting:
        part, depth = waiting.pop()
        if depth > _DEEPEST:
            continue
        if isinstance(part, list):
            waiting.extend((inner, depth + 1) for inner in reversed(part))
        elif isinstance(part, dict):
            yield part
            waiting.extend(
                (part[name], depth + 1)
                for name in reversed(_INNER)
                if isinstance(part.get(name), list | dict)
            )


def kinds(thing: Thing) -> list[str]:
    """Return the types of *thing*."""
    types = thing.get("@type")
    found = [types] if isinstance(types, str) else types if isinstance(types, list) else []
    return [kind for kind in found if isinstance(kind, str)]


def _rank(thing: Thing) -> int | None:
    """Return 0 for an article, 1 for what stands for one, None for another thing."""
    names = kinds(thing)
    if any(_ARTICLES.search(name) and not _NOT.search(name) for name in names):
        return 0
    # Baidu's own form names no type, only title, images and pubDate.
    if "pubDate" in thing or ("headline" in thing and "datePublished" in thing):
        return 0
    if "datePublished" in thing and any(_PAGES.search(name) for name in names):
        return 1
    return None


def _resolved(thing: Thing, people: Mapping[str, Thing]) -> Thing:
    """Return *thing* with an author and publisher that are named elsewhere by their ``@id``."""
    made = dict(thing)
    for name in ("author", "creator", "publisher"):
        value = made.get(name)
        if isinstance(value, dict):
            made[name] = _named(value, people)
        elif isinstance(value, list):
            made[name] = [_named(part, people) for part in value[:_LISTED]]
    return made


def _named(value: object, people: Mapping[str, Thing]) -> object:
    if isinstance(value, dict) and "name" not in value and isinstance(value.get("@id"), str):
        return people.get(value["@id"], value)
    return value


def texts(value: object) -> Iterator[str]:
    """Yield the texts of a value: a text, names of things, or a list of either."""
    for count, text in enumerate(_texts(value, 0)):
        if count >= _LISTED:
            return
        yield text


def _texts(value: object, depth: int) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list) and depth < _DEEPEST:
        for part in value:
            yield from _texts(part, depth + 1)
    elif isinstance(value, dict) and depth < _DEEPEST:
        for name in ("name", "@value", "url"):
            if isinstance(value.get(name), str | list):
                yield from _texts(value[name], depth + 1)
                return
