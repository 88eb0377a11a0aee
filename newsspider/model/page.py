"""A fetched or saved document: all that an extractor may know about it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The bytes of one answer and where they came from.

    ``url`` is where the bytes came from, after redirects; ``requested_url`` what was asked for.
    ``fetched_at`` is aware UTC, or None when unknown: then relative dates stay unresolved.
    """

    url: str
    requested_url: str
    body: bytes
    content_type: str = ""
    fetched_at: datetime | None = None
    headers: tuple[tuple[str, str], ...] = ()  # for the archive; no extractor reads them
