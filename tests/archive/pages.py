"""Captures for the tests."""

from datetime import UTC, datetime

from newsspider.archive.capture import Capture
from newsspider.model.link import Link
from newsspider.model.page import Page

NOW = datetime(2026, 3, 7, 4, 5, 6, tzinfo=UTC)
URL = "https://daily.example/a/7.html"


def page(text: str = "The ferry is back.", url: str = URL, **more: str) -> Page:
    """Return a page with the headers *more*, ``_`` for ``-``."""
    return Page(
        url=url,
        requested_url=URL,
        body=f"<html><body><p>{text}</p></body></html>".encode(),
        content_type="text/html; charset=utf-8",
        fetched_at=NOW,
        headers=tuple((name.replace("_", "-"), value) for name, value in more.items()),
    )


def capture(text: str = "The ferry is back.", source: str = "daily", url: str = URL) -> Capture:
    """Return a capture of an article of two pages with JSON behind it and a row of a list."""
    answer = Page(
        url="https://daily.example/api?id=7",
        requested_url="https://daily.example/api?id=7",
        body=b'{"text": "<p>x</p>"}',
        content_type="application/json",
        fetched_at=NOW,
    )
    return Capture(
        source_name=source,
        link=Link(url=url, title="夜航船", published_at="2026-03-07", authors=("Ada Byron",)),
        page=page(text, url),
        answer=answer,
        parts=(page(f"{text} And on.", url.replace(".html", "_2.html")),),
        refused="https://daily.example/a/7_3.html",
        rows=(Link(url=url, source="Harbour Post"),),
    )
