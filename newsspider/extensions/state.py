"""The state of a run: ledger, outbox and report, shared by the spider and the pipelines."""

import asyncio
import os
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any, Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response

from newsspider import decide, flavours, options
from newsspider.archive.capture import Capture
from newsspider.archive.writer import Archive
from newsspider.errors import ConfigError, LedgerError, NewsspiderError, OutputError
from newsspider.extensions import export
from newsspider.extensions.arranged import arranged
from newsspider.extensions.report import Line, Report
from newsspider.flavours import Flavour
from newsspider.ledger import Ledger, index, rebuild
from newsspider.ledger.fingerprints import Fingerprints
from newsspider.ledger.runs import Runs
from newsspider.ledger.validators import Validator, Validators
from newsspider.model.article import Article
from newsspider.model.reason import Reason
from newsspider.model.record import Outcome, Record, Status
from newsspider.options import Options
from newsspider.outbox import DryOutbox, Outbox
from newsspider.rejection import Rejected
from newsspider.sandbox import Limits, Parser
from newsspider.urls import canonical, shown

LIST_KEY = "newsspider_list"  # request.meta: the list that a request is for
URL_KEY = "newsspider_url"  # request.meta: the URL of the report that a request works for

_STATUS = {
    Outcome.REJECTED: Status.REJECTED,
    Outcome.FAILED: Status.FAILED,
    Outcome.DEFERRED: Status.DEFERRED,
    Outcome.GONE: Status.GONE,
}


FLUSH = 0.5  # seconds that a change may wait for the next one, to reach the disk together
LAST_TRY = 8  # failures after which a listed link is given up: about a week


def opened(chosen: Options, *, dry: bool) -> Ledger:
    """Open the ledger of the output folder, made anew where it is gone; a copy for a dry run."""
    return rebuild.opened(chosen.output, chosen.sources_dir, dry=dry)


def _final(attempts: int) -> bool:
    return attempts >= decide.GIVE_UP


class State:
    """Opened before the pipelines and closed after them.

    Scrapy settings: ``NEWSSPIDER_OPTIONS`` (an Options value; without it newsspider.toml is
    read), ``NEWSSPIDER_DRY`` (nothing is written) and ``NEWSSPIDER_REPORT`` (a Report to fill).
    """

    def __init__(
        self,
        chosen: Options,
        *,
        dry: bool,
        report: Report | None = None,
        ledger: Ledger | None = None,
        parser: Parser | None = None,
        archive: Archive | None = None,
    ) -> None:
        self.shared = ledger is not None  # whoever shares it closes it and writes the index
        self.parser = parser or Parser(Limits.of(chosen.limits))
        self.own_parser = parser is None
        self.archive = archive or (None if dry else Archive.of(chosen))
        self.ledger = ledger or opened(chosen, dry=dry)
        self.options = replace(chosen, site=arranged(chosen, self.ledger))
        self.report = report if report is not None else Report()
        self.flavour: Flavour = flavours.load(self.options.site.flavour)
        self.fatal: NewsspiderError | None = None
        self.outbox: Outbox | DryOutbox = DryOutbox(chosen.output) if dry else Outbox(chosen.output)
        self.validators = Validators(self.ledger)
        self.fingerprints = Fingerprints(self.ledger)
        self.source_name = ""
        self.run = ""
        self.replays = False  # articles come from the archive: nobody looked at their pages
        self._kept = 0
        self.answers: dict[str, Validator] = {}  # of articles, kept once their posts are on disk
        self._stop: Callable[[], asyncio.Task[None] | None] = lambda: None
        self._stopping: asyncio.Task[None] | None = None
        self._flushing: asyncio.TimerHandle | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Open the state that the crawler's settings describe."""
        export.register()
        settings = crawler.settings
        chosen = settings.get("NEWSSPIDER_OPTIONS") or options.load(None, os.environ, Path.cwd())
        if settings.get("NEWSSPIDER_OUTPUT"):
            chosen = replace(chosen, output=Path(settings["NEWSSPIDER_OUTPUT"]))
        state = cls(
            chosen,
            dry=settings.getbool("NEWSSPIDER_DRY"),
            report=settings.get("NEWSSPIDER_REPORT"),
            ledger=settings.get("NEWSSPIDER_LEDGER"),
            parser=settings.get("NEWSSPIDER_PARSER"),
            archive=settings.get("NEWSSPIDER_ARCHIVE"),
        )
        state.run = settings.get("NEWSSPIDER_RUN") or ""
        state._watch(crawler)
        return state

    @classmethod
    def of(cls, crawler: Crawler) -> "State":
        """Return the state of *crawler*; raises ConfigError where the extension is not enabled."""
        state = crawler.get_extension(State)
        if state is None:
            raise ConfigError(
                "the extension newsspider.extensions.state.State is not enabled; "
                'add "newsspider.addon.Addon" to ADDONS in the Scrapy settings'
            )
        return state

    def _watch(self, crawler: Crawler) -> None:
        connect = crawler.signals.connect
        connect(self.item_scraped, signals.item_scraped)
        connect(self.item_dropped, signals.item_dropped)
        connect(self.item_error, signals.item_error)
        connect(self.spider_error, signals.spider_error)
        connect(self.engine_started, signals.engine_started)
        connect(self.engine_stopped, signals.engine_stopped)
        self._stop = lambda: asyncio.get_running_loop().create_task(crawler.stop_async())

    def now(self) -> datetime:
        """Return the time in UTC, to the second: posts and rows carry no finer one."""
        return datetime.now(UTC).replace(microsecond=0)

    def end(
        self,
        url: str,
        outcome: Outcome,
        reason: str = "",
        detail: str = "",
        retry_after: datetime | None = None,
    ) -> None:
        """Note in the report and the ledger that *url* ended without a post."""
        until = retry_after.isoformat() if retry_after else ""
        self.report.end(Line(url=url, outcome=outcome, reason=reason, detail=detail, until=until))
        record = self.ledger.find(canonical(url))
        now = self.now()
        if record is not None and record.reason == "removed":
            return  # it stays away; the report says what happened this time
        if record is not None and record.status is Status.POSTED:
            if outcome is not Outcome.DEFERRED and not self.replays:
                self.ledger.touch(record.key, now)  # looked at: not again before the next age
            return  # the post stays; the report says what happened this time
        attempts = record.attempts + 1 if record else 1
        if reason == decide.DEADLY and record is not None and record.reason != reason:
            attempts = 1  # three strikes are three of this kind
        if outcome is Outcome.FAILED:
            retry_after = retry_after or decide.next_try(attempts, now)
        if reason == Reason.BACKLOG:
            attempts = decide.GIVE_UP
        self.ledger.commit(
            Record(
                key=record.key if record else canonical(url),
                url=shown(url),
                status=_STATUS[outcome],
                reason=reason,
                first_seen=record.first_seen if record else now,
                last_fetched=now,
                source_name=self.source_name,
                attempts=attempts,
                retry_after=retry_after,
            ),
            later=True,
        )
        lost = outcome is Outcome.FAILED and attempts >= LAST_TRY
        if outcome is Outcome.GONE or lost or (outcome is Outcome.REJECTED and _final(attempts)):
            self.validators.done(canonical(url))

    def keep_pages(self, capture: Capture) -> None:
        """Keep the raw pages of an article; nothing in a dry run."""
        if self.archive is None:
            return
        try:
            self.archive.add(capture)
        except NewsspiderError as error:
            self.fail(error)

    def item_scraped(self, item: Any) -> None:
        """Keep the validators of an article whose post is on disk, and take it off the queue."""
        if not isinstance(item, Article) or self.fatal is not None:
            return
        try:
            url = item.requested_url
            self.validators.done(canonical(url))
            known = self.answers.pop(url, None)
            if known is not None:
                self.validators.keep(item.key, known)
        except NewsspiderError as error:
            self.fail(error)
        tally = self.report.tally
        for field, where in item.provenance.items():
            tally.fields.setdefault(field, Counter())[where.partition(" ")[0]] += 1
        tally.flags.update(item.flags)
        tally.lengths.append(len(item.text))
        tally.newest = max(tally.newest, item.published_at.isoformat())

    def keep_seen(self, source_name: str) -> None:
        """Keep on disk which URLs this run has to end; a run without a number keeps nothing."""
        if self.run and len(self.report.seen) > self._kept:
            urls = list(islice(self.report.seen, self._kept, None))
            self._kept = len(self.report.seen)
            Runs(self.ledger).see(self.run, source_name, urls)

    def fail(self, error: NewsspiderError) -> None:
        """Stop the run: what comes next could not be kept."""
        if self.fatal is None:
            self.fatal = error
            self._stopping = self._stop()

    def item_dropped(self, item: Any, exception: BaseException) -> None:  # noqa: ARG002
        """Note a refusal of a pipeline."""
        if isinstance(exception, Rejected):
            self._keep(exception.url, Outcome.REJECTED, exception.reason, exception.detail)

    def item_error(self, item: Any, failure: Any) -> None:
        """Note an item that a pipeline could not handle; a full disk stops the run."""
        error = failure.value
        if isinstance(error, OutputError | LedgerError | ConfigError):
            self.fail(error)
        url = getattr(item, "requested_url", "")
        if url:
            self._keep(url, Outcome.FAILED, "internal", f"{type(error).__name__}: {error}")

    def spider_error(self, failure: Any, response: Response, spider: Spider) -> None:  # noqa: ARG002
        """Note a page on which our own code broke."""
        error = failure.value
        if isinstance(error, NewsspiderError):
            self.fail(error)
        meta = response.request.meta if response.request else {}
        said = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        if URL_KEY in meta:  # another project's own pages are no business of ours
            self._keep(meta[URL_KEY], Outcome.FAILED, "internal", said)
        elif LIST_KEY in meta:
            self.report.troubles.append(f"{meta[LIST_KEY]}: internal ({said})")

    def _keep(self, url: str, outcome: Outcome, reason: str, detail: str) -> None:
        detail = " ".join(detail.split())[:200]
        if self.fatal is not None:
            self.report.end(Line(url=url, outcome=outcome, reason=reason, detail=detail))
            return
        try:
            self.end(url, outcome, reason, detail)
        except NewsspiderError as error:
            self.fail(error)

    def engine_started(self) -> None:
        """Bring to the disk now and then what waits in the ledger, as long as the run lasts."""
        if self.fatal is not None:
            return
        try:
            self.ledger.flush()
        except NewsspiderError as error:
            self.fail(error)
        self._flushing = asyncio.get_running_loop().call_later(FLUSH, self.engine_started)

    def engine_stopped(self) -> None:
        """Give every URL that has not ended a line, write the index and close the ledger."""
        if self._flushing is not None:
            self._flushing.cancel()
        if self.own_parser:
            self.parser.pool.close()
        if self.archive is not None and not self.shared:
            self.archive.close()
        for url in list(self.report.open()):
            self.report.end(Line(url=url, outcome=Outcome.DEFERRED, reason="interrupted"))
        if self.shared:
            return
        try:
            if self.fatal is None:
                index.renew(self.ledger, self.options.output, self.outbox.pour)
        except NewsspiderError as error:
            self.fatal = error
        finally:
            self.ledger.close()
