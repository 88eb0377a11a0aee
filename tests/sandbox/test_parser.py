"""Pages are parsed in worker processes: the same answers, and no page can hold anybody up."""

import asyncio
import io
import json
import re
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeVar

import msgspec
import pytest
from PIL import Image

from newsspider import imaging
from newsspider.discover import links
from newsspider.errors import BadAnswer, ParserDied, ParserFailed
from newsspider.extractor import extract_page
from newsspider.model.link import Link
from newsspider.model.page import Page
from newsspider.model.source import Discovery, DiscoveryRule, Source
from newsspider.sandbox import Limits, Parser, wire
from newsspider.sandbox.limits import cores
from tests.extractor.pages import english, portal

SOURCE = Source(name="harbour")
NOW = datetime(2026, 3, 7, 12, tzinfo=UTC)
# Backtracks for ever on an address that ends otherwise than it began.
ENDLESS = replace(SOURCE, id=re.compile(r"((?:a+)+)$"))
HOSTILE = "https://harbour.example/" + "a" * 60 + "/"
T = TypeVar("T")


def page(text: str, url: str = "https://harbour.example/a") -> Page:
    return Page(url=url, requested_url=url, body=text.encode(), fetched_at=NOW)


def parsed(work: Callable[[Parser], Awaitable[T]], limits: Limits | None = None) -> T:
    """Run *work* with a parser that is ended afterwards."""

    async def main() -> T:
        parser = Parser(limits)
        try:
            return await work(parser)
        finally:
            await parser.pool.end()
            assert parser.pool.workers == []

    return asyncio.run(main())


def test_a_worker_finds_what_the_core_finds() -> None:
    picture = '<p><img src="/a.png" alt="x"></p>'
    pages = [page(portal()), page(english()), page(portal(body=f"<p>{'字' * 90}</p>{picture}"))]
    link = Link(url="https://harbour.example/a", title="T", authors=("A B",))

    async def work(parser: Parser) -> list[object]:
        return [await parser.extract(SOURCE, each, link, explain=True) for each in pages]

    assert parsed(work) == [extract_page(each, SOURCE, link) for each in pages]


def test_a_feed_is_read_in_a_worker_and_what_is_none_is_said() -> None:
    rule = DiscoveryRule(kind=Discovery.FEED, url="https://harbour.example/feed")
    text = (
        "<rss version='2.0'><channel><item><title>A</title><link>/a</link></item></channel></rss>"
    )
    feed = page(text, rule.url)

    async def work(parser: Parser) -> list[Link]:
        with pytest.raises(BadAnswer, match=r"https://harbour\.example/feed is not a feed"):
            await parser.listed(SOURCE, rule, page("<html></html>", rule.url))
        return list((await parser.listed(SOURCE, rule, feed)).links)

    assert parsed(work) == links(rule, feed)


def test_a_body_is_made_safe_once() -> None:
    async def work(parser: Parser) -> list[str]:
        found = await parser.extract(SOURCE, page(english()))
        answered = parser.pool.workers[0].answered
        again = await parser.clean(found.body, "")
        assert parser.pool.workers[0].answered == answered
        return [again, found.body, await parser.clean("<p>x<script>y</script></p>", "")]

    again, body, cleaned = parsed(work)

    assert again == body
    assert cleaned == "<p>x</p>"


def test_a_picture_is_drawn_in_a_worker() -> None:
    written = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(written, "PNG")

    async def work(parser: Parser) -> list[object]:
        return [
            await parser.redraw(written.getvalue(), (20,), "u"),
            await parser.redraw(b"<svg>", (), "u"),
        ]

    assert parsed(work) == [imaging.redraw(written.getvalue(), (20,)), imaging.redraw(b"<svg>")]


def test_a_page_that_takes_too_long_is_killed_and_holds_nobody_up() -> None:
    async def work(parser: Parser) -> tuple[list[object], float]:
        held = asyncio.create_task(_longest_hold())
        asked = [
            parser.extract(ENDLESS, page(english(), HOSTILE)),
            *(parser.extract(SOURCE, page(english())) for _ in range(6)),
        ]
        ends = await asyncio.gather(*asked, return_exceptions=True)
        held.cancel()
        return list(ends), await held

    ends, hold = parsed(work, Limits(seconds=1, workers=2))

    assert isinstance(ends[0], ParserDied)
    assert ends[0].problem == "needed more than 1 s of CPU to parse"
    assert {getattr(each, "title", each) for each in ends[1:]} == {
        "Night ferries return to the landing"
    }
    assert hold < 1


async def _longest_hold() -> float:
    """Return, once cancelled, the longest time for which the event loop stood still."""
    longest, before = 0.0, time.monotonic()
    try:
        while True:
            await asyncio.sleep(0.01)
            longest, before = max(longest, time.monotonic() - before), time.monotonic()
    except asyncio.CancelledError:
        return longest


def test_a_page_that_needs_too_much_memory_is_given_up() -> None:
    large = page("<html><body>" + "<p>x</p>" * 250_000)

    async def work(parser: Parser) -> object:
        with pytest.raises(ParserDied, match="needed more than 160 MB to parse"):
            await parser.extract(SOURCE, large)
        return await parser.extract(SOURCE, page(english()))

    assert parsed(work, Limits(memory=160, workers=1))


def test_an_end_in_a_hurry_waits_for_no_page() -> None:
    async def work(parser: Parser) -> float:
        began = time.monotonic()
        slow = asyncio.ensure_future(parser.extract(ENDLESS, page(english(), HOSTILE)))
        await asyncio.sleep(0.1)
        parser.pool.hurry(0.2)
        with pytest.raises(ParserDied, match="the run is being stopped"):
            await slow
        return time.monotonic() - began

    assert parsed(work, Limits(seconds=20)) < 10


def test_work_that_breaks_our_code_is_an_error_of_that_page_alone() -> None:
    async def work(parser: Parser) -> object:
        with pytest.raises(ParserFailed, match="AttributeError"):
            await parser.pool.run("extract", None, None, None, (), (), False, source=SOURCE)
        return await parser.extract(SOURCE, page(english()))

    assert parsed(work)


@pytest.mark.parametrize(
    "does",
    [
        "__import__('socket').create_connection(('127.0.0.1', 9))",
        "__import__('subprocess').run(['true'])",
        "__import__('os').system('true')",
        "__import__('os').write(__import__('os').open('{folder}/x', 0o101), b'x')",
    ],
)
def test_a_worker_opens_no_connection_starts_no_program_and_writes_no_file(
    does: str, tmp_path: object
) -> None:
    """What a worker runs is ours; here it is made to run what an attacker would want."""

    class Evil:
        def __reduce__(self) -> tuple[object, ...]:
            return eval, (does.replace("{folder}", str(tmp_path)),)

    async def work(parser: Parser) -> object:
        await parser.extract(SOURCE, page(english()))
        with pytest.raises(ParserDied, match=r"killed its parser|needed more"):
            await parser.pool.run("clean", Evil(), "")
        return True

    assert parsed(work, Limits(workers=1))


def test_a_worker_has_none_of_our_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSSPIDER_TOKEN", "hunter2")
    monkeypatch.setenv("http_proxy", "http://user:hunter2@gate:3128")

    class Environment:
        def __reduce__(self) -> tuple[object, ...]:
            return eval, ("'<p>' + str(dict(__import__('os').environ)) + '</p>'",)

    async def work(parser: Parser) -> str:
        raw = await parser.pool.run("clean", Environment(), "")
        return str(bytes(raw))

    assert "hunter2" not in parsed(work)


def test_what_a_worker_answers_is_checked() -> None:
    bad = wire.encode("fine", ["not", "an", "extraction"])

    with pytest.raises(ValueError, match="Expected"):
        msgspec.msgpack.decode(wire.decode(bad).value, type=wire.Plain)
    with pytest.raises(ValueError, match="not a picture's name"):
        wire.picture(wire.PlainPicture("../../etc", [(b"x", "png", 1, 1)], "", False))


def test_halves_of_characters_survive_the_way() -> None:
    half = json.loads('"a\\ud800b"')

    assert wire.decode(wire.encode("bad", None, half)).why == "a?b"


def test_where_no_worker_can_be_started_nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object, **__: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    async def work(parser: Parser) -> object:
        monkeypatch.setattr("subprocess.Popen", none)
        with pytest.raises(ParserDied, match="no worker could be started"):
            await parser.extract(SOURCE, page(english()))
        return True

    assert parsed(work)


def test_there_is_a_worker_for_every_core_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsspider.sandbox.pool.SHORT", 0.1)

    async def work(parser: Parser) -> int:
        await asyncio.gather(*(parser.extract(SOURCE, page(english())) for _ in range(200)))
        return len(parser.pool.workers)

    assert Limits().count == cores() >= 1
    assert parsed(work, Limits(workers=2)) == 2


def test_what_one_worker_keeps_up_with_starts_no_other() -> None:
    async def work(parser: Parser) -> int:
        for _ in range(60):
            await asyncio.gather(*(parser.extract(SOURCE, page(english())) for _ in range(4)))
        return len(parser.pool.workers)

    assert parsed(work, Limits(workers=2)) == 1
