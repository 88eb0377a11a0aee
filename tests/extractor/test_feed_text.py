"""The text that a feed carries: when it is the article's, and when the page's own is."""

import pytest

from newsspider.extractor import extract_page
from newsspider.model.extraction import Field, Method
from newsspider.model.link import Link
from newsspider.model.page import Page
from newsspider.sources.load import parse

URL = "https://harbour.example/2026/03/07/night-ferries-are-back"
SENTENCES = [
    f"The boat of {hour} o'clock now waits for those who come from pier {hour}, the office said."
    for hour in range(1, 30)
]
RULES = '[[article]]\n[article.body]\ncss = ".text"\n'


def paragraphs(count: int) -> str:
    return "".join(f"<p>{sentence}</p>" for sentence in SENTENCES[:count])


def page(body: str) -> Page:
    html = f"<html lang=en><head><title>Night ferries are back</title></head><body>{body}</body></html>"
    return Page(url=URL, requested_url=URL, body=html.encode(), content_type="text/html")


@pytest.mark.parametrize(
    ("on_page", "in_feed", "rules", "method"),
    [
        pytest.param(20, 20, "", Method.FEED, id="both-have-it-whole"),
        pytest.param(2, 20, "", Method.FEED, id="a-page-that-is-cut"),
        pytest.param(0, 20, "", Method.FEED, id="a-page-without-text"),
        pytest.param(20, 12, "", Method.GENERIC, id="a-feed-that-is-cut"),
        pytest.param(20, 3, "", Method.GENERIC, id="a-teaser"),
        pytest.param(20, 20, RULES, Method.RULE, id="rules-come-first"),
        pytest.param(0, 20, RULES, Method.FEED, id="rules-that-find-nothing"),
    ],
)
def test_whose_text_wins(on_page: int, in_feed: int, rules: str, method: Method) -> None:
    source = parse(f'name = "harbour"\n{rules}'.encode(), "harbour.toml")
    text = f"<div class=text>{paragraphs(on_page)}</div>" if on_page else ""
    link = Link(url=URL, origin="https://harbour.example/feed", body=paragraphs(in_feed))

    found = extract_page(page(f"<h1>Night ferries are back</h1>{text}"), source, link)

    assert found.chosen[Field.BODY].method is method
    assert SENTENCES[0] in found.text
