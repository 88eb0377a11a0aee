"""The conductor of a run: starts the crawlers, a few at a time, and obeys signals and deadlines."""

import asyncio
import gc
import os
import signal
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from scrapy import Request, signals
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.http import Response

from newsspider.archive.writer import Archive
from newsspider.errors import NewsspiderError
from newsspider.extensions.report import Report
from newsspider.extensions.state import State
from newsspider.ledger import Ledger
from newsspider.model.page import Page
from newsspider.net.hosts import ASKED, Hosts
from newsspider.runs.health import Alert
from newsspider.runs.plan import Task
from newsspider.sandbox import Parser
from newsspider.spiders.answers import page_of
from newsspider.spiders.source import SourceSpider

AT_ONCE = 8  # sources crawled at the same time; each has its own ledger connection
GRACE = 15.0  # seconds between the first signal and the end of patience
PARSING = 3.0  # seconds that a page may still take to be parsed once the run is to end

Progress = Callable[[Sequence[Report]], None]


@dataclass(slots=True)
class Run:
    """A finished run: a report for every task, and the articles where they were to be kept."""

    reports: list[Report] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    items: list[Any] = field(default_factory=list)
    pages: dict[str, Page] = field(default_factory=dict)  # by the address that was asked for
    signal: int = 0
    fatal: NewsspiderError | None = None
    id: str = ""
    ended: str = "finished"  # or deadline, signal, fatal
    started: datetime = field(default_factory=lambda: datetime.now(UTC))
    alerts: list[Alert] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)  # listeners that could not be told


class Conductor:
    """Starts the crawlers, a few at a time, and obeys signals."""

    def __init__(
        self,
        process: AsyncCrawlerProcess,
        tasks: Sequence[Task],
        outcome: Run,
        *,
        keep: bool,
        progress: Progress | None,
        parser: Parser,
    ) -> None:
        self.process = process
        self.tasks = tasks
        self.outcome = outcome
        self.keep = keep
        self.keep_pages = False
        self.progress = progress
        self.hosts = Hosts()
        self.ledger: Ledger | None = None
        self.archive: Archive | None = None
        self.deadline: float | None = None
        self.playing: asyncio.Task[None] | None = None
        self.stopping: asyncio.Task[None] | None = None
        self.slots = asyncio.Semaphore(AT_ONCE)
        self.parser = parser

    def play(self) -> None:
        """Run the reactor until every task is done."""
        from twisted.internet import reactor

        loop = asyncio.get_event_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._on_signal, number)
        reactor.callWhenRunning(self._begin, loop)
        gc.freeze()  # what is loaded stays: the collector need not walk over it again and again
        self.process.start(stop_after_crawl=False, install_signal_handlers=False)

    def _begin(self, loop: asyncio.AbstractEventLoop) -> None:
        self.playing = loop.create_task(self._all())  # held, or it may vanish

    async def _all(self) -> None:
        from twisted.internet import reactor

        self.parser.pool.start()
        ticker = asyncio.create_task(self._tick()) if self.progress else None
        if self.deadline is not None:
            asyncio.get_running_loop().call_later(self.deadline, self._on_deadline)
        try:
            with suppress(asyncio.CancelledError):  # the deadline's patience is over
                await asyncio.gather(*(self._one(task) for task in self.tasks))
        finally:
            if ticker:
                ticker.cancel()
            await self.parser.pool.end()
            reactor.stop()  # type: ignore[misc]  # the reactor is a module to mypy

    async def _one(self, task: Task) -> None:
        mine = Report(extractions={} if self.keep else None)
        self.outcome.reports.append(mine)
        self.outcome.sources.append(task.source.name)
        async with self.slots:
            if self.stopping or self.outcome.fatal:
                mine.troubles.append("not begun: the run was stopped")
                return
            mine.begun = True
            began = time.monotonic()
            try:
                crawler = self.process.create_crawler(SourceSpider)
                # Per crawler, for Scrapy copies the settings of a process in depth.
                shared = {
                    "REPORT": mine,
                    "LEDGER": self.ledger,
                    "HOSTS": self.hosts,
                    "PARSER": self.parser,
                    "ARCHIVE": self.archive,
                    "RUN": self.outcome.id,
                }
                for name, value in shared.items():
                    crawler.settings.set(f"NEWSSPIDER_{name}", value, priority="cmdline")
                if self.keep_pages:
                    crawler.signals.connect(self._on_response, signals.response_received)
                if self.keep:
                    crawler.signals.connect(self._on_item, signals.item_scraped)
                await self.process.crawl(
                    crawler,
                    source=task.source,
                    urls=task.urls,
                    limit=task.limit,
                    pace=task.pace,
                    since=task.since,
                    back_to=task.back_to,
                    ask_all=task.ask_all,
                    captures=task.captures,
                )
                self._check(crawler)
                mine.tally.requests = int(crawler.stats.get_value(ASKED, 0)) if crawler.stats else 0
            except NewsspiderError as error:
                self.outcome.fatal = self.outcome.fatal or error
            except Exception as error:  # noqa: BLE001  one source never stops the others
                mine.troubles.append(f"internal ({type(error).__name__}: {error})"[:300])
            finally:
                mine.tally.seconds = time.monotonic() - began
                mine.seal()

    def _check(self, crawler: Crawler) -> None:
        state = crawler.get_extension(State)
        if state is not None and state.fatal is not None:
            self.outcome.fatal = self.outcome.fatal or state.fatal

    def _on_response(self, response: Response, request: Request) -> None:
        asked = request.meta.get("redirect_urls", [request.url])[0]
        if response.status == 200:
            self.outcome.pages[asked] = page_of(response, asked, datetime.now(UTC))

    def _on_item(self, item: Any) -> None:
        self.outcome.items.append(item)

    async def _tick(self) -> None:
        while self.progress:
            self.progress(self.outcome.reports)
            await asyncio.sleep(0.5)

    def _on_signal(self, number: int) -> None:
        """First signal: finish what is in hand. Second, or no end in time: leave at once."""
        if self.outcome.signal:
            os._exit(128 + number)  # the ledger is written last, so this loses no article
        self.outcome.signal = number
        self.outcome.ended = "signal"
        loop = asyncio.get_running_loop()
        self._stop()
        loop.call_later(GRACE, os._exit, 128 + number)

    def _on_deadline(self) -> None:
        if not self.stopping and self.playing is not None:
            self.outcome.ended = "deadline"
            self._stop()
            asyncio.get_running_loop().call_later(GRACE, self.playing.cancel)

    def _stop(self) -> None:
        self.hosts.stopping = True
        self.parser.pool.hurry(PARSING)
        self.stopping = asyncio.get_running_loop().create_task(self._stop_crawlers())

    async def _stop_crawlers(self) -> None:
        """Stop every crawler; one that is still starting is stopped as soon as it runs.

        Scrapy forgets a stop that comes before, and then the crawler never ends.
        """
        stops: list[asyncio.Future[None]] = []
        while self.process.crawlers:
            stops += [
                asyncio.ensure_future(crawler.stop_async())
                for crawler in self.process.crawlers
                if crawler.crawling and crawler.engine is not None and crawler.engine.running
            ]
            await asyncio.sleep(0.05)
        await asyncio.gather(*stops, return_exceptions=True)
