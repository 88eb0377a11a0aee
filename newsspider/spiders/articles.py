"""The articles of a source: asked for, gathered, and turned into extractions."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from newsspider import decide
from newsspider.archive.capture import Capture
from newsspider.errors import BadAnswer
from newsspider.extensions.report import Line
from newsspider.extensions.state import URL_KEY, State
from newsspider.extractor import read_answer
from newsspider.ledger.validators import Validator
from newsspider.model.extraction import Extraction, Field
from newsspider.model.link import Link
from newsspider.model.page import Page
from newsspider.model.reason import Reason
from newsspider.model.record import Outcome, Record, Status
from newsspider.model.source import Source
from newsspider.net.failures import classify
from newsspider.net.waiting import wait_until
from newsspider.sources.template import fill
from newsspider.spiders.again import CONDITIONAL, DEFERRED, validator_of
from newsspider.spiders.answers import page_of, request
from newsspider.spiders.gather import Gatherer
from newsspider.spiders.job import Job, rules_with_json, values
from newsspider.spiders.parts import PartLost, Parts, TooManyParts, ended
from newsspider.urls import canonical, same_site, shown

MOST_SHELLS = 2  # pages without a text on the way to an article; more are a loop


class Articles:
    """Asks for the articles of one source; what is older than *since* is not wanted."""

    def __init__(
        self, source: Source, state: State, crawler: Crawler, *, since: datetime | None
    ) -> None:
        self.source = source
        self.state = state
        self.crawler = crawler
        self.since = since
        self.gatherer = Gatherer(source, state.report, self._fetch, self._extract)
        self.keeps = source.archive_pages or state.options.archive_pages
        self.parts = Parts(source, self._fetch, state.parser.turn)

    def request(self, link: Link, record: Record | None = None) -> Request:
        """Return the request for an article, conditional where the ledger has its post."""
        rules = rules_with_json(self.source, link.url)
        job = Job(link=link, rules=rules)
        if rules is None or rules.json is None:
            posted = record is not None and record.status is Status.POSTED
            known = self.state.validators.get(record.key) if record and posted else None
            headers = known.headers() if known else {}
            return self._page_request(job, headers, record.key if record and headers else "")
        endpoint = fill(rules.json.endpoint, link.url, values(self.source, rules, link.url))
        return request(
            endpoint,
            callback=self.on_answer,
            errback=self.on_answer_failed,
            cb_kwargs={"job": job},
            meta={URL_KEY: link.url},
        )

    def _page_request(self, job: Job, headers: dict[str, str], key: str = "") -> Request:
        """Return the request for an article's page, or for its one-page form where it has one."""
        rule = self.source.rules_for(job.url).whole
        whole = rule.of(job.url) if rule and not job.parted else ""
        return request(
            whole or job.url,
            callback=self.on_article,
            errback=self.on_article_failed,
            cb_kwargs={"job": replace(job, whole=bool(whole))},
            headers=headers,
            meta={URL_KEY: job.url, CONDITIONAL: key},
        )

    async def on_article(self, response: Response, job: Job) -> AsyncIterator[Extraction | Request]:
        """Extract an article page, with those that follow it."""
        key = response.meta.get(CONDITIONAL)
        if response.status == 304 and key:
            record = self.state.ledger.get(key)
            self.state.ledger.touch(key, self.state.now())
            path = record.path if record else ""
            self.state.report.end(Line(url=job.url, outcome=Outcome.UNCHANGED, path=path))
            return
        if job.whole and response.status in (404, 410):  # it has no such form: it may have pages
            yield self._page_request(replace(job, parted=True), {})
            return
        try:
            page = self._page(response, job.url)
            if not decide.is_page(page.content_type, page.body):
                kind = page.content_type or "no type"
                self.state.end(job.url, Outcome.REJECTED, Reason.NOT_A_PAGE, f"it is {kind}")
                return
            job = replace(job, page=page)
            extraction = await self._extract(job)
            if (onward := self._elsewhere(job, extraction)) is not None:
                yield onward
                return
            job, extraction = await self._continued(job, extraction)
        except (HttpError, BadAnswer, PartLost) as error:
            self._failed(job.url, error)
            return
        except TooManyParts as error:
            self.state.end(job.url, Outcome.REJECTED, Reason.INCOMPLETE, str(error))
            return
        if not key and self._before(extraction):
            self.state.end(job.url, Outcome.REJECTED, Reason.TOO_OLD, "older than was asked for")
            return
        # That the first page has not changed says nothing of those after it.
        alone = not job.parts and not job.parted and not job.shells
        known = validator_of(response, job.url) if alone else Validator(shown(job.url))
        self.state.answers[job.url] = known
        self._keep(job)
        yield extraction

    def _elsewhere(self, job: Job, found: Extraction) -> Request | None:
        """Return the request for the article behind a page without one; None where there is none.

        It is of the page's own site, or the source has rules for it; no page is asked for twice.
        """
        url, before = found.elsewhere, (*job.shells, found.url)
        known = canonical(url) in map(canonical, before) if url else True
        if known or len(job.shells) >= MOST_SHELLS:
            return None
        if not same_site(url, job.url) and not self.source.matches(url):
            return None
        rules = rules_with_json(self.source, url)
        job = replace(job, page=None, shells=before, rules=rules or job.rules)
        if rules is None or rules.json is None:
            return request(
                url,
                callback=self.on_article,
                errback=self.on_article_failed,
                cb_kwargs={"job": job},
                meta={URL_KEY: job.url},
            )
        return request(
            fill(rules.json.endpoint, url, values(self.source, rules, url)),
            callback=self.on_answer,
            errback=self.on_answer_failed,
            cb_kwargs={"job": job},
            meta={URL_KEY: job.url},
        )

    def _keep(self, job: Job) -> None:
        """Keep the raw pages, before anything is decided about the article."""
        if self.keeps:
            self.state.keep_pages(
                Capture(
                    source_name=self.source.name,
                    link=job.link,
                    page=job.page,
                    answer=job.answer,
                    parts=job.parts,
                    refused=job.refused,
                    rows=job.rows,
                )
            )

    async def _continued(self, job: Job, found: Extraction) -> tuple[Job, Extraction]:
        """Return the article with all its pages; raises PartLost where one cannot be had."""
        if not found.further:
            return job, found
        parts, refused = await self.parts.pages(job, found)
        job = replace(job, parts=parts, refused=refused)
        found = ended(await self._extract(job) if parts else found, refused)
        self._note(job, found)
        return job, found

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
            page = self._page(response, response.url)
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
            job, extraction = await self._continued(*await self.gatherer.gather(job))
        except (BadAnswer, PartLost) as error:
            self._failed(job.url, error)
            return
        except TooManyParts as error:
            self.state.end(job.url, Outcome.REJECTED, Reason.INCOMPLETE, str(error))
            return
        if Field.BODY not in extraction.chosen and job.trouble:
            self._failed(job.url, job.trouble)
        elif Field.BODY not in extraction.chosen and job.answer:
            self._failed(job.url, BadAnswer(job.answer.url, "answered JSON without a text"))
        else:
            self._keep(job)
            yield extraction

    async def _extract(self, job: Job) -> Extraction:
        page = job.page or Page(
            url=job.url, requested_url=job.url, body=b"", fetched_at=self.state.now()
        )
        wanted = self.state.report.extractions is not None
        extraction = await self.state.parser.extract(
            self.source,
            page,
            job.link,
            answer=job.answer,
            rows=job.rows,
            parts=job.parts,
            explain=wanted,
        )
        self._note(job, extraction)
        return extraction

    def _note(self, job: Job, extraction: Extraction) -> None:
        if self.state.report.extractions is not None:
            self.state.report.extractions[job.url] = extraction

    async def _fetch(self, url: str, for_url: str, timeout: float | None) -> Page:
        """Return the answer at *url*; raises what Scrapy raises, and HttpError."""
        if self.crawler.engine is None:
            raise IgnoreRequest("the run is over")
        meta: dict[str, Any] = {URL_KEY: for_url}
        if timeout is not None:
            meta |= {"download_timeout": timeout, "dont_retry": True}
        asked = request(url, callback=NO_CALLBACK, meta=meta)
        return self._page(await self.crawler.engine.download_async(asked), url)

    def _page(self, response: Response, requested_url: str) -> Page:
        return page_of(response, requested_url, self.state.now(), headers=self.keeps)

    def _failed(self, url: str, error: BaseException) -> None:
        failed = classify(error.__cause__ if isinstance(error, PartLost) else error)  # type: ignore[arg-type]  # it has one
        if isinstance(error, PartLost):
            outcome = Outcome.FAILED if failed.outcome is Outcome.GONE else failed.outcome
            failed = replace(failed, outcome=outcome, message=f"{error}: {failed.message}")
        until = None
        if failed.outcome is Outcome.DEFERRED:
            until = wait_until(failed.retry_after, now=self.state.now())
            until = until or self.state.now() + DEFERRED
        self.state.end(url, failed.outcome, failed.slug, failed.message, until)
