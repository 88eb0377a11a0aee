"""Run Scrapy over a plan and collect what happened."""

import asyncio
import os
import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings

from newsspider.errors import NewsspiderError
from newsspider.extensions.report import Report
from newsspider.extensions.state import State
from newsspider.options import Options
from newsspider.runs import restore
from newsspider.runs.plan import Task
from newsspider.spiders.source import SourceSpider

AT_ONCE = 8  # sources crawled at the same time; each has its own ledger connection
GRACE = 15.0  # seconds between the first signal and the end of patience

Progress = Callable[[Sequence[Report]], None]


@dataclass(slots=True)
class Run:
    """A finished run: a report for every task, and the articles where they were to be kept."""

    reports: list[Report] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    items: list[Any] = field(default_factory=list)
    signal: int = 0
    fatal: NewsspiderError | None = None


def run(
    tasks: Sequence[Task],
    options: Options,
    *,
    dry: bool = False,
    keep: bool = False,
    progress: Progress | None = None,
) -> Run:
    """Crawl every task and return what happened. Can be called once in a process.

    *dry* writes nothing; *keep* keeps the articles and the extractions in memory, for printing.
    """
    if not dry:
        restore.prepare(options)
    process = AsyncCrawlerProcess(_settings(options, dry=dry))
    outcome = Run()
    _Conductor(process, tasks, outcome, keep=keep, progress=progress).play()
    if not dry and outcome.fatal is None:
        restore.write_index(options)
    return outcome


def _settings(options: Options, *, dry: bool) -> Settings:
    settings = Settings()
    settings.setmodule("newsspider.settings", priority="project")
    settings.set("USER_AGENT", options.user_agent, priority="cmdline")
    settings.set("NEWSSPIDER_ALLOW_ADDRESSES", list(options.allow_addresses), priority="cmdline")
    settings.set("NEWSSPIDER_OPTIONS", options, priority="cmdline")
    settings.set("NEWSSPIDER_DRY", dry, priority="cmdline")
    settings.set("LOG_INSTALL_ROOT_HANDLER", False, priority="cmdline")  # newsspider.log does it
    return settings


class _Conductor:
    """Starts the crawlers, a few at a time, and obeys signals."""

    def __init__(
        self,
        process: AsyncCrawlerProcess,
        tasks: Sequence[Task],
        outcome: Run,
        *,
        keep: bool,
        progress: Progress | None,
    ) -> None:
        self.process = process
        self.tasks = tasks
        self.outcome = outcome
        self.keep = keep
        self.progress = progress
        self.stopping: asyncio.Task[None] | None = None
        self.slots = asyncio.Semaphore(AT_ONCE)

    def play(self) -> None:
        """Run the reactor until every task is done."""
        from twisted.internet import reactor

        loop = asyncio.get_event_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._on_signal, number)
        reactor.callWhenRunning(lambda: loop.create_task(self._all()))
        self.process.start(stop_after_crawl=False, install_signal_handlers=False)

    async def _all(self) -> None:
        from twisted.internet import reactor

        ticker = asyncio.create_task(self._tick()) if self.progress else None
        try:
            await asyncio.gather(*(self._one(task) for task in self.tasks))
        finally:
            if ticker:
                ticker.cancel()
            reactor.stop()  # type: ignore[misc]  # the reactor is a module to mypy

    async def _one(self, task: Task) -> None:
        report = Report(extractions={} if self.keep else None)
        self.outcome.reports.append(report)
        self.outcome.sources.append(task.source.name)
        async with self.slots:
            if self.outcome.signal or self.outcome.fatal:
                return
            try:
                crawler = self.process.create_crawler(SourceSpider)
                crawler.settings.set("NEWSSPIDER_REPORT", report, priority="cmdline")
                if self.keep:
                    crawler.signals.connect(self._on_item, signals.item_scraped)
                await self.process.crawl(
                    crawler, source=task.source, urls=task.urls, limit=task.limit
                )
                self._check(crawler)
            except NewsspiderError as error:
                self.outcome.fatal = self.outcome.fatal or error

    def _check(self, crawler: Crawler) -> None:
        state = crawler.get_extension(State)
        if state is not None and state.fatal is not None:
            self.outcome.fatal = self.outcome.fatal or state.fatal

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
        loop = asyncio.get_running_loop()
        self.stopping = loop.create_task(self.process.stop())
        loop.call_later(GRACE, os._exit, 128 + number)
