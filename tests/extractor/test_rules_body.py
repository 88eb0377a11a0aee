"""Rules that find a body in pieces, and names in a line."""

import json

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


@pytest.mark.parametrize(
    "html",
    [
        pytest.param("<p class=by>By Ada Byron and Grace Murray</p>", id="one-line"),
        pytest.param("<a class=by>Ada Byron</a><a class=by>Grace\nMurray</a>", id="elements"),
        pytest.param(
            "<a class=by>Ada Byron</a><a class=by>Grace Murray</a><a class=by>Ada Byron</a>",
            id="twice",
        ),
    ],
)
def test_what_a_rule_finds_is_cut_into_names(html: str) -> None:
    source = parse(
        b'name = "harbour"\n[[article]]\nmatch = "story"\n[article.author]\ncss = ".by"',
        "harbour.toml",
    )
    text = f"{html}<p>{FIRST} {SECOND}</p>"
    page = Page(url=URL, requested_url=URL, body=text.encode(), content_type="text/html")

    assert extract_page(page, source).authors == ("Ada Byron", "Grace Murray")


def test_a_list_of_names_in_json_is_no_single_name() -> None:
    source = parse(
        b'name = "harbour"\n[[article]]\nmatch = "story"\n[article.json]\nendpoint = "/x"\n'
        b'body = "text"\nauthor = "by[].name"\nkeywords = "tags"',
        "harbour.toml",
    )
    said = {
        "text": f"{FIRST}\n{SECOND}",
        "by": [{"name": "Ada Byron"}, {"name": "Grace Murray"}],
        "tags": ["ferries", "night, late"],
    }
    page = Page(url=URL, requested_url=URL, body=b"", content_type="text/html")
    answer = Page(url=URL, requested_url=URL, body=json.dumps(said).encode())

    found = extract_page(page, source, answer=answer)

    assert found.authors == ("Ada Byron", "Grace Murray")
    assert found.keywords == ("ferries", "night", "late")
