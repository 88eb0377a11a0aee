"""The report of a run: JSON on disk, summaries in the ledger, a page for GitHub.

The schema is documented in docs/running.md; VERSION grows when a key changes its meaning.
"""

import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from newsspider import show
from newsspider.extensions.report import Report
from newsspider.ledger import Ledger
from newsspider.ledger.runs import Runs, Summary
from newsspider.model.record import Outcome
from newsspider.options import Options
from newsspider.outbox import Outbox
from newsspider.runs import alerts, health
from newsspider.urls import canonical

if TYPE_CHECKING:
    from newsspider.runs.conductor import Run

VERSION = 1
KEPT = 200  # reports kept whatever their age: 17 hours of cron every five minutes
KEPT_DAYS = 90  # older than KEPT, one a day for so long
LONGEST = 500  # URLs written out a source; the counts hold all
_NAME = re.compile(r"(\d{8})T\d{6}Z-\d+\.json")


def is_broken(report: Report) -> bool:
    """Tell whether a source failed as a whole: no list could be had, and nothing was done.

    One that a deadline kept from its turn is not: it comes first in the next run.
    """
    return report.begun and bool(report.troubles) and not report.total()


def account(run: "Run", ledger: Ledger, options: Options) -> None:
    """Write the report of *run*, keep its summaries, judge its sources, and tell who listens."""
    ended = datetime.now(UTC).replace(microsecond=0)
    runs = Runs(ledger)
    summaries: dict[str, Summary] = {}
    told: list[health.Alert] = []
    alarms = runs.alarms()
    for name, report in zip(run.sources, run.reports, strict=True):
        if not report.begun:
            continue  # nothing is known of it
        summaries[name] = summary(report, ended)
        if run.ended == "finished":
            found = health.problems(summaries[name], runs.past(name), ended)
            alarms, more = health.judge(name, found, alarms, options.alarm_after)
            told += more
    reports = list(zip(run.sources, run.reports, strict=True))
    shape = run_shape(
        run.id, run.started, ended, run.ended, [source_shape(*each) for each in reports]
    )
    shape["alerts"] = [alert.shape() for alert in told]
    runs.keep(run.id, ended.date().isoformat(), summaries)
    runs.keep_alarms(alarms)
    _write(
        shape,
        options,
        (
            source | {"urls": urls(report)}
            for source, (_, report) in zip(shape["sources"], reports, strict=True)
        ),
    )
    runs.end(run.id)
    _step_summary(shape)
    run.alerts = told
    run.notes = alerts.send(told, options, ledger)


def recover(ledger: Ledger, options: Options) -> None:
    """Write the reports of runs that were killed: the ledger holds what each saw and did."""
    runs = Runs(ledger)
    for run, started in runs.killed():
        by_source = runs.outcomes(run, started, canonical)
        shapes = [
            {"source": name, "seen": sum(counts.values()), "outcomes": counts}
            for name, counts in sorted(by_source.items())
        ]
        _write(run_shape(run, started, None, "killed", shapes), options, shapes)
        runs.end(run)


def run_shape(
    run: str, started: datetime, ended: datetime | None, how: str, sources: list[Summary]
) -> Summary:
    """Return a report: ``balanced`` says that seen is the sum of the outcomes."""
    outcomes: Counter[str] = Counter()
    for source in sources:
        outcomes.update(source["outcomes"])
    seen = sum(source["seen"] for source in sources)
    return {
        "version": VERSION,
        "run": run,
        "started": started.replace(microsecond=0).isoformat(),
        "ended": ended.isoformat() if ended else None,
        "end": how,
        "seen": seen,
        "outcomes": {outcome.value: outcomes[outcome.value] for outcome in Outcome},
        "balanced": seen == sum(outcomes.values())
        and all(source.get("balanced", True) for source in sources),
        "sources": sources,
    }


def source_shape(name: str, report: Report) -> Summary:
    """Return a source's part of a report, all but its URLs."""
    tally = report.tally
    return {
        "source": name,
        "seen": report.total(),
        "outcomes": {outcome.value: count for outcome, count in report.counts().items()},
        "balanced": report.balanced(),
        "reasons": dict(Counter(line.reason for line in report.lines() if line.reason)),
        "lists": dict(tally.lists),
        "requests": tally.requests,
        "seconds": round(tally.seconds, 2),
        "fields": {field: dict(counts) for field, counts in tally.fields.items()},
        "flags": dict(tally.flags),
        "troubles": report.troubles,
        "remarks": report.remarks[:LONGEST],
        "images": report.images[:LONGEST],
    }


def urls(report: Report) -> list[Summary]:
    """Return the lines of a source's part of a report."""
    return [
        {
            "url": line.url, "outcome": line.outcome.value, "reason": line.reason,
            "detail": line.detail, "path": line.path, "until": line.until or None,
        }
        for line in islice((line for line in report.lines() if line.asked), LONGEST)
    ]  # fmt: skip


def summary(report: Report, at: datetime) -> Summary:
    """Return what is kept of a source's run for its health and for charts."""
    tally = report.tally
    failures: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    posted = 0
    for line in report.lines():
        posted += line.fresh
        if line.outcome is Outcome.FAILED:
            failures[line.reason] += 1
        elif line.outcome is Outcome.REJECTED and line.asked:
            refused[line.reason] += 1
    return {
        "at": at.isoformat(),
        "seen": report.total(),
        "posted": posted,
        "failed": failures.total(),
        "rejected_asked": refused.total(),
        "refused": dict(refused),
        "failures": dict(failures),
        "articles": len(tally.lengths),
        "length": median(tally.lengths) if tally.lengths else 0,
        "fields": {field: dict(counts) for field, counts in tally.fields.items()},
        "lists": dict(tally.lists),
        "newest": tally.newest,
        "seconds": round(tally.seconds, 2),
        "runs": 1,
        "broken": int(is_broken(report)),
        "trouble": report.troubles[0][:200] if report.troubles else "",
    }


def _write(shape: Summary, options: Options, sources: Iterable[Summary]) -> None:
    pieces = (
        show.clean(piece, options.webhook).encode("utf-8", "replace")
        for piece in pieces_of(shape, sources)
    )
    Outbox(options.output).pour(f".newsspider/reports/{shape['run']}.json", pieces)
    folder = options.state / "reports"
    names = [path.name for path in folder.iterdir() if _NAME.fullmatch(path.name)]
    for old in too_many(names, datetime.now(UTC)):
        with suppress(OSError):
            (folder / old).unlink()


def pieces_of(shape: Summary, sources: Iterable[Summary]) -> Iterator[str]:
    """Yield *shape* as JSON with *sources* in the place of its own, one of them at a time."""
    empty = '\n "sources": []'
    head, _, tail = _json(shape | {"sources": []}).partition(empty)
    comma = ""
    yield head + empty[:-1]
    for source in sources:
        yield comma + "\n  " + _json(source).replace("\n", "\n  ")
        comma = ","
    yield ("\n ]" if comma else "]") + tail + "\n"


def _json(shape: Summary) -> str:
    return json.dumps(shape, ensure_ascii=False, indent=1)


def too_many(names: list[str], now: datetime) -> list[str]:
    """Return the reports that are to go: all but the newest, and one a day of those before."""
    oldest = f"{now - timedelta(days=KEPT_DAYS):%Y%m%d}"
    days: set[str] = set()
    gone = []
    for name in sorted(names, reverse=True)[KEPT:]:
        day = name[:8]
        if day in days or day < oldest:
            gone.append(name)
        days.add(day)
    return gone


def text_of(shape: Summary) -> str:
    """Return a report as one line."""
    parts = [f"{count} {name}" for name, count in shape["outcomes"].items() if count]
    return f"{shape['run']} {shape['end']}: {shape['seen']} seen, {', '.join(parts) or 'nothing'}"


def _step_summary(shape: Summary) -> None:
    """Add a table to the page of a GitHub Actions run."""
    place = os.environ.get("GITHUB_STEP_SUMMARY")
    if not place:
        return
    rows = [
        "| source | seen | posted | unchanged | rejected | failed | trouble |",
        "|---" * 7 + "|",
    ]
    for source in shape["sources"]:
        counts: dict[str, Any] = source["outcomes"]
        cells = [source["source"], source["seen"]]
        cells += [counts.get(name, 0) for name in ("posted", "unchanged", "rejected", "failed")]
        cells.append(show.line("; ".join(source["troubles"])))
        rows.append("| " + " | ".join(_cell(str(cell)) for cell in cells) + " |")
    with suppress(OSError), Path(place).open("a", encoding="utf-8") as file:
        file.write(f"### newsspider\n\n{text_of(shape)}\n\n" + "\n".join(rows) + "\n")


def _cell(text: str) -> str:
    """Return *text* for a table's cell: a server's words must not become markup."""
    return re.sub(r"([|<>`\\\[\]*_#])", r"\\\1", " ".join(text.split()))[:300]
