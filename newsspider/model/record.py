"""One row of the ledger: what became of one article."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Status(StrEnum):
    """The state in which the ledger knows an article (``unchanged`` is an outcome, not a state)."""

    POSTED = "posted"
    REJECTED = "rejected"
    FAILED = "failed"
    DEFERRED = "deferred"
    GONE = "gone"


class Outcome(StrEnum):
    """How a URL of a run ended; every URL ends in exactly one of these."""

    POSTED = "posted"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"
    FAILED = "failed"
    DEFERRED = "deferred"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What the ledger knows of one article. All times are aware UTC.

    ``key`` is ``SOURCE:ID`` where the source declares an id, else the canonical URL. ``url`` is
    the address that the post shows. ``sha256`` is that of the post's bytes as we wrote them,
    ``fingerprint`` that of the article's own fields. ``attempts`` counts refusals and failures
    since the last success.
    """

    key: str
    url: str
    status: Status
    first_seen: datetime
    last_fetched: datetime
    source_name: str = ""
    reason: str = ""
    path: str = ""
    sha256: str = ""
    fingerprint: str = ""
    revision: int = 0
    attempts: int = 0
    retry_after: datetime | None = None
