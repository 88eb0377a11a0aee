"""Turn the dates that news pages print into moments: a day, or an aware instant.

Own patterns come first, each a few microseconds; dateparser reads the month names of other
languages. A text without an offset is in the zone of its source.
"""

import re
import unicodedata
from collections.abc import Callable
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
)

FIRST, LAST = 1900, 2100

_ISO = re.compile(
    r"(?P<y>\d{4})-?(?P<m>\d{2})-?(?P<d>\d{2})[T ](?P<h>\d{2}):?(?P<i>\d{2})(?::?(?P<s>\d{2})"
    r"(?:[.,]\d{1,9})?)?\s*(?P<zone>Z|[+-]\d{2}:?\d{2}|[+-]\d{2})?(?!\d)"
)
_YEAR_FIRST = re.compile(
    rf"(?<!\d)(?P<y>(?:19|20)\d{{2}})\s*(?:年|[-./])\s*(?P<m>\d{{1,2}})\s*(?:月|[-./])\s*(?P<d>\d{{1,2}})"
    rf"(?!\d)\s*(?:日|号|號)?(?:\s*[（(]?(?:星期|周|週|礼拜)[一二三四五六日天1-7][)）]?)?"
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
    r"(?P<n>\d{1,3})\s*(?:个|個)?\s*(?P<unit>秒鐘|秒钟|秒|分钟|分鐘|分|小时|小時|钟头|天|日|周|週|星期)\s*(?:之)?前"
    r"|(?P<en>\d{1,3}|an?)\s+(?P<enunit>second|sec|minute|min|hour|hr|day|week)s?\s+ago",
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
_LONGEST = 200


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
    text = arabic(unicodedata.normalize("NFKC", text)).strip()[:_LONGEST]
    if format and (found := _by_format(text, format, zone)):
        return found
    if _EPOCH.fullmatch(text):
        return _epoch(text)
    if _RFC.fullmatch(text) and (found := _rfc(text, zone)):
        return found
    found = _search(text, zone, now=now, month_first=_month_first(languages, order))
    return found or by_dateparser(text, zone, languages=languages, order=order)


def find_moment(text: str, zone: tzinfo, *, now: datetime | None = None) -> Moment | None:
    """Return the first full date in a longer line, by own patterns only."""
    text = arabic(unicodedata.normalize("NFKC", text[:_LONGEST]))
    return _search(text, zone, now=now, month_first=False)


def _month_first(languages: tuple[str, ...], order: str) -> bool:
    if order:
        return order.upper().startswith("M")
    return bool(languages) and languages[0].lower() in ("en", "en-us")


def _search(text: str, zone: tzinfo, *, now: datetime | None, month_first: bool) -> Moment | None:
    """Try the patterns, the surest first."""
    readers: tuple[Callable[[], Moment | None], ...] = (
        lambda: _numbers(_ISO, text, zone),
        lambda: _numbers(_YEAR_FIRST, text, zone),
        lambda: english(text, zone),
        lambda: _day_first(text, zone, month_first=month_first),
        lambda: _relative(text, zone, now),
        lambda: _without_year(text, zone, now),
        lambda: _numbers(_COMPACT, text, zone),
    )
    return next((found for read in readers if (found := read())), None)


def _numbers(pattern: re.Pattern[str], text: str, zone: tzinfo) -> Moment | None:
    for found in pattern.finditer(text):
        parts = found.groupdict()
        moment = moment_of(
            int(parts["y"]),
            int(parts["m"]),
            int(parts["d"]),
            clock_of(parts),
            zone,
            parts.get("zone"),
        )
        if moment:
            return moment
    return None


def _day_first(text: str, zone: tzinfo, *, month_first: bool) -> Moment | None:
    found = _DAY_FIRST.search(text)
    if found is None:
        return None
    parts = found.groupdict()
    day, month = int(parts["a"]), int(parts["b"])
    if (month_first and parts["sep"] == "/") or month > 12:
        day, month = month, day
    if month > 12:
        day, month = month, day
    return moment_of(int(parts["y"]), month, day, clock_of(parts), zone, parts.get("zone"))


def _relative(text: str, zone: tzinfo, now: datetime | None) -> Moment | None:
    if now is None:
        return None
    here = now.astimezone(zone).replace(microsecond=0)
    if _NOW.search(text):
        return Moment.at(here)
    if found := _AGO.search(text):
        return _ago(found, here)
    if found := _NAMED_DAY.search(text):
        day = here.date() - timedelta(days=_DAYS_BACK[found["day"].lower()])
        return moment_of(day.year, day.month, day.day, clock_of(found.groupdict()), zone, None)
    return None


def _ago(found: re.Match[str], here: datetime) -> Moment:
    unit = found["unit"] or found["enunit"]
    seconds = next(value for key, value in _UNITS.items() if unit.lower().startswith(key))
    number = found["n"] or found["en"]
    then = here - timedelta(seconds=seconds * (int(number) if number.isdigit() else 1))
    return Moment(day=then.date()) if seconds >= 86400 else Moment.at(then)


def _without_year(text: str, zone: tzinfo, now: datetime | None) -> Moment | None:
    found = _NO_YEAR.search(text)
    if found is None or now is None:
        return None
    here = now.astimezone(zone)
    for year in (here.year, here.year - 1):
        clock = clock_of(found.groupdict())
        moment = moment_of(year, int(found["m"]), int(found["d"]), clock, zone, None)
        if moment and moment.day <= here.date():
            return moment
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
    return Moment.at(datetime.fromtimestamp(seconds, UTC)) if seconds > 0 else None


def _rfc(text: str, zone: tzinfo) -> Moment | None:
    try:
        read = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if not FIRST <= read.year <= LAST:
        return None
    name = text.rsplit(maxsplit=1)[-1].upper()
    if name in ("CST", "BST", "JST", "KST", "IST"):  # the standard reads CST as America's alone
        offset = offset_of(name, zone, read)
        return Moment.at(read.replace(tzinfo=timezone(offset) if offset is not None else zone))
    return Moment.at(read if read.tzinfo else read.replace(tzinfo=zone))
