"""The history that ``newsspider report`` draws, opened in a browser."""

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newsspider.cli.main import main
from newsspider.ledger import Ledger
from newsspider.ledger.runs import Runs, Summary
from tests.builds import browser
from tests.builds.test_builds import browser_there

FIRST = datetime(2026, 1, 1, 6, tzinfo=UTC)
SOURCES = ("daily", "a-source-with-a-very-long-name-that-has-no-place-to-break-" * 2)
FAILURES = ("dns", "timeout", "http-5xx", "connection-refused", "tls", "body-too-short", "robots")
DAYS = 75


def summary(day: int) -> Summary:
    """Return what one run of one source was; its failures and methods change with the day."""
    moment = FIRST + timedelta(days=day)
    return {
        "at": moment.isoformat(),
        "seen": 30,
        "posted": day % 23,
        "failed": day % 4,
        "rejected_asked": 1,
        "refused": {"too-short": 1},
        "failures": {FAILURES[day % len(FAILURES)]: day % 4} if day % 4 else {},
        "articles": 20,
        "length": 900,
        "fields": {
            name: {"rule": 20 - day % 20, "jsonld": day % 20, "generic": 1}
            for name in ("title", "body", "published_at", "source")
        },
        "lists": {"asked": 1},
        "newest": moment.isoformat(),
        "seconds": 3.25 + day % 7,
        "runs": 1,
        "broken": 0,
        "trouble": "",
    }


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file, drawn from a ledger of two sources and many days, one with an alarm told."""
    folder = tmp_path_factory.mktemp("history")
    output = folder / "output"
    with closing(Ledger.open(output / ".newsspider" / "ledger.db")) as ledger:
        runs = Runs(ledger)
        for day in range(DAYS):
            when = FIRST + timedelta(days=day)
            run = f"{when:%Y%m%dT%H%M%SZ}-1"
            runs.keep(run, when.date().isoformat(), dict.fromkeys(SOURCES, summary(day)))
        told = "body length fell by 80 % <script>" + "x" * 200
        runs.keep_alarms({(SOURCES[0], "length"): (3, True, told)})
    page = folder / "site" / "report.html"
    page.parent.mkdir()
    assert main(["report", "--html", str(page), "--out", str(output)]) == 0
    return page


@pytest.fixture(scope="module")
def gallery(drawn: Path) -> Iterator[browser.Gallery]:
    """The server that a browser opens the file from."""
    browser_there()
    with browser.Gallery(drawn.parent) as gallery:
        yield gallery


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_overflows_and_nothing_else_is_asked_for(
    gallery: browser.Gallery, width: int
) -> None:
    visit = gallery.look(["report.html"], limit=60, width=width)

    assert visit.pages == 1
    assert visit.problems == {}
    assert visit.strange == []
    assert [path for path in visit.asked if path != "/favicon.ico"] == ["/report.html"]


def test_the_file_has_charts_and_no_script_and_needs_nothing(drawn: Path) -> None:
    markup = drawn.read_text(encoding="utf-8")

    assert markup.count("<svg") == 7 * len(SOURCES)  # posts, seconds, failures, four fields
    assert not re.search(r"<(?:script|link|img|iframe|object)|<[^>]*\son\w+=|javascript:", markup)
    assert not re.search(r"\s(?:src|href|srcset|data)=|url\(|@import", markup)
    assert "&lt;script&gt;" in markup
