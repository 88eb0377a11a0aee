"""The lists of a source: feeds, sitemaps, pages of links and JSON, asked for when they are due."""

from collections.abc import Iterator
from datetime import datetime

from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from newsspider.discover.paging import Ask, first
from newsspider.errors import BadAnswer
from newsspider.extensions.state import State
from newsspider.ledger import tombstones
from newsspider.ledger.validators import Validator, key_of
from newsspider.model.page import Page
from newsspider.model.source import Discovery, DiscoveryRule, Source
from newsspider.spiders.again import CONDITIONAL, validator_of
from newsspider.spiders.desk import Desk
from newsspider.spiders.epapers import Epapers
from newsspider.spiders.intake import Intake
from newsspider.spiders.sitemaps import Walk
from newsspider.spiders.trail import Trail
from newsspider.urls import shown


class Lists:
    """Asks for the lists of one source, and gives their links to the intake."""

    def __init__(
        self, source: Source, state: State, intake: Intake, *, back_to: datetime | None = None
    ) -> None:
        self.source = source
        self.state = state
        self.intake = intake
        self.desk = Desk(source, state, intake)
        self.epapers = Epapers(self.desk, back_to)
        self._walks: dict[str, Walk] = {}

    def due(self, *, all_of_them: bool) -> Iterator[Request]:
        """Yield requests for the lists whose time has come, or for all."""
        now = self.state.now()
        for rule in self.source.discoveries:
            if all_of_them or self.state.validators.is_due(key_of(rule), now):
                yield from self.requests(rule)

    def requests(self, rule: DiscoveryRule) -> Iterator[Request]:
        """Yield the requests for a list, with the validator of its last answer."""
        if rule.kind is Discovery.EPAPER:
            yield from self.epapers.requests(rule)
            return
        # After a walk that was left before its end a 304 would hide what it had not reached.
        insist = self._is_open(rule)
        known = None if insist or rule.post else self.state.validators.get(key_of(rule))
        trail = Trail(rule, insist)
        yield self.desk.ask(
            rule, first(rule), self.on_index, self.on_index_failed, known, trail=trail
        )

    async def on_index(
        self, response: Response, rule: DiscoveryRule, trail: Trail
    ) -> list[Request]:
        """Take the links of a list, those that are due; its validator is kept with them."""
        if response.status == 304 and response.meta.get(CONDITIONAL):
            self.state.report.tally.lists["unchanged"] += 1
            self.desk.note(rule, (), changed=False)
            return []
        try:
            page = self.desk.page(response, response.url if trail.hops else rule.url)
            if rule.kind is Discovery.SITEMAP:
                known = validator_of(response, rule.url)
                return await self._sitemap(rule, page, level=1, key=key_of(rule), validator=known)
            return await self._listed(response, rule, page, trail)
        except (BadAnswer, HttpError) as error:
            self.desk.trouble(rule, error, first=trail.number == 1)
            return []

    async def on_sitemap(
        self, response: Response, rule: DiscoveryRule, level: int
    ) -> list[Request]:
        """Take the links of a sitemap that another one names; its links are the root's."""
        try:
            page = self.desk.page(response, response.url)
            return await self._sitemap(rule, page, level=level, key=shown(response.url))
        except (BadAnswer, HttpError) as error:
            self.desk.trouble(rule, error)
            return []

    async def _listed(
        self, response: Response, rule: DiscoveryRule, page: Page, trail: Trail
    ) -> list[Request]:
        """Take one page of a list, and go on to the next.

        The first page's validator is kept with the links of the last one: else its 304 would hide
        what a walk that was broken off has not reached.
        """
        found = await self.state.parser.listed(self.source, rule, page)
        if ask := trail.moved(found):
            return [self._further(rule, ask, trail)]
        is_first = trail.number == 1
        if is_first and (found.bare or (rule.kind is Discovery.LIST and not found.links)):
            what = " or ".join(rule.rows or rule.link) or "any address that fits 'match'"
            raise BadAnswer(page.url, f"lists nothing at {what}")
        requests, rows = self.desk.take(self.desk.enough(found.links, rule))
        if is_first and not trail.hops and not rule.post:
            trail.validator = validator_of(response, rule.url)
        ask = trail.further(found, self.intake.firsts(found.links))
        if ask is not None and is_first:
            tombstones.mark(self.state.ledger, _open(rule), "1")
        changed = self.intake.has_new if is_first else None
        self.desk.note(rule, rows, None if ask else trail.validator, changed=changed)
        if ask is not None:
            return [*requests, self._further(rule, ask, trail)]
        if not is_first or trail.insist:
            tombstones.mark(self.state.ledger, _open(rule), "")
        return requests

    def _further(self, rule: DiscoveryRule, ask: Ask, trail: Trail) -> Request:
        return self.desk.ask(rule, ask, self.on_index, self.on_index_failed, trail=trail)

    def _is_open(self, rule: DiscoveryRule) -> bool:
        return bool(tombstones.marked(self.state.ledger, _open(rule)))

    async def _sitemap(
        self,
        rule: DiscoveryRule,
        page: Page,
        *,
        level: int,
        key: str,
        validator: Validator | None = None,
    ) -> list[Request]:
        """Take the links of a sitemap batch by batch, and go on to the sitemaps that it names."""
        limits = self.state.options.limits
        walk = self._walks.setdefault(
            rule.url, Walk(rule.url, limits.sitemap_levels, limits.list_urls)
        )
        parser = self.state.parser
        children, batches = await parser.sitemap(self.source, rule, page, limits.list_urls)
        requests, changed = [], False
        before = self.state.validators.interval(key)
        for links in batches:
            asked, rows = self.desk.take(links[: walk.room(len(links))])
            requests += asked
            changed = changed or bool(rows)
            self.desk.keep(key, rows, before or self.intake.pace.shortest)
        deeper = [
            self.desk.ask(
                rule, Ask(url=url), self.on_sitemap, self.on_index_failed, level=level + 1
            )
            for url in walk.further(children, level)
        ]
        if walk.cut:
            self.desk.budget(rule, walk.cut)
        # What a 304 would hide has to be in the ledger: other sitemaps' links are not yet.
        kept = None if deeper else validator
        self.desk.keep(key, (), self.desk.interval(before, changed=changed), kept)
        return requests + deeper

    def on_index_failed(self, failure: Failure) -> None:
        """Note a list that could not be had."""
        values = failure.request.cb_kwargs  # type: ignore[attr-defined]  # set by Scrapy
        trail = values.get("trail")
        is_first = trail is None or trail.number == 1
        self.desk.trouble(values["rule"], failure.value or IgnoreRequest(), first=is_first)


def _open(rule: DiscoveryRule) -> str:
    """Return the ledger's mark for a walk through a list's pages that has not come to its end."""
    return f"walk {key_of(rule)}"
