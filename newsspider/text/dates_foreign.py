"""Dates with month names: English by own patterns, other languages by dateparser."""

import re
from datetime import UTC, tzinfo

from newsspider.model.moment import Moment
from newsspider.text.dates_parts import CLOCK, ZONE, clock_of, moment_of

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_NAMES, 1)}
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_REST = rf"(?:\s*(?:,|-|–|at|\||/|•)?\s*(?:at\s*)?{CLOCK})?(?:\s*{ZONE})?"
_MONTH_FIRST = re.compile(
    rf"\b{_MONTH}\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>(?:19|20)\d{{2}})\b{_REST}",
    re.IGNORECASE,
)
_DAY_FIRST = re.compile(
    rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+{_MONTH},?[\s-]+"
    rf"(?P<y>(?:19|20)\d{{2}})\b{_REST}",
    re.IGNORECASE,
)
_CLOCK_FIRST = re.compile(rf"^\D{{0,20}}{CLOCK}\s*{ZONE},?\s+(?:on\s+)?(?=\w)", re.IGNORECASE)
_OWN = frozenset(
    (
        "en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "no", "fi", "pl", "cs", "sk",
        "hu", "ro", "ru", "uk", "el", "tr", "is", "ca", "hr",
    )
)  # fmt: skip
_LETTERS = re.compile(r"[^\W\d_]{3,}")
_DATEPARSER_FIRST, _DATEPARSER_LAST = 6, 60  # characters; what is longer is no date
_LANGUAGES = (
    "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "uk", "sv", "da", "nb", "fi", "cs", "tr", "ja",
    "ko", "ar", "hu", "ro", "el", "vi", "id", "hr", "bg", "en",
)  # fmt: skip


def english(text: str, zone: tzinfo) -> tuple[int, Moment] | None:
    """Return where the first English date in *text* begins, and the date."""
    for pattern in (_MONTH_FIRST, _DAY_FIRST):
        found = pattern.search(text)
        if found is None:
            continue
        parts = found.groupdict()
        clock, named = clock_of(parts), parts.get("zone")
        if clock is None and (before := _CLOCK_FIRST.match(text[: found.start()] + " x")):
            clock, named = clock_of(before.groupdict()), before["zone"]
        month = _MONTHS[parts["month"][:3].lower()]
        moment = moment_of(int(parts["y"]), month, int(parts["d"]), clock, zone, named)
        return (found.start(), moment) if moment else None
    return None


def by_dateparser(
    text: str, zone: tzinfo, *, languages: tuple[str, ...], order: str
) -> Moment | None:
    """Return the date of a short text in another language.

    dateparser reads much into little ("on:" is a date to it, and takes a second), so it sees only
    short texts with a year, a day and a word, and must find all three parts.
    """
    text = text.strip(" \t:：|·-")
    if not _DATEPARSER_FIRST <= len(text) <= _DATEPARSER_LAST:
        return None
    if not re.search(r"(?<!\d)(?:19|20)\d{2}(?!\d)", text) or not _LETTERS.search(text):
        return None
    if len(re.findall(r"\d+", text)) < 2:
        return None
    known = [tag.split("-")[0].lower() for tag in languages if tag]
    if text.isascii() or (known and _OWN.issuperset(known)):
        return None  # our own patterns have read all that there is; dateparser loads for long
    import dateparser

    try:
        read = dateparser.parse(
            text,
            languages=known or list(_LANGUAGES),
            settings={
                "DATE_ORDER": order or "DMY",
                "REQUIRE_PARTS": ["day", "month", "year"],
                "PARSERS": ["absolute-time"],
                "RETURN_TIME_AS_PERIOD": True,
            },
        )
    except Exception:  # noqa: BLE001  dateparser raises many types on odd texts; each means no date
        return None
    if read is None or not 1900 <= read.year <= 2100:
        return None
    if not re.search(r"\d{1,2}\s*[:hH.]\s*\d{2}", text):
        return Moment(day=read.date())
    return Moment.at(read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=zone))
