"""Turn the dates that news pages print into moments: a day, or an aware instant.

Own patterns come first, each a few microseconds; dateparser reads the month names of other
languages. A text without an offset is in the zone of its source.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime

from newsspider.model.moment import Moment
from newsspider.text.dates_foreign import by_dateparser, english
from newsspider.text.dates_parts import (
    CLOCK,
    ZONE,
    arabic,
    clock_of,
    moment_of,
    offset_of,
    plain_clocks,
)
from newsspider.text.months import find_named

FIRST, LAST = 1900, 2100

_ISO = re.compile(
    r"(?P<y>\d{4})-?(?P<m>\d{2})-?(?P<d>\d{2})[T ](?![\d:.]+\s*[AaPp][Mm])(?P<h>\d{2}):?"
    rf"(?P<i>\d{{2}})(?::?(?P<s>\d{{1,2}})(?:[.,]\d{{1,9}})?)?\s*(?:(?P<hours>[+-]\d{{2}})(?![\d:])|{ZONE})(?!\d)"
)
_YEAR_FIRST = re.compile(
    rf"(?<!\d)(?P<y>(?:19|20)\d{{2}})\s*(?:[年년]|[-./])\s*(?P<m>\d{{1,2}})\s*(?:[月월]|[-./])\s*(?P<d>\d{{1,2}})"
    rf"(?!\d)\s*[日号號일]?(?:\s*[（(]?(?:星期|周|週|礼拜)[一二三四五六日天1-7][)）]?)?"
    rf"(?:[T\s,，]*{CLOCK})?(?:\s*{ZONE})?"
)
_COMPACT = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d{2})(?P<m>[01]\d)(?P<d>[0-3]\d)(?!\d)")
_DAY_FIRST = re.compile(
    rf"(?<!\d)(?P<a>\d{{1,2}})(?P<sep>[./-])(?P<b>\d{{1,2}})(?P=sep)(?P<y>(?:19|20)\d{{2}})(?!\d)"
    rf"(?:[\s,–-]*(?:um |at |à )?{CLOCK})?(?:\s*{ZONE})?"
)
_NO_YEAR = re.compile(
    rf"(?<!\d)(?P<m>\d{{1,2}})\s*(?:月|[-/])\s*(?P<d>\d{{1,2}})(?!\d)\s*(?:日|号)?\s*{CLOCK}"
)
_AGO = re.compile(
    r"(?P<n>(?<!\d)\d{1,3}|半)\s*(?:个|個)?\s*(?P<unit>秒鐘|秒钟|秒|分钟|分鐘|分|小时|小時|钟头|天|日|周|週|星期)\s*(?:之)?前"
    r"|(?P<en>(?<!\d)\d{1,3}|\ban?)\s+(?P<enunit>second|sec|minute|min|hour|hr|day|week)s?\s+ago",
    re.IGNORECASE,
)
_NOW = re.compile(r"刚刚|剛剛|刚才|just now", re.IGNORECASE)
_NAMED_DAY = re.compile(
    rf"(?P<day>今天|今日|昨天|昨日|前天|today|yesterday)(?:\s*(?:at\s*)?{CLOCK})?", re.IGNORECASE
)
_DAYS_BACK = {"今天": 0, "今日": 0, "today": 0, "昨天": 1, "昨日": 1, "yesterday": 1, "前天": 2}
_UNITS = {"秒": 1, "分": 60, "小": 3600, "钟": 3600, "天": 86400, "日": 86400, "周": 604800,
          "週": 604800, "星": 604800, "sec": 1, "min": 60, "hou": 3600, "hr": 3600, "day": 86400,
          "wee": 604800}  # fmt: skip
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
_RFC = re.compile(
    r"(?:[A-Za-z]{3},\s*)?\d{1,2} [A-Za-z]{3} \d{2,4} \d{1,2}:\d{2}(?::\d{2})? ?[\w+-]*"
)
_HINT = re.compile(r"\d|[刚剛前昨今半]|now|ago|day", re.IGNORECASE)
_LEAP = 9  # years within which a 29 February has been
_LONGEST = 200

_Found = tuple[int, Moment]  # where in the text a date begins, and the date


def parse_moment(
    text: str,
    zone: tzinfo,
    *,
    now: datetime | None = None,
    languages: tuple[str, ...] = (),
    order: str = "",
    format: str = "",  # noqa: A002  the word of strptime and of source files
) -> Moment | None:
    """Return the moment that *text*, which should be a date, names; None when it names none.

    *now* resolves relative dates and dates without a year. *order* is DMY or MDY for 3/4/2026,
    by default MDY for ``en`` and ``en-US``, else DMY. *format* is tried first.
    """
    text = unicodedata.normalize("NFKC", text[: 2 * _LONGEST]).strip()[:_LONGEST]
    form = unicodedata.normalize("NFKC", format)
    if form and (found := _by_format(text, form, zone)):
        return found
    text = plain_clocks(arabic(text))
    if _EPOCH.fullmatch(text):
        return _epoch(text)
    if _RFC.fullmatch(text) and (found := _rfc(text, zone)):
        return found
    month_first = _month_first(languages, order)
    surest = next(_search(text, zone, now=now, month_first=month_first), None)
    if surest is not None:
        return surest[1]
    if named := find_named(text, zone):
        return named[1]
    return by_dateparser(text, zone, languages=languages, order=order)


def find_moment(text: str, zone: tzinfo, *, now: datetime | None = None) -> Moment | None:
    """Return the date that stands first in a longer line, by own patterns only."""
    text = plain_clocks(arabic(unicodedata.normalize("NFKC", text[:_LONGEST])))
    if not _HINT.search(text):
        return None
    found = list(_search(text, zone, now=now, month_first=False))
    return min(found, key=lambda pair: pair[0])[1] if found else None


def _month_first(languages: tuple[str, ...], order: str) -> bool:
    if order:
        return order.upper().startswith("M")
    return bool(languages) and languages[0].lower() in ("en", "en-us")


def _search(
    text: str, zone: tzinfo, *, now: datetime | None, month_first: bool
) -> Iterator[_Found]:
    """Yield where a date begins and which it is, one a form, the surest form first."""
    readers: tuple[Callable[[], _Found | None], ...] = (
        lambda: _numbers(_ISO, text, zone),
        lambda: _numbers(_YEAR_FIRST, text, zone),
        lambda: english(text, zone),
        lambda: _day_first(text, zone, month_first=month_first),
        lambda: _relative(text, zone, now),
        lambda: _without_year(text, zone, now),
    )
    empty = True
    for read in readers:
        if found := read():
            empty = False
            yield found
    if empty and (found := _numbers(_COMPACT, text, zone)):
        yield found  # eight digits may be many things: only where nothing else is


def _numbers(pattern: re.Pattern[str], text: str, zone: tzinfo) -> _Found | None:
    for found in pattern.finditer(text):
        parts = found.groupdict()
        moment = moment_of(
            int(parts["y"]),
            int(parts["m"]),
            int(parts["d"]),
            clock_of(parts),
            zone,
            parts.get("hours") or parts.get("zone"),
        )
        if moment:
            return found.start(), moment
    return None


def _day_first(text: str, zone: tzinfo, *, month_first: bool) -> _Found | None:
    found = _DAY_FIRST.search(text)
    if found is None:
        return None
    parts = found.groupdict()
    day, month = int(parts["a"]), int(parts["b"])
    if (month_first and parts["sep"] == "/") or month > 12:
        day, month = month, day
    if month > 12:
        day, month = month, day
    moment = moment_of(int(parts["y"]), month, day, clock_of(parts), zone, parts.get("zone"))
    return (found.start(), moment) if moment else None


def _relative(text: str, zone: tzinfo, now: datetime | None) -> _Found | None:
    if now is None:
        return None
    here = now.astimezone(zone).replace(microsecond=0)
    if found := _NOW.search(text):
        return found.start(), Moment.at(here)
    if found := _AGO.search(text):
        return found.start(), _ago(found, here)
    if found := _NAMED_DAY.search(text):
        day = here.date() - timedelta(days=_DAYS_BACK[found["day"].lower()])
        moment = moment_of(day.year, day.month, day.day, clock_of(found.groupdict()), zone, None)
        return (found.start(), moment) if moment else None
    return None


def _ago(found: re.Match[str], here: datetime) -> Moment:
    unit = found["unit"] or found["enunit"]
    seconds = next(value for key, value in _UNITS.items() if unit.lower().startswith(key))
    number = found["n"] or found["en"]
    count = 0.5 if number == "半" else int(number) if number.isdigit() else 1
    then = here - timedelta(seconds=seconds * count)
    return Moment(day=then.date()) if seconds * count >= 86400 else Moment.at(then)


def _without_year(text: str, zone: tzinfo, now: datetime | None) -> _Found | None:
    found = _NO_YEAR.search(text)
    if found is None or now is None:
        return None
    here = now.astimezone(zone)
    clock = clock_of(found.groupdict())
    for year in range(here.year, here.year - _LEAP, -1):
        moment = moment_of(year, int(found["m"]), int(found["d"]), clock, zone, None)
        if moment and moment.day <= here.date():
            return found.start(), moment
    return None


def _by_format(text: str, form: str, zone: tzinfo) -> Moment | None:
    try:
        read = datetime.strptime(text, form)  # noqa: DTZ007  the zone comes next
    except ValueError:
        return None
    if not FIRST <= read.year <= LAST:
        return None
    if not any(mark in form for mark in ("%H", "%I", "%T", "%X", "%c")):
        return Moment(day=read.date())
    return Moment.at(read if read.tzinfo else read.replace(tzinfo=zone))


def _epoch(text: str) -> Moment | None:
    seconds = int(text[:10])
    read = datetime.fromtimestamp(seconds, UTC)
    return Moment.at(read) if seconds > 0 and read.year <= LAST else None


def _rfc(text: str, zone: tzinfo) -> Moment | None:
    try:
        read = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if not FIRST <= read.year <= LAST:
        return None
    # The standard knows America's zones alone, and takes any other name for none.
    offset = offset_of(text.rsplit(maxsplit=1)[-1], zone, read.replace(tzinfo=None))
    if offset is not None:
        return Moment.at(read.replace(tzinfo=timezone(offset)))
    return Moment.at(read if read.tzinfo else read.replace(tzinfo=zone))
