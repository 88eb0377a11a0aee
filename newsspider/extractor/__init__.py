"""From a page to its fields, each with where it came from. Pure: no clock, disk or network."""

from datetime import datetime

from newsspider.errors import BadAnswer
from newsspider.extractor.assemble import MORE_PAGES, extract_page
from newsspider.extractor.turning import turn
from newsspider.jsonpath import load_json
from newsspider.model.extraction import Extraction
from newsspider.model.page import Page

__all__ = ["MORE_PAGES", "extract", "extract_page", "read_answer", "turn"]


def extract(
    body: bytes,
    url: str,
    *,
    content_type: str | None = None,
    fetched_at: datetime | None = None,
    fast: bool = False,
) -> Extraction:
    """Return what the page *body* from *url* says; no source's rules are used.

    Args:
        body: the bytes of the page, as a server sent them.
        url: where they came from; may be empty.
        content_type: the HTTP header, if known.
        fetched_at: when, aware; without it relative dates (3小时前) stay unresolved.
        fast: believe what the page declares, and look at its lines once: cheaper, less often right.
    """
    page = Page(
        url=url,
        requested_url=url,
        body=body,
        content_type=content_type or "",
        fetched_at=fetched_at,
    )
    return extract_page(page, fast=fast)


def read_answer(page: Page) -> object:
    """Return the JSON that an endpoint answered; BadAnswer names the address and what it said."""
    try:
        document = load_json(page.body)
    except ValueError as error:
        raise BadAnswer(page.url, str(error)) from error
    if not isinstance(document, dict | list):
        raise BadAnswer(page.url, f"answered a bare {type(document).__name__}")
    return document
