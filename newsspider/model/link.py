"""A link to an article, with what the list that carried it already says about the article."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An article's address and the raw texts that came with it; an empty text is unknown.

    ``origin`` is the address of the feed, list or look-up that carried it.
    """

    url: str
    origin: str = ""
    title: str = ""
    published_at: str = ""
    source: str = ""
    summary: str = ""
    body: str = ""
    authors: tuple[str, ...] = ()
    section: str = ""
    language: str = ""
    keywords: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    modified_at: str = ""
