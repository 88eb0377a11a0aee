"""Dates that lean on today: 3小时前, yesterday, a day without its year."""

from datetime import UTC, datetime

import pytest

from newsspider.text.dates import parse_moment
from tests.text.test_dates import NEW_YORK, NOW, SHANGHAI, iso


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("刚刚", "2026-03-01T12:00:00+08:00", id="just-now"),
        pytest.param("剛剛", "2026-03-01T12:00:00+08:00", id="just-now-traditional"),
        pytest.param("30秒前", "2026-03-01T11:59:30+08:00", id="seconds"),
        pytest.param("5分钟前", "2026-03-01T11:55:00+08:00", id="minutes"),
        pytest.param("5 分鐘前", "2026-03-01T11:55:00+08:00", id="minutes-traditional"),
        pytest.param("3小时前", "2026-03-01T09:00:00+08:00", id="hours"),
        pytest.param("13小时前", "2026-02-28T23:00:00+08:00", id="hours-into-the-day-before"),
        pytest.param("3個小時前", "2026-03-01T09:00:00+08:00", id="hours-traditional"),
        pytest.param("两小时前", "2026-03-01T10:00:00+08:00", id="hours-in-han"),
        pytest.param("十二小时前", "2026-03-01T00:00:00+08:00", id="hours-in-compound-han"),
        pytest.param("半小时前", "2026-03-01T11:30:00+08:00", id="half-an-hour"),
        pytest.param("3天前", "2026-02-26", id="days"),
        pytest.param("今天 11:25", "2026-03-01T11:25:00+08:00", id="today"),
        pytest.param("昨天19:20", "2026-02-28T19:20:00+08:00", id="yesterday-no-space"),
        pytest.param("昨天", "2026-02-28", id="yesterday-alone"),
        pytest.param("前天 09:46", "2026-02-27T09:46:00+08:00", id="two-days-back"),
        pytest.param("今天下午3:05", "2026-03-01T15:05:00+08:00", id="today-afternoon"),
        pytest.param("3 hours ago", "2026-03-01T09:00:00+08:00", id="english-hours"),
        pytest.param("an hour ago", "2026-03-01T11:00:00+08:00", id="english-an-hour"),
        pytest.param("2 days ago", "2026-02-27", id="english-days"),
        pytest.param("Updated 5 mins ago", "2026-03-01T11:55:00+08:00", id="english-minutes"),
        pytest.param("yesterday", "2026-02-28", id="english-yesterday"),
        pytest.param("Yesterday at 9:46 pm", "2026-02-28T21:46:00+08:00", id="english-clock"),
        pytest.param("just now", "2026-03-01T12:00:00+08:00", id="english-now"),
        pytest.param("02-28 09:46", "2026-02-28T09:46:00+08:00", id="no-year"),
        pytest.param("12-31 09:46", "2025-12-31T09:46:00+08:00", id="no-year-after-new-year"),
        pytest.param("1月31日 09:46", "2026-01-31T09:46:00+08:00", id="no-year-in-han"),
        pytest.param("02-29 09:46", "2024-02-29T09:46:00+08:00", id="no-year-leap-day"),
    ],
)
def test_a_date_that_leans_on_today_is_read_with_now(text: str, expected: str) -> None:
    assert iso(parse_moment(text, SHANGHAI, now=NOW)) == expected
    assert parse_moment(text, SHANGHAI) is None


def test_today_is_the_day_in_the_zone_of_the_source() -> None:
    late = datetime(2026, 3, 1, 20, 0, tzinfo=UTC)

    assert iso(parse_moment("今天 01:00", SHANGHAI, now=late)) == "2026-03-02T01:00:00+08:00"
    assert iso(parse_moment("今天 01:00", NEW_YORK, now=late)) == "2026-03-01T01:00:00-05:00"
