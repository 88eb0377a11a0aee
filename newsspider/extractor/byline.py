"""Who wrote it, who published it first, who edited it."""

import re
from collections.abc import Container, Iterator

from lxml import etree

from newsspider.extractor.byline_names import (
    is_last_resort,
    is_person,
    names_in,
    names_of_pieces,
)
from newsspider.extractor.byline_outlet import outlets_near
from newsspider.extractor.document import Document, Line
from newsspider.extractor.meta_nodes import Mark, is_aside, pieces
from newsspider.extractor.meta_spot import Spot
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
_ONLY_BY = re.compile(
    r"(?:(?:written|reported|posted|published|story|words|text|verfasst|erstellt|geschrieben|veröffentlicht|escrito|publié) )?"
    r"(?:by|von|par|por|di|door|av|af)\s*:?|(?:autor(?:in|es)?|authors?|auteurs?)\s*:",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)|\d{1,2}\.\d{1,2}\.\d{2}")
_PARTS = re.compile(r"\s*[|·•]\s*|\s+[-–—]\s+")
_STRONG = re.compile(r"name|(?:^|[-_ ])fn(?:$|[-_ ])", re.IGNORECASE)
_WEAK = re.compile(
    r"bio|desc|avatar|image|photo|img|title|job|role|position|social|date|time|count|license|comment|reviewer|translat|editor|caption|credit",
    re.IGNORECASE,
)
_NO_BOX = ("body", "html", "main", "article", "img")


def candidates(document: Document, spot: Spot, outlets: Container[str]) -> Iterator[Candidate]:
    """Yield authors, source line and editor from what stands around the title.

    *outlets* are the names of the site, in the form of :func:`~newsspider.extractor.title.norm`.
    """
    lines = _near(spot.lines, spot.line)
    for name, locator, raw in outlets_near(document, lines, spot):
        yield _made(Field.SOURCE, name, locator, raw)
    for line in lines:
        names = chinese.read_author_line(line.text) if len(line.text) < _LINE else ()
        if names:
            yield _made(Field.AUTHORS, names, "printed near the title", line.text)
    called = list(_elements(document, spot, outlets))
    printed = list(_lines(lines))
    yield from _fuller_first(called, printed)
    yield from beside_date(lines)
    yield from _editor(document)


def _fuller_first(called: list[Candidate], printed: list[Candidate]) -> list[Candidate]:
    """Return elements before lines, but a line that names all that the first element names first.

    Where every author has an element of their own, only the line that holds them is whole.
    """
    if called:
        first = set(_texts(called[0]))
        whole = [one for one in printed if first < set(_texts(one))]
        return [*whole[:1], *called, *printed]
    return printed


def _texts(candidate: Candidate) -> tuple[object, ...]:
    return candidate.value if isinstance(candidate.value, tuple) else ()


def _editor(document: Document) -> Iterator[Candidate]:
    text = document.text if document.is_laid_out else document.strings
    if not chinese.may_name_editor(text):
        return
    for line in reversed(document.lines[-400:]):
        text = line.text
        editor = "" if len(text) >= 80 or text.isascii() else chinese.read_editor_line(text)
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
    """Yield the lines that begin with By, and what follows a line or a piece that is only By."""
    before = ""
    for line in lines:
        text = line.text
        parts = pieces(line.node, 20) if len(text) < _LINE else []
        whole = bool(parts) and sum(map(len, parts)) <= len(text) + 10
        names: tuple[str, ...] = ()
        if len(text) < _LINE and (_BY.match(text) or _ONLY_BY.fullmatch(before)):
            names = (names_of_pieces(parts) if whole else ()) or names_in(text)
        elif whole:
            names = _after_by(parts)
        if names:
            yield _made(Field.AUTHORS, names, "byline", text)
        before = text


def _after_by(parts: list[str]) -> tuple[str, ...]:
    for index, part in enumerate(parts[:-1]):
        if _ONLY_BY.fullmatch(part.strip(" |·•-–")):
            return names_of_pieces(parts[index + 1 :])
    return ()


def beside_date(lines: list[Line]) -> Iterator[Candidate]:
    """Yield a person's name that shares the line of the date: ``Name | Role | 2 July 2025``.

    Two capitalised words alone may be a section, so the line may hold little else.
    """
    for line in lines[:_AFTER]:
        if len(line.text) > _LINE or not _YEAR.search(line.text):
            continue
        parts = [part.strip(" .:") for part in _PARTS.split(line.text)]
        if 2 <= len(parts) <= 3:
            dated = next(
                index for index, part in enumerate([*parts, line.text]) if _YEAR.search(part)
            )
            name = parts[0] if dated else parts[-1]
            if is_person(name):
                yield _made(Field.AUTHORS, (name,), "beside the date", line.text)
                return


# -- elements that are called bylines


def _elements(document: Document, spot: Spot, outlets: Container[str]) -> Iterator[Candidate]:
    """Yield the elements that are called authors, those by the title first."""
    close: list[tuple[tuple[bool, int], tuple[str, ...], Mark]] = []
    far: dict[tuple[str, ...], Mark] = {}
    last: etree._Element | None = None
    for group in _groups(document.marks.bylines):
        top = group[0]
        names = _names(group)
        away = top.order - spot.order if spot.order >= 0 else 0
        close_by = -_CLOSE_BEFORE <= away <= _CLOSE_AFTER
        if not names or is_aside(top.node, spot.around, by_tag=not close_by):
            continue
        if close_by:
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
