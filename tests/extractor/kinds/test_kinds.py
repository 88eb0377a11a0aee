"""What a page is: pages of all kinds in eight languages, and the edge of every threshold."""

from collections import Counter
from datetime import UTC
from time import process_time

import pytest

from newsspider import Extraction, extract
from newsspider.extractor.document import Document
from newsspider.extractor.kind import PAYWALLED, kind_of
from newsspider.extractor.kind_signs import demand_of
from newsspider.model.extraction import Kind
from newsspider.model.page import Page
from tests.extractor.kinds.pages import pages

SENTENCE = "The council met on Tuesday and talked about the bridge for most of the evening. "
STORY = "https://paper.example/2024/03/02/story-77120.html"
FEWEST = 0.9  # of the pages of a kind that must be known; articles: all of them


def read(body: str, url: str = STORY, *, title: str = "The bridge", head: str = "") -> Extraction:
    page = f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    return extract(page.encode(), url, content_type="text/html; charset=utf-8")


def prose(paragraphs: int) -> str:
    return f"<p>{SENTENCE * 2}</p>" * paragraphs


def links(amount: int) -> str:
    return "".join(
        f'<li><a href="/{n}">Headline number {n} of a long list</a></li>' for n in range(amount)
    )


def test_nearly_every_page_of_a_kind_is_known_and_no_article_is_mistaken() -> None:
    seen: Counter[Kind] = Counter()
    known: Counter[Kind] = Counter()
    for page in pages():
        seen[page.kind] += 1
        known[page.kind] += extract(page.html.encode(), page.url).kind is page.kind

    assert set(seen) == set(Kind)
    assert min(seen.values()) >= 30
    assert known[Kind.ARTICLE] == seen[Kind.ARTICLE]
    assert {kind: known[kind] for kind in Kind if known[kind] < FEWEST * seen[kind]} == {}


@pytest.mark.parametrize(
    ("body", "url", "title", "expected"),
    [
        pytest.param(prose(1), STORY, "404 houses damaged by storm", Kind.ARTICLE, id="a-number"),
        pytest.param(prose(1), STORY, "403 reasons to stay", Kind.ARTICLE, id="another-number"),
        pytest.param("<h1>404 Not Found</h1>", STORY, "Paper", Kind.SOFT_404, id="heading-says-so"),
        pytest.param(
            "<h1>Lost &amp; found</h1>" + prose(1), STORY, "Lost & found", Kind.ARTICLE, id="lost-dog"
        ),
        pytest.param(
            "<p>" + SENTENCE + "</p><form><input type=password></form>" + prose(2),
            STORY,
            "Log in to the past",
            Kind.ARTICLE,
            id="a-field-for-a-password-in-the-head",
        ),
        pytest.param(
            "<form><input type='password'></form>", STORY, "Paper", Kind.LOGIN, id="only-a-field"
        ),
        pytest.param(
            "<div class='h-captcha'></div>", STORY, "Paper", Kind.CAPTCHA, id="only-a-widget"
        ),
        pytest.param(links(40), "https://paper.example/", "Paper", Kind.HOME, id="root"),
        pytest.param(
            prose(9) + links(12), "https://paper.example/", "Paper", Kind.ARTICLE, id="text-at-root"
        ),
        pytest.param(links(12), "https://paper.example/local/", "Local", Kind.INDEX, id="section"),
        pytest.param(links(3), "https://paper.example/local/", "Local", Kind.EMPTY, id="too-few"),
        pytest.param(
            prose(1) + links(40), STORY, "The bridge", Kind.ARTICLE, id="flash-in-a-sea-of-links"
        ),
        pytest.param(
            prose(1), "https://a.example/s?__biz=1&mid=2&sn=3f", "T", Kind.ARTICLE, id="s-is-no-search"
        ),
        pytest.param(
            links(6), "https://a.example/tag/river", "River", Kind.TAG, id="address-of-a-subject"
        ),
        pytest.param("", "https://a.example/search?q=x", "x", Kind.SEARCH, id="nothing-found"),
        pytest.param("<div id=app></div>", STORY, "Paper", Kind.EMPTY, id="shell"),
    ],
)  # fmt: skip
def test_what_decides(body: str, url: str, title: str, expected: Kind) -> None:
    found = read(body, url, title=title)

    assert found.kind is expected, found.evidence


NOT_FREE = '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>'
REST = (
    "<p><b>Il vous reste 57.09% de cet article à lire. La suite est réservée aux abonnés.</b></p>"
)
WALL = "<div><b>Subscribe to continue reading</b></div>"


@pytest.mark.parametrize(
    ("body", "head", "kind", "flags"),
    [
        pytest.param(prose(1) + WALL, NOT_FREE, Kind.PAYWALL, (PAYWALLED,), id="stub"),
        pytest.param(prose(1) + WALL, "", Kind.PAYWALL, (PAYWALLED,), id="stub-that-declares-nothing"),
        pytest.param(prose(20) + WALL, NOT_FREE, Kind.ARTICLE, (PAYWALLED,), id="whole-text-given"),
        pytest.param(prose(20) + REST, NOT_FREE, Kind.PAYWALL, (PAYWALLED,), id="says-what-is-missing"),
        pytest.param(prose(20) + REST, "", Kind.ARTICLE, (), id="missing-but-free"),
        pytest.param(prose(20), NOT_FREE, Kind.ARTICLE, (PAYWALLED,), id="declared-only"),
        pytest.param(prose(20), "", Kind.ARTICLE, (), id="free"),
        pytest.param(
            f"<p>{SENTENCE * 2} Readers will have to subscribe to continue reading from May. {SENTENCE}</p>",
            "",
            Kind.ARTICLE,
            (),
            id="news-about-a-paywall",
        ),
    ],
)  # fmt: skip
def test_what_is_not_free(body: str, head: str, kind: Kind, flags: tuple[str, ...]) -> None:
    found = read(f"<h1>The bridge</h1>{body}", head=head)

    assert (found.kind, tuple(flag for flag in found.flags if flag == PAYWALLED)) == (kind, flags)


@pytest.mark.parametrize(
    ("size", "between", "expected"),
    [
        pytest.param(30, 1200, "Subscribe to continue", id="teaser-looks-far"),
        pytest.param(30, 1600, "", id="not-for-ever"),
        pytest.param(300, 200, "Subscribe to continue", id="article-looks-near"),
        pytest.param(300, 400, "", id="further-off-it-is-the-site"),
    ],
)
def test_how_far_a_demand_to_pay_may_stand(size: int, between: int, expected: str) -> None:
    body = "The first paragraph.\nThe last paragraph."
    whole = f"Menu\n{body}\n{'.' * between}\nSubscribe to continue reading now"

    assert demand_of(whole, body, size, teaser=False) == expected


@pytest.mark.parametrize("shell", [b"", b"<title>Loading</title><div id=app></div>"])
def test_a_flash_that_came_as_json_is_an_article_whatever_its_page_is(shell: bytes) -> None:
    document = Document(Page(url=STORY, requested_url=STORY, body=shell), UTC)

    assert kind_of(document, "The bridge", "It opened on Tuesday.").kind is Kind.ARTICLE
    assert kind_of(document, "The bridge", "").kind is Kind.EMPTY


def test_a_list_that_declares_its_articles_is_no_article() -> None:
    article = '{"@type":"NewsArticle","headline":"x"}'
    items = f'{{"@type":"ItemList","itemListElement":[{",".join([article] * 9)}]}}'
    head = f'<script type="application/ld+json">{items}</script>'

    assert read(links(20), "https://a.example/x", head=head).kind is Kind.INDEX


def test_a_film_beside_a_long_text_is_an_article_where_the_page_says_so() -> None:
    head = '<script type="application/ld+json">[{"@type":"NewsArticle"},{"@type":"VideoObject"}]</script>'

    assert read(prose(9), head=head).kind is Kind.ARTICLE
    assert read(prose(9), head=head.replace("NewsArticle", "WebPage")).kind is Kind.VIDEO


ROW = f"<a href=/x>{SENTENCE}</a> <a href=/y>{SENTENCE}</a>"


@pytest.mark.parametrize(
    ("body", "path"),
    [
        pytest.param("<p>" + "a" * 200_000, "/a", id="one-word"),
        pytest.param("<a href=x>" * 3_000, "/a", id="links-in-links"),
        pytest.param("<title>" + "404 " * 50_000, "/a", id="long-title"),
        pytest.param(f"{ROW}<br>" * 4_000, "/local", id="rows-in-one-block"),
        pytest.param(prose(1), "/" + "a" * 200_000, id="long-address"),
        pytest.param("<button>" * 20_000, "/a", id="buttons"),
    ],
)
def test_hostile_pages_have_a_kind_soon(body: str, path: str) -> None:
    page = Page(url=f"https://a.example{path}", requested_url="", body=body.encode())
    document = Document(page, UTC)
    assert document.text is not None  # the walk over the page is not measured here

    begun = process_time()
    kind_of(document, "404 " * 100, prose(2))

    assert process_time() - begun < 2
