"""Run Scrapy over a plan and collect what happened."""

import os
from collections.abc import Sequence
from datetime import UTC, datetime

# First of all: it looks through the stack and through all modules three times, and the fewer there
# are, the sooner it is done: it took up to a fifth of what a run costs to start.
import scrapy.core.downloader.contextfactory  # noqa: F401
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from newsspider import log
from newsspider.archive.writer import Archive
from newsspider.errors import NewsspiderError
from newsspider.extensions.state import opened
from newsspider.ledger import Ledger, index
from newsspider.ledger.runs import Runs
from newsspider.ledger.validators import Validators
from newsspider.net.defaults import limited
from newsspider.net.hosts import Hosts
from newsspider.options import Options
from newsspider.outbox import Outbox
from newsspider.runs import report, restore
from newsspider.runs.conductor import Conductor, Progress, Run
from newsspider.runs.plan import Task, is_due, longest_waiting_first
from newsspider.sandbox import Limits, Parser


def run(
    tasks: Sequence[Task],
    options: Options,
    *,
    dry: bool = False,
    keep: bool = False,
    keep_pages: bool = False,
    progress: Progress | None = None,
    deadline: float | None = None,
    account: bool = False,
) -> Run:
    """Crawl every task and return what happened. Can be called once in a process.

    *dry* writes nothing; *keep* keeps the articles and the extractions in memory, for printing,
    *keep_pages* what the addresses answered;
    *deadline* is in seconds; *account* writes a report and judges the sources' health.
    """
    if not dry:
        restore.prepare(options)
    outcome = Run()
    ledger = opened(options, dry=dry)
    archive = None if dry else Archive.of(options)
    try:
        account = account and not dry
        now = outcome.started.replace(microsecond=0)
        if account:
            report.recover(ledger, options)
        tasks = longest_waiting_first([t for t in tasks if is_due(t, ledger, now)], ledger)
        if account and tasks:
            outcome.id = f"{now:%Y%m%dT%H%M%SZ}-{os.getpid()}"
            Runs(ledger).begin(outcome.id, now)
        hosts = Hosts(deferred=Validators(ledger).hosts(now))
        if tasks:
            process = AsyncCrawlerProcess(settings_of(options, dry=dry))
            log.take_back()
            parser = Parser(Limits.of(options.limits))
            conductor = Conductor(
                process, tasks, outcome, keep=keep, progress=progress, parser=parser
            )
            conductor.keep_pages = keep_pages
            conductor.archive = archive
            conductor.hosts, conductor.ledger, conductor.deadline = hosts, ledger, deadline
            conductor.play()
        _finish(outcome, ledger, hosts, options, dry=dry)
    finally:
        ledger.close()
        if archive is not None:
            archive.close()
    return outcome


def _finish(outcome: Run, ledger: Ledger, hosts: Hosts, options: Options, *, dry: bool) -> None:
    """Write what the next run and other machines need, then the report."""
    if dry or outcome.fatal:
        return
    try:
        Validators(ledger).defer(hosts.deferred, datetime.now(UTC).replace(microsecond=0))
        index.renew(ledger, options.output, Outbox(options.output).pour)
        if outcome.id:
            report.account(outcome, ledger, options)
    except NewsspiderError as error:
        outcome.fatal = error


def settings_of(options: Options, *, dry: bool) -> Settings:
    """Return the settings of a process that fetches."""
    settings = Settings()
    settings.setmodule("newsspider.settings", priority="project")
    settings.setdict(limited(options.limits), priority="cmdline")
    settings.set("USER_AGENT", options.user_agent, priority="cmdline")
    settings.set("NEWSSPIDER_ALLOW_ADDRESSES", list(options.allow_addresses), priority="cmdline")
    settings.set("NEWSSPIDER_OPTIONS", options, priority="cmdline")
    settings.set("NEWSSPIDER_DRY", dry, priority="cmdline")
    settings.set("DOWNLOADER_STATS", False, priority="cmdline")  # sizes of headers; HostGate counts
    settings.set("LOG_INSTALL_ROOT_HANDLER", False, priority="cmdline")  # newsspider.log does it
    return settings
