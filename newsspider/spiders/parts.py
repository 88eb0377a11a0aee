"""Fetch the further pages of an article, one after the other: all of them, or the article fails."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from newsspider.model.extraction import Extraction
from newsspider.model.page import Page
from newsspider.model.source import Source
from newsspider.spiders.job import Job
from newsspider.urls import canonical

Fetch = Callable[[str, str, float | None], Awaitable[Page]]
TurnPage = Callable[..., Awaitable[tuple[bool, str]]]


class PartLost(Exception):
    """A further page that could not be had; its cause says why."""

    def __init__(self, number: int, url: str) -> None:
        super().__init__(f"page {number} of the article, {url}")


class TooManyParts(Exception):
    """An article of more pages than its source allows."""


class Parts:
    """``turn`` tells whether a page is the article's, and where the next one is."""

    def __init__(self, source: Source, fetch: Fetch, turn: TurnPage) -> None:
        self.source = source
        self.fetch = fetch
        self.turn = turn

    async def pages(self, job: Job, found: Extraction) -> tuple[Page, ...]:
        """Return the pages that follow the first, of which *found* was read.

        It ends where a page links to none or to one that was there. Raises PartLost and
        TooManyParts.
        """
        most = self.source.rules_for(job.url).parts
        seen = {canonical(found.url), canonical(job.url)}
        pages: list[Page] = []
        url = found.further
        while url and canonical(url) not in seen:
            seen.add(canonical(url))
            number = len(pages) + 2
            if number > most:
                raise TooManyParts(f"has more than {most} pages; raise 'parts' in its source")
            try:
                page = replace(await self.fetch(url, job.url, None), requested_url=job.url)
                belongs, url = await self.turn(
                    self.source, page, first=found.url, number=number, headline=found.title
                )
            except Exception as error:
                raise PartLost(number, url) from error
            if not belongs:
                break
            pages.append(page)
        return tuple(pages)
