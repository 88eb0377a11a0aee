"""Who wrote it, who published it first, who edited it."""

import re
from collections.abc import Container, Iterator

from lxml import etree

from newsspider.extractor.byline_names import is_last_resort, names_in, names_of_pieces
from newsspider.extractor.byline_outlet import outlets_near
from newsspider.extractor.dates import Spot, title_line, title_spot
from newsspider.extractor.document import Document, Line
from newsspider.extractor.meta_nodes import Mark, is_aside, pieces
from newsspider.html.tree import names_of
from newsspider.model.extraction import Candidate, Field, Method
from newsspider.text import chinese

_AFTER, _BEFORE = 14, 4  # lines around the title in which bylines stand
_CLOSE_AFTER, _CLOSE_BEFORE = 150, 80  # elements around the title in which bylines stand
_FAR = 2  # bylines far from the title: more are those of other stories
_BOX = 300  # characters of an element that is a byline; more is a part of the page
_LINE = 100  # characters of a line that is a byline
_BY = re.compile(
    r"(?:(?:written|reported|posted|story|words|text|article|verfasst|erstellt|geschrieben|veröffentlicht) )?"
    r"(?:by|von|par|por|di|door|av|af)\s+(?=\S)|(?:autor(?:in|es)?|authors?|auteurs?|text|redaktion|by)\s*:\s*(?=\S)",
    re.IGNORECASE,
)
_STRONG = re.compile(r"name|(?:^|[-_ ])fn(?:$|[-_ ])", re.IGNORECASE)
_WEAK = re.compile(
    r"bio|desc|avatar|image|photo|img|title|job|role|position|social|date|time|count|license|comment|reviewer|translat|editor|caption|credit",
    re.IGNORECASE,
)
_NO_BOX = ("body", "html", "main", "article", "img")


def candidates(document: Document, title: str, outlets: Container[str]) -> Iterator[Candidate]:
    """Yield authors, source line and editor from what stands around *title*.

    *outlets* are the names of the site, in the form of :func:`~newsspider.extractor.title.norm`.
    """
    where = title_line(document, title)
    spot = title_spot(document, title)
    lines = _near(document.lines, where)
    for name, locator, raw in outlets_near(document, where, lines, spot):
        yield _made(Field.SOURCE, name, locator, raw)
    for line in lines:
        names = chinese.read_author_line(line.text) if len(line.text) < _LINE else ()
        if names:
            yield _made(Field.AUTHORS, names, "printed near the title", line.text)
    yield from _elements(document, spot, outlets)
    yield from _lines(lines)
    yield from _editor(document)


def _editor(document: Document) -> Iterator[Candidate]:
    for line in reversed(document.lines[-400:]):
        editor = chinese.read_editor_line(line.text) if len(line.text) < 80 else ""
        if editor:
            yield _made(Field.EDITOR, editor, "printed line", line.text)
            return


def _near(lines: list[Line], where: int | None) -> list[Line]:
    if where is None:
        return lines[:40]
    return [
        *lines[where + 1 : where + 1 + _AFTER],
        *reversed(lines[max(0, where - _BEFORE) : where]),
    ]


def _lines(lines: list[Line]) -> Iterator[Candidate]:
    """Yield the lines that begin with By, in the languages that we know."""
    for line in lines:
        if len(line.text) >= _LINE or not _BY.match(line.text):
            continue
        parts = pieces(line.node, 20)
        whole = sum(map(len, parts)) <= len(line.text) + 10
        names = names_of_pieces(parts) if whole else ()
        names = names or names_in(line.text)
        if names:
            yield _made(Field.AUTHORS, names, "byline", line.text)


# -- elements that are called bylines


def _elements(document: Document, spot: Spot, outlets: Container[str]) -> Iterator[Candidate]:
    """Yield the elements that are called authors, those by the title first."""
    close: list[tuple[tuple[bool, int], tuple[str, ...], Mark]] = []
    far: dict[tuple[str, ...], Mark] = {}
    last: etree._Element | None = None
    for group in _groups(document.marks.bylines):
        top = group[0]
        if is_aside(top.node, spot.around):
            continue
        names = _names(group)
        if not names:
            continue
        away = top.order - spot.order if spot.order >= 0 else 0
        if -_CLOSE_BEFORE <= away <= _CLOSE_AFTER:
            parent = top.node.getparent()
            if close and parent is not None and parent is last:
                known = close.pop()
                names = tuple(dict.fromkeys((*known[1], *names)))
                close.append((known[0], names, known[2]))
            else:
                close.append(((away < 0, abs(away)), names, top))
            last = parent
        else:
            far.setdefault(names, top)
    close.sort(key=lambda entry: (is_last_resort(entry[1], outlets), entry[0]))
    for _, names, mark in close[:4]:
        yield _element(names, mark)
    if len(far) <= _FAR:
        for names, mark in far.items():
            yield _element(names, mark)


def _element(names: tuple[str, ...], mark: Mark) -> Candidate:
    called = names_of(mark.node).split(" ")[0] or mark.node.get("rel") or "author"
    return _made(Field.AUTHORS, names, f"element {called[:40]}", " ".join(pieces(mark.node, 8)))


def _groups(marks: list[Mark]) -> Iterator[list[Mark]]:
    """Yield marks with those that stand inside them; what is too large to be a byline is no box."""
    group: list[Mark] = []
    for mark in marks:
        if group and _is_in(mark.node, group[0].node):
            group.append(mark)
            continue
        if mark.node.tag in _NO_BOX or sum(map(len, pieces(mark.node, 40))) > _BOX:
            continue
        if group:
            yield group
        group = [mark]
    if group:
        yield group


def _is_in(node: etree._Element, box: etree._Element) -> bool:
    for count, part in enumerate(node.iterancestors()):
        if part is box:
            return True
        if count > 12:
            break
    return False


def _names(group: list[Mark]) -> tuple[str, ...]:
    """Return the names in a byline: one element is one person where elements are called names."""
    names: list[str] = []
    for mark in group:
        if _is_strong(mark.node):
            names += [name for name in names_of_pieces(pieces(mark.node, 20)) if name not in names]
    if names:
        return tuple(name for name in names if not _is_doubled(name, names))
    if _WEAK.search(names_of(group[0].node)):
        return ()
    return names_of_pieces(pieces(group[0].node, 20))


def _is_strong(node: etree._Element) -> bool:
    called = names_of(node)
    if _WEAK.search(called):
        return False
    relation = node.get("rel") == "author" or "/author/" in (node.get("href") or "")
    return relation or bool(_STRONG.search(called)) or "author" in (node.get("itemprop") or "")


def _is_doubled(name: str, names: list[str]) -> bool:
    """Tell whether *name* only holds another of *names* again, such as one glued to itself."""
    return any(other != name and name.replace(other, "").strip() == "" for other in names)


def _made(field: Field, value: str | tuple[str, ...], locator: str, raw: str) -> Candidate:
    return Candidate(
        field=field, value=value, method=Method.GENERIC, locator=locator, raw=raw[:200]
    )
