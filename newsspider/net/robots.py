"""Downloader middleware that obeys robots.txt, for every request and as RFC 9309 says."""

import logging

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached
from scrapy.utils.misc import build_from_crawler

from newsspider.net.hosts import Hosts
from newsspider.net.rules import FRESH, RETRY, Rules

LONGEST = 500 * 1024  # RFC 9309, 2.5: what a crawler must read at least

log = logging.getLogger(__name__)


class Robots(RobotsTxtMiddleware):
    """Scrapy's own, with four repairs.

    Scrapy takes a host whose robots.txt cannot be had for one that allows all; RFC 9309 says that
    the request must not be made, so it fails with the same error instead. Scrapy 2.19 lets
    all requests but one pass that wait for the same robots.txt: they share a
    Deferred whose first reader takes the answer out. It takes a server's error page for rules.
    And each of its crawlers asks for itself; here the sources of a run share ``NEWSSPIDER_HOSTS``.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.files = (crawler.settings.get("NEWSSPIDER_HOSTS") or Hosts()).robots
        self._read: dict[str, tuple[Rules, RobotParser]] = {}
        self._refused: dict[str, IgnoreRequest] = {}

    async def robot_parser(self, request: Request) -> RobotParser:
        """Return the rules of the request's host; raises why they could not be had."""
        url = urlparse_cached(request)
        site = f"{url.scheme}://{url.netloc}"
        rules = await self.files.get(site, lambda: self._ask(site))
        if rules.error is not None:
            raise rules.error
        read = self._read.get(site)
        if read is None or read[0] is not rules:
            parser = build_from_crawler(self._parserimpl, self.crawler, rules.text)
            read = self._read[site] = (rules, parser)
        return read[1]

    async def _ask(self, site: str) -> Rules:
        """Ask for the file; raises refusals of our own, which another source may not share."""
        if site in self._refused:
            raise self._refused[site]
        request = Request(
            f"{site}/robots.txt",
            priority=self.DOWNLOAD_PRIORITY,
            meta={"dont_obey_robotstxt": True},
            callback=NO_CALLBACK,
        )
        if self.crawler.engine is None:
            raise IgnoreRequest("the run is over")
        try:
            response = await self.crawler.engine.download_async(request)
        except IgnoreRequest as error:
            self._refused[site] = error
            raise
        except Exception as error:  # noqa: BLE001  Twisted, Scrapy and OpenSSL raise what they like
            log.info("robots.txt not had", extra={"site": site, "error": repr(error)})
            return Rules(error=error, until=self.files.clock() + RETRY)
        wait = RETRY if response.status >= 500 else FRESH
        return Rules(text=rules_of(response), until=self.files.clock() + wait)


def rules_of(response: Response) -> bytes:
    """Return the text to obey: no file allows all, a server in trouble forbids all."""
    if response.status >= 500:
        return b"User-agent: *\nDisallow: /\n"
    return response.body[:LONGEST] if response.status < 400 else b""
