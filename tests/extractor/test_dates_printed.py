"""Which of a page's dates is the article's."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from newsspider import Extraction, extract
from newsspider.extractor import extract_page
from newsspider.model.extraction import Field
from newsspider.model.page import Page
from newsspider.model.source import Source
from tests.extractor import pages

URL = "http://news.example/local/1.html"
NOW = datetime(2026, 3, 8, 4, 0, tzinfo=UTC)


def read(html: str, url: str = URL) -> Extraction:
    return extract(html.encode(), url, content_type="text/html; charset=utf-8", fetched_at=NOW)


def declared(instant: str) -> str:
    return f'<meta property="article:published_time" content="{instant}">'


def day_of(found: Extraction) -> str | None:
    return found.published_at.isoformat() if found.published_at else None


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        pytest.param("<p>30. Juni 2022</p>", "2022-06-30", id="german-month"),
        pytest.param("<div class=date>Party, 30.10.23</div>", "2023-10-30", id="two-digit-year"),
        pytest.param("<p>Published 03/04/2026</p>", "2026-03-04", id="america-writes-the-month-first"),
        pytest.param("<p>Published 13/04/2026</p>", "2026-04-13", id="no-thirteenth-month"),
        pytest.param("<p>Posted on 1 March 2026, updated 2 March 2026</p>", "2026-03-01", id="first"),
        pytest.param("<time>5 March 2026</time>", "2026-03-05", id="time-without-attribute"),
        pytest.param("<relative-time datetime='2026-03-05T10:00:00+01:00'>3 days ago</relative-time>", "2026-03-05T10:00:00+01:00", id="any-element-with-a-datetime"),
        pytest.param("<span class=updated title='2026-03-05T10:00:00+01:00'></span>", "2026-03-05T10:00:00+01:00", id="a-title-where-there-is-no-text"),
        pytest.param("<p>by anna28.09.1912:44</p>", "2019-09-28T12:44:00+00:00", id="a-clock-glued-to-two-digits"),
        pytest.param("<p>Updated 2 March 2026</p>", "2026-03-02", id="an-update-where-there-is-nothing-else"),
    ],
)  # fmt: skip
def test_what_is_printed_by_the_title(top: str, expected: str | None) -> None:
    assert day_of(read(pages.english(top=top))) == expected


def test_an_update_says_so_in_its_locator_and_is_the_modified_date() -> None:
    found = read(pages.english(top="<p>Updated 2 March 2026</p>"))

    assert found.chosen[Field.PUBLISHED_AT].locator.endswith("(of an update)")
    assert found.modified_at is not None


def test_published_and_updated_are_kept_apart() -> None:
    top = "<p>Published 1 March 2026</p><p>Updated 2 March 2026</p>"

    found = read(pages.english(top=top))

    assert day_of(found) == "2026-03-01"
    assert found.modified_at is not None
    assert found.modified_at.isoformat() == "2026-03-02"


@pytest.mark.parametrize(
    ("instant", "top", "url", "expected"),
    [
        pytest.param("2026-03-07T01:49:09Z", "", "http://news.example/2026/03/06/a.html", "2026-03-06T23:49:09-02:00", id="the-address-decides"),
        pytest.param("2026-03-07T01:49:09Z", "<p>March 6, 2026 5:49 pm</p>", URL, "2026-03-06T17:49:09-08:00", id="the-printed-clock-gives-the-offset"),
        pytest.param("2026-03-07T01:49:09Z", "<p>March 6, 2026</p>", URL, "2026-03-06T23:49:09-02:00", id="the-printed-day"),
        pytest.param("2026-03-07T01:49:09Z", "<p>March 1, 2026</p>", URL, "2026-03-07T01:49:09+00:00", id="another-day-is-no-witness"),
        pytest.param("2026-03-07T01:49:09-05:00", "<p>March 6, 2026</p>", URL, "2026-03-07T01:49:09-05:00", id="an-offset-is-believed"),
        pytest.param("2026-03-06T23:10:00Z", "", "http://zeitung.example.de/a.html", "2026-03-07T00:10:00+01:00", id="the-zone-of-the-country"),
    ],
)  # fmt: skip
def test_an_instant_in_utc(instant: str, top: str, url: str, expected: str) -> None:
    assert day_of(read(pages.english(declared(instant), top), url)) == expected


@pytest.mark.parametrize(
    "part",
    [
        "<div class=comments><time datetime=2020-01-01>x</time></div>",
        "<ul class=related-posts><li><time datetime=2020-01-01>x</time></li></ul>",
        "<footer><span class=date>1 January 2020</span></footer>",
    ],
)
def test_dates_of_other_parts_are_not_the_articles(part: str) -> None:
    html = pages.english(top="<p>5 March 2026</p>").replace("</main>", f"</main>{part}")

    assert day_of(read(html)) == "2026-03-05"


def test_a_part_that_holds_the_title_is_no_other_part() -> None:
    html = pages.english(top="<time datetime=2026-03-05>x</time>").replace(
        "<main>", "<main class='widget Blog'>"
    )

    assert day_of(read(html)) == "2026-03-05"


def test_a_labelled_date_is_found_far_from_the_title() -> None:
    html = pages.english().replace("</main>", "<p>Posted on April 13, 2023</p></main>")

    assert day_of(read(html)) == "2023-04-13"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://news.example/2026/3/6/a.html", "2026-03-06"),
        ("http://news.example/a/t20260306_1.html", "2026-03-06"),
        ("http://news.example/newsroom/23-01-2022-a", "2022-01-23"),
        ("http://news.example/2026/13/06/a.html", None),
        ("http://news.example/a-1234567890123.html", None),
    ],
)
def test_the_day_in_an_address(url: str, expected: str | None) -> None:
    assert day_of(read(pages.english(), url)) == expected


def bare(*, head: str = "", body: str = "", attributes: str = "") -> str:
    """Return a page that prints no date but what it is given."""
    text = "".join(f"<p>{line}</p>" for line in pages.ENGLISH)
    return (
        f"<html lang=en><head><title>A quiet harbour</title>{head}</head><body {attributes}>"
        f"<h1>A quiet harbour</h1>{text}{body}</body></html>"
    )


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param(bare(body="<p>The harbour notes of Anna were posted on <b>Monday, 19 May 2025</b> at noon, filed under boats and nets, and you can leave a reply below.</p>"), "2025-05-19", id="told-in-a-sentence"),
        pytest.param(bare(head="<meta name=description content='Boats (Notizia del 14 Gennaio 2020)'>"), "2020-01-14", id="told-in-the-description"),
        pytest.param(bare(attributes="id=news20190624_k1001"), "2019-06-24", id="id-of-the-page"),
        pytest.param(bare(head='<script>var x = {"id": 3, "created_at": "2024-02-16T04:36:36-05:00"}</script>'), "2024-02-16", id="created-by-a-script"),
        pytest.param(bare(head="<meta property=og:image content='http://news.example/up/2024/02/16/a.jpg'>"), "2024-02-16", id="lead-picture"),
        pytest.param(bare(body="<p>Copyright © 19.12.2019 - 12:14 h by Example</p>"), "2019-12-19", id="notice-of-copyright"),
    ],
)  # fmt: skip
def test_a_day_that_is_a_guess_says_so(page: str, expected: str) -> None:
    found = read(page)

    assert day_of(found) == expected
    assert found.chosen[Field.PUBLISHED_AT].locator.startswith("guess: ")
    assert "date-guessed" in found.flags


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(bare(body="<p>Copyright © 2019-2025 by Example</p>"), id="years-are-no-day"),
        pytest.param(bare(body="<p>The bridge was built from stones that men had carried up the hill since 3 May 1996, when all had begun.</p>"), id="a-day-of-the-story"),
        pytest.param(bare(head="<meta property=og:image content='http://n.example/20240299/a.jpg'>"), id="no-such-day"),
        pytest.param(bare(body="<p>Anna's first notes about the harbour were posted on 19 May 2025 and the last ones of that year were posted on 20 June 2025 by Ben.</p>"), id="two-days-are-none"),
    ],
)  # fmt: skip
def test_no_day_is_guessed(page: str) -> None:
    assert day_of(read(page)) is None


@pytest.mark.parametrize(
    ("raw", "printed", "expected"),
    [
        pytest.param("11/01/2025 12:43:42", "1. November 2025", "2025-11-01T12:43:42+00:00", id="as-printed"),
        pytest.param("11/01/2025 12:43:42", "11. Januar 2025", "2025-01-11T12:43:42+00:00", id="as-read"),
        pytest.param("11/01/2025 12:43:42", "", "2025-01-11T12:43:42+00:00", id="nobody-knows"),
        pytest.param("05/12/2026", "", "2026-12-05", id="no-order-helps-where-both-are-to-come"),
        pytest.param("02/11/2026", "", "2026-02-11", id="not-a-day-to-come"),
    ],
)  # fmt: skip
def test_numbers_that_may_be_day_or_month(raw: str, printed: str, expected: str) -> None:
    head = f'<meta name="date" content="{raw}">'
    html = pages.english(head=head, top=f"<p>{printed}</p>").replace("lang=en", "lang=fr")

    assert day_of(read(html)) == expected


def test_the_day_an_editor_began_gives_way_to_the_printed_one() -> None:
    head = '<meta name="dcterms.date" content="2026-03-02T15:38:44+01:00">'

    assert day_of(read(pages.english(head=head, top="<p>5 March 2026</p>"))) == "2026-03-05"
    assert day_of(read(pages.english(head=head))) == "2026-03-02T15:38:44+01:00"


def test_a_headline_that_names_the_day_of_an_event() -> None:
    html = pages.english(top="<p>5 March 2026</p>")
    title = "Night ferries return to the landing"
    html = html.replace(f"<h1>{title}", f"<h1>{title} (4 March 2026)")

    assert day_of(read(html)) == "2026-03-05"


@pytest.mark.parametrize("year", ["0001", "9999"])
def test_an_empty_value_of_a_database_is_no_date_in_any_zone(year: str) -> None:
    head = declared(f"{year}-01-01T00:00:00Z")
    body = f"<html><head>{head}</head><body><h1>Ferry</h1><p>It left late.</p></body></html>"
    page = Page(url=URL, requested_url=URL, body=body.encode())
    for zone in ("America/New_York", "Asia/Shanghai"):
        found = extract_page(page, Source(name="site", zone=ZoneInfo(zone)))

        assert found.published_at is None
