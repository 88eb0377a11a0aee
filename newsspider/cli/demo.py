"""newsspider demo: the whole way, on a site that the command brings along."""

import argparse
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from newsspider.cli import common
from newsspider.extensions.report import Line
from newsspider.model.record import Outcome

DESCRIPTION = """\
Start a small news site on a free port of this machine, crawl it as cron would, and leave
the posts in the output folder.

The site is served as demo.example through a proxy inside the command, so a second demo
finds nothing new and changes nothing."""

EXAMPLES = """\
examples:
  newsspider demo
  newsspider demo --out /tmp/try"""

_PROXY_NAMES = ("http_proxy", "HTTP_PROXY", "no_proxy", "NO_PROXY", "all_proxy", "ALL_PROXY")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the flags of this command."""
    common.add_run_arguments(parser)


def run(arguments: argparse.Namespace) -> int:
    """Serve, crawl, print, and return the exit code."""
    from contextlib import nullcontext

    from newsspider.demo.pages import ARTICLES
    from newsspider.demo.server import serving
    from newsspider.runs import crawl, lock
    from newsspider.runs.plan import Task
    from newsspider.sources.catalogue import Catalogue

    options = common.load(arguments)
    sources = Catalogue(shipped=Path(str(files("newsspider.demo") / "sources"))).all.values()
    with (
        serving() as proxy,
        _environment({"http_proxy": proxy}),
        nullcontext() if arguments.dry_run else lock.held(options.state),
    ):
        done = crawl.run(
            [Task(source=source) for source in sources],
            options,
            dry=arguments.dry_run,
            progress=common.progress if sys.stderr.isatty() else None,
        )
    common.progress_end()
    if done.fatal:
        raise done.fatal
    if done.signal:
        return 128 + done.signal
    lines = list(common.all_lines(done.reports).values())
    troubles = [trouble for report in done.reports for trouble in report.troubles]
    posts = [line for line in lines if line.outcome in common.MADE]
    for line in posts:
        print(common.post_path(options.output, line))
    print(_summary(ARTICLES, lines, str(options.output), options.site.flavour))
    for text in (*troubles, *(str(line) for line in lines if line not in posts)):
        common.say(text)
    return 0 if len(posts) == ARTICLES else 1


def _summary(articles: int, lines: list[Line], output: str, flavour: str) -> str:
    made = sum(line.outcome in common.MADE for line in lines)
    new = sum(line.outcome is Outcome.POSTED for line in lines)
    return f"""
demo.example has {articles} articles: a share page's JSON, a list page, a feed, a page in GBK
and a page with an image. {made} of {articles} are posts: {new} new, {made - new} unchanged.

  posts   {output}/_posts/  (flavour: {flavour})
  state   {output}/.newsspider/

Run it again: nothing changes. Then try an article of your own:
  newsspider fetch --explain URL"""


@contextmanager
def _environment(values: Mapping[str, str]) -> Iterator[None]:
    """Set the proxy for this process while the block runs: Scrapy reads it from there."""
    before = {name: os.environ.pop(name) for name in _PROXY_NAMES if name in os.environ}
    os.environ.update(values)
    try:
        yield
    finally:
        for name in values:
            os.environ.pop(name, None)
        os.environ.update(before)
