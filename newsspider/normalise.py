"""From an extraction to a typed article; pure."""

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta

from newsspider.model.article import Article
from newsspider.model.extraction import Extraction
from newsspider.model.moment import Moment
from newsspider.urls import canonical, shown

AHEAD = timedelta(minutes=10)  # clocks differ; a later date than this is a mistake of the page
OLDEST = 1995  # news sites do not reach further back: 1970 and 1980 are clocks that were not set

DATE_MISSING = "date-missing"
DATE_FUTURE = "date-future"
DATE_OLD = "date-old"


def article(extraction: Extraction, fetched_at: datetime, *, address: str = "") -> Article:
    """Return the article of *extraction*, which must have a title and a body.

    *address* is what the post shows; without it, the address asked for, less trackers.

    A missing date, or one later than *fetched_at* by over ten minutes, becomes *fetched_at* and is
    flagged; ``decide.settle`` puts the first-seen time there when the ledger knows it.
    """
    published_at, flags = _published(extraction.published_at, fetched_at)
    shown_url = address or shown(extraction.requested_url)
    identity = extraction.id
    key = (
        f"{extraction.source_name}:{identity}" if identity else canonical(extraction.requested_url)
    )
    made = Article(
        key=key,
        id=identity,
        url=shown_url,
        requested_url=extraction.requested_url,
        page_url=extraction.url,
        source_name=extraction.source_name,
        title=extraction.title,
        body=extraction.body,
        text=extraction.text,
        published_at=published_at,
        modified_at=extraction.modified_at,
        fetched_at=fetched_at,
        authors=extraction.authors,
        source=extraction.source,
        site_name=extraction.site_name,
        editor=extraction.editor,
        original_title=extraction.original_title,
        section=extraction.section,
        keywords=extraction.keywords,
        language=extraction.language,
        kind=extraction.kind.value,
        quality=extraction.quality,
        canonical=extraction.canonical,
        images=extraction.images,
        flags=tuple(dict.fromkeys((*extraction.flags, *flags))),
        provenance={
            field.value: f"{candidate.method} {candidate.locator}"
            for field, candidate in extraction.chosen.items()
        },
    )
    return replace(made, fingerprint=fingerprint(made))


def is_old(moment: Moment | None) -> bool:
    """Tell whether *moment* lies before the time of news sites."""
    return moment is not None and moment.day.year < OLDEST


def fingerprint(article: Article) -> str:
    """Return a hash of what a reader sees: it changes when, and only when, the article does."""
    seen = "\x1f".join((article.title, article.body, article.source))
    return hashlib.sha256(seen.encode("utf-8", "surrogatepass")).hexdigest()


def _published(moment: Moment | None, fetched_at: datetime) -> tuple[Moment, tuple[str, ...]]:
    if moment is None:
        return Moment.at(fetched_at), (DATE_MISSING,)
    if moment.instant is not None:
        ahead = moment.instant > fetched_at + AHEAD
    else:  # a bare day may already have begun elsewhere: UTC+14 is the earliest zone
        ahead = moment.day > (fetched_at + timedelta(hours=14)).date()
    if ahead:
        return Moment.at(fetched_at), (DATE_FUTURE,)
    return moment, (DATE_OLD,) if is_old(moment) else ()
