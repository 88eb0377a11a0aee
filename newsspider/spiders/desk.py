"""What all kinds of lists need: their requests, when to ask again, and a note where one fails."""

from collections.abc import Callable, Iterable
from typing import Any

from scrapy import Request
from scrapy.http import Response

from newsspider import decide
from newsspider.discover.paging import Ask
from newsspider.discover.signs import signed
from newsspider.extensions.state import LIST_KEY, State
from newsspider.ledger.validators import Validator, key_of
from newsspider.model.link import Link
from newsspider.model.page import Page
from newsspider.model.source import DiscoveryRule, Source
from newsspider.net.coding import UNPACKED_KEY
from newsspider.net.defaults import MEGABYTE
from newsspider.net.failures import classify
from newsspider.spiders.again import CONDITIONAL
from newsspider.spiders.answers import page_of, request
from newsspider.spiders.intake import Intake
from newsspider.urls import canonical, shown

Row = tuple[str, str, Link]


class Desk:
    """Serves the lists of one source."""

    def __init__(self, source: Source, state: State, intake: Intake) -> None:
        self.source = source
        self.state = state
        self.intake = intake

    def ask(
        self,
        rule: DiscoveryRule,
        ask: Ask,
        callback: Callable[..., Any],
        errback: Callable[..., Any],
        known: Validator | None = None,
        **values: Any,
    ) -> Request:
        """Return the request for a list, signed and with its headers; conditional where *known*."""
        headers = {**rule.headers, **(known.headers() if known else {})}
        if ask.post:
            headers.setdefault("Content-Type", "application/json")
        tally = self.state.report.tally
        tally.lists["asked"] += 1
        tally.lists["conditional"] += bool(known and known.headers())
        return request(
            signed(ask.url, rule.sign, self.state.now()),
            method="POST" if ask.post else "GET",
            body=ask.post.encode(),
            callback=callback,
            errback=errback,
            cb_kwargs={"rule": rule, **values},
            headers=headers,
            meta={
                LIST_KEY: ask.url,
                CONDITIONAL: bool(known and known.headers()),
                **self.limits(),
            },
            priority=10,
        )

    def page(self, response: Response, requested_url: str) -> Page:
        """Return an answer as a page; HttpError where it is none."""
        return page_of(response, requested_url, self.state.now())

    def take(self, found: Iterable[Link]) -> tuple[list[Request], list[Row]]:
        """Return requests for the links that are due, and the rows of those that are new."""
        links = list(found)
        requests = self.intake.take(links)
        new = self.intake.new(links)
        return requests, [(canonical(link.url), self.source.name, link) for link in new]

    def note(
        self,
        rule: DiscoveryRule,
        rows: Iterable[Row],
        validator: Validator | None = None,
        *,
        changed: bool | None = None,
    ) -> None:
        """Keep the rows of a list, and with them its validator.

        *changed* is whether it brought something new; None for a page that is not its first.
        """
        key = key_of(rule)
        before = self.state.validators.interval(key)
        if changed is not None or before is None:
            before = self.interval(before, changed=bool(changed))
        self.keep(key, rows, before, validator)

    def keep(
        self, key: str, rows: Iterable[Row], interval: int, validator: Validator | None = None
    ) -> None:
        """Keep the rows of the list *key*, that it was asked, and when it is to be asked again."""
        self.state.validators.listed(key, self.state.now(), interval, validator, rows)
        self.intake.keep()

    def interval(self, before: int | None, *, changed: bool) -> int:
        """Return the seconds until a list is asked again that had an interval of *before*."""
        pace = self.intake.pace
        return decide.next_interval(
            before, changed=changed, shortest=pace.shortest, longest=pace.longest
        )

    def enough(self, found: Iterable[Link], rule: DiscoveryRule) -> list[Link]:
        """Return as many links as a list may have."""
        most, links = self.state.options.limits.list_urls, list(found)
        if len(links) > most:
            self.budget(rule, f"the first {most:,} of {len(links):,} addresses")
        return links[:most]

    def budget(self, rule: DiscoveryRule, what: str) -> None:
        """Say once that a list was cut."""
        self._say(rule, f"budget ({what})")

    def trouble(self, rule: DiscoveryRule, error: BaseException, *, first: bool = True) -> None:
        """Note a list, or one of its further pages, that could not be had."""
        failed = classify(error)
        self.state.report.tally.lists["failed"] += 1
        self.note(rule, (), changed=False if first else None)
        self._say(rule, f"{failed.slug} ({failed.message})")

    def _say(self, rule: DiscoveryRule, what: str) -> None:
        """Note a trouble with a list once: a hundred back issues fail alike."""
        said = f"{shown(rule.url)}: {what}"
        if said not in self.state.report.troubles:
            self.state.report.troubles.append(said)

    def limits(self) -> dict[str, Any]:
        """Return what a list's answer may cost."""
        limits = self.state.options.limits
        size = limits.list_mb * MEGABYTE
        return {"download_timeout": limits.list_seconds, "download_maxsize": size,
                UNPACKED_KEY: size}  # fmt: skip
