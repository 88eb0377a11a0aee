"""The one spider: it asks for lists and articles, and turns responses into extractions."""

from collections.abc import AsyncIterator, Iterable
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import Any, Self

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from newsspider import decide
from newsspider.budget import Budget
from newsspider.errors import BadAnswer
from newsspider.extensions.report import Line
from newsspider.extensions.state import LIST_KEY, URL_KEY, State
from newsspider.extractor import read_answer
from newsspider.model.extraction import Extraction, Field
from newsspider.model.link import Link
from newsspider.model.page import Page
from newsspider.model.reason import Reason
from newsspider.model.record import Outcome, Record, Status
from newsspider.model.source import Discovery, DiscoveryRule, Source
from newsspider.net.coding import UNPACKED_KEY
from newsspider.net.defaults import MEGABYTE
from newsspider.net.failures import classify
from newsspider.net.waiting import wait_until
from newsspider.options import Pace
from newsspider.sources.template import fill
from newsspider.spiders.again import CONDITIONAL, DEFERRED, due_posts, read_date, validator_of
from newsspider.spiders.gather import Gatherer
from newsspider.spiders.job import Job, rules_with_json, values
from newsspider.spiders.sitemaps import Walk
from newsspider.urls import canonical, shown


class SourceSpider(Spider):
    """Crawls one source: the *urls* it is given, or what the source's discoveries list."""

    name = "newsspider"
    source: Source = Source(name="")

    def __init__(
        self,
        source: Source | None = None,
        urls: Iterable[str] | None = None,
        limit: int | str | None = None,
        url: str | None = None,
        pace: Pace | None = None,
        since: datetime | None = None,
        ask_all: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.source = source or type(self).source
        self.name = self.source.name or type(self).name
        self.urls = tuple(urls or ()) + ((url,) if url else ())
        self.limit = int(limit) if limit else None
        self.allowed_ports = self.source.ports
        self._taken: set[str] = set()
        self.ask_all = ask_all
        self.since = since
        self.pace = pace or Pace()
        self._first: int | None = None
        self._offered: list[str] = []
        self._walks: dict[str, Walk] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Make the spider; the source's own delay wins over the project's."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        if spider.source.delay is not None:
            for name in ("DOWNLOAD_DELAY", "AUTOTHROTTLE_START_DELAY"):
                crawler.settings.set(name, spider.source.delay, priority="spider")
        return spider

    @cached_property
    def gatherer(self) -> Gatherer:
        """What asks for the parts of an article that its first answer lacks."""
        return Gatherer(self.source, self.state.report, self._fetch, self._extract)

    @cached_property
    def budget(self) -> Budget:
        """What this run may still take."""
        return Budget(self.state.options.limits)

    @property
    def state(self) -> State:
        """The state of the run."""
        return State.of(self.crawler)

    async def start(self) -> AsyncIterator[Any]:
        """Ask for the given URLs, or else for what waits, what is due again, and every due list."""
        self.state.source_name = self.source.name
        if self.urls:
            for url in self.urls:
                self.state.report.see(url)
            for url in self.urls:
                yield self._article_request(Link(url=url))
            return
        self._set_pace()
        for request in self._waiting():
            yield request
        now = self.state.now()
        for rule in self.source.discoveries:
            if self.ask_all or self.state.validators.is_due(shown(rule.url), now):
                yield self._list_request(rule)

    def _set_pace(self) -> None:
        """Decide how many articles this run may take."""
        if not self.state.validators.has_run(self.source.name):
            self._first = self.pace.first

    def _waiting(self) -> Iterable[Request]:
        """Take up the links that earlier runs left, and the posts that are due again."""
        links = self.state.validators.waiting(self.source.name)
        links += due_posts(self.state, self.source.name, self.pace.revisit)
        requests = [self._due(link) for link in links]
        self._see()
        return [request for request in requests if request]

    def _list_request(self, rule: DiscoveryRule) -> Request:
        known = self.state.validators.get(shown(rule.url))
        headers = known.headers() if known else {}
        tally = self.state.report.tally
        tally.lists["asked"] += 1
        tally.lists["conditional"] += bool(headers)
        return self._request(
            rule.url,
            callback=self.on_index,
            errback=self.on_index_failed,
            cb_kwargs={"rule": rule},
            headers=headers,
            meta={LIST_KEY: rule.url, CONDITIONAL: bool(headers), **self._list_limits()},
            priority=10,
        )

    def _list_limits(self) -> dict[str, Any]:
        limits = self.state.options.limits
        size = limits.list_mb * MEGABYTE
        return {"download_timeout": limits.list_seconds, "download_maxsize": size,
                UNPACKED_KEY: size}  # fmt: skip

    def _request(self, url: str, **kwargs: Any) -> Request:
        # dont_filter: Scrapy's filter drops a redirect to a URL it knows without a word.
        return Request(url, dont_filter=True, **kwargs)

    # -- lists

    async def on_index(self, response: Response, rule: DiscoveryRule) -> list[Request]:
        """Take the links of a list, those that are due; its validator is kept with them."""
        now = self.state.now()
        if response.status == 304 and response.meta.get(CONDITIONAL):
            self.state.report.tally.lists["unchanged"] += 1
            self.state.validators.listed(shown(rule.url), now, self._interval(rule, changed=False))
            return []
        try:
            page = self._page(_fine(response), rule.url)
            found, deeper = await self._listed(rule, page, level=1)
        except (BadAnswer, HttpError) as error:
            self._trouble(rule, error)
            return []
        requests = [request for link in found if (request := self._due(link))]
        self.state.validators.listed(
            shown(rule.url),
            now,
            self._interval(rule, changed=bool(self._offered)),
            # What a 304 would hide has to be in the ledger: other sitemaps' links are not yet.
            None if deeper else validator_of(response, rule.url),
            [(canonical(link.url), self.source.name, link) for link in self._new(found)],
        )
        self._see()
        return requests + deeper

    async def on_sitemap(
        self, response: Response, rule: DiscoveryRule, level: int
    ) -> list[Request]:
        """Take the links of a sitemap that another one names; its links are the root's."""
        try:
            page = self._page(_fine(response), response.url)
            found, deeper = await self._listed(rule, page, level=level)
        except (BadAnswer, HttpError) as error:
            self._trouble(rule, error)
            return []
        requests = [request for link in found if (request := self._due(link))]
        waiting = [(canonical(each.url), self.source.name, each) for each in self._new(found)]
        interval = self._interval(rule, changed=bool(waiting))
        self.state.validators.listed(shown(response.url), self.state.now(), interval, None, waiting)
        self._see()
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
            self._request(
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

    def _new(self, found: Iterable[Link]) -> Iterable[Link]:
        wanted = set(self._offered)
        return [link for link in found if link.url in wanted]

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
            shortest=self.pace.shortest,
            longest=self.pace.longest,
        )

    def _see(self) -> None:
        """Keep on disk what this run must end, in case it is killed."""
        self.state.keep_seen(self.source.name)
        self._offered.clear()

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

    def _due(self, link: Link) -> Request | None:
        try:
            key = canonical(link.url)
        except ValueError:
            return None
        record = self.state.ledger.find(key) or self.state.ledger.find(self._key(link.url))
        if key in self._taken:
            return None
        self._taken.add(key)
        self.state.report.see(link.url)
        revisit = self.pace.revisit
        if record is not None and not decide.should_fetch(record, self.state.now(), revisit):
            self.state.report.end(_known(link.url, record))
            return None
        fresh = record is None or record.status is not Status.POSTED
        if fresh and self._too_old(link):
            self.state.end(
                link.url, Outcome.REJECTED, Reason.TOO_OLD, f"listed as of {link.published_at}"
            )
            return None
        if fresh and not self._is_wanted(link):
            return None
        if fresh:
            self._offered.append(link.url)
        later = self._spent(link)
        if later is not None:
            self.state.report.end(later)
            return None
        return self._article_request(link, record)

    def _is_wanted(self, link: Link) -> bool:
        """Tell whether a new link is to be asked for; one that is not gets its line."""
        if why := self.budget.trap(link.url):
            self.state.end(link.url, Outcome.REJECTED, Reason.BUDGET, why)
            return False
        if self._first == 0:
            self.state.end(link.url, Outcome.REJECTED, Reason.BACKLOG, "before the first run")
            return False
        if self._first is not None:
            self._first -= 1
        return True

    def _spent(self, link: Link) -> Line | None:
        """Count a request; return the line of one that has to wait for another run."""
        if self.limit == 0:
            return Line(url=link.url, outcome=Outcome.DEFERRED, reason="limit", asked=False)
        if why := self.budget.spent(link.url):
            return Line(
                url=link.url, outcome=Outcome.DEFERRED, reason="budget", detail=why, asked=False
            )
        if self.limit is not None:
            self.limit -= 1
        return None

    def _too_old(self, link: Link) -> bool:
        if self.since is None or not link.published_at:
            return False
        moment = read_date(link.published_at, self.source.zone, self.state.now())
        return moment is not None and moment < self.since

    def _key(self, url: str) -> str:
        identity = self.source.id_of(url)
        return f"{self.source.name}:{identity}" if identity else canonical(url)

    # -- articles

    def _article_request(self, link: Link, record: Record | None = None) -> Request:
        rules = rules_with_json(self.source, link.url)
        job = Job(link=link, rules=rules)
        if rules is None or rules.json is None:
            posted = record is not None and record.status is Status.POSTED
            known = self.state.validators.get(record.key) if record and posted else None
            headers = known.headers() if known else {}
            return self._request(
                link.url,
                callback=self.on_article,
                errback=self.on_article_failed,
                cb_kwargs={"job": job},
                headers=headers,
                meta={URL_KEY: link.url, CONDITIONAL: record.key if record and headers else ""},
            )
        endpoint = fill(rules.json.endpoint, link.url, values(self.source, rules, link.url))
        return self._request(
            endpoint,
            callback=self.on_answer,
            errback=self.on_answer_failed,
            cb_kwargs={"job": job},
            meta={URL_KEY: link.url},
        )

    async def on_article(self, response: Response, job: Job) -> AsyncIterator[Extraction]:
        """Extract an article page."""
        key = response.meta.get(CONDITIONAL)
        if response.status == 304 and key:
            record = self.state.ledger.get(key)
            self.state.ledger.touch(key, self.state.now())
            path = record.path if record else ""
            self.state.report.end(Line(url=job.url, outcome=Outcome.UNCHANGED, path=path))
            return
        try:
            page = self._page(_fine(response), job.url)
            if not decide.is_page(page.content_type, page.body):
                kind = page.content_type or "no type"
                self.state.end(job.url, Outcome.REJECTED, Reason.NOT_A_PAGE, f"it is {kind}")
                return
            extraction = await self._extract(replace(job, page=page))
        except (HttpError, BadAnswer) as error:
            self._failed(job.url, error)
            return
        if not key and self._before(extraction):
            self.state.end(job.url, Outcome.REJECTED, Reason.TOO_OLD, "older than was asked for")
            return
        self.state.answers[job.url] = validator_of(response, job.url)
        yield extraction

    def _before(self, extraction: Extraction) -> bool:
        """Tell whether an article is older than wanted; by its day, where only that is known."""
        date = extraction.published_at
        return bool(self.since and date and date.isoformat()[:10] < self.since.date().isoformat())

    def on_article_failed(self, failure: Failure) -> None:
        """Note an article that could not be had."""
        job = failure.request.cb_kwargs["job"]  # type: ignore[attr-defined]  # set by Scrapy
        self._failed(job.url, failure.value or IgnoreRequest())

    async def on_answer(self, response: Response, job: Job) -> AsyncIterator[Extraction]:
        """Take the JSON behind a page, then whatever else is needed."""
        try:
            page = self._page(_fine(response), response.url)
            read_answer(page)
            job = replace(job, answer=page)
        except (HttpError, BadAnswer) as error:
            job = replace(job, trouble=error)
        async for extraction in self._gathered(job):
            yield extraction

    async def on_answer_failed(self, failure: Failure) -> AsyncIterator[Extraction]:
        """Go on without the JSON: the page may have come rendered."""
        job = failure.request.cb_kwargs["job"]  # type: ignore[attr-defined]  # set by Scrapy
        async for extraction in self._gathered(replace(job, trouble=failure.value)):
            yield extraction

    async def _gathered(self, job: Job) -> AsyncIterator[Extraction]:
        try:
            job, extraction = await self.gatherer.gather(job)
        except BadAnswer as error:
            self._failed(job.url, error)
            return
        if Field.BODY not in extraction.chosen and job.trouble:
            self._failed(job.url, job.trouble)
        elif Field.BODY not in extraction.chosen and job.answer:
            self._failed(job.url, BadAnswer(job.answer.url, "answered JSON without a text"))
        else:
            yield extraction

    # -- small things

    async def _extract(self, job: Job) -> Extraction:
        page = job.page or Page(
            url=job.url, requested_url=job.url, body=b"", fetched_at=self.state.now()
        )
        wanted = self.state.report.extractions is not None
        extraction = await self.state.parser.extract(
            self.source, page, job.link, answer=job.answer, rows=job.rows, explain=wanted
        )
        if self.state.report.extractions is not None:
            self.state.report.extractions[job.url] = extraction
        return extraction

    async def _fetch(self, url: str, for_url: str, timeout: float | None) -> Page:
        """Return the answer at *url*; raises what Scrapy raises, and HttpError."""
        if self.crawler.engine is None:
            raise IgnoreRequest("the run is over")
        meta: dict[str, Any] = {URL_KEY: for_url}
        if timeout is not None:
            meta |= {"download_timeout": timeout, "dont_retry": True}
        request = self._request(url, callback=NO_CALLBACK, meta=meta)
        return self._page(_fine(await self.crawler.engine.download_async(request)), url)

    def _page(self, response: Response, requested_url: str) -> Page:
        kind = response.headers.get("Content-Type", b"") or b""
        return Page(
            url=response.url,
            requested_url=requested_url,
            body=response.body,
            content_type=kind.decode("latin-1"),
            fetched_at=self.state.now(),
        )

    def _failed(self, url: str, error: BaseException) -> None:
        failed = classify(error)
        until = None
        if failed.outcome is Outcome.DEFERRED:
            until = wait_until(failed.retry_after, now=self.state.now())
            until = until or self.state.now() + DEFERRED
        self.state.end(url, failed.outcome, failed.slug, failed.message, until)


def _fine(response: Response) -> Response:
    """Return *response* if it is a whole answer; a 204 or 206 is not one."""
    if response.status != 200:
        raise HttpError(response, f"HTTP {response.status}")
    return response


def _known(url: str, record: Record) -> Line:
    """Return the line of an article that is not asked for again."""
    if record.status is Status.POSTED:
        return Line(url=url, outcome=Outcome.UNCHANGED, path=record.path, asked=False)
    outcome = Outcome(record.status.value)
    return Line(url=url, outcome=outcome, reason=record.reason, asked=False)
