"""The last resort for a day: weak signs that are better than none, marked as guesses."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice

from newsspider.extractor.dates_named import days_in
from newsspider.extractor.dates_printed import read_printed
from newsspider.extractor.document import Document
from newsspider.model.extraction import Candidate, Field, Method
from newsspider.model.moment import Moment

GUESS = "guess: "  # begins the locator of every candidate of this module

_Sign = Callable[[Document], Iterator[tuple[str, Moment]]]

_LINES = 3000  # lines of a page that are searched
_WORDS = 200  # words of publication whose surroundings are read
_AROUND = 60  # characters after a word of publication within which its day stands
_TOLD = re.compile(
    r"\b(?:posted|published|written|created)\b|\bwurde am\b|\b(?:beitrag|artikel|meldung|mitteilung|nachricht|eintrag|stand) vom\b|veröffentlicht|geschrieben"
    r"|\b(?:notizia|articolo|pubblicat\w) (?:il|del)\b|\bpublié le\b|\bpublicad[oa] (?:el|em)\b"
    r"|发布于|發佈於|发表于|發表於|刊于",
    re.IGNORECASE,
)
_RIGHTS = re.compile(r"©|copyright|版权", re.IGNORECASE)
_RIGHTS_LONGEST = 120
_CREATED = re.compile(
    r'"(?:date_?)?created(?:_?(?:at|date|time|on))?\\?"\s*:\s*\\?"((?:19|20)\d\d-\d\d-\d\d)',
    re.IGNORECASE,
)
_SCRIPT_LONGEST = 500_000
_META = ("description", "og:description", "dc.description", "twitter:description")


def guesses(document: Document) -> Iterator[Candidate]:
    """Yield the day of the first sign that names exactly one."""
    for name, sign in _SIGNS:
        found = {moment.day: (text, moment) for text, moment in sign(document)}
        if len(found) == 1:
            ((text, moment),) = found.values()
            yield Candidate(
                field=Field.PUBLISHED_AT, value=Moment(day=moment.day), method=Method.GENERIC,
                locator=GUESS + name, raw=text[:200],
            )  # fmt: skip
            return


def _told(document: Document) -> Iterator[tuple[str, Moment]]:
    """Yield the days of sentences such as "this entry was posted on Monday, 3 May 2010"."""
    lines = [line.text for line in document.lines[:_LINES]]
    yield from _near(lines, document)


def _described(document: Document) -> Iterator[tuple[str, Moment]]:
    """Yield the days in the description of the page."""
    said = [text for name in _META for text, _ in document.marks.metas.get(name, ())]
    yield from _near(said, document)


def _near(texts: list[str], document: Document) -> Iterator[tuple[str, Moment]]:
    """Yield the days right behind words of publication."""
    words = ((text, word) for text in texts for word in _TOLD.finditer(text))
    for text, word in islice(words, _WORDS):
        near = text[word.start() : word.end() + _AROUND]
        moment = read_printed(near, document)
        if moment:
            yield near, moment


def _created(document: Document) -> Iterator[tuple[str, Moment]]:
    """Yield the days that the data of scripts call those of creation."""
    for node in document.root.iter("script"):
        for said in _CREATED.finditer((node.text or "")[:_SCRIPT_LONGEST]):
            yield said[0], Moment(day=date.fromisoformat(said[1]))


def _rights(document: Document) -> Iterator[tuple[str, Moment]]:
    """Yield the whole day beside a notice of copyright."""
    for line in document.lines[:_LINES]:
        if len(line.text) <= _RIGHTS_LONGEST and _RIGHTS.search(line.text):
            moment = read_printed(line.text, document)
            if moment:
                yield line.text, moment


def _named(document: Document) -> Iterator[tuple[str, Moment]]:
    """Yield the day in the id of the page's body, such as ``news20190624_k1001``."""
    body = document.root.find("body")
    text = body.get("id", "") if body is not None else ""
    for day in days_in(text):
        yield text, Moment(day=day)


def _pictured(document: Document) -> Iterator[tuple[str, Moment]]:
    """Yield the day in the address of the lead picture."""
    for text, _ in document.marks.metas.get("og:image", ()):
        for day in days_in(text):
            yield text, Moment(day=day)


_SIGNS: tuple[tuple[str, _Sign], ...] = (
    ("told in a sentence", _told),
    ("told in the description", _described),
    ("id of the page", _named),
    ("created, by a script", _created),
    ("lead picture's address", _pictured),
    ("notice of copyright", _rights),
)
