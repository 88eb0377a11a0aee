"""Who asks for a robots.txt, and for how long its rules are good."""

import asyncio

import pytest

from newsspider.net.rules import Files, Rules

SITE = "https://a.example"


class Site:
    """Answers with rules that are good for ten seconds, and counts."""

    def __init__(self, *, refuses: int = 0) -> None:
        self.asked = 0
        self.refuses = refuses

    async def ask(self) -> Rules:
        self.asked += 1
        await asyncio.sleep(0)
        if self.asked <= self.refuses:
            raise PermissionError("not from this source")
        return Rules(text=b"rules", until=10.0)


def test_who_waits_shares_the_answer() -> None:
    site, files = Site(), Files(clock=lambda: 0.0)

    async def all_at_once() -> list[Rules]:
        return await asyncio.gather(*(files.get(SITE, site.ask) for _ in range(8)))

    assert len(set(map(id, asyncio.run(all_at_once())))) == 1
    assert site.asked == 1


@pytest.mark.parametrize(
    ("later", "asked"),
    [pytest.param(9.9, 1, id="good"), pytest.param(10.0, 2, id="expired")],
)
def test_rules_expire(later: float, asked: int) -> None:
    now = [0.0]
    site, files = Site(), Files(clock=lambda: now[0])

    async def twice() -> None:
        await files.get(SITE, site.ask)
        now[0] = later
        await files.get(SITE, site.ask)

    asyncio.run(twice())
    assert site.asked == asked


def test_another_asks_where_the_first_may_not() -> None:
    site, files = Site(refuses=1), Files(clock=lambda: 0.0)

    async def two() -> tuple[Rules | BaseException, Rules | BaseException]:
        return await asyncio.gather(
            files.get(SITE, site.ask), files.get(SITE, site.ask), return_exceptions=True
        )

    first, second = asyncio.run(two())
    assert isinstance(first, PermissionError)
    assert isinstance(second, Rules)
    assert site.asked == 2
