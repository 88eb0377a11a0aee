from datetime import UTC, datetime

import pytest

from newsspider.net.waiting import wait_until

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("3", datetime(2026, 11, 22, 12, 0, 3, tzinfo=UTC), id="seconds"),
        pytest.param(" 0 ", NOON, id="at-once"),
        pytest.param("999999999", datetime(2026, 11, 29, 12, tzinfo=UTC), id="years"),
        pytest.param("9" * 5000, datetime(2026, 11, 29, 12, tzinfo=UTC), id="endless-digits"),
        pytest.param("Sun, 22 Nov 2026 13:00:00 GMT", datetime(2026, 11, 22, 13, tzinfo=UTC), id="date"),
        pytest.param("Sun, 22 Nov 2026 13:00:00 -0000", datetime(2026, 11, 22, 13, tzinfo=UTC), id="no-zone"),
        pytest.param("Fri, 31 Dec 1999 23:59:59 GMT", NOON, id="past"),
        pytest.param("Fri, 31 Dec 9999 23:59:59 -1200", None, id="beyond-the-calendar"),
        pytest.param("", None, id="empty"),
        pytest.param("-5", None, id="negative"),
        pytest.param("soon", None, id="junk"),
        pytest.param("٣", None, id="arabic-digit"),
    ],
)  # fmt: skip
def test_retry_after(text: str, expected: datetime | None) -> None:
    assert wait_until(text, now=NOON) == expected
