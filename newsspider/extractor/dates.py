"""When the article appeared: what is printed beside the title, and what the address says."""

import re
from collections.abc import Iterator
from datetime import date

from newsspider.extractor.dates_guess import guesses
from newsspider.extractor.dates_named import url_day
from newsspider.extractor.dates_printed import read_printed
from newsspider.extractor.document import Document, Line, tokens
from newsspider.extractor.meta_nodes import Mark, is_aside
from newsspider.extractor.meta_spot import Spot
from newsspider.html.tree import names_of, text_of
from newsspider.model.extraction import Candidate, Field, Method
from newsspider.model.moment import Moment
from newsspider.text.dates import find_moment, parse_moment

AFTER, BEFORE = 14, 6  # lines around the title in which its date stands
_SHORT = 120  # characters; a longer line is a paragraph, and its dates are the story's
_PROSE = 12  # tokens from which a line with a full stop is a sentence of the story
_NAMED_SHORT = 80  # characters of an element that its class calls a date
_LONELY = 40  # characters of a line that may hold the only date; a longer one tells something
_LABEL_ALONE = 24  # characters of a line that is only a label
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_STATE = re.compile(
    r'"(?:date_?published|published(?:_?(?:at|date|time|on))?|publish_?(?:date|time)|pub_?(?:date|time)'
    r'|first_?published)\\?"\s*:\s*\\?"((?:19|20)\d\d-\d\d-\d\d[^"\\]{0,30})',
    re.IGNORECASE,
)
_STATE_LONGEST = 500_000  # characters of one script that are searched
_LINES = 3000  # lines of a page that are searched for a label
_NEAR = 200  # elements between a title and its own <time>; a card of another story is further
_SENTENCE = re.compile(r"[。！？]|[a-z]{2}[.!?](?:\s|$)")
_LABEL = re.compile(
    r"发布|發佈|发表|發表|時間|时间|日期|更新|来源|來源|posted|published|updated|\bon\b|\bby\b|\||veröffentlicht|erstellt|publi|stand",
    re.IGNORECASE,
)
_MODIFIED = re.compile(
    r"更新|修改|updated?\b|modified|last edit|last review|aktualisiert|zuletzt|geändert|mis à jour|actualizado|aggiornat|oppdatert|opdateret|uppdaterad|bijgewerkt|zaktualizowano|обновлено",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"发布|发表|posted|published|veröffentlicht|publicado|publié|pubblicat|erstellt|gepostet|eingestellt",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"date|time|publish|pub|posted|byline|meta|info|source|laiyuan|datum|fecha", re.IGNORECASE
)
_NO_DATE = re.compile(r"©|copyright|版权|all rights|readtime|reading|countdown", re.IGNORECASE)


def candidates(document: Document, spot: Spot, *, whole: bool = True) -> Iterator[Candidate]:
    """Yield the printed dates and ``<time>`` elements by how near they are to the title.

    Those of the day in the address come first: two witnesses are better than one that is nearer.
    The address itself comes last, as it holds no hour. Where the *whole* page need not be searched,
    a date of publication being known, only updates are read, near the title.
    """
    if not whole:
        yield from _nearest_first(document, spot, whole=False)
        return
    day = url_day(document.page.requested_url) or url_day(document.page.url)
    found = list(_nearest_first(document, spot, whole=True)) or list(_lonely(document))
    found = found or list(_in_scripts(document)) or ([] if day else list(guesses(document)))
    if day:
        found.sort(key=lambda one: isinstance(one.value, Moment) and one.value.day != day)
    yield from found
    if day:
        yield _made(Field.PUBLISHED_AT, Moment(day=day), "day in the address", document.page.url)


def _nearest_first(document: Document, spot: Spot, *, whole: bool) -> Iterator[Candidate]:
    printed = list(_lines(document, spot, whole=whole))
    after = [found for found in printed if found.locator.startswith("printed after")]
    times = list(_times(document, spot, near=True))
    days = _days(after or printed)
    # Both read the same line; the element also knows the hour and the zone.
    yield from (found for found in times if not days or not _days([found]).isdisjoint(days))
    yield from after
    yield from times
    yield from (found for found in printed if found not in after)
    yield from _classed(document, spot, whole=whole)
    yield from _times(document, spot, near=False)
    if not whole:
        return
    yield from _in_head(document)
    if not printed:  # an update by the title is nearer than any date of another part
        yield from _labelled(document)


def _days(found: list[Candidate]) -> set[date]:
    return {one.value.day for one in found if isinstance(one.value, Moment)}


def _lines(document: Document, spot: Spot, *, whole: bool) -> Iterator[Candidate]:
    where = spot.line
    for line in _near(spot.lines, where):
        if not whole and (len(line.text) > _SHORT or not _is_update(line.text)):
            continue
        moment = _printed(line, document)
        if moment:
            field = Field.MODIFIED_AT if _is_update(line.text) else Field.PUBLISHED_AT
            place = "after" if where is not None and line.index > where else "before"
            yield _made(field, moment, f"printed {place} the title", line.text)


def _near(lines: list[Line], where: int | None) -> Iterator[Line]:
    """Yield the lines after the title, then those just before it, nearest first."""
    if where is None:
        yield from lines[:60]
        return
    title = lines[where].text
    near = [*lines[where + 1 : where + 1 + AFTER], *reversed(lines[max(0, where - BEFORE) : where])]
    yield from (line for line in near if line.text != title)
    yield lines[where]  # a headline's day may be that of the event


def _printed(line: Line, document: Document) -> Moment | None:
    """Return the date of a line that is about a date and not a sentence of the story."""
    text = line.text
    dated = len(text) <= _SHORT and any(char.isdigit() for char in text)
    if not dated and (not document.now or len(text) > 40):  # 刚刚 and yesterday hold no digit
        return None
    if _NO_DATE.search(text) or (_SENTENCE.search(text) and tokens(text) > _PROSE):
        return None
    moment = read_printed(text, document)
    if moment is None and len(text) <= 60 and _NAMED.search(names_of(line.node)):
        moment = parse_moment(text, document.zone, now=document.now, languages=document.languages)
    if moment is None or (len(text) > 60 and not _LABEL.search(text)):
        return None
    return moment


def _times(document: Document, spot: Spot, *, near: bool) -> Iterator[Candidate]:
    """Yield the ``<time datetime>`` elements near the title, or the others that may be meant."""
    count = 0
    for mark in document.marks.times:
        close = spot.order >= 0 and -_NEAR // 2 <= mark.order - spot.order <= _NEAR
        if close is not near or count >= 3 or is_aside(mark.node, spot.around):
            continue
        text = mark.node.get("datetime") or mark.node.get("title") or text_of(mark.node)
        moment = parse_moment(text, document.zone, now=document.now) if text.strip() else None
        if moment is None and (shown := text_of(mark.node).strip()):
            moment = read_printed(shown[:_SHORT], document)
        if moment:
            count += 1
            yield _made(_field_of(mark), moment, "time element", text)


def _field_of(mark: Mark) -> Field:
    parent = mark.node.getparent()
    around = [names_of(mark.node), text_of(mark.node)]
    if parent is not None:
        around += [names_of(parent), (parent.text or "")[:60]]
        before = mark.node.getprevious()
        around.append(
            (before.text or "")[:60] + (before.tail or "")[:60] if before is not None else ""
        )
    text = " ".join(around)
    changed = _MODIFIED.search(text) and not _PUBLISHED.search(text)
    return Field.MODIFIED_AT if changed else Field.PUBLISHED_AT


def _classed(document: Document, spot: Spot, *, whole: bool) -> Iterator[Candidate]:
    """Yield the elements that their class calls a date, after the title first."""
    marks = document.marks.dated
    if spot.order >= 0:
        marks = sorted(
            marks, key=lambda mark: (mark.order < spot.order, abs(mark.order - spot.order))
        )
    count = 0
    for mark in marks:
        text = " ".join((text_of(mark.node).strip() or mark.node.get("title") or "").split())
        if (
            not 5 < len(text) <= _NAMED_SHORT
            or not (whole or _is_update(text))
            or _NO_DATE.search(text)
            or is_aside(mark.node, spot.around)
        ):
            continue
        moment = read_printed(text, document)
        if moment:
            count += 1
            field = Field.MODIFIED_AT if _is_update(text) else Field.PUBLISHED_AT
            yield _made(field, moment, f"element {names_of(mark.node)[:40]}", text)
        if count >= 3:
            return


def _labelled(document: Document) -> Iterator[Candidate]:
    """Yield the first date anywhere that a word calls the one of publication."""
    label = ""
    for line in document.lines[:_LINES]:
        text = f"{label} {line.text}" if label else line.text
        label = ""
        if len(text) > _NAMED_SHORT or not _PUBLISHED.search(text) or _NO_DATE.search(text):
            continue
        moment = read_printed(text, document)
        if moment:
            yield _made(Field.PUBLISHED_AT, moment, "labelled line", text)
            return
        label = text if len(text) <= _LABEL_ALONE else ""


def _lonely(document: Document) -> Iterator[Candidate]:
    """Yield the one day of all short lines: a page that shows no other means it."""
    found: dict[date, Candidate] = {}
    for line in document.lines[:_LINES]:
        text = line.text
        if len(text) > _LONELY or _NO_DATE.search(text) or not _YEAR.search(text):
            continue
        moment = read_printed(text, document)
        if moment:
            found.setdefault(
                moment.day, _made(Field.PUBLISHED_AT, moment, "only date of the page", text)
            )
            if len(found) > 1:
                return
    yield from found.values()


def _in_scripts(document: Document) -> Iterator[Candidate]:
    """Yield the one day that the data of a page's scripts call its day of publication."""
    found: dict[date, Candidate] = {}
    for node in document.root.iter("script"):
        for said in _STATE.finditer((node.text or "")[:_STATE_LONGEST]):
            moment = parse_moment(said[1], document.zone, now=document.now)
            if moment:
                made = _made(Field.PUBLISHED_AT, moment, "data of a script", said[0])
                found.setdefault(moment.day, made)
    if len(found) == 1:
        yield from found.values()


def _in_head(document: Document) -> Iterator[Candidate]:
    """Yield the date in ``<title>``, where press offices and e-papers put it."""
    moment = find_moment(document.head_title[-40:], document.zone)
    if moment:
        yield _made(Field.PUBLISHED_AT, moment, "title element", document.head_title)


def _is_update(text: str) -> bool:
    return bool(_MODIFIED.search(text)) and not _PUBLISHED.search(text)


def _made(field: Field, moment: Moment, locator: str, raw: str) -> Candidate:
    return Candidate(
        field=field, value=moment, method=Method.GENERIC, locator=locator, raw=raw[:200]
    )
