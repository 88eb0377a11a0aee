"""The typed, clean item that the pipelines pass on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from newsspider.model.image import Image
from newsspider.model.moment import Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article fit to become a post. It cannot hold an empty title or a naive time.

    ``url`` is the address that the post shows; ``key`` is the name under which the ledger knows
    the article; ``id`` the source's own id, or empty. ``body`` is safe HTML blocks on one line.
    ``provenance`` maps a field to ``method locator``.
    """

    key: str
    url: str
    title: str
    body: str
    text: str
    published_at: Moment
    fetched_at: datetime
    id: str = ""
    requested_url: str = ""  # the address exactly as it was asked for; reports use it
    page_url: str = ""  # where its page was found, after redirects
    source_name: str = ""  # the name of the source file; empty for a site nobody described
    modified_at: Moment | None = None
    authors: tuple[str, ...] = ()
    source: str = ""  # the source line (来源)
    site_name: str = ""  # what the site calls itself, for articles without a source line
    editor: str = ""
    original_title: str = ""
    section: str = ""
    keywords: tuple[str, ...] = ()
    language: str = ""
    kind: str = "article"
    quality: float | None = None
    canonical: str = ""
    images: tuple[Image, ...] = ()
    flags: tuple[str, ...] = ()
    provenance: Mapping[str, str] = field(default_factory=dict)
    fingerprint: str = ""
    revision: int = 1
    path: str = ""  # where the post stands already, relative to the output folder; frozen once set

    def __post_init__(self) -> None:
        """Refuse what could never become a post."""
        if not self.title.strip():
            raise ValueError("an article needs a title")
        if self.fetched_at.tzinfo is None:
            raise ValueError("an article needs an aware fetched_at")
