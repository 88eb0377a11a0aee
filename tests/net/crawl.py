"""A tiny crawl in a process of its own: prints, as JSON, how each of its URLs ended.

Called as ``python -m tests.net.crawl SETTINGS URL…``, with SETTINGS as a JSON object.
"""

import json
import sys
from collections.abc import AsyncIterator
from typing import Any

import scrapy
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response

from newsspider.net.defaults import hardened
from newsspider.net.failures import classify


class Probe(scrapy.Spider):
    """Asks for every URL and keeps what became of it."""

    name = "probe"
    urls: tuple[str, ...] = ()
    ends: dict[str, Any]

    async def start(self) -> AsyncIterator[scrapy.Request]:
        for url in self.urls:
            yield scrapy.Request(
                url, errback=self.failed, cb_kwargs={"asked": url}, dont_filter=True
            )

    def parse(self, response: Response, asked: str) -> None:
        self.ends[asked] = {"status": response.status, "size": len(response.body)}

    def failed(self, failure: Any) -> None:
        end = classify(failure.value)
        self.ends[failure.request.cb_kwargs["asked"]] = {
            "slug": end.slug,
            "message": end.message,
            "outcome": str(end.outcome),
        }


def main(settings: dict[str, Any], urls: list[str]) -> dict[str, Any]:
    """Crawl *urls* under the hardened settings, changed by *settings*."""
    quick = {"DOWNLOAD_DELAY": 0, "AUTOTHROTTLE_ENABLED": False, "LOG_LEVEL": "ERROR"}
    ports = settings.pop("ports", ())
    reached = _watched() if settings.pop("watch", False) else None
    process = AsyncCrawlerProcess(hardened() | quick | settings)
    ends: dict[str, Any] = {}
    process.crawl(Probe, urls=tuple(urls), ends=ends, allowed_ports=ports)
    process.start()
    if reached is not None:
        ends[urls[0]]["reached"] = sorted(reached)
    return ends


def _watched() -> set[Any]:
    """Return a set that fills with every internet address that this process connects to."""
    reached: set[Any] = set()

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "socket.connect" and isinstance(arguments[1], tuple):
            reached.add(arguments[1][:2])
        elif event == "socket.getaddrinfo" and not str(arguments[0]).startswith("127."):
            reached.add((str(arguments[0]), "looked up"))

    sys.addaudithook(hook)
    return reached


if __name__ == "__main__":
    print(json.dumps(main(json.loads(sys.argv[1]), sys.argv[2:])))
