"""Articles under way by the address at which their pages were found: the later wait for the first.

Several pages are on their way at once. Which article came first is known when it has ended, and
not when it was asked for.
"""

import asyncio
from typing import Any

from newsspider.model.article import Article
from newsspider.urls import canonical


def ends(article: Article) -> tuple[str, str]:
    """Return the ledger's forms of the address asked for and of that of the page, or ``("", "")``.

    They are the same where no redirect and no share page lay between.
    """
    try:
        return canonical(article.requested_url), canonical(article.page_url)
    except ValueError:
        return "", ""  # not from a crawl: nothing was asked for


class Arrivals:
    """Whoever may be the same page waits, each for those before it, so that none does for ever."""

    def __init__(self) -> None:
        self._under: dict[str, dict[str, asyncio.Event]] = {}  # by page, then address asked for
        self._pages: dict[str, str] = {}

    async def turn(self, article: Article) -> bool:
        """Note that *article* is under way, wait for those whose page it may be, and tell if so."""
        asked, page = ends(article)
        if not page:
            return False
        under = self._under.setdefault(page, {})
        # Of two that only lead to one place neither was asked for at that place: they are two.
        before = [each for url, each in under.items() if page in (asked, canonical(url))]
        self._pages[article.requested_url] = page
        under.setdefault(article.requested_url, asyncio.Event())
        for each in before:
            await each.wait()
        return bool(before)

    def ended(self, item: Any) -> None:
        """Let those go on that waited for *item*, whatever became of it."""
        url = getattr(item, "requested_url", "")
        page = self._pages.pop(url, None)
        if page is None:
            return
        self._under[page].pop(url).set()
        if not self._under[page]:
            del self._under[page]
