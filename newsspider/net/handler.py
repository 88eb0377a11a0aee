"""Scrapy's HTTP handler with a limit on what a server may send before the body."""

from typing import Any

from scrapy.core.downloader.handlers import http11
from scrapy.crawler import Crawler

from newsspider.net.failures import HeadTooLarge

KILOBYTE = 1024


class BoundedHandler(http11.HTTP11DownloadHandler):
    """Ends a connection over which too many headers come; Scrapy takes any number of them."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = _factory(crawler.settings.getint("NEWSSPIDER_HEADER_KB") * KILOBYTE)


def _factory(most: int) -> Any:
    """Return a factory of protocols whose parsers read *most* bytes before the body."""

    class Parser(http11._LenientHTTPClientParser):
        """Counts the lines of the status, the headers and all 1xx answers before them."""

        read = 0

        def lineReceived(self, line: bytes) -> None:  # noqa: N802  Twisted's name
            self.read += len(line) + 2
            if self.read > most:
                raise HeadTooLarge(f"over {most} bytes of headers", line[:100])  # type: ignore[no-untyped-call]  # Twisted's
            super().lineReceived(line)

        def lineLengthExceeded(self, line: bytes) -> None:  # noqa: N802
            raise HeadTooLarge(f"a header of over {len(line)} bytes", line[:100])  # type: ignore[no-untyped-call]  # Twisted's

    class Protocol(http11._LenientHTTP11ClientProtocol):
        """Gives every request the counting parser."""

        def request(self, request: Any) -> Any:
            answer = super().request(request)
            if self._parser is not None:
                self._parser.__class__ = Parser
            return answer

    class Factory(http11._LenientHTTP11ClientFactory):
        """Builds them."""

        def buildProtocol(self, addr: Any) -> Any:  # noqa: ARG002, N802
            return Protocol(self._quiescentCallback)  # type: ignore[no-untyped-call]

    return Factory
