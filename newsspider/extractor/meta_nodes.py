"""Walk a page once and keep the nodes that speak of the article: metas, headings, dates, names."""

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree

from newsspider.html.tree import DROPPED, names_of
from newsspider.text import spaces

MOST = 120  # nodes kept of a sort; an article's own stand among the first
_LARGEST = 500_000  # characters of one script; more is no metadata
_SCRIPTS = 40  # of one page; sites write one for each thing, and a list has many things
_NEAREST = 10  # ancestors that may say what a part of the page is

_SILENT = frozenset(("html", "head", "body", "title", "style", "option", "img", "svg", "path"))
_LONGEST_NAMES = 400  # characters of a class and id; generated ones may be endless
_HEADINGS = frozenset(("h1", "h2", "h3", "h4"))
_BY_TAG = _HEADINGS | {"time"}  # what speaks without any attribute
_CLASSED = re.compile(
    r"(?:^|[-_ ])(?:title|headline|biaoti|tit)(?:$|[-_ ])|[a-z](?:Title|Headline)\b"
)
_BYLINE = re.compile(
    r"author|auth(?:$|[-_ ])|byline|writer|reporter|journalist|contributor|autor|auteur|redakteur|verfasser|zuozhe"
    r"|(?:^| )(?:by|fn|vcard)(?:$| )",
)
_DATED = re.compile(
    r"date|time(?!line)|publi|posted|(?:^|[-_ ])pub(?:$|[-_])|datum|fecha|shijian|byline|author|meta\b|info\b",
)
_OUTLET = re.compile(
    r"(?<!re)source|laiyuan|media[-_]?name|(?:^|[-_ ])(?:from|copyfrom|origin|ly)(?:$|[-_ ])|author[-_]?name|nickname|user[-_]?name",
)
# What every name of the four sorts holds: one cheap look spares most names four dear ones.
_ANY = re.compile(
    r"tit|head|biao|aut|by|wri|repor|jour|contrib|redak|verf|zuozhe|fn|vcard|dat|tim|pub|post|fech|shij|meta|info"
    r"|sour|lai|media|from|orig|ly|nick|user"
)
_ASIDE = re.compile(
    r"related|recommend|comment|teaser|side-?bar|widget|popular|most-?read|trending|newsletter|promo(?!ted\b)|breadcrumb"
    r"|more-?(?:stories|news|from|articles|posts)|read-?(?:more|next|also)|(?:^|[-_ ])(?:nav|menu|(?<!post-)(?<!entry-)(?<!article-)footer|foot|hot|rank\w*|pager|reply|replies|respond)(?:$|[-_ ])",
    re.IGNORECASE,
)
_CALLS, _SPEAKS, _LEADS, _HIDES = range(1, 5)
_ROLES = {  # of the attributes that are looked at
    "class": _CALLS, "id": _CALLS,
    "datetime": _SPEAKS, "itemprop": _SPEAKS, "property": _SPEAKS, "rel": _SPEAKS,
    "href": _LEADS,
    "style": _HIDES, "hidden": _HIDES, "aria-hidden": _HIDES,
}  # fmt: skip
_ASIDE_TAGS = frozenset(("nav", "footer", "aside"))


@dataclass(frozen=True, slots=True, eq=False)
class Mark:
    """A node and its place in the order of the document."""

    order: int
    node: etree._Element


@dataclass(slots=True)
class Marks:
    """The nodes of a page that may hold metadata, each sort in document order."""

    metas: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    scripts: list[str] = field(default_factory=list)
    canonical: str = ""
    image: str = ""
    headings: list[Mark] = field(default_factory=list)
    items: list[tuple[str, Mark]] = field(default_factory=list)  # itemprop and RDFa property
    times: list[Mark] = field(default_factory=list)
    bylines: list[Mark] = field(default_factory=list)
    dated: list[Mark] = field(default_factory=list)
    outlets: list[Mark] = field(default_factory=list)
    links: list[tuple[etree._Element, str]] = field(default_factory=list)  # may lead to a next page
    veiled: set[etree._Element] = field(default_factory=set)  # no others can be hidden


def survey(nodes: Iterable[etree._Element]) -> Marks:
    """Return what one walk over all *nodes* of a tree found; linear in their number."""
    marks = Marks()
    walk = _Walk(marks)
    for order, node in enumerate(nodes):
        tag = node.tag
        if tag == "meta":
            _meta(marks, node)
        elif tag == "script":
            _script(marks, node)
        elif tag == "link":
            _link(marks, node)
        elif tag == "form":
            marks.veiled.add(node)  # its names say nothing of the article
        elif tag not in _SILENT and isinstance(tag, str):
            # In HTML no attribute is of bytes. Many elements have none.
            items: list[tuple[str, str]] = node.items()  # type: ignore[assignment]
            if items or tag in _BY_TAG:
                walk.element(order, node, tag, items)
    return marks


class _Walk:
    """Sorts elements by their tag, their attributes and what they are called."""

    def __init__(self, marks: Marks) -> None:
        self.marks = marks
        self.sorts = ((_BYLINES, marks.bylines), (_DATES, marks.dated), (_OUTLETS, marks.outlets))

    def element(
        self, order: int, node: etree._Element, tag: str, items: list[tuple[str, str]]
    ) -> None:
        """Keep *node*, which has the attributes *items*, with its sorts, if it is of any."""
        if tag in _HEADINGS:
            _keep(self.marks.headings, order, node, 4 * MOST if tag == "h1" else MOST)
        sorts, speaks = 0, tag == "time"
        for name, value in items:
            role = _ROLES.get(name)
            if role == _CALLS:
                sorts |= _sorts_of(value[:_LONGEST_NAMES])  # the cache keeps what it is given
            elif role == _HIDES:
                self.marks.veiled.add(node)
            elif role == _SPEAKS:
                speaks = True
            elif role == _LEADS and tag == "a":
                self.marks.links.append((node, value))
                speaks = speaks or "/author/" in value
        if sorts:
            self._named(order, node, tag, sorts)
        if speaks:
            self._speaking(order, node, tag)

    def _speaking(self, order: int, node: etree._Element, tag: str) -> None:
        """Keep a node with what its attributes tell machines."""
        get = node.get
        if tag == "time" or get("datetime"):
            _keep(self.marks.times, order, node)
        prop = get("itemprop") or get("property")
        if prop and len(self.marks.items) < MOST:
            name = prop.strip().lower().rpartition(":")[2]
            self.marks.items.append((name, Mark(order, node)))
        if (tag == "a" and (get("rel") == "author" or "/author/" in (get("href") or ""))) or (
            prop and "author" in prop.lower()
        ):
            _keep(self.marks.bylines, order, node)

    def _named(self, order: int, node: etree._Element, tag: str, sorts: int) -> None:
        if sorts & _TITLES and tag not in _HEADINGS and len(node) <= 4:
            _keep(self.marks.headings, order, node)
        for bit, sort in self.sorts:
            if sorts & bit:
                _keep(sort, order, node)


_TITLES, _BYLINES, _DATES, _OUTLETS = 1, 2, 4, 8
_SORTS = ((_BYLINE, _BYLINES), (_DATED, _DATES), (_OUTLET, _OUTLETS))


@lru_cache(maxsize=4096)  # a page repeats its class names, and sites share many
def _sorts_of(names: str) -> int:
    """Return the sorts of which a class or id speaks, as bits."""
    lower = names.lower()
    if not _ANY.search(lower):
        return 0
    found = _TITLES if any(map(_CLASSED.search, names.split())) else 0
    for name in lower.split():
        for pattern, bit in _SORTS:
            if not found & bit and pattern.search(name):
                found |= bit
    return found


def _keep(sort: list[Mark], order: int, node: etree._Element, most: int = MOST) -> None:
    if len(sort) < most and (not sort or sort[-1].node is not node):
        sort.append(Mark(order, node))


def is_aside(
    node: etree._Element, spared: Container[etree._Element] = (), *, by_tag: bool = True
) -> bool:
    """Tell whether *node* stands in a part that is about other stories, readers or the site.

    *spared* are the elements around the title: whatever they are called, the story is in them.
    Without *by_tag* an ``<aside>`` counts only by its class: many hold the facts by the title.
    """
    for count, part in enumerate(_chain(node)):
        if count >= _NEAREST or part in spared or part.tag in ("body", "html"):
            return False
        if (by_tag and part.tag in _ASIDE_TAGS) or _is_called_aside(
            names_of(part)[:_LONGEST_NAMES]
        ):
            return True
    return False


@lru_cache(maxsize=4096)
def _is_called_aside(names: str) -> bool:
    return _ASIDE.search(names) is not None


def pieces(node: etree._Element, most: int = 60) -> list[str]:
    """Return the texts in *node* one a text node, at most *most*: a name and a role are two."""
    found: list[str] = []
    for text in _texts(node):
        plain = spaces.collapse(text)
        if plain:
            found.append(plain)
            if len(found) >= most:
                break
    return found


def _texts(node: etree._Element) -> Iterator[str]:
    if node.text:
        yield node.text
    for child in node:
        if isinstance(child.tag, str) and child.tag not in DROPPED:
            yield from _texts(child)
        if child.tail:
            yield child.tail


def _chain(node: etree._Element) -> Iterator[etree._Element]:
    yield node
    yield from node.iterancestors()


def _meta(marks: Marks, node: etree._Element) -> None:
    content = node.get("content") or node.get("value")
    if not content:
        return
    for attribute in ("property", "name", "itemprop", "http-equiv"):
        name = node.get(attribute)
        if name:
            known = marks.metas.setdefault(name.strip().lower(), [])
            if len(known) < MOST:
                known.append((content, attribute))


def _script(marks: Marks, node: etree._Element) -> None:
    if "ld+json" in (node.get("type") or "").lower() and len(marks.scripts) < _SCRIPTS:
        text = node.text or ""
        if text.strip() and len(text) <= _LARGEST:
            marks.scripts.append(text)


def _link(marks: Marks, node: etree._Element) -> None:
    relation = (node.get("rel") or "").strip().lower()
    if relation == "canonical" and not marks.canonical:
        marks.canonical = node.get("href") or ""
    elif relation == "image_src" and not marks.image:
        marks.image = node.get("href") or ""
    elif relation == "next":
        marks.links.append((node, node.get("href") or ""))
