"""The state of a run: ledger, outbox and report, shared by the spider and the pipelines."""

import asyncio
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response

from newsspider import flavours, options
from newsspider.errors import ConfigError, LedgerError, NewsspiderError, OutputError
from newsspider.extensions import export
from newsspider.extensions.report import Line, Report
from newsspider.flavours import Flavour
from newsspider.ledger import Ledger
from newsspider.ledger.index import INDEX, index_lines
from newsspider.model.record import Outcome, Record, Status
from newsspider.options import Options
from newsspider.outbox import DryOutbox, Outbox
from newsspider.rejection import Rejected
from newsspider.urls import canonical

LIST_KEY = "newsspider_list"  # request.meta: the list that a request is for
URL_KEY = "newsspider_url"  # request.meta: the URL of the report that a request works for

_STATUS = {
    Outcome.REJECTED: Status.REJECTED,
    Outcome.FAILED: Status.FAILED,
    Outcome.DEFERRED: Status.DEFERRED,
    Outcome.GONE: Status.GONE,
}


class State:
    """Opened before the pipelines and closed after them.

    Scrapy settings: ``NEWSSPIDER_OPTIONS`` (an Options value; without it newsspider.toml is
    read), ``NEWSSPIDER_DRY`` (nothing is written) and ``NEWSSPIDER_REPORT`` (a Report to fill).
    """

    def __init__(self, chosen: Options, *, dry: bool, report: Report | None = None) -> None:
        self.options = chosen
        self.report = report if report is not None else Report()
        self.flavour: Flavour = flavours.load(chosen.site.flavour)
        self.fatal: NewsspiderError | None = None
        database = chosen.state / "ledger.db"
        self.outbox: Outbox | DryOutbox = DryOutbox(chosen.output) if dry else Outbox(chosen.output)
        self.ledger = Ledger.snapshot(database) if dry else Ledger.open(database)
        self._stop: Callable[[], asyncio.Task[None] | None] = lambda: None
        self._stopping: asyncio.Task[None] | None = None

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
        )
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
        connect(self.item_dropped, signals.item_dropped)
        connect(self.item_error, signals.item_error)
        connect(self.spider_error, signals.spider_error)
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
        until: datetime | None = None,
    ) -> None:
        """Note in the report and the ledger that *url* ended without a post.

        *until* is when a deferred URL may be asked for again.
        """
        self.report.end(Line(url=url, outcome=outcome, reason=reason, detail=detail, until=until))
        record = self.ledger.find(canonical(url))
        if record is not None and record.status is Status.POSTED:
            return  # the post stays; the report says what happened this time
        now = self.now()
        self.ledger.commit(
            Record(
                key=record.key if record else canonical(url),
                url=url,
                status=_STATUS[outcome],
                reason=reason,
                first_seen=record.first_seen if record else now,
                last_fetched=now,
                attempts=record.attempts + 1 if record else 1,
                retry_after=until,
            )
        )

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

    def engine_stopped(self) -> None:
        """Give every URL that has not ended a line, write the index and close the ledger."""
        for url in list(self.report.open()):
            self.report.end(Line(url=url, outcome=Outcome.FAILED, reason="interrupted"))
        try:
            if self.fatal is None:
                self.outbox.replace(INDEX, index_lines(self.ledger.records()))
        except NewsspiderError as error:
            self.fatal = error
        finally:
            self.ledger.close()
