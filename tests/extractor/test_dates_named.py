"""Days in addresses and ids."""

from datetime import date

import pytest

from newsspider.extractor.dates_named import days_in, url_day


@pytest.mark.parametrize(
    ("url", "day"),
    [
        pytest.param("https://a.example/2026/3/5/ferry.html", date(2026, 3, 5), id="folders"),
        pytest.param("https://a.example/t20260305_1.html", date(2026, 3, 5), id="digits"),
        pytest.param("https://a.example/2026-03/05/c1.html", date(2026, 3, 5), id="mixed"),
        pytest.param("https://a.example/ferry-05.03.2026", date(2026, 3, 5), id="day-first"),
        pytest.param("https://a.example/20260230/20260305/", date(2026, 3, 5), id="no-such-day"),
        pytest.param("https://a.example/120260305", None, id="inside-a-number"),
        pytest.param("https://a.example/ferry.html", None, id="none"),
    ],
)
def test_the_day_of_an_address(url: str, day: date | None) -> None:
    assert url_day(url) == day


@pytest.mark.parametrize(
    ("name", "days"),
    [
        pytest.param("news20190624_k1001", [date(2019, 6, 24)], id="an-id"),
        pytest.param("news-2019-06-24", [date(2019, 6, 24)], id="an-id-with-dashes"),
        pytest.param("/p/2019/0624/20190625.jpg", [date(2019, 6, 24), date(2019, 6, 25)], id="two"),
        pytest.param("20190631", [], id="no-such-day"),
    ],
)
def test_all_days_of_a_name(name: str, days: list[date]) -> None:
    assert list(days_in(name)) == days
