"""newsspider crawl: the scheduled run."""

import argparse
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from newsspider.cli import common
from newsspider.errors import ConfigError
from newsspider.model.record import Outcome
from newsspider.model.source import Source
from newsspider.options import Options, duration
from newsspider.sources.catalogue import Catalogue

if TYPE_CHECKING:
    from newsspider.extensions.report import Report
    from newsspider.runs.plan import Task

DESCRIPTION = """\
Ask the lists of the configured sources and write a post for every new article.

Without names it runs [crawl] sources of newsspider.toml, or else every source of your
own sources folder. Without a terminal it prints nothing on success, and one line for
each source that broke, or whose file cannot be read: the others are crawled."""

EXAMPLES = """\
examples:
  newsspider crawl                              what cron calls
  newsspider crawl eastmoney --limit 5          one source, at most five articles
  newsspider crawl sources/mine.toml            a source file that you are writing
  newsspider crawl --paths | xargs git add      the posts of this run, one a line

cron: */15 * * * *  cd /srv/site && newsspider crawl"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the flags of this command."""
    parser.add_argument("sources", nargs="*", metavar="SOURCE", help="a source's name or file")
    common.add_run_arguments(parser)
    parser.add_argument(
        "--all-due", action="store_true", help="ask every list now (naming a source does, too)"
    )
    parser.add_argument(
        "--limit", type=_positive, metavar="N", help="at most N articles from each source"
    )
    parser.add_argument(
        "--since", type=_day, metavar="DAY", help="no article before YYYY-MM-DD or ISO 8601"
    )
    parser.add_argument(
        "--max-age", type=_age, metavar="AGE", help="no article older than 90m, 6h, 3d or 2w"
    )
    parser.add_argument(
        "--deadline",
        type=_minutes,
        metavar="MINUTES",
        help="end after this time; what is left is done by the next run",
    )
    parser.add_argument("--paths", action="store_true", help="print the path of every new post")
    parser.add_argument("--quiet", action="store_true", help="no summary and no progress")
    parser.add_argument(
        "--fail-on",
        choices=("never", "alarm", "error"),
        default="error",
        help="what makes the exit code 1 (default: error, a source that failed as a whole)",
    )


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of 1 or more")
    return int(text)


def _minutes(text: str) -> float:
    try:
        minutes = float(text)
    except ValueError:
        minutes = 0.0
    if not 0 < minutes < 1e6:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of minutes, such as 4 or 0.5")
    return minutes


def _day(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day such as 2026-03-07") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _age(text: str) -> timedelta:
    try:
        return duration(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def run(arguments: argparse.Namespace) -> int:
    """Crawl, say what happened, and return the exit code."""
    options = common.load(arguments)
    catalogue = Catalogue(private=options.sources_dir)
    sources = chosen(arguments.sources, options, catalogue)
    lost = [] if arguments.sources else catalogue.broken
    for error in lost:
        common.say(str(error))
    for source in sources:
        if source.browser:
            common.say(f"{source.name}: skipped: needs a browser ({source.browser})")
    readable = [source for source in sources if not source.browser]
    code = crawl(readable, options, arguments) if readable else 0
    return code or int(bool(lost) and arguments.fail_on == "error")


def crawl(sources: list[Source], options: Options, arguments: argparse.Namespace) -> int:
    """Crawl *sources* under the lock and return the exit code."""
    from contextlib import nullcontext

    from newsspider.runs import lock
    from newsspider.runs.report import is_broken

    tasks = [_task(source, options, arguments) for source in sources]
    terminal = sys.stderr.isatty() and not arguments.quiet
    with nullcontext() if arguments.dry_run else lock.held(options.state):
        from newsspider.runs import crawl as runs  # Scrapy takes long: the lock comes first

        done = runs.run(
            tasks,
            options,
            dry=arguments.dry_run,
            progress=common.progress if terminal else None,
            deadline=arguments.deadline * 60 if getattr(arguments, "deadline", None) else None,
            account=True,
        )
    common.progress_end()
    for name, report in zip(done.sources, done.reports, strict=True):
        _tell(name, report, options, paths=arguments.paths, terminal=terminal)
    if terminal:
        common.say(summary(done.reports, options))
    if done.fatal:
        raise done.fatal
    if done.signal:
        return 128 + done.signal
    for line in (*done.alerts, *done.notes):
        common.say(str(line))
    alarmed = any(alert.begins for alert in done.alerts)
    broken = any(map(is_broken, done.reports))
    return int({"never": False, "alarm": alarmed, "error": broken}[arguments.fail_on])


def _tell(name: str, report: "Report", options: Options, *, paths: bool, terminal: bool) -> None:
    """Print what a source's part of the run made, and what broke."""
    from newsspider.runs.report import is_broken

    if is_broken(report) or (terminal and report.troubles):
        common.say(f"{name}: {'; '.join(report.troubles)}")
    for line in report.lines() if paths or terminal else ():
        if paths and line.fresh:
            print(common.post_path(options.output, line))
        if terminal and line.asked and line.outcome not in common.MADE:
            common.say(str(line))
    if terminal:
        for lost in dict.fromkeys(report.images):
            common.say(lost)


def _task(source: Source, options: Options, arguments: argparse.Namespace) -> "Task":
    """Return what a run is to do for *source*; flags win over settings."""
    from newsspider.runs.plan import Task

    pace = options.paces.get(source.name, options.pace)
    age = getattr(arguments, "max_age", None) or pace.max_age
    since = getattr(arguments, "since", None)
    if age is not None:
        oldest = datetime.now(UTC) - age
        since = max(since, oldest) if since else oldest
    named = bool(getattr(arguments, "sources", None))
    return Task(
        source=source,
        limit=arguments.limit or pace.limit,
        pace=pace,
        since=since,
        back_to=getattr(arguments, "since", None),
        ask_all=named or bool(getattr(arguments, "all_due", True)),
    )


def summary(reports: "list[Report]", options: Options) -> str:
    """Return one line of counts."""
    counts = common.counted(reports)
    parts = [f"{counts[outcome]} {outcome}" for outcome in Outcome if counts[outcome]]
    return f"{counts.total()} seen: {', '.join(parts) or 'nothing new'}; posts in {options.output}"


def chosen(names: list[str], options: Options, catalogue: Catalogue) -> list[Source]:
    """Return the sources that *names* or the options mean; ConfigError when there are none.

    Without *names* a file that cannot be read keeps no other source from its turn.
    """
    wanted = list(dict.fromkeys(names or options.crawl_sources or catalogue.usable))
    if not names:
        wanted = [name for name in wanted if not catalogue.is_broken(name)]
    if not wanted:
        for error in catalogue.broken:
            raise error
        raise ConfigError(
            "no sources to crawl: name one (newsspider sources list shows them), set [crawl] "
            f"sources in newsspider.toml, or put a source file into {options.sources_dir}/"
        )
    sources = [catalogue.get(name) for name in wanted]
    for source in sources:
        if not source.discoveries and not source.browser:
            raise ConfigError(
                f"the source {source.name!r} has no [[discover]]: it can only be fetched by URL"
            )
    return sources
