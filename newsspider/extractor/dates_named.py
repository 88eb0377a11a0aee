"""Days in names: in the address of a page or a picture, and in ids."""

import re
from collections.abc import Iterator
from datetime import date

_DAY = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d{2})[-/_.]?(?P<m>0[1-9]|1[0-2])[-/_.]?(?P<d>0[1-9]|[12]\d|3[01])(?!\d)"
)
_FOLDERS = re.compile(r"/(?P<y>(?:19|20)\d{2})[-/](?P<m>[01]?\d)[-/](?P<d>[0-3]?\d)(?=[/_-])")
_DAY_FIRST = re.compile(
    r"(?<!\d)(?P<d>0[1-9]|[12]\d|3[01])[-_.](?P<m>0[1-9]|1[0-2])[-_.](?P<y>20\d{2})(?!\d)"
)
_LONGEST = 400  # characters of an address, from its end, that are searched


def url_day(url: str) -> date | None:
    """Return the day that an address carries, such as ``/2026/03/05/`` or ``t20260305_1.html``."""
    patterns = (_FOLDERS, _DAY, _DAY_FIRST)
    return next((day for each in patterns for day in _days(url[-_LONGEST:], each)), None)


def days_in(name: str) -> Iterator[date]:
    """Yield every day that *name* holds, year first: ``news20190624_k1001``."""
    yield from _days(name, _DAY)


def _days(text: str, pattern: re.Pattern[str]) -> Iterator[date]:
    for found in pattern.finditer(text):
        try:
            yield date(int(found["y"]), int(found["m"]), int(found["d"]))
        except ValueError:
            continue  # there is no 30 February
