"""Where the date of an article stands on its page, and which of several is believed."""

import pytest

from newsspider.model.extraction import Field
from tests.extractor import pages
from tests.extractor.test_extract import json_ld, read


@pytest.mark.parametrize(
    ("head", "top", "expected", "locator"),
    [
        pytest.param(
            json_ld(datePublished="2026-03-06T12:00:00+08:00"), "",
            "2026-03-06T12:00:00+08:00", "json-ld:datePublished", id="json-ld",
        ),
        pytest.param(
            '<meta property="article:published_time" content="2026-03-06T12:00:00+01:00">', "",
            "2026-03-06T12:00:00+01:00", "meta:property=article:published_time", id="meta",
        ),
        pytest.param(
            '<meta name="og:time " content="2026-03-06 12:00">', "",
            "2026-03-06T12:00:00+00:00", "meta:name=og:time", id="meta-with-a-space",
        ),
        pytest.param(
            "", '<span itemprop="datePublished" content="2026-03-06">Friday</span>',
            "2026-03-06", "microdata:datePublished", id="microdata",
        ),
        pytest.param("", "<p>March 6, 2026</p>", "2026-03-06", "printed after the title", id="printed"),
        pytest.param(
            "", '<time datetime="2026-03-06T12:00:00Z">x</time>', "2026-03-06T12:00:00+00:00",
            "time element", id="time",
        ),
        pytest.param(
            "", '<div class="node--promoted"><time datetime="2026-03-06T12:00:00Z">x</time></div>',
            "2026-03-06T12:00:00+00:00", "time element", id="promoted-is-no-promotion",
        ),
        pytest.param(
            '<script>window.state = {"publishedAt": "2026-03-06T12:00:00+01:00"}</script>', "",
            "2026-03-06T12:00:00+01:00", "data of a script", id="script",
        ),
        pytest.param(
            '<meta itemprop="dateUpdate" content="2026-03-06 12:00">', "",
            "2026-03-06T12:00:00+00:00", "meta:itemprop=dateupdate (of an update)", id="update",
        ),
    ],
)  # fmt: skip
def test_where_a_date_stands(head: str, top: str, expected: str, locator: str) -> None:
    found = read(pages.english(head, top))

    assert found.published_at is not None
    assert found.published_at.isoformat() == expected
    assert found.chosen[Field.PUBLISHED_AT].locator == locator


def test_two_days_in_the_data_of_scripts_are_no_date() -> None:
    days = '{"publishedAt": "2026-03-06"}, {"publishedAt": "2026-03-05"}'

    found = read(pages.english(f"<script>window.state = [{days}]</script>", ""))

    assert found.published_at is None


def test_a_day_in_the_address_is_read() -> None:
    found = read(pages.english(), "http://news.example/2026/03/06/ferry.html")

    assert found.published_at is not None
    assert found.published_at.isoformat() == "2026-03-06"


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        pytest.param("2026-03-06 07:57", "2026-03-06T07:57:00+00:00", id="the-same-day"),
        pytest.param("2026-03-05 07:57", "2026-03-06", id="another-day"),
    ],
)
def test_a_declared_day_takes_the_time_that_is_printed_for_it(printed: str, expected: str) -> None:
    head = '<meta name="publishdate" content="2026-03-06">'

    found = read(pages.english(head, f"<p>{printed}</p>"))

    assert found.published_at is not None
    assert found.published_at.isoformat() == expected


def test_an_instant_in_utc_gives_way_to_the_day_readers_saw() -> None:
    head = json_ld(datePublished="2026-03-07T01:49:09Z")

    found = read(pages.english(head, "<p>March 6, 2026</p>"))

    assert found.published_at is not None
    assert found.published_at.day.isoformat() == "2026-03-06"


def test_a_date_in_the_story_is_no_date_of_the_article() -> None:
    story = (
        "活动将于1月10日启动，2025年12月31日之前报名的人可以优先入场，主办方这样告诉记者，大家都很期待。",
    )
    page = pages.portal(pages.paragraphs((*pages.PARAGRAPHS, *story))).replace(
        "2026年03月07日 08:05", ""
    )

    assert read(page).published_at is None
