"""Every decision about a URL or an article, as a function of values."""

from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum

from newsspider.extractor.document import tokens
from newsspider.model.article import Article
from newsspider.model.extraction import Extraction, Field, Kind
from newsspider.model.moment import Moment
from newsspider.model.reason import Reason
from newsspider.model.record import Record, Status
from newsspider.normalise import DATE_FUTURE, DATE_MISSING, is_old

PROSE = 40  # tokens; two sentences: less beside a film or pictures is a caption, not an article
_MEDIA = frozenset((Kind.LIVE, Kind.VIDEO, Kind.GALLERY))
REJECTED_AGAIN = timedelta(days=1)  # a page refused yesterday may be finished today
_PAGES = ("application/xhtml+xml", "application/xml")
_OTHER = (b"%PDF", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"PK\x03\x04", b"RIFF", b"\x1f\x8b")
_GAPS = tuple(timedelta(minutes=m) for m in (0, 10, 60, 360, 1440, 4320))  # 404s often heal late
FIRST_INTERVAL = 900  # seconds: nothing is known of a new list; a quarter of an hour is usual
DEADLY = "parser"  # the reason of a page that cost more than parsing may
GIVE_UP = 3  # refusals after which a page is not asked again on its own


class Verdict(StrEnum):
    """What an article is to the ledger."""

    NEW = "new"
    SAME = "same"
    REVISION = "revision"


def should_fetch(record: Record | None, now: datetime, revisit: tuple[timedelta, ...] = ()) -> bool:
    """Tell whether a listed article is to be fetched; *record* is what the ledger knows of it.

    *revisit* are the ages at which a posted article is looked at again, rising.
    """
    if record is None:
        return True
    match record.status:
        case Status.POSTED if not record.sha256:
            return False  # the user's own post
        case Status.POSTED:
            ages = [record.first_seen + age for age in revisit]
            return any(record.last_fetched < moment <= now for moment in ages)
        case Status.GONE:
            return False
        case Status.REJECTED:
            due = record.last_fetched + REJECTED_AGAIN * record.attempts
            return record.attempts < GIVE_UP and now >= due
        case Status.FAILED if record.reason == DEADLY and record.attempts >= GIVE_UP:
            return False  # quarantined: it has killed its parser each time
        case Status.FAILED | Status.DEFERRED:
            return record.retry_after is None or now >= record.retry_after


def next_try(attempts: int, now: datetime) -> datetime | None:
    """Return when a page that failed *attempts* times is asked again; None is the next run."""
    gap = _GAPS[min(attempts, len(_GAPS)) - 1]
    return now + gap if gap else None


def next_interval(before: int | None, *, changed: bool, shortest: int, longest: int) -> int:
    """Return the seconds until a list is asked again: fewer where it changed, more where not."""
    if before is None:
        return min(max(FIRST_INTERVAL, shortest), longest)
    wanted = before // 2 if changed else before * 3 // 2
    return min(max(wanted, shortest), longest)


def is_page(content_type: str, body: bytes) -> bool:
    """Tell whether an answer can hold an article: by what it begins with, then by its type."""
    if body.lstrip()[:5].upper().startswith(_OTHER):
        return False
    kind = content_type.partition(";")[0].strip().lower()
    if not kind or kind in _PAGES or kind.startswith("text/"):
        return True
    return kind == "application/octet-stream" and b"<" in body[:1024]


def is_postable(extraction: Extraction) -> bool:
    """Tell whether a page of this kind may become a post: media need prose beside the medium."""
    if extraction.kind in _MEDIA:
        return tokens(extraction.text) >= PROSE
    return extraction.kind is Kind.ARTICLE


def refusal(
    extraction: Extraction, required: tuple[Field, ...], *, archive: bool
) -> tuple[Reason, str] | None:
    """Return why a page cannot become a post, with a line of detail, or None when it can.

    *archive*: the source publishes back issues, so old dates are meant.
    """
    if not is_postable(extraction):
        return Reason(extraction.kind.value), extraction.evidence
    if not extraction.title:
        return Reason.NO_TITLE, "no title in the page, its JSON or a list"
    if not extraction.body:
        return Reason.NO_BODY, "no text was found"
    for field in required:
        if field not in extraction.chosen:
            return Reason.INCOMPLETE, f"the source requires {field.value}"
    if is_old(extraction.published_at) and not archive:
        day = extraction.published_at.isoformat() if extraction.published_at else ""
        return Reason.TOO_OLD, f"dated {day}; set archive = true in its source if that is right"
    return None


def settle(article: Article, record: Record | None) -> Article:
    """Return *article* with what was fixed when it was first posted: path, address, first date."""
    if record is None:
        return article
    settled = article
    if record.status is Status.POSTED:
        settled = replace(settled, url=record.url, path=record.path)
    if {DATE_MISSING, DATE_FUTURE} & set(article.flags):
        settled = replace(settled, published_at=Moment.at(record.first_seen))
    return settled


def verdict(article: Article, record: Record | None) -> Verdict:
    """Compare *article* with what the ledger holds."""
    if record is None or record.status is not Status.POSTED:
        return Verdict.NEW
    return Verdict.SAME if record.fingerprint == article.fingerprint else Verdict.REVISION
