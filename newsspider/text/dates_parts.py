"""The parts of a printed date: clock, half of the day, zone, Chinese numerals."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone, tzinfo

from newsspider.model.moment import Moment

HALF = r"(?:凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚间|晚|夜间)"
CLOCK = (
    rf"(?P<half>{HALF})?\s*(?P<h>\d{{1,2}})\s*(?::|时|時|点|點|시)\s*(?:(?P<i>[0-5]?\d)(?!\d)"
    r"(?:\s*[:分분]\s*(?P<s>[0-5]?\d)(?!\d)\s*[秒초]?|\s*[分분])?|(?P<halfhour>半))?(?:[.,]\d{1,6})?"
    r"\s*(?P<ampm>[AaPp]\.?[Mm]\.?(?![A-Za-z]))?"
)
ZONE = r"\(?(?P<zone>Z\b|(?:UTC|GMT)\s*[+-]\d{1,2}(?::?\d{2})?|[+-]\d{2}:?\d{2}\b|[A-Z]{2,4}\b)?"

_LATE = ("下午", "傍晚", "晚", "夜间")
_ZONES = {
    "Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "BST": 60, "CET": 60, "MEZ": 60, "CEST": 120, "MESZ": 120,
    "EET": 120, "EEST": 180, "MSK": 180, "IST": 330, "HKT": 480, "SGT": 480, "JST": 540, "KST": 540,
    "EST": -300, "EDT": -240, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420,
    "AKST": -540, "HST": -600, "AEST": 600, "AEDT": 660, "NZST": 720, "NZDT": 780,
}  # fmt: skip
_US = {"ET": ("EST", "EDT"), "CT": ("CST", "CDT"), "MT": ("MST", "MDT"), "PT": ("PST", "PDT")}
_NUMERIC = re.compile(r"(?:UTC|GMT)?\s*(?P<sign>[+-])(?P<h>\d{1,2}):?(?P<m>\d{2})?")
_DIGITS = {"〇": "0", "○": "0", "零": "0", "一": "1", "二": "2", "三": "3", "四": "4", "五": "5",
           "六": "6", "七": "7", "八": "8", "九": "9", "两": "2"}  # fmt: skip
_CHINESE = re.compile(
    r"(?P<y>[〇○零一二三四五六七八九]{4})年(?P<m>[一二三四五六七八九十]{1,3})月(?P<d>[一二三四五六七八九十]{1,3})[日号]"
)
_FEW = re.compile(
    r"(?P<n>[一二两三四五六七八九十]{1,3})(?=\s*(?:个|個)?\s*(?:秒|分|小时|小時|天|周|週|星期))"
)
_FRENCH = re.compile(r"(?<!\d)(\d{1,2}) ?h ?([0-5]\d)(?!\d)")
_GLUED = re.compile(r"(?<!\d)(\d{1,2}\.\d{1,2}\.)(\d{2})(\d{2}:\d{2})(?!\d)")  # 28.09.1912:44
_HALF_DAY = re.compile(
    r"(?<![\d:.])(?P<h>\d{1,2})(?:[.:](?P<i>[0-5]\d))?\s*(?P<ampm>[AaPp])\.?[Mm]\b\.?"
)


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day, 24 hours; 24:00 is midnight at the day's end."""

    hour: int
    minute: int
    second: int


def arabic(text: str) -> str:
    """Return *text* with Chinese numerals of dates as digits."""
    if not any(char in text for char in "一二三四五六七八九十两〇○零"):
        return text
    text = _CHINESE.sub(
        lambda found: (
            "".join(_DIGITS[char] for char in found["y"])
            + f"年{_number(found['m'])}月{_number(found['d'])}日"
        ),
        text,
    )
    return _FEW.sub(lambda found: str(_number(found["n"])), text)


def plain_clocks(text: str) -> str:
    """Return *text* with its clocks in one form: 10.30am as 10:30 am, and 10h30 as 10:30.

    A clock glued to a year of two digits comes apart: 28.09.1912:44 is of 2019, not of 1912.
    """
    if ":" in text:
        text = _GLUED.sub(r"\g<1>20\2 \3", text)
    if "h" in text:
        text = _FRENCH.sub(r"\1:\2", text)
    if "m" not in text and "M" not in text:
        return text
    return _HALF_DAY.sub(lambda found: f"{found['h']}:{found['i'] or '00'} {found['ampm']}m", text)


def _number(text: str) -> int:
    """Return a Chinese numeral up to 99."""
    tens, ten, ones = text.partition("十")
    if not ten:
        return int("".join(_DIGITS[char] for char in text))
    return int(_DIGITS.get(tens[-1:], "1")) * 10 + int(_DIGITS.get(ones[:1], "0"))


def clock_of(parts: Mapping[str, str | None]) -> Clock | None:
    """Return the clock of the groups that :data:`CLOCK` names; None where there is none."""
    if parts.get("h") is None:
        return None
    hour = int(parts["h"] or 0)
    minute = 30 if parts.get("halfhour") else int(parts.get("i") or 0)
    half, ampm = parts.get("half") or "", (parts.get("ampm") or "").lower()
    if hour < 12 and (
        half.startswith(_LATE) or ampm.startswith("p") or (half == "中午" and hour < 6)
    ):
        hour += 12
    if hour == 12 and (ampm.startswith("a") or half in ("凌晨", "清晨")):
        hour = 0
    return Clock(hour, minute, int(parts.get("s") or 0))


def moment_of(
    year: int, month: int, day: int, clock: Clock | None, zone: tzinfo, named: str | None
) -> Moment | None:
    """Return the moment of numbers, None when there is no such day or time."""
    try:
        when = date(year, month, day)
        if clock is None or clock.hour > 24:
            return Moment(day=when)
        if clock.hour == 24:
            when, clock = when + timedelta(days=1), Clock(0, clock.minute, clock.second)
        local = datetime.combine(when, time(clock.hour, clock.minute, clock.second))
    except (ValueError, OverflowError):
        return None
    offset = offset_of(named, zone, local) if named else None
    return Moment.at(local.replace(tzinfo=zone if offset is None else timezone(offset)))


def offset_of(name: str, zone: tzinfo, local: datetime) -> timedelta | None:
    """Return the offset that *name* means; None for what is no zone.

    CST is China's where the source's zone is eight hours ahead, else America's.
    """
    name = name.strip().upper()
    if found := _NUMERIC.fullmatch(name):
        minutes = int(found["h"]) * 60 + int(found["m"] or 0)
        return (
            timedelta(minutes=-minutes if found["sign"] == "-" else minutes)
            if minutes < 1440
            else None
        )
    if name == "CST":
        here = zone.utcoffset(local.replace(tzinfo=None))
        return here if here == timedelta(hours=8) else timedelta(hours=-6)
    if name in _US:
        return timedelta(minutes=_ZONES.get(_US[name][3 < local.month < 11], -360))
    return timedelta(minutes=_ZONES[name]) if name in _ZONES else None
