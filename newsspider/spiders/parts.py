"""Fetch the further pages of an article, one after the other: all of them, or the article fails."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from newsspider.extractor import MORE_PAGES
from newsspider.model.extraction import Extraction
from newsspider.model.page import Page
from newsspider.model.source import Source
from newsspider.spiders.job import Job
from newsspider.urls import canonical

Fetch = Callable[[str, str, float | None], Awaitable[Page]]
TurnPage = Callable[..., Awaitable[tuple[bool, str]]]


def ended(found: Extraction, refused: str) -> Extraction:
    """Return *found* with no further page; flagged where one was linked and *refused*."""
    flags = [flag for flag in found.flags if flag != MORE_PAGES]
    flags += [MORE_PAGES] if refused else []
    return replace(found, further="", flags=tuple(flags))


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

    async def pages(self, job: Job, found: Extraction) -> tuple[tuple[Page, ...], str]:
        """Return the pages that follow the first, of which *found* was read.

        It ends where a page links to none or to one that was there, or to one of another story:
        its address comes back, too. Raises PartLost and TooManyParts.
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
                belongs, further = await self.turn(
                    self.source, page, first=found.url, number=number, headline=found.title
                )
            except Exception as error:
                raise PartLost(number, url) from error
            if not belongs:
                return tuple(pages), url
            pages.append(page)
            url = further
        return tuple(pages), ""
