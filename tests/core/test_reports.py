"""The lines of a source while it runs, once it has ended, and in the report on disk."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from newsspider.extensions.report import Line, Report
from newsspider.model.record import Outcome
from newsspider.runs.report import pieces_of, run_shape, source_shape, summary, urls

NOW = datetime(2026, 3, 7, 12, tzinfo=UTC)
POSTED = Line(url="http://x.example/1", outcome=Outcome.POSTED, path="_posts/新.md", fresh=True)
REJECTED = Line(url="http://x.example/2", outcome=Outcome.REJECTED, reason="no-title", detail="é")
LATER = Line(url="http://x.example/3", outcome=Outcome.DEFERRED, until="2026-03-08", asked=False)


def report(*lines: Line) -> Report:
    made = Report(begun=True)
    for line in lines:
        made.end(line)
    return made


@pytest.mark.parametrize("count", [0, 3, 2503], ids=["none", "a few", "several packs"])
def test_a_source_that_has_ended_tells_what_it_told_before(count: int) -> None:
    known = (POSTED, REJECTED, LATER)
    lines = [replace(known[n % 3], url=f"http://x.example/{n}") for n in range(count)]
    running, ended = report(*lines), report(*lines)

    ended.seal()

    assert list(ended.lines()) == list(running.lines()) == lines
    assert source_shape("x", ended) == source_shape("x", running)
    assert urls(ended) == urls(running)
    assert summary(ended, NOW) == summary(running, NOW)
    assert (ended.total(), ended.balanced(), ended.seen) == (count, True, {})


def test_a_line_that_comes_after_the_end_is_kept() -> None:
    made = report(POSTED, REJECTED)
    made.seal()

    made.end(replace(POSTED, outcome=Outcome.FAILED))  # it made a post: that stays
    made.end(replace(REJECTED, outcome=Outcome.GONE))
    made.end(LATER)

    assert list(made.lines()) == [POSTED, replace(REJECTED, outcome=Outcome.GONE), LATER]
    assert made.counts() == {Outcome.POSTED: 1, Outcome.GONE: 1, Outcome.DEFERRED: 1}


def test_what_was_seen_and_never_ended_is_not_lost_by_the_end_of_its_source() -> None:
    made = report(POSTED)
    made.see("http://x.example/open")

    made.seal()

    assert list(made.open()) == ["http://x.example/open"]
    assert (made.total(), made.balanced()) == (2, False)


@pytest.mark.parametrize("count", [0, 1, 2])
def test_a_report_written_source_by_source_is_the_json_of_the_whole(count: int) -> None:
    reports = [(f"s{n}", report(POSTED, REJECTED, LATER)) for n in range(count)]
    light = [source_shape(*each) for each in reports]
    whole = [source_shape(name, made) | {"urls": urls(made)} for name, made in reports]
    shape = run_shape("r", NOW, NOW, "finished", light) | {"alerts": [{"detail": '"sources": []'}]}

    text = "".join(pieces_of(shape, whole))

    assert text == json.dumps(shape | {"sources": whole}, ensure_ascii=False, indent=1) + "\n"
