"""Dates with the month's name in the languages of Europe."""

from datetime import UTC

import pytest

from newsspider.text.months import find_named, is_month


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("30. Juni 2022", "2022-06-30", id="german"),
        pytest.param("Dienstag, 2. März 2021", "2021-03-02", id="german-weekday"),
        pytest.param("1er décembre 2021", "2021-12-01", id="french-first"),
        pytest.param("30 avril 2022 à 10:20", "2022-04-30T10:20:00+00:00", id="french-clock"),
        pytest.param("2 de noviembre de 2021", "2021-11-02", id="spanish"),
        pytest.param("Enero 5, 2021", "2021-01-05", id="spanish-month-first"),
        pytest.param("04-ago-2021 5:11:10", "2021-08-04T05:11:10+00:00", id="short-with-hyphens"),
        pytest.param("3 marca 2020", "2020-03-03", id="polish"),
        pytest.param("5 мая 2020, 10:30", "2020-05-05T10:30:00+00:00", id="russian"),
        pytest.param("2021. január 4.", "2021-01-04", id="hungarian"),
        pytest.param("2024 Jun 30;28(2):43", "2024-06-30", id="journals-write-the-year-first"),
        pytest.param("2024 May 12:30", None, id="a-clock-is-no-day"),
        pytest.param("12 Aralık 2020", "2020-12-12", id="turkish"),
        pytest.param("20. Aug. 2020", "2020-08-20", id="short-with-a-stop"),
        pytest.param("31. Februar 2020", None, id="no-such-day"),
        pytest.param("12 Monkeys 2020", None, id="no-month"),
        pytest.param("April 2020", None, id="no-day"),
    ],
)
def test_a_named_month(text: str, expected: str | None) -> None:
    found = find_named(text, UTC)

    assert (found[1].isoformat() if found else None) == expected


def test_the_first_date_of_a_line_is_taken() -> None:
    found = find_named("Erstellt 1. Mai 2020, geändert 3. Juni 2021", UTC)

    assert found is not None
    assert (found[0], found[1].isoformat()) == (9, "2020-05-01")


def test_a_month_is_known_by_its_beginning() -> None:
    assert is_month("Dez.")
    assert not is_month("Anna")
