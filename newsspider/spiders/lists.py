"""The lists of a source: feeds, sitemaps, pages of links and JSON, asked for when they are due."""

from collections.abc import Iterator
from typing import Any

from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from newsspider import decide
from newsspider.errors import BadAnswer
from newsspider.extensions.state import LIST_KEY, State
from newsspider.model.link import Link
from newsspider.model.page import Page
from newsspider.model.source import Discovery, DiscoveryRule, Source
from newsspider.net.coding import UNPACKED_KEY
from newsspider.net.defaults import MEGABYTE
from newsspider.net.failures import classify
from newsspider.spiders.again import CONDITIONAL, validator_of
from newsspider.spiders.answers import page_of, request
from newsspider.spiders.intake import Intake
from newsspider.spiders.sitemaps import Walk
from newsspider.urls import canonical, shown


class Lists:
    """Asks for the lists of one source, and gives their links to the intake."""

    def __init__(self, source: Source, state: State, intake: Intake) -> None:
        self.source = source
        self.state = state
        self.intake = intake
        self._walks: dict[str, Walk] = {}

    def due(self, *, all_of_them: bool) -> Iterator[Request]:
        """Yield requests for the lists whose time has come, or for all."""
        now = self.state.now()
        for rule in self.source.discoveries:
            if all_of_them or self.state.validators.is_due(shown(rule.url), now):
                yield self.request(rule)

    def request(self, rule: DiscoveryRule) -> Request:
        """Return the request for a list, with the validator of its last answer."""
        known = self.state.validators.get(shown(rule.url))
        headers = known.headers() if known else {}
        tally = self.state.report.tally
        tally.lists["asked"] += 1
        tally.lists["conditional"] += bool(headers)
        return request(
            rule.url,
            callback=self.on_index,
            errback=self.on_index_failed,
            cb_kwargs={"rule": rule},
            headers=headers,
            meta={LIST_KEY: rule.url, CONDITIONAL: bool(headers), **self._list_limits()},
            priority=10,
        )

    async def on_index(self, response: Response, rule: DiscoveryRule) -> list[Request]:
        """Take the links of a list, those that are due; its validator is kept with them."""
        now = self.state.now()
        if response.status == 304 and response.meta.get(CONDITIONAL):
            self.state.report.tally.lists["unchanged"] += 1
            self.state.validators.listed(shown(rule.url), now, self._interval(rule, changed=False))
            return []
        try:
            page = self._page(response, rule.url)
            found, deeper = await self._listed(rule, page, level=1)
        except (BadAnswer, HttpError) as error:
            self._trouble(rule, error)
            return []
        requests = self.intake.take(found)
        self.state.validators.listed(
            shown(rule.url),
            now,
            self._interval(rule, changed=self.intake.has_new),
            # What a 304 would hide has to be in the ledger: other sitemaps' links are not yet.
            None if deeper else validator_of(response, rule.url),
            [(canonical(link.url), self.source.name, link) for link in self.intake.new(found)],
        )
        self.intake.keep()
        return requests + deeper

    async def on_sitemap(
        self, response: Response, rule: DiscoveryRule, level: int
    ) -> list[Request]:
        """Take the links of a sitemap that another one names; its links are the root's."""
        try:
            page = self._page(response, response.url)
            found, deeper = await self._listed(rule, page, level=level)
        except (BadAnswer, HttpError) as error:
            self._trouble(rule, error)
            return []
        requests = self.intake.take(found)
        waiting = [(canonical(each.url), self.source.name, each) for each in self.intake.new(found)]
        interval = self._interval(rule, changed=bool(waiting))
        self.state.validators.listed(shown(response.url), self.state.now(), interval, None, waiting)
        self.intake.keep()
        return requests + deeper

    async def _listed(
        self, rule: DiscoveryRule, page: Page, *, level: int
    ) -> tuple[list[Link], list[Request]]:
        """Return the links of a list, and requests for the sitemaps that it names."""
        parser = self.state.parser
        if rule.kind is not Discovery.SITEMAP:
            return self._enough(await parser.links(self.source, rule, page), rule), []
        limits = self.state.options.limits
        walk = self._walks.setdefault(
            rule.url, Walk(rule.url, limits.sitemap_levels, limits.list_urls)
        )
        children, found = await parser.sitemap(self.source, rule, page, limits.list_urls)
        found = found[: walk.room(len(found))]
        requests = [
            request(
                url,
                callback=self.on_sitemap,
                errback=self.on_index_failed,
                cb_kwargs={"rule": rule, "level": level + 1},
                meta={LIST_KEY: url, **self._list_limits()},
                priority=10,
            )
            for url in walk.further(children, level)
        ]
        if walk.cut and f"{shown(rule.url)}: budget ({walk.cut})" not in self.state.report.troubles:
            self.state.report.troubles.append(f"{shown(rule.url)}: budget ({walk.cut})")
        return found, requests

    def _enough(self, found: list[Link], rule: DiscoveryRule) -> list[Link]:
        most = self.state.options.limits.list_urls
        if len(found) > most:
            self.state.report.troubles.append(
                f"{shown(rule.url)}: budget (the first {most:,} of {len(found):,} addresses)"
            )
        return found[:most]

    def _interval(self, rule: DiscoveryRule, *, changed: bool) -> int:
        return decide.next_interval(
            self.state.validators.interval(shown(rule.url)),
            changed=changed,
            shortest=self.intake.pace.shortest,
            longest=self.intake.pace.longest,
        )

    def on_index_failed(self, failure: Failure) -> None:
        """Note a list that could not be had."""
        rule = failure.request.cb_kwargs["rule"]  # type: ignore[attr-defined]  # set by Scrapy
        self._trouble(rule, failure.value or IgnoreRequest())

    def _trouble(self, rule: DiscoveryRule, error: BaseException) -> None:
        failed = classify(error)
        self.state.report.tally.lists["failed"] += 1
        self.state.validators.listed(
            shown(rule.url), self.state.now(), self._interval(rule, changed=False)
        )
        self.state.report.troubles.append(f"{shown(rule.url)}: {failed.slug} ({failed.message})")

    def _list_limits(self) -> dict[str, Any]:
        limits = self.state.options.limits
        size = limits.list_mb * MEGABYTE
        return {"download_timeout": limits.list_seconds, "download_maxsize": size,
                UNPACKED_KEY: size}  # fmt: skip

    def _page(self, response: Response, requested_url: str) -> Page:
        return page_of(response, requested_url, self.state.now())
