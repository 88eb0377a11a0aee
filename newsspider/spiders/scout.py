"""A spider that fetches what a plan asks for, one address after the other, and posts nothing."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

from scrapy import Spider

from newsspider.errors import ConfigError
from newsspider.model.page import Page
from newsspider.net.failures import classify
from newsspider.spiders.answers import page_of, request

Ask = Callable[[str], Awaitable[Page | str]]
Plan = Callable[[Ask], Awaitable[None]]


class Scout(Spider):
    """Runs one plan, under the same guard, robots.txt and limits as every crawl."""

    name = "scout"

    def __init__(self, plan: Plan, ports: frozenset[int] = frozenset(), **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.plan = plan
        self.allowed_ports = ports

    async def start(self) -> AsyncIterator[Any]:
        """Let the plan ask until it has enough."""
        await self.plan(self.ask)
        if self.plan is None:  # never: a generator, for Scrapy iterates over what a spider starts
            yield None

    async def ask(self, url: str) -> Page | str:
        """Return the page at *url*, or one line that says why there is none."""
        engine = self.crawler.engine
        if engine is None:
            raise ConfigError("a scout asks for pages while its crawler runs")
        try:
            response = await engine.download_async(request(url))
            return page_of(response, url, datetime.now(UTC).replace(microsecond=0))
        except Exception as error:  # noqa: BLE001  all that an errback of Scrapy's may be given
            failed = classify(error)
            return f"{failed.slug} ({failed.message})"
