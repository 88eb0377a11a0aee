"""The one spider: it asks for the lists and articles of a source."""

import sys
from collections.abc import AsyncIterator, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any, Self

from scrapy import Spider
from scrapy.crawler import Crawler

from newsspider.archive.reader import Place
from newsspider.extensions.state import State
from newsspider.model.link import Link
from newsspider.model.source import Source
from newsspider.options import Pace
from newsspider.spiders.articles import Articles
from newsspider.spiders.intake import Intake
from newsspider.spiders.lists import Lists
from newsspider.spiders.replay import Replay


class SourceSpider(Spider):
    """Crawls one source: the *urls* it is given, or what the source's discoveries list."""

    name = "newsspider"
    source: Source = Source(name="")

    def __init__(
        self,
        source: Source | None = None,
        urls: Iterable[str] | None = None,
        limit: int | str | None = None,
        url: str | None = None,
        pace: Pace | None = None,
        since: datetime | None = None,
        back_to: datetime | None = None,
        ask_all: bool = True,
        captures: Iterable[Place] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.source = source or type(self).source
        self.name = self.source.name or type(self).name
        self.urls = tuple(urls or ()) + ((url,) if url else ())
        self.limit = int(limit) if limit else None
        self.allowed_ports = self.source.ports
        self.ask_all = ask_all
        self.captures = captures
        self.since = since
        self.back_to = back_to
        self.pace = pace or Pace()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Make the spider; the source's own delay wins over the project's."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        if spider.source.delay is not None:
            for name in ("DOWNLOAD_DELAY", "AUTOTHROTTLE_START_DELAY"):
                crawler.settings.set(name, spider.source.delay, priority="spider")
        return spider

    @property
    def state(self) -> State:
        """The state of the run."""
        return State.of(self.crawler)

    async def start(self) -> AsyncIterator[Any]:
        """Ask for the given URLs, or else for what waits, what is due again, and every due list."""
        self.state.source_name = self.source.name
        if self.captures is not None:
            self.state.replays = True
            await Replay(self.source, self.state, self.captures).run(self.crawler)
            return
        articles = Articles(self.source, self.state, self.crawler, since=self.since)
        if self.urls:
            for url in self.urls:
                self.state.report.see(url)
            for url in self.urls:
                yield articles.request(Link(url=url))
            return
        intake = Intake(
            self.source,
            self.state,
            articles.request,
            # Whoever names a day wants all since then, in a source's first run as well.
            pace=replace(self.pace, first=sys.maxsize) if self.back_to else self.pace,
            limit=self.limit,
            since=self.since,
        )
        for request in intake.waiting():
            yield request
        lists = Lists(self.source, self.state, intake, back_to=self.back_to)
        for request in lists.due(all_of_them=self.ask_all):
            yield request
