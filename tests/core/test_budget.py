import pytest

from newsspider.budget import Budget, pattern
from newsspider.model.limits import Limits

HOST = "https://harbour.example"


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("/news/2026/03/06/story-1.html?id=3", ""),
        ("/a/1/1/1/1/b", ""),
        ("/a" * 21, "21 folders deep"),
        ("/list?" + "&".join(f"f{n}=1" for n in range(13)), "13 parameters"),
        ("/news/local/news/local/news/local/news/x", "4 times the folder news"),
    ],
)
def test_addresses_of_traps_are_told_from_those_of_articles(url: str, why: str) -> None:
    assert Budget(Limits()).trap(HOST + url) == why


def test_a_calendar_without_end_is_left_after_so_many_pages() -> None:
    budget = Budget(Limits(run_pages=100, path_pages=10))

    days = [budget.spent(f"{HOST}/calendar/{n // 12}/{n % 12}") for n in range(30)]

    assert days.count("") == 10
    assert days[-1] == "over 10 pages of the form harbour.example/calendar/N/N"
    assert budget.spent(f"{HOST}/news/1") == ""


def test_a_run_takes_so_many_pages_of_a_source() -> None:
    budget = Budget(Limits(run_pages=3))

    ends = [budget.spent(f"{HOST}/{'abcdefgh'[n]}") for n in range(5)]

    assert ends == ["", "", "", *["over 3 pages in a run"] * 2]


@pytest.mark.parametrize(
    ("url", "form"),
    [
        ("/s/0f3a9c7e12ab/a", "/s/X/a"),
        ("/x?visit=8f2&page=3", "/x?page&visit"),
        ("/2026/03/t20260306_123.htm", "/N/N/tX_N.htm"),
    ],
)
def test_addresses_of_one_template_have_one_form(url: str, form: str) -> None:
    assert pattern(HOST + url) == "harbour.example" + form
