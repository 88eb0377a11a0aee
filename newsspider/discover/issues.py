"""The days of newspapers: which one an address is for, and the address of another day."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

MOST_DAYS = 3_660  # ten years of back issues in one run
_FORMS = tuple(
    re.compile(form)
    for form in (
        r"(?<!\d)(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)/(?P<d>\d\d)(?!\d)",
        r"(?<!\d)(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)",
        r"(?<!\d)(?P<y>(?:19|20)\d\d)/(?P<m>\d\d)/(?P<d>\d\d)(?!\d)",
        r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>\d\d)/(?P<d>\d\d)(?!\d)",
        r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)(?!\d)",
    )
)


def day_of(url: str) -> date | None:
    """Return the day that stands in *url*, as ``2026-03/07``, ``202603/07``, ``20260307`` …"""
    for form in _FORMS:
        for found in form.finditer(url):
            try:
                return date(int(found["y"]), int(found["m"]), int(found["d"]))
            except ValueError:
                continue
    return None


def on_day(url: str, day: date) -> str:
    """Return *url* with its day replaced wherever it stands; nothing where it has none."""
    known = day_of(url)
    if known is None:
        return ""
    for form in _FORMS:
        url = form.sub(lambda found: _replaced(found, known, day), url)
    return url


def filled(template: str, day: date) -> str:
    """Return *template* with ``{yyyy}``, ``{mm}`` and ``{dd}`` of *day*."""
    for name, text in of_day(day).items():
        template = template.replace(f"{{{name}}}", text)
    return template


def of_day(day: date) -> dict[str, str]:
    """Return the values of the placeholders of a day."""
    return {"yyyy": f"{day.year:04}", "mm": f"{day.month:02}", "dd": f"{day.day:02}"}


def days(newest: date, *, back: int, since: date | None) -> Iterator[date]:
    """Yield the days to look at, the newest first: *back* of them, or all down to *since*."""
    count = (newest - since).days + 1 if since else back
    for number in range(min(max(count, 0), MOST_DAYS)):
        yield newest - timedelta(days=number)


def _replaced(found: re.Match[str], known: date, day: date) -> str:
    text = found[0]
    if (int(found["y"]), int(found["m"]), int(found["d"])) != (known.year, known.month, known.day):
        return text
    start = found.start()
    for name, value in (("y", f"{day.year:04}"), ("m", f"{day.month:02}"), ("d", f"{day.day:02}")):
        low, high = found.start(name) - start, found.end(name) - start
        text = text[:low] + value + text[high:]
    return text
