"""What makes runs incremental, as functions of values."""

from datetime import UTC, datetime, timedelta

import pytest

from newsspider import decide
from newsspider.model.record import Record, Status
from newsspider.options import duration
from newsspider.runs import health, report
from newsspider.text import fingerprint

NOW = datetime(2026, 3, 7, 12, tzinfo=UTC)
AGES = (timedelta(hours=1), timedelta(days=1), timedelta(weeks=1))


@pytest.mark.parametrize(
    ("first", "last", "due"),
    [
        pytest.param(timedelta(minutes=59), timedelta(minutes=59), False, id="first hour"),
        pytest.param(timedelta(minutes=61), timedelta(minutes=61), True, id="an hour"),
        pytest.param(timedelta(hours=3), timedelta(hours=1), False, id="seen after an hour"),
        pytest.param(timedelta(days=2), timedelta(days=1, hours=22), True, id="a day"),
        pytest.param(timedelta(days=20), timedelta(days=12), False, id="never again"),
        pytest.param(timedelta(days=2), -timedelta(days=1), False, id="clock went back"),
    ],
)
def test_posts_are_looked_at_again_by_age(first: timedelta, last: timedelta, due: bool) -> None:
    record = Record(
        key="k",
        url="u",
        status=Status.POSTED,
        sha256="5e",
        first_seen=NOW - first,
        last_fetched=NOW - last,
    )
    assert decide.should_fetch(record, NOW, AGES) is due
    assert not decide.should_fetch(record, NOW)


def test_a_list_that_changes_is_asked_more_often() -> None:
    pace = {"shortest": 300, "longest": 21600}
    assert decide.next_interval(None, changed=True, **pace) == 900
    assert decide.next_interval(900, changed=True, **pace) == 450
    assert decide.next_interval(450, changed=True, **pace) == 300
    assert decide.next_interval(900, changed=False, **pace) == 1350
    assert decide.next_interval(20000, changed=False, **pace) == 21600


def test_failures_are_tried_at_growing_gaps() -> None:
    assert decide.next_try(1, NOW) is None
    gaps = [decide.next_try(n, NOW) for n in range(2, 9)]
    assert gaps == sorted(gaps, key=lambda moment: moment or NOW)


def test_durations() -> None:
    assert duration("90m") == timedelta(minutes=90)
    for wrong in ("", "d", "3", "3y", "-1d", "٣d"):
        with pytest.raises(ValueError):
            duration(wrong)


def test_wire_copy_is_near_and_other_news_is_not() -> None:
    base = "".join(chr(0x4E00 + n * 7 % 2000) for n in range(600))
    other = "".join(chr(0x4E00 + n * n * 13 % 3000) for n in range(600))
    one, copy, far = (fingerprint.signature(t) for t in (base, "本报讯" + base[:560], other))
    assert fingerprint.likeness(one, copy) >= 0.75
    assert fingerprint.likeness(one, far) < 0.3
    assert set(fingerprint.bands(one)) & set(fingerprint.bands(copy))
    assert fingerprint.signature("too short") == ()


def test_one_flap_is_quiet_and_an_alarm_is_told_once_at_each_end() -> None:
    alarms: health.Alarms = {}
    told = []
    for detail in ("x", None, "x", "x", "x", "x", None, None):
        alarms, alerts = health.judge("s", {"lists": detail}, alarms, 3)
        told.append([alert.begins for alert in alerts])
    assert told == [[], [], [], [], [True], [], [False], []]


def test_a_field_that_moved_and_a_body_that_fell() -> None:
    usual = {"articles": 5, "length": 1000, "fields": {"title": {"rule": 5}}, "at": NOW.isoformat()}
    now = {"articles": 5, "length": 150, "fields": {"title": {"generic": 5}}}
    found = health.problems(now, [usual] * 6, NOW)
    assert found["field-title"] == "title moved from rule to generic"
    assert found["length"] == "body length fell by 85%"


def test_a_mix_of_refusals_that_shifts_is_an_alarm_though_their_sum_stays() -> None:
    usual = {"articles": 2, "posted": 2, "rejected_asked": 8, "refused": {"video": 8}}
    now = {"posted": 2, "rejected_asked": 8, "refused": {"consent": 7, "video": 1}}

    found = health.problems(now, [usual] * 6, NOW)

    assert found["mix"] == "70% of the pages are refused as consent, 0% is usual"
    assert found["rejected"] is None
    assert health.problems(usual, [usual] * 6, NOW)["mix"] is None


def test_silence_of_a_busy_source() -> None:
    past = [
        {"at": (NOW - timedelta(days=n)).isoformat(), "posted": 20 if n >= 4 else 0}
        for n in range(1, 12)
    ]
    found = health.problems({"posted": 0}, past, NOW)
    assert (found["quiet"] or "").startswith("no new item for 4 days where")


def test_old_reports_are_thinned() -> None:
    names = [f"{NOW - timedelta(minutes=5 * n):%Y%m%dT%H%M%SZ}-1.json" for n in range(2000)]
    gone = report.too_many(names, NOW)
    assert 1780 < len(gone) < 1800
    assert not set(names[:200]) & set(gone)
