"""Read a short printed text as a date, as the page's language and place would mean it."""

import re
from datetime import date

from newsspider.extractor.document import Document
from newsspider.model.moment import Moment
from newsspider.text.dates import find_moment, parse_moment
from newsspider.text.months import find_named

_SHORT = 120  # characters that are searched for a month's name
_TWO_DIGITS = re.compile(
    r"(?<![\d.:/])(?P<d>\d{1,2})(?P<sep>[./])(?P<m>\d{1,2})(?P=sep)(?P<y>\d{2})(?![\d./])"
)
_SLASHED = re.compile(r"(?<!\d)(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>(?:19|20)\d{2})(?!\d)")


def read_printed(text: str, document: Document) -> Moment | None:
    """Return the date that stands first in a short printed text."""
    moment = find_moment(text, document.zone, now=document.now)
    named = find_named(text[:_SHORT], document.zone)
    if named is not None and (moment is None or named[1].day != moment.day):
        place = _place_of(text)
        if moment is None or named[0] <= place:
            return named[1]
    if moment is None:
        return _two_digits(text)
    return _month_first(text, moment, document)


def _place_of(text: str) -> int:
    found = re.search(r"\d", text)
    return found.start() if found else len(text)


def _two_digits(text: str) -> Moment | None:
    """Return the day of a 30.10.23: such a short form is only met beside a title."""
    found = _TWO_DIGITS.search(text)
    if found is None or len(text) > 60:
        return None
    day, month = int(found["d"]), int(found["m"])
    if found["sep"] == "/" and month > 12:
        day, month = month, day
    try:
        return Moment(day=date(2000 + int(found["y"]), month, day))
    except ValueError:
        return None


def _month_first(text: str, moment: Moment, document: Document) -> Moment:
    """Return *moment* read as America writes 3/4/2026 where the page is in English alone."""
    languages = document.languages
    if not languages or languages[0].lower() not in ("en", "en-us"):
        return moment
    found = _SLASHED.search(text)
    if found is None or int(found["m"]) > 12 or moment.day.day != int(found["m"]):
        return moment
    return parse_moment(found[0], document.zone, order="MDY") or moment
