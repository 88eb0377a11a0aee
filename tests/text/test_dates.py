"""Dates as news pages print them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from newsspider.model.moment import Moment
from newsspider.text.dates import parse_moment

SHANGHAI = ZoneInfo("Asia/Shanghai")
NEW_YORK = ZoneInfo("America/New_York")
BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 1, 4, 0, tzinfo=UTC)  # noon in Shanghai


def iso(moment: Moment | None) -> str:
    return "" if moment is None else moment.isoformat()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("2022-02-13T04:22:18Z", "2022-02-13T04:22:18+00:00", id="iso-utc"),
        pytest.param("2019-09-07T13:43:45+08:00", "2019-09-07T13:43:45+08:00", id="iso-offset"),
        pytest.param("2019-09-07T13:43:45+0800", "2019-09-07T13:43:45+08:00", id="iso-no-colon"),
        pytest.param("2019-09-07T13:43:45-04:00", "2019-09-07T13:43:45-04:00", id="iso-west"),
        pytest.param("2019-09-07T13:43:45+08", "2019-09-07T13:43:45+08:00", id="iso-hours-only"),
        pytest.param("2019-09-07 13:43:45", "2019-09-07T13:43:45+08:00", id="iso-space-no-zone"),
        pytest.param("2019-09-07T13:43", "2019-09-07T13:43:00+08:00", id="iso-minutes"),
        pytest.param("2019-09-07T13:43:45.123Z", "2019-09-07T13:43:45+00:00", id="iso-fraction"),
        pytest.param("2019-09-07T13:43:45.1234567+08:00", "2019-09-07T13:43:45+08:00", id="iso-7"),
        pytest.param("20190907T134345Z", "2019-09-07T13:43:45+00:00", id="iso-basic"),
        pytest.param("2019-09-07", "2019-09-07", id="iso-day"),
        pytest.param("20190907", "2019-09-07", id="compact-day"),
        pytest.param(
            "Sun, 13 Feb 2022 04:22:18 GMT", "2022-02-13T04:22:18+00:00", id="http-header"
        ),
        pytest.param("Sun, 13 Feb 2022 04:22:18 +0800", "2022-02-13T04:22:18+08:00", id="rfc"),
        pytest.param("13 Feb 2022 04:22 -0500", "2022-02-13T04:22:00-05:00", id="rfc-no-weekday"),
        pytest.param("Sun, 13 Feb 2022 04:22:18 EST", "2022-02-13T04:22:18-05:00", id="rfc-est"),
        pytest.param("Sun, 13 Feb 2022 04:22:18", "2022-02-13T04:22:18+08:00", id="rfc-no-zone"),
        pytest.param("1581517074", "2020-02-12T14:17:54+00:00", id="epoch-seconds"),
        pytest.param("1581517074000", "2020-02-12T14:17:54+00:00", id="epoch-milliseconds"),
    ],
)
def test_machine_dates_keep_the_offset_they_have(text: str, expected: str) -> None:
    assert iso(parse_moment(text, SHANGHAI)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("2022年02月13日07:48", "2022-02-13T07:48:00", id="no-space-before-clock"),
        pytest.param("2019年11月25日 18:57", "2019-11-25T18:57:00", id="space-before-clock"),
        pytest.param("2005年3月11日12:12", "2005-03-11T12:12:00", id="unpadded-month"),
        pytest.param("2022年1月7日 7时5分", "2022-01-07T07:05:00", id="hours-and-minutes-in-han"),
        pytest.param("2022年1月7日 7时5分9秒", "2022-01-07T07:05:09", id="seconds-in-han"),
        pytest.param("2022年1月7日15时", "2022-01-07T15:00:00", id="an-hour-alone"),
        pytest.param("2022年1月7日上午9时半", "2022-01-07T09:30:00", id="half-past"),
        pytest.param("2021-1-29 13:18", "2021-01-29T13:18:00", id="dashes-unpadded"),
        pytest.param("2019-9-7 21:30:50", "2019-09-07T21:30:50", id="dashes-with-seconds"),
        pytest.param("2022.01.20 16:31", "2022-01-20T16:31:00", id="dots"),
        pytest.param("2005/05/17 22:11:42", "2005-05-17T22:11:42", id="slashes"),
        pytest.param("(2004/10/10 17:06)", "2004-10-10T17:06:00", id="in-brackets"),
        pytest.param("（2004年10月10日 17：06）", "2004-10-10T17:06:00", id="full-width-marks"),
        pytest.param(
            "２０２２年２月１３日 ０７：４８", "2022-02-13T07:48:00", id="full-width-digits"
        ),
        pytest.param("2022-02-13\u00a0\u00a007:48", "2022-02-13T07:48:00", id="nbsp-inside"),
        pytest.param("发布时间：2022-02-13 04:22:18", "2022-02-13T04:22:18", id="label-time"),
        pytest.param("发布日期：2022-02-11 08:52", "2022-02-11T08:52:00", id="label-day"),
        pytest.param("发布: 2022-02-11 08:52", "2022-02-11T08:52:00", id="label-short"),
        pytest.param(
            "发布时间：\u00a02022-02-11\u00a008:52", "2022-02-11T08:52:00", id="label-nbsp"
        ),
        pytest.param("發佈時間：2022-02-11 08:52", "2022-02-11T08:52:00", id="label-traditional"),
        pytest.param("发表于2005年09月07日 11:57 AM", "2005-09-07T11:57:00", id="am"),
        pytest.param("发表于2005年09月07日 11:57 PM", "2005-09-07T23:57:00", id="pm"),
        pytest.param("2005年09月07日 12:05 AM", "2005-09-07T00:05:00", id="midnight-am"),
        pytest.param("2022年1月7日 上午9:05", "2022-01-07T09:05:00", id="morning"),
        pytest.param("2022年1月7日 下午3:05", "2022-01-07T15:05:00", id="afternoon"),
        pytest.param("2022年1月7日下午15:05", "2022-01-07T15:05:00", id="afternoon-in-24-hours"),
        pytest.param("2022年1月7日 凌晨2:05", "2022-01-07T02:05:00", id="small-hours"),
        pytest.param("2022年1月7日 凌晨12:05", "2022-01-07T00:05:00", id="twelve-at-night"),
        pytest.param("2022年1月7日 晚上12:05", "2022-01-07T12:05:00", id="twelve-in-the-evening"),
        pytest.param("2022年1月7日 中午12:05", "2022-01-07T12:05:00", id="noon"),
        pytest.param("2022年1月7日 中午1:05", "2022-01-07T13:05:00", id="one-past-noon"),
        pytest.param("2022年1月7日 晚8:05", "2022-01-07T20:05:00", id="evening-short"),
        pytest.param("2022年1月7日 晚上8点", "2022-01-07T20:00:00", id="evening-hour"),
        pytest.param("2022年1月7日 下午3點05分", "2022-01-07T15:05:00", id="traditional-clock"),
        pytest.param("2022年1月7日 星期五 08:00", "2022-01-07T08:00:00", id="weekday-between"),
        pytest.param(
            "2022年01月07日（星期五）08:00", "2022-01-07T08:00:00", id="weekday-bracketed"
        ),
        pytest.param("二〇二六年三月五日 08:00", "2026-03-05T08:00:00", id="numerals-with-clock"),
        pytest.param("2022-01-07 24:00", "2022-01-08T00:00:00", id="the-end-of-a-day"),
        pytest.param("2005-04-05 06:40更新 来源：转载文章", "2005-04-05T06:40:00", id="updated"),
    ],
)
def test_chinese_prints_are_in_the_zone_of_the_source(text: str, expected: str) -> None:
    assert iso(parse_moment(text, SHANGHAI)) == f"{expected}+08:00"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("2022年01月27日", "2022-01-27", id="han"),
        pytest.param("2006年12月27日（京港台时间）", "2006-12-27", id="hint-at-a-zone"),
        pytest.param("2022.1.7", "2022-01-07", id="dots"),
        pytest.param("二〇二六年三月五日", "2026-03-05", id="numerals"),
        pytest.param("二○二六年十二月三十一日", "2026-12-31", id="numerals-with-tens"),
        pytest.param("二零二六年十月二十日", "2026-10-20", id="numerals-round-tens"),
        pytest.param("March 5, 2026", "2026-03-05", id="english-month-first"),
        pytest.param("5 March 2026", "2026-03-05", id="english-day-first"),
        pytest.param("the 5th of March 2026", "2026-03-05", id="english-ordinal"),
        pytest.param("Published: Thursday, March 5th, 2026", "2026-03-05", id="english-labelled"),
        pytest.param("05-Mar-2026", "2026-03-05", id="english-dashes"),
        pytest.param("5.3.2026", "2026-03-05", id="dots-day-first"),
        pytest.param("05/03/2026", "2026-03-05", id="slashes-day-first"),
    ],
)
def test_a_day_alone_gives_no_instant(text: str, expected: str) -> None:
    moment = parse_moment(text, SHANGHAI)

    assert moment == Moment(day=date.fromisoformat(expected))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("5 Mar 2026 10:00", "2026-03-05T10:00:00-05:00", id="no-zone"),
        pytest.param("March 5, 2026 at 10:00 PM", "2026-03-05T22:00:00-05:00", id="at"),
        pytest.param("March 5, 2026 | 10:00", "2026-03-05T10:00:00-05:00", id="bar"),
        pytest.param("Mar. 5, 2026, 10:00 a.m. ET", "2026-03-05T10:00:00-05:00", id="eastern"),
        pytest.param("July 5, 2026, 10:00 a.m. ET", "2026-07-05T10:00:00-04:00", id="summer-et"),
        pytest.param("Mar. 5, 2026, 10:00 p.m. PST", "2026-03-05T22:00:00-08:00", id="pst"),
        pytest.param("July 5, 2026 10:00 PDT", "2026-07-05T10:00:00-07:00", id="pdt"),
        pytest.param("July 5, 2026 10:00 EDT", "2026-07-05T10:00:00-04:00", id="edt"),
        pytest.param("July 5, 2026 10:00 BST", "2026-07-05T10:00:00+01:00", id="bst"),
        pytest.param("5 July 2026 10:00 CEST", "2026-07-05T10:00:00+02:00", id="cest"),
        pytest.param("5 Feb 2026 10:00 CET", "2026-02-05T10:00:00+01:00", id="cet"),
        pytest.param("5 Feb 2026 10:00 UTC", "2026-02-05T10:00:00+00:00", id="utc"),
        pytest.param("5 Feb 2026 10:00 GMT", "2026-02-05T10:00:00+00:00", id="gmt"),
        pytest.param("5 Feb 2026 10:00 GMT+8", "2026-02-05T10:00:00+08:00", id="gmt-plus"),
        pytest.param("2026-02-05 10:00 JST", "2026-02-05T10:00:00+09:00", id="jst"),
        pytest.param("2026.02.05 10:00 (KST)", "2026-02-05T10:00:00+09:00", id="kst-bracketed"),
        pytest.param("2026-02-05 10:00 CST", "2026-02-05T10:00:00-06:00", id="cst-in-america"),
        pytest.param("2026-02-05 10:00 WORDS", "2026-02-05T10:00:00-05:00", id="no-zone-word"),
        pytest.param("10:00 a.m. ET, March 5, 2026", "2026-03-05T10:00:00-05:00", id="clock-first"),
        pytest.param("March 5, 2026 10.30am", "2026-03-05T10:30:00-05:00", id="dotted-am"),
        pytest.param("2026-02-05 10:00 PM", "2026-02-05T22:00:00-05:00", id="iso-pm"),
        pytest.param("2026-02-05 10:00:05pm EST", "2026-02-05T22:00:05-05:00", id="iso-pm-zone"),
        pytest.param("March 5, 2026 10 a.m.", "2026-03-05T10:00:00-05:00", id="hour-am"),
    ],
)
def test_english_dates_know_their_zones(text: str, expected: str) -> None:
    assert iso(parse_moment(text, NEW_YORK)) == expected


def test_cst_is_china_time_where_the_source_is_in_china() -> None:
    assert iso(parse_moment("2026-02-05 10:00 CST", SHANGHAI)) == "2026-02-05T10:00:00+08:00"
    assert (
        iso(parse_moment("Thu, 05 Feb 2026 10:00:00 CST", SHANGHAI)) == "2026-02-05T10:00:00+08:00"
    )
    assert (
        iso(parse_moment("Thu, 05 Feb 2026 10:00:00 CST", NEW_YORK)) == "2026-02-05T10:00:00-06:00"
    )


def test_a_zone_with_summer_time_gives_the_offset_of_that_day() -> None:
    assert iso(parse_moment("2026-02-05 10:00", BERLIN)) == "2026-02-05T10:00:00+01:00"
    assert iso(parse_moment("2026-07-05 10:00", BERLIN)) == "2026-07-05T10:00:00+02:00"


@pytest.mark.parametrize(
    ("languages", "order", "expected"),
    [
        pytest.param((), "", "2026-04-03", id="by-default-day-first"),
        pytest.param(("en-US",), "", "2026-03-04", id="american"),
        pytest.param(("en",), "", "2026-03-04", id="bare-english"),
        pytest.param(("en-GB",), "", "2026-04-03", id="british"),
        pytest.param(("en-US",), "DMY", "2026-04-03", id="order-wins-dmy"),
        pytest.param(("fr",), "MDY", "2026-03-04", id="order-wins-mdy"),
    ],
)
def test_the_order_of_day_and_month(languages: tuple[str, ...], order: str, expected: str) -> None:
    assert iso(parse_moment("03/04/2026", SHANGHAI, languages=languages, order=order)) == expected


def test_an_impossible_month_turns_the_order_around() -> None:
    assert iso(parse_moment("03/24/2026", SHANGHAI)) == "2026-03-24"
    assert iso(parse_moment("24/03/2026", SHANGHAI, order="MDY")) == "2026-03-24"


def test_a_dotted_date_is_day_first_even_in_america() -> None:
    assert iso(parse_moment("03.04.2026", SHANGHAI, languages=("en-US",))) == "2026-04-03"


@pytest.mark.parametrize(
    ("text", "form", "expected"),
    [
        pytest.param("13|02|2022 04.22", "%d|%m|%Y %H.%M", "2022-02-13T04:22:00+08:00", id="clock"),
        pytest.param("13|02|2022", "%d|%m|%Y", "2022-02-13", id="day-only"),
        pytest.param("13|02|2022 04 +0100", "%d|%m|%Y %H %z", "2022-02-13T04:00:00+01:00", id="z"),
        pytest.param("2022-02-13 04:22", "%d|%m|%Y", "2022-02-13T04:22:00+08:00", id="falls-back"),
        pytest.param("0013|02|13", "%Y|%m|%d", "", id="out-of-range"),
        pytest.param("2022-02-13", "%Q", "2022-02-13", id="bad-format"),
        pytest.param("发布：13|02|2022", "发布：%d|%m|%Y", "2022-02-13", id="full-width-in-format"),
    ],
)
def test_a_format_is_tried_first(text: str, form: str, expected: str) -> None:
    assert iso(parse_moment(text, SHANGHAI, format=form)) == expected


@pytest.mark.parametrize(
    ("text", "languages", "expected"),
    [
        pytest.param("5. März 2026", ("de",), "2026-03-05", id="german"),
        pytest.param(
            "5. März 2026, 10:30 Uhr", ("de",), "2026-03-05T10:30:00+01:00", id="de-clock"
        ),
        pytest.param("5 mars 2026 à 10h30", ("fr",), "2026-03-05T10:30:00+01:00", id="fr-clock"),
        pytest.param("5 de marzo de 2026", ("es-MX",), "2026-03-05", id="spanish"),
        pytest.param("5 марта 2026", (), "2026-03-05", id="russian-not-named"),
        pytest.param("2026년 3월 5일", ("ko",), "2026-03-05", id="korean"),
    ],
)
def test_other_languages_are_read(text: str, languages: tuple[str, ...], expected: str) -> None:
    assert iso(parse_moment(text, BERLIN, languages=languages)) == expected


def test_an_unknown_language_is_no_error() -> None:
    assert parse_moment("5 xyzember 2026", SHANGHAI, languages=("xx-XX", "zz")) is None


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("on:", id="a-word-that-dateparser-likes"),
        pytest.param("2026-02-30", id="no-such-day"),
        pytest.param("2022年13月01日", id="no-such-month"),
        pytest.param("30 February 2026", id="no-such-english-day"),
        pytest.param("1789-07-14", id="before-1900"),
        pytest.param("2101-01-01", id="after-2100"),
        pytest.param("9999999999999", id="epoch-out-of-range"),
        pytest.param("0000000000", id="epoch-nothing"),
        pytest.param("13800138000", id="telephone"),
        pytest.param("阅读 1234", id="a-count"),
        pytest.param("1.2.3", id="a-version"),
        pytest.param("来源：新华社", id="a-source-line"),
        pytest.param("99天", id="a-span"),
        pytest.param("99999999999999999天前", id="a-span-beyond-time"),
    ],
)
def test_what_is_no_date_gives_none(text: str) -> None:
    assert parse_moment(text, SHANGHAI, now=NOW) is None
