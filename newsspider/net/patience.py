"""Downloader middleware that bounds what all tries and redirects of one address take together."""

import time
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadTimeoutError
from scrapy.http import Response

from newsspider.net.failures import remember

_SPENT = "newsspider_spent"  # request.meta, which retries and redirects hand on
_BEGAN = "newsspider_began"


class Patience:
    """Gives each try what is left of the address's time; waiting for the host's turn is free."""

    def __init__(self, page: float, url: float) -> None:
        self.page = page
        self.url = url

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Take the limits of the settings."""
        settings = crawler.settings
        return cls(
            settings.getfloat("DOWNLOAD_TIMEOUT"), settings.getfloat("NEWSSPIDER_URL_SECONDS")
        )

    def process_request(self, request: Request) -> None:
        """Shorten the try; raises DownloadTimeoutError where the time is over."""
        left = self.url - request.meta.get(_SPENT, 0.0)
        if left <= 0:
            request.meta["dont_retry"] = True
            error = DownloadTimeoutError(f"all tries took longer than {self.url:g} seconds")
            remember(error, request.url, request.meta.get("proxy") or "")
            raise error
        request.meta["download_timeout"] = min(
            request.meta.get("download_timeout", self.page), max(left, 1.0)
        )
        request.meta[_BEGAN] = time.monotonic()

    def process_response(self, request: Request, response: Response) -> Response:
        """Count what the try took."""
        self._count(request)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:  # noqa: ARG002
        """Count what the try took."""
        self._count(request)

    def _count(self, request: Request) -> None:
        began = request.meta.pop(_BEGAN, None)
        if began is not None:
            spent = request.meta.get(_SPENT, 0.0) + time.monotonic() - began
            request.meta[_SPENT] = spent
