"""Texts made for patterns that try every way to fail: each is read in time that grows with it."""

import time
from collections.abc import Callable
from contextlib import suppress

import pytest

from newsspider import embedded
from newsspider.discover import places
from newsspider.extractor import extract_page
from newsspider.html import refresh
from newsspider.html.tree import parse
from newsspider.model.page import Page

URL = "https://harbour.example/news/1234567.html"
SECONDS = 2.0  # of the processor; each took 5 and more, and four times as much for twice the text
SPACES = " " * 25_000
LEVEL = '"DATA":{' + "a:1," * 125


def page(text: str, head: str = "") -> Page:
    html = f"<html lang=en><head><title>Ferries</title>{head}</head><body>{text}</body></html>"
    return Page(url=URL, requested_url=URL, body=html.encode(), content_type="text/html")


def embedded_json(text: str) -> None:
    with suppress(ValueError):
        embedded.find(text, "DATA")


def robots(text: str) -> None:
    places.places(page(""), Page(url=URL, requested_url=URL, body=text.encode()))


def moved(text: str) -> None:
    refresh.target(parse(text), URL)


@pytest.mark.parametrize(
    ("read", "text"),
    [
        pytest.param(embedded_json, f"DATA = [{'1' * 60_000}x]", id="a-number-that-is-none"),
        pytest.param(embedded_json, "DATA=[/*" * 10_000, id="comments-without-an-end"),
        pytest.param(embedded_json, LEVEL * 180, id="literals-in-literals"),
        pytest.param(moved, f'<meta http-equiv=refresh content="{SPACES}">', id="refresh"),
        pytest.param(moved, f"<script>{'window.' * 20_000}</script>", id="windows"),
        pytest.param(robots, "\n" * 25_000, id="robots"),
        pytest.param(lambda text: extract_page(page(text)), f"<p>{'posted ' * 200_000}</p>", id="posted"),
    ],
)  # fmt: skip
def test_a_hostile_text_is_read_in_bounded_time(read: Callable[[str], None], text: str) -> None:
    begun = time.process_time()

    read(text)

    assert time.process_time() - begun < SECONDS


def test_a_frame_of_a_size_that_no_screen_has_is_a_frame() -> None:
    found = extract_page(page(f'<iframe src="/text/7.html" width={"9" * 5_000}></iframe>'))

    assert found.elsewhere == "https://harbour.example/text/7.html"
