"""When the article appeared: what is printed beside the title, and what the address says."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from newsspider.extractor.document import Document, Line, tokens
from newsspider.extractor.title import norm
from newsspider.html.tree import names_of, text_of
from newsspider.model.extraction import Candidate, Field, Method
from newsspider.model.moment import Moment
from newsspider.text.dates import find_moment, parse_moment

AFTER, BEFORE = 14, 6  # lines around the title in which its date stands
_SHORT = 120  # characters; a longer line is a paragraph, and its dates are the story's
_PROSE = 12  # tokens from which a line with a full stop is a sentence of the story
_SENTENCE = re.compile(r"[。！？]|[a-z]{2}[.!?](?:\s|$)")
_URL_DAY = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d{2})[-/_.]?(?P<m>0[1-9]|1[0-2])[-/_.]?(?P<d>0[1-9]|[12]\d|3[01])(?!\d)"
)
_URL_PARTS = re.compile(r"/(?P<y>(?:19|20)\d{2})[-/](?P<m>[01]?\d)[-/](?P<d>[0-3]?\d)(?=[/_-])")
_LABEL = re.compile(
    r"发布|發佈|发表|發表|时间|時間|日期|更新|来源|來源|posted|published|updated|on\b|by\b|\|",
    re.IGNORECASE,
)
_MODIFIED = re.compile(
    r"更新|修改|updated|modified|last edit|aktualisiert|mis à jour", re.IGNORECASE
)
_NAMED = re.compile(r"date|time|publish|pub|posted|byline|meta|info|source|laiyuan", re.IGNORECASE)


def candidates(document: Document, title: str) -> Iterator[Candidate]:
    """Yield the printed dates near *title*, ``<time>`` elements, and the day in the address."""
    yield from _times(document)
    where = title_line(document, title)
    for line in _near(document, where):
        moment = _printed(line, document)
        if moment:
            field = Field.MODIFIED_AT if _is_update(line.text) else Field.PUBLISHED_AT
            place = "after" if where is not None and line.index > where else "before"
            yield _made(field, moment, f"printed {place} the title", line.text)
    day = url_day(document.page.requested_url) or url_day(document.page.url)
    if day:
        yield _made(Field.PUBLISHED_AT, Moment(day=day), "day in the address", document.page.url)


def url_day(url: str) -> date | None:
    """Return the day that an address carries, such as ``/2026/03/05/`` or ``t20260305_1.html``."""
    for pattern in (_URL_PARTS, _URL_DAY):
        for found in pattern.finditer(url):
            try:
                return date(int(found["y"]), int(found["m"]), int(found["d"]))
            except ValueError:
                continue
    return None


def settled(declared: Moment, others: list[Moment]) -> Moment:
    """Return *declared*, or the day that the page prints where *declared* is only its UTC form.

    An instant in UTC names the day before or after for most of the world; the day of the address,
    or the one printed by the title, is what readers saw.
    """
    if declared.instant is None or declared.instant.utcoffset() != timedelta(0):
        return declared
    for other in others:
        if other.day == declared.day:
            return declared
        if abs(other.day - declared.day) <= timedelta(days=1):
            return _moved(declared, other)
    return declared


def _moved(declared: Moment, other: Moment) -> Moment:
    """Return the instant of *declared* in a zone in which it falls on the day of *other*."""
    one, printed = declared.instant, other.instant
    if one is not None and printed is not None and abs(printed - one) < timedelta(minutes=2):
        return other
    return Moment(day=other.day, instant=one)


def title_line(document: Document, title: str) -> int | None:
    """Return the index of the line that holds *title*, the last of those that are it."""
    plain = norm(title)
    if not plain:
        return None
    best = None
    for line in document.lines:
        other = norm(line.text)
        if other == plain or (len(plain) > 8 and plain in other and len(other) < len(plain) * 1.5):
            best = line.index
            if line.node.tag in ("h1", "h2"):
                return line.index
    return best


def _near(document: Document, where: int | None) -> Iterator[Line]:
    """Yield the lines after the title, then those just before it, nearest first."""
    lines = document.lines
    if where is None:
        yield from lines[:60]
        return
    yield lines[where]
    yield from lines[where + 1 : where + 1 + AFTER]
    yield from reversed(lines[max(0, where - BEFORE) : where])


def _printed(line: Line, document: Document) -> Moment | None:
    """Return the date of a line that is about a date and not a sentence of the story."""
    text = line.text
    dated = len(text) <= _SHORT and any(char.isdigit() for char in text)
    if not dated and (not document.now or len(text) > 40):  # 刚刚 and yesterday hold no digit
        return None
    if _SENTENCE.search(text) and tokens(text) > _PROSE:
        return None
    moment = find_moment(text, document.zone, now=document.now)
    if moment is None and len(text) <= 60:
        named = _NAMED.search(names_of(line.node))
        if named:
            moment = parse_moment(
                text, document.zone, now=document.now, languages=document.languages
            )
    if moment is None or (len(text) > 60 and not _LABEL.search(text[:40])):
        return None
    return moment


def _times(document: Document) -> Iterator[Candidate]:
    """Yield the ``<time datetime>`` elements that stand for the article."""
    for count, node in enumerate(document.root.iter("time")):
        if count >= 3:
            return
        text = node.get("datetime") or ""
        moment = parse_moment(text, document.zone, now=document.now) if text else None
        if moment:
            parent = node.getparent()
            around = [names_of(node), text_of(node), names_of(parent) if parent is not None else ""]
            changed = _MODIFIED.search(" ".join(around))
            field = Field.MODIFIED_AT if changed else Field.PUBLISHED_AT
            yield _made(field, moment, "time element", text)


def _is_update(text: str) -> bool:
    found = _MODIFIED.search(text)
    return bool(found) and not re.search(r"发布|发表|posted|published", text, re.IGNORECASE)


def _made(field: Field, moment: Moment, locator: str, raw: str) -> Candidate:
    return Candidate(
        field=field, value=moment, method=Method.GENERIC, locator=locator, raw=raw[:200]
    )
