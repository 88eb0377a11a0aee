"""Let a plan look at a site: what it asks for is fetched as in a crawl, and nothing is posted."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from scrapy.crawler import AsyncCrawlerProcess

from newsspider.options import Options
from newsspider.runs.crawl import settings_of
from newsspider.spiders.scout import Ask, Scout

T = TypeVar("T")


def scout(
    plan: Callable[[Ask], Awaitable[T]], options: Options, *, ports: frozenset[int] = frozenset()
) -> T:
    """Run *plan* and return what it returns, or raise what it raises. Once in a process.

    *ports* are those that the user named, allowed beside 80 and 443.
    """
    settings = settings_of(options, dry=True)
    settings.set("ITEM_PIPELINES", {}, priority="cmdline")
    settings.set("EXTENSIONS", {}, priority="cmdline")
    made: list[T] = []
    failed: list[Exception] = []

    async def held(ask: Ask) -> None:
        try:
            made.append(await plan(ask))
        except Exception as error:  # noqa: BLE001  Scrapy would log it; our caller shall have it
            failed.append(error)

    process = AsyncCrawlerProcess(settings)
    process.crawl(Scout, plan=held, ports=ports)
    process.start()
    if failed:
        raise failed[0]
    if not made:
        raise KeyboardInterrupt
    return made[0]
