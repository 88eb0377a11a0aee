"""Downloader middleware that unpacks bodies, and none that was cut short or is a bomb."""

import sys
import zlib
from collections.abc import Callable
from gzip import BadGzipFile
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import DownloadCancelledError, ResponseDataLossError
from scrapy.http import Response, TextResponse
from scrapy.responsetypes import responsetypes

from newsspider.net.failures import remember

UNPACKED_KEY = "newsspider_unpacked"  # request.meta: bytes that this body may unpack to
MOST_LAYERS = 2  # no honest server packs a page more often
_PIECE = 65536


class Unpacking(HttpCompressionMiddleware):
    """Stands in place of Scrapy's own, which hands on what it could unpack, so that half a page
    would pass for the whole. A body cut short is asked for again, as a cut connection is.

    The limit is that of ``request.meta["newsspider_unpacked"]``, else of the settings.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler=crawler)
        self.crawler = crawler
        self.limit = crawler.settings.getint("NEWSSPIDER_UNPACKED")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the middleware of *crawler*."""
        return cls(crawler)

    def process_response(  # type: ignore[override]  # the spider argument is deprecated
        self, request: Request, response: Response
    ) -> Response | Request:
        """Return *response* unpacked where it is whole, else another try, else raise."""
        codings = _codings(response)
        if not codings or request.method == "HEAD" or not response.body:
            return response
        limit = request.meta.get(UNPACKED_KEY, self.limit)
        try:
            body = unpacked(response.body, codings, limit=limit)
        except DownloadCancelledError as error:
            remember(error, request.url, request.meta.get("proxy") or "")
            raise
        except ResponseDataLossError as error:
            remember(error, request.url, request.meta.get("proxy") or "")
            again = self._again(request)
            if again is None:
                raise
            return again
        return _with_body(response, body)

    def _again(self, request: Request) -> Request | None:
        if request.meta.get("dont_retry") or self.crawler.spider is None:
            return None
        return get_retry_request(
            request, spider=self.crawler.spider, reason="compressed body cut short"
        )


def _with_body(response: Response, body: bytes) -> Response:
    """Return *response* as if it had come unpacked."""
    headers = response.headers.copy()
    del headers["Content-Encoding"]
    kind = responsetypes.from_args(headers=headers, url=response.url, body=body)
    more = {"encoding": None} if issubclass(kind, TextResponse) else {}
    return response.replace(cls=kind, headers=headers, body=body, **more)


def unpacked(body: bytes, codings: list[str], *, limit: int) -> bytes:
    """Return *body* out of every one of *codings*, listed as they were applied.

    Raises ResponseDataLossError where it is cut short, DownloadCancelledError where it unpacks
    to more than *limit* bytes (0: no limit) or is packed too often, and BadGzipFile where it is
    not in its coding at all or in one that is not known.
    """
    if len(codings) > MOST_LAYERS:
        raise DownloadCancelledError(f"packed {len(codings)} times over")
    for coding in reversed(codings):
        unpack = _UNPACKERS.get(coding)
        if unpack is None:
            raise BadGzipFile(f"packed as {coding}, which was not asked for")
        try:
            whole, body = unpack(body, limit)
        except ValueError as error:
            raise BadGzipFile(f"not {coding}: {error}") from error
        if not whole:
            raise ResponseDataLossError(f"{coding} body cut short")
    return body


def _codings(response: Response) -> list[str]:
    lines = response.headers.getlist("Content-Encoding")
    names = b",".join(lines).decode("latin-1").lower().split(",")
    return [name.strip() for name in names if name.strip() not in {"", "identity"}]


def _grown(parts: list[bytes], size: int, piece: bytes, limit: int) -> int:
    """Keep *piece* and return the new size; raises DownloadCancelledError above *limit*."""
    size += len(piece)
    if limit and size > limit:
        raise DownloadCancelledError(f"Unpacked body is larger than max size ({limit})")
    parts.append(piece)
    return size


def _deflated(body: bytes, limit: int, *, bits: int) -> tuple[bool, bytes]:
    """Unpack zlib, raw deflate or the members of a gzip file; what follows the last is ignored."""
    parts: list[bytes] = []
    size = 0
    while True:
        stream = zlib.decompressobj(bits)
        rest = body
        while not stream.eof:
            try:
                piece = stream.decompress(rest, _PIECE)
            except zlib.error as error:
                if parts:  # the members before are whole, or the data broke on the way
                    return False, b"".join(parts)
                raise ValueError(str(error)) from error
            size = _grown(parts, size, piece, limit)
            rest = stream.unconsumed_tail
            if not piece and not rest and not stream.eof:
                return False, b"".join(parts)
        body = stream.unused_data
        if bits != _GZIP or not body.startswith(b"\x1f\x8b"):
            return True, b"".join(parts)


_GZIP, _ZLIB, _RAW = 31, 15, -15  # window bits of zlib, which also name the wrapping


def _gzip(body: bytes, limit: int) -> tuple[bool, bytes]:
    return _deflated(body, limit, bits=_GZIP)


def _deflate(body: bytes, limit: int) -> tuple[bool, bytes]:
    try:
        return _deflated(body, limit, bits=_ZLIB)
    except ValueError:
        return _deflated(body, limit, bits=_RAW)


def _brotli(body: bytes, limit: int) -> tuple[bool, bytes]:
    import brotli  # type: ignore[import-untyped]  # has no types

    stream = brotli.Decompressor()
    parts: list[bytes] = []
    size = 0
    rest = body
    while not stream.is_finished():
        try:
            piece = stream.process(rest, output_buffer_limit=_PIECE)
        except brotli.error as error:
            raise ValueError(str(error)) from error
        rest = b""
        if not piece and stream.can_accept_more_data():
            break
        size = _grown(parts, size, piece, limit)
    return stream.is_finished(), b"".join(parts)


def _zstd(body: bytes, limit: int) -> tuple[bool, bytes]:
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd

    parts: list[bytes] = []
    size = 0
    while body:
        stream = zstd.ZstdDecompressor()
        rest = body
        while not stream.eof:
            try:
                piece = stream.decompress(rest, _PIECE)
            except zstd.ZstdError as error:
                raise ValueError(str(error)) from error
            rest = b""
            if not piece and stream.needs_input:
                return False, b"".join(parts)
            size = _grown(parts, size, piece, limit)
        body = stream.unused_data
    return True, b"".join(parts)


_UNPACKERS: dict[str, Callable[[bytes, int], tuple[bool, bytes]]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
