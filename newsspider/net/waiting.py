"""Read Retry-After: when a server that is busy wants to be asked again."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

UNSAID = timedelta(minutes=15)  # where a busy server names no time: a usual cron interval
LONGEST = timedelta(days=7)  # a server that says more is broken or wants to be forgotten


def wait_until(retry_after: str, *, now: datetime) -> datetime | None:
    """Return when to ask again, in UTC, not before *now* and at most seven days after it.

    *retry_after* holds seconds or an HTTP date; None where it is neither.
    """
    text = retry_after.strip()
    if re.fullmatch(r"[0-9]+", text):
        seconds = min(int(text[:12]), int(LONGEST.total_seconds()))
        return now + timedelta(seconds=seconds)
    try:
        moment = parsedate_to_datetime(text)
        moment = moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except (ValueError, TypeError, OverflowError):  # not a date, or one beyond the calendar
        return None
    return min(max(moment, now), now + LONGEST)
