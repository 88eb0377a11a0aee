"""Selectors that last: what somebody named, not what a build tool made."""

import re

import pytest

from newsspider.html.select import css
from newsspider.html.tree import parse
from newsspider.workbench.patterns import id_of, match_of, name_of
from newsspider.workbench.selectors import is_hashed, named, selectors


@pytest.mark.parametrize(
    "name",
    [
        "css-1q2w3e",
        "sc-bdVaJa",
        "jsx-123",
        "Head_title__3fXz1",
        "styles_rightCol__EBP4g",
        "_2kx9Qp",
    ],
)
def test_a_made_class_is_known(name: str) -> None:
    assert is_hashed(name)


@pytest.mark.parametrize(
    "name",
    ["article-body", "storyBodyText", "h1", "col2", "ArticleHeader-headline", "main_title", "ICP",
     "NOCIBIAO", "time1", "BSHARE_POP"],
)  # fmt: skip
def test_a_name_that_somebody_gave_is_none(name: str) -> None:
    assert not is_hashed(name)


@pytest.mark.parametrize(
    ("html", "best"),
    [
        ('<div id="story" class="css-1q2w3e x">', "#story"),
        ('<div id="post-48211" class="entry-content">', "div.entry-content"),
        ('<div itemprop="articleBody" class="mt-4 flex">', "div[itemprop='articleBody']"),
        ('<div class="col-md-8 story-text">', "div.story-text"),
        ('<div class="Article_bodyText__3fXz1">', "div[class*='Article_bodyText__']"),
        ("<h1>", "h1"),
    ],
    ids=["id", "number-in-id", "itemprop", "looks-last", "stem", "tag"],
)
def test_the_name_that_lasts_longest_is_taken(html: str, best: str) -> None:
    node = css(parse(f"<html><body>{html}text</body></html>"), "body > *")[0]

    own = named(node)

    assert own is not None
    assert own.css == best


def test_a_node_without_a_name_is_found_by_what_is_around_it() -> None:
    node = css(parse("<div class=meta><span>1 May</span></div>"), "span")[0]

    assert named(node) is None
    assert "div.meta > span" in [each.css for each in selectors(node)]


@pytest.mark.parametrize(
    ("urls", "found"),
    [
        (["https://a.cn/c/2026-03-05/doc-551.shtml", "https://a.cn/c/2026-03-06/doc-552.shtml"], ""),
        (["https://a.com/x-48210.html", "https://a.com/y-48247.html"], r"[-_.](\d{5,})(?:[/?#.]|$)"),
        (["https://a.com/20260305/a", "https://a.com/20260306/b"], ""),
        (["https://a.com/v?id=ab12", "https://a.com/v?id=cd34"],
         r"[?&](?:article_?id|news_?id|doc_?id|aid|nid|id)=([\w-]{4,})"),
        (["https://a.com/x-48210.html"], ""),
    ],
    ids=["short", "number", "days-are-no-ids", "parameter", "one-address"],
)  # fmt: skip
def test_the_id_in_addresses(urls: list[str], found: str) -> None:
    assert id_of(urls) == found


@pytest.mark.parametrize(
    ("urls", "other", "held"),
    [
        (["https://www.a.com/news/x-48210.html", "https://www.a.com/sport/y-48247.html"],
         "https://a.com/culture/z-50001.html", 2),
        (["https://a.com/2026/03/05/long-name-of-it/", "https://a.com/2026/04/11/other-name-here/"],
         "https://a.com/2027/01/01/some-third-name/", 2),
        (["https://a.com/20260305/93383741/one-two.html", "https://a.com/20260411/93402217/so.html"],
         "https://a.com/20261231/100000001/it.html", 2),
    ],
    ids=["words-and-numbers", "days-and-names", "numbers-that-grow"],
)  # fmt: skip
def test_a_pattern_fits_addresses_that_are_to_come(urls: list[str], other: str, held: int) -> None:
    pattern, count = match_of(urls)

    assert count == held
    assert re.search(pattern, other)
    assert not re.search(pattern, "https://a.com/")
    assert not re.search(pattern, "https://evil.example/?" + other)


@pytest.mark.parametrize("path", ["/news/48210.html", "/news/7.html"], ids=["form", "host"])
def test_a_pattern_fits_a_site_at_a_port_of_its_own(path: str) -> None:
    url = "http://paper.example:8080" + path

    pattern, _ = match_of([url])

    assert re.search(pattern, url)


@pytest.mark.parametrize(
    ("url", "name"),
    [("https://www.derstandard.at/x", "derstandard"), ("https://news.site.com.cn/", "site"),
     ("https://m.paper.co.uk/", "paper"), ("http://www.news.cn/", "news"),
     ("http://192.168.1.20:8080/", "192-168-1-20")],
)  # fmt: skip
def test_a_source_is_named_after_its_site(url: str, name: str) -> None:
    assert name_of(url) == name
