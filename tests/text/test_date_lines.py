"""Dates among other words of a line, and lines of no sense at all."""

from datetime import UTC, datetime, timedelta, timezone, tzinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsspider.model.moment import Moment
from newsspider.text.dates import find_moment, parse_moment
from tests.text.test_dates import NEW_YORK, NOW, SHANGHAI, iso


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param(
            "发布时间：2022-02-13 04:22:18\u00a0\u00a0\u00a0来源：新华网",
            "2022-02-13T04:22:18+08:00",
            id="label-and-source",
        ),
        pytest.param(
            "来源：新京报 2022年02月13日07:48 责编：李四", "2022-02-13T07:48:00+08:00", id="between"
        ),
        pytest.param("2022-02-13\n  07:48", "2022-02-13T07:48:00+08:00", id="over-a-line-break"),
        pytest.param(
            "最后更新: 2019-09-07 15:14:21", "2019-09-07T15:14:21+08:00", id="last-updated"
        ),
        pytest.param("2022年2月13日 来源：新华网 16:30", "2022-02-13", id="clock-too-far"),
        pytest.param(
            "By Jane Roe | March 5, 2026 10:00 PM | News", "2026-03-05T22:00:00+08:00", id="english"
        ),
        pytest.param(
            "2021-01-02 03:04 来源：X 更新 2021-02-03T05:06:00Z",
            "2021-01-02T03:04:00+08:00",
            id="the-first-of-two",
        ),
        pytest.param(
            "March 5, 2026 (updated 2026-03-06T10:00:00Z)", "2026-03-05", id="first-of-two-forms"
        ),
        pytest.param("作者：张三 昨天 09:46", "2026-02-28T09:46:00+08:00", id="relative"),
        pytest.param("5 mars 2026 à 10h30", "", id="never-another-language"),
        pytest.param("电话：0531-85193690 2022", "", id="telephone"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_the_first_date_of_a_line_is_found(line: str, expected: str) -> None:
    assert iso(find_moment(line, SHANGHAI, now=NOW)) == expected


ODD = st.text(
    alphabet=st.sampled_from("0123456789年月日时分:-./T Z+UTCGMTPAapm.,前天昨半一十二〇个小秒Mar"),
    max_size=40,
)


ZONES = st.sampled_from([SHANGHAI, NEW_YORK, UTC, timezone(timedelta(hours=-12))])


@given(st.one_of(st.text(max_size=80), ODD), ZONES)
def test_no_line_raises(text: str, zone: tzinfo) -> None:
    moment = find_moment(text, zone, now=NOW)

    assert moment is None or 1900 <= moment.day.year <= 2101


@given(st.one_of(st.text(max_size=70), ODD), ZONES)
def test_no_text_raises(text: str, zone: tzinfo) -> None:
    moment = parse_moment(text, zone, now=NOW, languages=("de",))

    assert moment is None or 1900 <= moment.day.year <= 2101


@given(st.text(max_size=10), st.text(max_size=10))
def test_no_format_raises(text: str, form: str) -> None:
    parse_moment(text, SHANGHAI, format=form)


@given(
    st.datetimes(min_value=datetime(1901, 1, 1), max_value=datetime(2099, 12, 31)).map(
        lambda moment: moment.replace(microsecond=0)
    )
)
def test_what_is_printed_is_read_again(moment: datetime) -> None:
    aware = moment.replace(tzinfo=timezone(timedelta(hours=8)))

    for form in (
        "%Y-%m-%dT%H:%M:%S%z",
        "%Y年%m月%d日%H:%M:%S",
        "%Y/%m/%d %H:%M:%S",
        "%B %d, %Y %H:%M:%S",
    ):
        text = aware.strftime(form).replace(aware.strftime("%Y"), f"{aware.year:04}", 1)
        assert parse_moment(text, timezone(timedelta(hours=8))) == Moment.at(aware)
