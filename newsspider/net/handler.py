"""Scrapy's HTTP handler, with a limit on headers, and a last look at who is at the other end."""

import socket
from typing import Any

from scrapy.core.downloader.handlers import http11
from scrapy.crawler import Crawler
from twisted.internet.defer import fail

from newsspider.net.failures import Blocked, HeadTooLarge
from newsspider.net.resolver import GuardedResolver

KILOBYTE = 1024


class BoundedHandler(http11.HTTP11DownloadHandler):
    """Ends a connection over which too many headers come; Scrapy takes any number of them.

    Nor is anything sent to an address that the guard did not give out, whoever opened it.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = _factory(crawler.settings.getint("NEWSSPIDER_HEADER_KB") * KILOBYTE)


def unchecked(transport: Any, resolver: object) -> str:
    """Return the address at the other end of *transport* that *resolver* never gave out, or "".

    It is the kernel's word: what was connected, not what was asked for.
    """
    handle = transport.getHandle()
    while not isinstance(handle, socket.socket):  # under TLS
        transport = transport.transport
        handle = transport.getHandle()
    try:
        host, port = handle.getpeername()[:2]
    except OSError:
        return ""  # it is closed already, and nothing can be sent
    if isinstance(resolver, GuardedResolver) and resolver.gave(host.partition("%")[0], port):
        return ""
    return f"{host}:{port}"


def _factory(most: int) -> Any:
    """Return a factory of protocols whose parsers read *most* bytes before the body."""
    from twisted.internet import reactor

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
        """Gives every request the counting parser, if it may be sent at all."""

        def request(self, request: Any) -> Any:
            transport: Any = self.transport
            if stranger := unchecked(transport, getattr(reactor, "nameResolver", None)):
                transport.abortConnection()
                return fail(Blocked(f"{stranger} was connected, and the guard knows nothing of it"))
            answer = super().request(request)
            if self._parser is not None:
                self._parser.__class__ = Parser
            return answer

    class Factory(http11._LenientHTTP11ClientFactory):
        """Builds them."""

        def buildProtocol(self, addr: Any) -> Any:  # noqa: ARG002, N802
            return Protocol(self._quiescentCallback)  # type: ignore[no-untyped-call]

    return Factory
