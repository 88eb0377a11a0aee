"""Gather one article from the JSON behind its page, the page itself and the lists that know it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

from newsspider.discover import json_api
from newsspider.errors import BadAnswer
from newsspider.extensions.report import Report
from newsspider.model.extraction import Extraction, Field, Method
from newsspider.model.link import Link
from newsspider.model.page import Page
from newsspider.model.source import LookupRule, Source
from newsspider.net.failures import classify
from newsspider.spiders.job import Job, lacks

LOOKUP_TIMEOUT = 10.0  # seconds; a look-up only fills gaps, so it may not hold an article up

Fetch = Callable[[str, str, float | None], Awaitable[Page]]
Extract = Callable[[Job], Awaitable[Extraction]]


class Gatherer:
    """Asks for more as long as a wanted field is missing; each list is asked once a run.

    ``fetch(url, for_url, timeout)`` gets a page or raises; ``extract`` is the pure core.
    """

    def __init__(
        self,
        source: Source,
        report: Report,
        fetch: Fetch,
        extract: Callable[[Job], Awaitable[Extraction]],
    ) -> None:
        self.source = source
        self.report = report
        self.fetch = fetch
        self.extract = extract
        self._lists: dict[str, asyncio.Task[Page | None]] = {}

    async def gather(self, job: Job) -> tuple[Job, Extraction]:
        """Return what could be had; ``trouble`` of the job says why its JSON gave nothing."""
        extraction = await self.extract(job)
        if _wants_more(extraction):
            job = await self._with_page(job)
            extraction = await self.extract(job)
        if Field.BODY not in extraction.chosen:
            return job, extraction  # a list has no text, so it could not help
        for rule in job.rules.lookups if job.rules else ():
            if not _wants_more(extraction):
                break
            row = await self._look_up(rule, job)
            if row is not None:
                job = job.with_row(row)
                extraction = await self.extract(job)
        return job, extraction

    async def _with_page(self, job: Job) -> Job:
        try:
            return replace(job, page=await self.fetch(job.url, job.url, None))
        except Exception as error:  # noqa: BLE001  Twisted, Scrapy and OpenSSL raise what they like
            return job if job.answer else replace(job, trouble=job.trouble or error)

    async def _look_up(self, rule: LookupRule, job: Job) -> Link | None:
        identity = self.source.id_of(job.url)
        if rule.url not in self._lists:
            self._lists[rule.url] = asyncio.ensure_future(self._list(rule.url, job.url))
        page = await self._lists[rule.url]
        if page is None or not identity:
            return None
        try:
            return json_api.lookup(rule, page, identity, job.url)
        except BadAnswer as error:
            self._note(str(error))
            return None

    async def _list(self, url: str, for_url: str) -> Page | None:
        try:
            return await self.fetch(url, for_url, LOOKUP_TIMEOUT)
        except Exception as error:  # noqa: BLE001  as above
            self._note(f"{url}: {classify(error).message}")
            return None

    def _note(self, text: str) -> None:
        if text not in self.report.notes:
            self.report.notes.append(text)


def _wants_more(extraction: Extraction) -> bool:
    """Tell whether another request may help; a value from the text or the address is weak."""
    weak = frozenset(
        field
        for field, candidate in extraction.chosen.items()
        if candidate.method in (Method.TEXT, Method.ADDRESS)
    )
    return lacks(extraction, weak=weak)
