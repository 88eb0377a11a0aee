"""Articles from the archive instead of a network: today's rules, on what was fetched then."""

import asyncio
import os
from collections import deque
from collections.abc import AsyncIterator, Iterable
from dataclasses import replace
from itertools import islice

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from twisted.python.failure import Failure

from newsspider.archive import reader
from newsspider.archive.capture import Capture
from newsspider.archive.reader import Place
from newsspider.errors import ArchiveError, BadAnswer, ParserFailed
from newsspider.extensions.report import Line
from newsspider.extensions.state import State
from newsspider.ledger import tombstones
from newsspider.model.extraction import Extraction, Field
from newsspider.model.page import Page
from newsspider.model.reason import Reason
from newsspider.model.record import Outcome, Record, Status
from newsspider.model.source import Source
from newsspider.spiders.parts import ended
from newsspider.urls import canonical

AHEAD = 4  # captures under way for each worker, so that none waits


class Replay:
    """Extracts the captures of one source that have a post; asks for nothing, posts nothing new."""

    def __init__(self, source: Source, state: State, places: Iterable[Place]) -> None:
        self.source = source
        self.state = state
        self.places = [place for place in places if self._post(place.url)]
        for place in self.places:
            state.report.see(place.url)

    async def run(self, crawler: Crawler) -> None:
        """Send what the captures give through the pipelines, one after the other.

        Not yielded from the spider's ``start``: a stop while such an item is under way makes
        Scrapy's engine wait for ever, for nobody tells its scraper that the item has ended.
        """
        if crawler.engine is None:
            return
        pipelines = crawler.engine.scraper.itemproc
        async for extraction in self._extractions():
            try:
                item = await pipelines.process_item_async(extraction)
            except DropItem as error:
                self.state.item_dropped(extraction, error)
            except Exception:  # noqa: BLE001  as Scrapy does: one article may be lost
                self.state.item_error(extraction, Failure())  # type: ignore[no-untyped-call]  # has none
            else:
                self.state.item_scraped(item)

    async def _extractions(self) -> AsyncIterator[Extraction]:
        """Yield the extractions in the captures' order, worked out on all cores."""
        waiting: deque[asyncio.Task[Extraction | None]] = deque()
        ahead = AHEAD * (self.state.options.limits.workers or os.cpu_count() or 1)
        places = iter(self.places)
        try:
            while True:
                more = islice(places, ahead - len(waiting))
                waiting += (asyncio.create_task(self._one(place)) for place in more)
                if not waiting:
                    return
                found = await waiting.popleft()
                if found is not None:
                    yield found
        finally:
            for task in waiting:
                task.cancel()

    async def _one(self, place: Place) -> Extraction | None:
        """Return the extraction of a capture; None where there is none, which gets its line."""
        url = place.url
        try:
            capture = reader.read(place)
            found = await self._extract(capture)
            if capture.refused:
                found = ended(found, capture.refused)
        except (ArchiveError, BadAnswer, ParserFailed) as error:
            self._end(url, Outcome.FAILED, "archive", " ".join(str(error).split())[:200])
            return None
        if found.further:
            why = f"the archive lacks its page {found.further}"
            self._end(url, Outcome.REJECTED, Reason.INCOMPLETE, why)
            return None
        if Field.BODY not in found.chosen:
            self._end(url, Outcome.REJECTED, Reason.NO_BODY, "today's rules find no text")
            return None
        record = self._post(url)
        known = record is not None and record.key == f"{self.source.name}:{found.id}"
        return found if known else replace(found, id="")  # it was posted before it had an id

    async def _extract(self, capture: Capture) -> Extraction:
        link = capture.link
        empty = Page(url=link.url, requested_url=link.url, body=b"", fetched_at=capture.fetched_at)
        return await self.state.parser.extract(
            self.source,
            capture.page or empty,
            link,
            answer=capture.answer,
            rows=capture.rows,
            parts=capture.parts,
        )

    def _post(self, url: str) -> Record | None:
        """Return the row of the post that we wrote for *url*; None where there is none."""
        identity = self.source.id_of(url)
        ledger = self.state.ledger
        record = ledger.find(canonical(url))
        if record is None and identity:
            record = ledger.find(f"{self.source.name}:{identity}")
        if record is None or record.status is not Status.POSTED or not record.sha256:
            return None
        return None if tombstones.kind_of(ledger, record.key) else record

    def _end(self, url: str, outcome: Outcome, reason: str, detail: str) -> None:
        # Not in the ledger: nobody has looked at the page itself.
        self.state.report.end(Line(url=url, outcome=outcome, reason=reason, detail=detail))
