"""Parsing as the rest of the program asks for it: typed, and done in a worker process."""

import hashlib
from collections.abc import Iterator
from typing import Any, TypeVar

import msgspec

from newsspider.discover import Found
from newsspider.errors import BadAnswer, ParserDied
from newsspider.imaging import Picture, Refusal
from newsspider.model.extraction import Extraction
from newsspider.model.link import Link
from newsspider.model.page import Page
from newsspider.model.source import DiscoveryRule, Source
from newsspider.sandbox import wire
from newsspider.sandbox.limits import Limits
from newsspider.sandbox.pool import Pool

LONGEST = 1_000_000  # characters of a body: a book has as many; the parent renders them in a second
_REMEMBERED = 512  # bodies that came out of a worker safe and are on their way to the disk
T = TypeVar("T")


class Parser:
    """Asks the pool, and reads its answers."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.pool = Pool(limits)
        self._safe: dict[bytes, None] = {}

    async def extract(
        self,
        source: Source,
        page: Page,
        link: Link | None = None,
        *,
        answer: Page | None = None,
        rows: tuple[Link, ...] = (),
        parts: tuple[Page, ...] = (),
        explain: bool = False,
    ) -> Extraction:
        """Return what a page says; raises BadAnswer, ParserDied or ParserFailed."""
        url = page.requested_url
        raw = await self.pool.run(
            "extract", page, link, answer, rows, parts, explain, source=source, url=url
        )
        plain = _read(raw, wire.Plain, url)
        try:
            found = wire.extraction(plain, page, source.name)
        except (ValueError, OverflowError) as error:
            raise ParserDied(url, f"was answered with nonsense ({error})") from error
        if len(found.body) > LONGEST:
            raise BadAnswer(url, f"has a text of over {LONGEST:,} characters")
        self._keep(found.body)
        return found

    async def turn(
        self, source: Source, page: Page, *, first: str, number: int, headline: str
    ) -> tuple[bool, str]:
        """Return whether *page* is that page of an article, and the address of the next one.

        Raises BadAnswer for what a server sent instead of it.
        """
        url = page.url
        raw = await self.pool.run("turn", page, first, number, headline, source=source, url=url)
        return _read(raw, tuple[bool, str], url)

    async def listed(self, source: Source, rule: DiscoveryRule, page: Page) -> Found:
        """Return what a list says; raises BadAnswer where it is none."""
        raw = await self.pool.run("listed", rule, page, source=source, url=page.requested_url)
        return wire.found(_read(raw, wire.PlainFound, page.requested_url))

    async def sitemap(
        self, source: Source, rule: DiscoveryRule, page: Page, most: int
    ) -> tuple[list[str], Iterator[list[Link]]]:
        """Return the sitemaps that one names and, in batches, the links that it lists.

        Raises BadAnswer where it is none; ParserDied, also when a batch is read.
        """
        url = page.requested_url
        raw = await self.pool.run("walk", rule, page, most, source=source, url=url)
        children, batches = _read(raw, tuple[list[str], list[bytes]], url)
        return children, _batches(batches, url)

    async def clean(self, text: str, base: str) -> str:
        """Return *text* as safe blocks; what a worker has just made safe is so already."""
        key = _digest(text)
        if key in self._safe:
            return text
        raw = await self.pool.run("clean", text, base, url=base)
        return _read(raw, str, base)

    async def redraw(self, content: bytes, widths: tuple[int, ...], url: str) -> Picture | Refusal:
        """Return a picture drawn anew, or why it is none."""
        raw = await self.pool.run("redraw", content, widths, url=url)
        try:
            return wire.picture(_read(raw, wire.PlainPicture, url))
        except ValueError as error:
            raise ParserDied(url, f"was answered with nonsense ({error})") from error

    def _keep(self, body: str) -> None:
        self._safe[_digest(body)] = None
        while len(self._safe) > _REMEMBERED:
            del self._safe[next(iter(self._safe))]


def _batches(packed: list[bytes], url: str) -> Iterator[list[Link]]:
    """Yield the links of each batch, and let go of those before."""
    packed.reverse()
    while packed:
        yield wire.links(_read(packed.pop(), list[wire.PlainLink], url))


def _read(raw: Any, kind: type[T], url: str) -> T:
    try:
        return msgspec.msgpack.decode(raw, type=kind)
    except msgspec.MsgspecError as error:
        raise ParserDied(url, f"was answered with nonsense ({error})") from error


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
