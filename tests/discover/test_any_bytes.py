"""Any bytes at all: every kind of list is read, or refused in our own words."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsspider import embedded
from newsspider.discover import auto, issues, labels, read
from newsspider.errors import BadAnswer
from newsspider.extractor import extract
from newsspider.model.page import Page
from newsspider.model.source import Discovery, DiscoveryRule, Family, Paging

URL = "https://harbour.example/202603/07/node_1.html"
NOW = datetime(2026, 3, 7, tzinfo=UTC)
PAGED = Paging(next="a", cursor=("end",), pages=3)
RULES = {
    "list": DiscoveryRule(kind=Discovery.LIST, url=URL, link=("a",), paging=PAGED),
    "json": DiscoveryRule(kind=Discovery.JSON, url=URL, rows=("rows",), link=("u",), paging=PAGED),
    "embedded": DiscoveryRule(
        kind=Discovery.JSON, url=URL, rows=("rows",), address="{u}/{id}", id=("id",), embedded="D"
    ),
    "json-feed": DiscoveryRule(kind=Discovery.FEED, url=URL),
} | {
    family.value: DiscoveryRule(
        kind=Discovery.EPAPER, url=URL, family=family, rows=("rows",), sheets=("s",), link=("u",),
        paging=Paging(page="{u}"),
    )
    for family in Family
}  # fmt: skip

PARTS = st.lists(
    st.sampled_from(
        ["<script>", "</script>", "<script id=D>", "D=", "window.D = ", "JSON.parse(", '"', "'", "`", "\\",
         "\\u", "\\ud83d", "{", "}", "[", "]", ":", ",", "rows", '"rows"', '"items"', '"s"', '"u"', '"end"', "/a",
         "undefined", "!0", "1e999", "-", "9" * 5000, "<a href=", "content_1.html", "node_2.html", "//[", "http://",
         "第01版", "广告", ">", "</a>", "<h4>", "<base href=", "<meta http-equiv=refresh content='", "9;url=", ".;",
         "²", "٣", "\x00", "\ud83d", "<iframe src=", "<link rel=canonical href=", "<link rel=alternate type=text/xml href=",
         "location.href='", "20260307", "2026-13/45", "é", " "]
    )
).map(lambda parts: "".join(parts).encode("utf-8", "surrogatepass"))  # fmt: skip


def page(body: bytes) -> Page:
    return Page(url=URL, requested_url=URL, body=body)


def listed(name: str) -> Callable[[bytes], None]:
    def reader(body: bytes) -> None:
        try:
            found = read(RULES[name], page(body))
        except BadAnswer:
            return
        urls = [link.url for link in found.links] + [*found.pages]
        assert all(url.startswith(("http://", "https://")) for url in urls)

    return reader


def embedded_json(body: bytes) -> None:
    text = body.decode("utf-8", "replace")
    assert all(embedded.names(text))
    try:
        found = embedded.find(text, "D")
    except ValueError:
        return
    assert isinstance(found, dict | list)


def places(body: bytes) -> None:
    for place in auto.places(page(body), page(body)):
        assert auto.rate(place, page(body), now=NOW).score >= 0


def shell(body: bytes) -> None:
    for url in (URL, ""):
        found = extract(body, url, fast=True).elsewhere
        assert not found or found.startswith(("http://", "https://"))


def words(body: bytes) -> None:
    text = body.decode("utf-8", "replace")
    labels.label_of(text)
    day = issues.day_of(text)
    assert bool(issues.on_day(text, NOW.date())) == (day is not None)


READERS = {name: listed(name) for name in RULES} | {
    "embedded-json": embedded_json, "places": places, "shell": shell, "words": words,
}  # fmt: skip


@pytest.mark.parametrize("name", READERS)
@given(body=PARTS)
@settings(max_examples=40, deadline=None)
def test_any_list_is_read_or_refused(name: str, body: bytes) -> None:
    READERS[name](body)
