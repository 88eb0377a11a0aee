"""The one spider: it asks for lists and articles, and turns responses into extractions."""

from collections.abc import AsyncIterator, Iterable
from dataclasses import replace
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
from newsspider.discover import links
from newsspider.errors import BadAnswer
from newsspider.extensions.report import Line
from newsspider.extensions.state import LIST_KEY, URL_KEY, State
from newsspider.extractor import extract_page, read_answer
from newsspider.model.extraction import Extraction, Field
from newsspider.model.link import Link
from newsspider.model.page import Page
from newsspider.model.reason import Reason
from newsspider.model.record import Outcome, Record, Status
from newsspider.model.source import DiscoveryRule, Source
from newsspider.net.failures import classify
from newsspider.net.waiting import UNSAID, wait_until
from newsspider.sources.template import fill
from newsspider.spiders.gather import Gatherer
from newsspider.spiders.job import Job, rules_with_json, values
from newsspider.urls import canonical


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
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.source = source or type(self).source
        self.name = self.source.name or type(self).name
        self.urls = tuple(urls or ()) + ((url,) if url else ())
        self.limit = int(limit) if limit else None
        self.allowed_ports = self.source.ports
        self._taken: set[str] = set()

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

    @property
    def state(self) -> State:
        """The state of the run."""
        return State.of(self.crawler)

    async def start(self) -> AsyncIterator[Any]:
        """Ask for the given URLs, or else for every list of the source."""
        if self.urls:
            for url in self.urls:
                self.state.report.see(url)
            for url in self.urls:
                yield self._article_request(Link(url=url))
            return
        for rule in self.source.discoveries:
            yield self._request(
                rule.url,
                callback=self.on_index,
                errback=self.on_index_failed,
                cb_kwargs={"rule": rule},
                meta={LIST_KEY: rule.url},
                priority=10,
            )

    def _request(self, url: str, **kwargs: Any) -> Request:
        # dont_filter: Scrapy's filter drops a redirect to a URL it knows without a word.
        return Request(url, dont_filter=True, **kwargs)

    # -- lists

    def on_index(self, response: Response, rule: DiscoveryRule) -> Iterable[Request]:
        """Take the links of a list, those that are due."""
        try:
            found = links(rule, self._page(_fine(response), rule.url))
        except (BadAnswer, HttpError) as error:
            self._trouble(rule, error)
            return
        for link in found:
            if request := self._due(link):
                yield request

    def on_index_failed(self, failure: Failure) -> None:
        """Note a list that could not be had."""
        rule = failure.request.cb_kwargs["rule"]  # type: ignore[attr-defined]  # set by Scrapy
        self._trouble(rule, failure.value or IgnoreRequest())

    def _trouble(self, rule: DiscoveryRule, error: BaseException) -> None:
        failed = classify(error)
        self.state.report.troubles.append(f"{rule.url}: {failed.slug} ({failed.message})")

    def _due(self, link: Link) -> Request | None:
        key = canonical(link.url)
        record = self.state.ledger.find(key) or self.state.ledger.find(self._key(link.url))
        if key in self._taken:
            return None
        self._taken.add(key)
        if record is not None and not decide.should_fetch(record, self.state.now()):
            self.state.report.end(_known(link.url, record))
            return None
        if self.limit is not None:
            if self.limit == 0:
                return None
            self.limit -= 1
        self.state.report.see(link.url)
        return self._article_request(link)

    def _key(self, url: str) -> str:
        identity = self.source.id_of(url)
        return f"{self.source.name}:{identity}" if identity else canonical(url)

    # -- articles

    def _article_request(self, link: Link) -> Request:
        rules = rules_with_json(self.source, link.url)
        job = Job(link=link, rules=rules)
        if rules is None or rules.json is None:
            return self._request(
                link.url,
                callback=self.on_article,
                errback=self.on_article_failed,
                cb_kwargs={"job": job},
                meta={URL_KEY: link.url},
            )
        endpoint = fill(rules.json.endpoint, link.url, values(self.source, rules, link.url))
        return self._request(
            endpoint,
            callback=self.on_answer,
            errback=self.on_answer_failed,
            cb_kwargs={"job": job},
            meta={URL_KEY: link.url},
        )

    def on_article(self, response: Response, job: Job) -> Iterable[Extraction]:
        """Extract an article page."""
        try:
            page = self._page(_fine(response), job.url)
        except (HttpError, BadAnswer) as error:
            self._failed(job.url, error)
            return
        if not decide.is_page(page.content_type, page.body):
            kind = page.content_type or "no type"
            self.state.end(job.url, Outcome.REJECTED, Reason.NOT_A_PAGE, f"it is {kind}")
            return
        yield self._extract(replace(job, page=page))

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
        job, extraction = await self.gatherer.gather(job)
        if Field.BODY not in extraction.chosen and job.trouble:
            self._failed(job.url, job.trouble)
        elif Field.BODY not in extraction.chosen and job.answer:
            self._failed(job.url, BadAnswer(job.answer.url, "answered JSON without a text"))
        else:
            yield extraction

    # -- small things

    def _extract(self, job: Job) -> Extraction:
        page = job.page or Page(
            url=job.url, requested_url=job.url, body=b"", fetched_at=self.state.now()
        )
        extraction = extract_page(page, self.source, job.link, answer=job.answer, rows=job.rows)
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
            now = self.state.now()
            until = wait_until(failed.retry_after, now=now) or now + UNSAID
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
