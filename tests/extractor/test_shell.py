"""Share pages and other shells: where the article stands that they are for."""

import pytest

from newsspider.extractor import extract_page
from newsspider.model.page import Page

URL = "https://m.harbour.example/share.html?n=7"
LONG = (
    "<p>"
    + "The last boat now leaves at eleven in the evening, the harbour office said. " * 8
    + "</p>"
)


def elsewhere(body: str, head: str = "") -> str:
    html = f"<html lang=en><head><title>Share</title>{head}</head><body>{body}</body></html>"
    return extract_page(
        Page(url=URL, requested_url=URL, body=html.encode(), content_type="text/html")
    ).elsewhere


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        pytest.param('<meta http-equiv=refresh content="0;url=/a/123456.html">', "", "/a/123456.html", id="refresh"),
        pytest.param("", '<script>location.replace("/a/123456.html")</script>', "/a/123456.html", id="script"),
        pytest.param("", '<iframe src="/text/7.html" width="100%"></iframe>', "/text/7.html", id="frame"),
        pytest.param('<link rel=canonical href="/a/123456.html">', "<div id=app></div>", "/a/123456.html", id="canonical"),
        pytest.param('<meta property="og:url" content="/a/123456.html">', "Loading…", "/a/123456.html", id="og-url"),
        pytest.param('<link rel=canonical href="/">', "<div id=app></div>", "", id="a-home-page"),
        pytest.param(f'<link rel=canonical href="{URL}">', "<div id=app></div>", "", id="itself"),
        pytest.param("", '<iframe src="/count.html" height=1></iframe>', "", id="a-counter"),
        pytest.param("", '<iframe src="https://ads.example/7"></iframe>', "", id="another-site"),
        pytest.param('<noscript><meta http-equiv=refresh content="0;url=/no-js"></noscript>', "", "", id="noscript"),
        pytest.param('<link rel=canonical href="/a/123456.html">', f"<h1>Ferries are back</h1>{LONG}", "", id="an-article"),
    ],
)  # fmt: skip
def test_where_the_article_stands(head: str, body: str, expected: str) -> None:
    assert elsewhere(body, head) == (f"https://m.harbour.example{expected}" if expected else "")


def test_a_page_without_an_address_of_its_own_may_be_a_shell_too() -> None:
    to = b"<meta http-equiv=refresh content='.;url=http://x.example/'><link rel=canonical href=/a/123456>"

    found = extract_page(Page(url="", requested_url="", body=to))

    assert found.elsewhere == "http://x.example/"
