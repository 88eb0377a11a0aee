"""What a spider needs to ask for things a second time."""

from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

from scrapy.http import Response

from newsspider import decide
from newsspider.extensions.state import State
from newsspider.ledger.validators import Validator
from newsspider.model.link import Link
from newsspider.urls import shown

CONDITIONAL = "newsspider_conditional"  # request.meta: that it carries validators
DEFERRED = timedelta(minutes=10)  # where a busy server says no time of its own


def validator_of(response: Response, url: str) -> Validator:
    """Return the validator in *response* to a request for *url*."""
    etag, modified = (
        (response.headers.get(name) or b"").decode("latin-1") for name in ("ETag", "Last-Modified")
    )
    return Validator(shown(url), etag[:1000], modified[:100])


def due_posts(state: State, source_name: str, revisit: tuple[timedelta, ...]) -> list[Link]:
    """Return the posts of a source that are old enough to be looked at again."""
    if not revisit:
        return []
    now = state.now()
    # A week more than the last age: cron may have been away for some days.
    records = state.ledger.due_again(source_name, now - max(revisit) - timedelta(days=7))
    due = [record for record in records if decide.should_fetch(record, now, revisit)]
    found = []
    for record in due:
        known = state.validators.get(record.key)
        found.append(Link(url=known.url if known else record.url))
    return found


def read_date(text: str, zone: ZoneInfo, now: datetime) -> datetime | None:  # noqa: ARG001
    """Return the time that a list gives, RFC 2822 or ISO 8601; None where it is another form."""
    for read in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            moment = read(text.strip())
        except (ValueError, TypeError, OverflowError):
            continue
        return moment if moment.tzinfo else moment.replace(tzinfo=zone)
    return None
