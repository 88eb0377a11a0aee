"""Keep copies of an article's images: fetched by the engine, written anew, stored once."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus
from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http.request import NO_CALLBACK

from newsspider import assets, imaging
from newsspider.assets import Asset
from newsspider.errors import ParserDied, ParserFailed
from newsspider.extensions.state import URL_KEY, State
from newsspider.html.images import changed, images_of
from newsspider.model.article import Article
from newsspider.net.failures import classify
from newsspider.outbox import DryOutbox

MOST = 60  # images of one article; galleries have fewer, and the rest stay links
PATIENCE = 20.0  # seconds for one image: it may not hold an article up for long
_GONE = (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)
_ACCEPT = "image/webp,image/png,image/jpeg,image/gif;q=0.9,*/*;q=0.5"  # what imaging reads


class Assets:
    """With ``output.assets = "mirror"`` images are fetched and the body names our copies.

    An image that cannot be had never costs the article: it stays a link to where it was, or goes
    where there is no picture for a reader, and the report says so.
    """

    def __init__(self, crawler: Crawler, state: State) -> None:
        self.crawler = crawler
        self.state = state
        self.known: dict[str, Asset] = {}
        self.asked: dict[str, asyncio.Task[Asset | None]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Take the run's state; raises ConfigError where images are wanted without Pillow."""
        state = State.of(crawler)
        if state.options.mirror:
            imaging.require()
        return cls(crawler, state)

    def open_spider(self) -> None:
        """Read which addresses are mirrored already, and still there."""
        if not self.state.options.mirror:
            return
        file = self.state.options.output / assets.MAP
        text = file.read_text("utf-8", "replace") if file.is_file() else ""
        places = [self.state.options.output / folder for folder in self._folders()]
        self.known = {
            url: asset
            for url, asset in assets.read_map(text).items()
            if all((folder / name).is_file() for name in asset.names.values() for folder in places)
        }

    def close_spider(self) -> None:
        """Add what this run learnt to the map; other crawlers of the run may have written it."""
        if not self.state.options.mirror or not self.asked or self.state.fatal:
            return
        file = self.state.options.output / assets.MAP
        text = file.read_text("utf-8", "replace") if file.is_file() else ""
        self.state.outbox.replace(assets.MAP, assets.write_map(assets.read_map(text) | self.known))

    async def process_item(self, item: Any) -> Any:
        """Return the article with our copies of its images."""
        if not self.state.options.mirror or not isinstance(item, Article):
            return item
        urls = [image.url for image in images_of(item.body)][:MOST]
        found = await asyncio.gather(*(self._asset(url, item.requested_url) for url in urls))
        places = dict(zip(urls, found, strict=True))

        def change(given: Mapping[str, str]) -> Mapping[str, str] | None:
            asset = places.get(given.get("src", ""))
            return given if asset is None else self._named(given, asset)

        return replace(item, body=changed(item.body, change))

    def _folders(self) -> list[str]:
        """Return where pictures lie under the output folder: each flavour's site has its own."""
        site = self.state.options.site
        return [site.root(name) + assets.folder(name) for name in (site.flavour, *site.others())]

    def _named(self, given: Mapping[str, str], asset: Asset) -> Mapping[str, str] | None:
        return assets.attributes(given, asset, self.state.options.site.base)

    async def _asset(self, url: str, for_url: str) -> Asset | None:
        """Return the mirrored image, asked for once a run; None where the link must do."""
        if url in self.known:
            return self.known[url]
        if isinstance(self.state.outbox, DryOutbox):
            return None
        if url not in self.asked:
            self.asked[url] = asyncio.ensure_future(self._fetched(url, for_url))
        return await asyncio.shield(self.asked[url])

    async def _fetched(self, url: str, for_url: str) -> Asset | None:
        try:
            content = await self._content(url, for_url)
        except Exception as error:  # noqa: BLE001  Twisted, Scrapy and OpenSSL raise what they like
            failure = classify(error)
            self._note(url, failure.message)
            return _none(failure.message) if failure.slug == "blocked" else None
        if isinstance(content, HTTPStatus):
            self._note(url, f"HTTP {content}")
            return _none(f"HTTP {content}") if content in _GONE else None
        try:
            drawn = await self.state.parser.redraw(content, self.state.options.widths, url)
        except (ParserDied, ParserFailed) as error:
            drawn = imaging.Refusal(f"damaged: {error}")
        if isinstance(drawn, imaging.Refusal):
            self._note(url, drawn.reason)
            if drawn.shows:
                return None
            self.known[url] = _none(drawn.reason)
            return self.known[url]
        for folder in self._folders():
            for file in assets.files(drawn, folder):
                self.state.outbox.put(file)
        self.known[url] = assets.asset(drawn)
        return self.known[url]

    async def _content(self, url: str, for_url: str) -> bytes | HTTPStatus:
        if self.crawler.engine is None:
            raise IgnoreRequest("the run is over")
        request = Request(
            url,
            callback=NO_CALLBACK,
            dont_filter=True,
            headers={"Accept": _ACCEPT},
            meta={
                URL_KEY: for_url,
                "download_maxsize": imaging.MOST_BYTES,
                "download_timeout": PATIENCE,
            },
        )
        response = await self.crawler.engine.download_async(request)
        if response.status != HTTPStatus.OK:
            return HTTPStatus(response.status)
        return response.body

    def _note(self, url: str, why: str) -> None:
        self.state.report.images.append(f"{url}: image lost ({why})")


def _none(reason: str) -> Asset:
    return Asset(names={}, reason=reason)
