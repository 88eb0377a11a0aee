"""newsspider crawl: the scheduled run."""

import argparse
import sys
from typing import TYPE_CHECKING

from newsspider.cli import common
from newsspider.errors import ConfigError
from newsspider.model.record import Outcome
from newsspider.model.source import Source
from newsspider.options import Options
from newsspider.sources.catalogue import Catalogue

if TYPE_CHECKING:
    from newsspider.extensions.report import Report

DESCRIPTION = """\
Ask the lists of the configured sources and write a post for every new article.

Without names it runs [crawl] sources of newsspider.toml, or else every source of your
own sources folder. Without a terminal it prints nothing on success, and one line for
each source that broke."""

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


def run(arguments: argparse.Namespace) -> int:
    """Crawl, say what happened, and return the exit code."""
    options = common.load(arguments)
    sources = chosen(arguments.sources, options)
    return crawl(sources, options, arguments)


def crawl(sources: list[Source], options: Options, arguments: argparse.Namespace) -> int:
    """Crawl *sources* under the lock and return the exit code."""
    from contextlib import nullcontext

    from newsspider.runs import lock
    from newsspider.runs.plan import Task

    limit = arguments.limit or options.limit
    tasks = [Task(source=source, limit=limit) for source in sources]
    terminal = sys.stderr.isatty() and not arguments.quiet
    with nullcontext() if arguments.dry_run else lock.held(options.state):
        from newsspider.runs import crawl as runs  # Scrapy takes long: the lock comes first

        done = runs.run(
            tasks,
            options,
            dry=arguments.dry_run,
            progress=common.progress if terminal else None,
        )
    common.progress_end()
    broken = 0
    for name, report in zip(done.sources, done.reports, strict=True):
        failed = bool(report.troubles) and not report.seen
        broken += failed
        if failed or (terminal and report.troubles):
            common.say(f"{name}: {'; '.join(report.troubles)}")
        for line in report.lines.values():
            if arguments.paths and line.fresh:
                print(common.post_path(options.output, line))
            if terminal and line.asked and line.outcome not in common.MADE:
                common.say(str(line))
    if terminal:
        common.say(summary(done.reports, options))
    if done.fatal:
        raise done.fatal
    if done.signal:
        return 128 + done.signal
    return 1 if broken and arguments.fail_on == "error" else 0


def summary(reports: "list[Report]", options: Options) -> str:
    """Return one line of counts."""
    lines = common.all_lines(reports).values()
    counts = {outcome: sum(line.outcome is outcome for line in lines) for outcome in Outcome}
    parts = [f"{count} {outcome}" for outcome, count in counts.items() if count]
    return f"{len(lines)} seen: {', '.join(parts) or 'nothing new'}; posts in {options.output}"


def chosen(names: list[str], options: Options) -> list[Source]:
    """Return the sources that *names* or the options mean; ConfigError when there are none."""
    catalogue = Catalogue(private=options.sources_dir)
    wanted = list(dict.fromkeys(names or options.crawl_sources or catalogue.own))
    if not wanted:
        raise ConfigError(
            "no sources to crawl: name one (newsspider sources list shows them), set [crawl] "
            f"sources in newsspider.toml, or put a source file into {options.sources_dir}/"
        )
    sources = [catalogue.get(name) for name in wanted]
    for source in sources:
        if not source.discoveries:
            raise ConfigError(
                f"the source {source.name!r} has no [[discover]]: it can only be fetched by URL"
            )
    return sources
