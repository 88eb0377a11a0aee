"""Downloader middleware that obeys robots.txt, for every request and as RFC 9309 says."""

import asyncio

from scrapy import Request
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.http import Response
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached

LONGEST = 500 * 1024  # RFC 9309, 2.5: what a crawler must read at least


class Robots(RobotsTxtMiddleware):
    """Scrapy's own, with three repairs.

    Scrapy takes a host whose robots.txt cannot be had for one that allows all; RFC 9309 says that
    the request must not be made, so it fails with the same error instead. Scrapy 2.19 lets
    all requests but one pass that wait for the same robots.txt: they share a
    Deferred whose first reader takes the answer out. And it takes a server's error page for rules.
    """

    _asked: dict[str, "asyncio.Future[RobotParser | None]"]
    _errors: dict[str, Exception]

    async def robot_parser(self, request: Request) -> RobotParser | None:
        """Return the rules of the request's host, asked for once; None where all is allowed."""
        if not hasattr(self, "_asked"):
            self._asked, self._errors = {}, {}
        netloc = urlparse_cached(request).netloc
        if netloc in self._asked:
            found = await asyncio.shield(self._asked[netloc])
            self._raise(netloc)
            return found
        answer = self._asked[netloc] = asyncio.get_running_loop().create_future()
        rules = None
        try:
            rules = await super().robot_parser(request)
        finally:
            answer.set_result(rules)
        self._raise(netloc)
        return rules

    def _raise(self, netloc: str) -> None:
        if netloc in self._errors:
            raise self._errors[netloc]

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        self._errors[netloc] = exc
        super()._robots_error(exc, netloc)

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        await super()._parse_robots(response.replace(body=rules_of(response)), netloc, request)


def rules_of(response: Response) -> bytes:
    """Return the text to obey: no file allows all, a server in trouble forbids all."""
    if response.status >= 500:
        return b"User-agent: *\nDisallow: /\n"
    return response.body[:LONGEST] if response.status < 400 else b""
