"""A point in time as a news page gives it: an instant, or only a day."""

from dataclasses import dataclass
from datetime import UTC, date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A day, and the instant where the page gives one.

    ``day`` is the calendar day as printed in the source's own zone. ``instant`` keeps the offset
    that the page gave, or the source's zone; it is None when only the day is known.
    """

    day: date
    instant: datetime | None = None

    def __post_init__(self) -> None:
        """Refuse a naive instant."""
        if self.instant is not None and self.instant.tzinfo is None:
            raise ValueError("a moment needs an aware datetime")

    @classmethod
    def at(cls, instant: datetime) -> "Moment":
        """Return the moment of an aware instant; its day is the day in the instant's own zone."""
        return cls(day=instant.date(), instant=instant)

    def isoformat(self) -> str:
        """Return ``YYYY-MM-DD`` where only the day is known, else ISO 8601 with offset."""
        return self.day.isoformat() if self.instant is None else self.instant.isoformat()

    @property
    def utc(self) -> datetime | None:
        """The instant in UTC, None where only the day is known."""
        return None if self.instant is None else self.instant.astimezone(UTC)
