"""Rules that find a body in pieces, and names in a line."""

import pytest

from newsspider.extractor import extract_page
from newsspider.model.page import Page
from newsspider.sources.load import parse

URL = "https://harbour.example/story/7"
FIRST = "The last boat now leaves at eleven in the evening, the council said."
SECOND = "It had stopped for nine weeks while the pier was being mended."


@pytest.mark.parametrize(
    ("css", "html"),
    [
        pytest.param("#story > p", f"<div id=story><p>{FIRST}</p><p>{SECOND}</p></div>", id="p"),
        pytest.param(
            "[data-testid^=part]",
            f"<div data-testid=part-0>{FIRST}</div><div data-testid=part-1>{SECOND}</div>",
            id="boxes-without-blocks",
        ),
        pytest.param(".text", f"<div class=text><p>{FIRST}</p><p>{SECOND}</p></div>", id="one-box"),
        pytest.param(
            "#outer, #inner, #inner p",
            f"<div id=outer><div id=inner><p>{FIRST}</p><p>{SECOND}</p></div></div>",
            id="boxes-in-boxes",
        ),
    ],
)
@pytest.mark.parametrize("remove", ["", 'remove = ["i"]'], ids=["", "remove"])
def test_pieces_that_a_rule_finds_stay_paragraphs(css: str, html: str, remove: str) -> None:
    source = parse(
        f'name = "harbour"\n[[article]]\nmatch = "story"\n[article.body]\ncss = "{css}"\n'
        f"{remove}".encode(),
        "harbour.toml",
    )
    page = Page(url=URL, requested_url=URL, body=html.encode(), content_type="text/html")

    assert extract_page(page, source).text == f"{FIRST}\n{SECOND}"


def test_a_byline_that_a_rule_finds_is_cut_into_names() -> None:
    source = parse(
        b'name = "harbour"\n[[article]]\nmatch = "story"\n[article.author]\ncss = ".by"',
        "harbour.toml",
    )
    html = f"<p class=by>By Ada Byron and Grace Murray</p><p>{FIRST} {SECOND}</p>"
    page = Page(url=URL, requested_url=URL, body=html.encode(), content_type="text/html")

    assert extract_page(page, source).authors == ("Ada Byron", "Grace Murray")
