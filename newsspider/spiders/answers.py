"""Responses as pages: what the core may read of an answer, and the requests for them."""

from datetime import datetime
from typing import Any

from scrapy import Request
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError

from newsspider.model.page import Page


def page_of(
    response: Response, requested_url: str, fetched_at: datetime, *, headers: bool = False
) -> Page:
    """Return a whole answer as a page; raises HttpError for any other, a 204 and a 206 too.

    With *headers* it has them, for the archive.
    """
    if response.status != 200:
        raise HttpError(response, f"HTTP {response.status}")
    kind = response.headers.get("Content-Type", b"") or b""
    given = response.headers.items() if headers else ()
    return Page(
        url=response.url,
        requested_url=requested_url,
        body=response.body,
        content_type=kind.decode("latin-1"),
        fetched_at=fetched_at,
        headers=tuple(
            (name.decode("latin-1"), value.decode("latin-1"))
            for name, values in given
            for value in values
        ),
    )


def request(url: str, **kwargs: Any) -> Request:
    """Return a request that Scrapy's filter leaves alone."""
    # dont_filter: Scrapy's filter drops a redirect to a URL it knows without a word.
    return Request(url, dont_filter=True, **kwargs)
