"""Any bytes at all: every reader gives a value or refuses in its own words, and what was found once
is tried for ever (tests/faults/corpus).
"""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsspider.net.waiting import wait_until
from tests.faults.readers import NOW, READERS

CORPUS = sorted((Path(__file__).parent / "corpus").iterdir())


@pytest.mark.parametrize("file", CORPUS, ids=lambda file: file.name)
@pytest.mark.parametrize("name", READERS)
def test_what_was_found_once_is_found_no_more(name: str, file: Path) -> None:
    READERS[name](file.read_bytes())


XML = st.lists(
    st.sampled_from(
        ["<urlset>", "<url>", "<loc>", "https://harbour.example/a", "</loc>", "</url>", "<rss>",
         "<channel>", "<item>", "<link>", "<title>", "&amp;", "&x;", "<![CDATA[", "]]>", "<!--",
         '<?xml version="1.0"?>', "<!DOCTYPE a [", '<!ENTITY x "y">', "]>", "</item>", "</rss>",
         "<sitemapindex>", "<sitemap>", "\x00", "é", "<lastmod>2026</lastmod>"]
    )
).map(lambda parts: "".join(parts).encode())  # fmt: skip
ROBOTS = st.lists(
    st.sampled_from(["User-agent: *\n", "Disallow: ", "Allow: /", "*", "$", "%", "%zz", "\n", "\r",
                     "Crawl-delay: 1e999\n", "Sitemap: x\n", "\ufeff", "é", "Request-rate: 1/0\n"])
).map(lambda parts: "".join(parts).encode())  # fmt: skip
DATES = st.lists(
    st.sampled_from(["Fri, ", "31 ", "Dec ", "2026 ", "99:99:99 ", "GMT", "-1", "+9999", "1e9",
                     " ", "0", "³", "120", "\x00"])
).map(lambda parts: "".join(parts).encode("utf-8"))  # fmt: skip


@pytest.mark.parametrize("name", ["feed", "sitemap"])
@given(body=XML | st.binary())
@settings(max_examples=60)
def test_any_xml_is_read_or_refused(name: str, body: bytes) -> None:
    READERS[name](body)


@given(body=ROBOTS | st.binary())
def test_any_robots_file_is_read(body: bytes) -> None:
    READERS["robots"](body)


@given(body=DATES | st.binary())
def test_any_retry_after_is_a_time_within_a_week_or_none(body: bytes) -> None:
    READERS["retry-after"](body)


def test_a_retry_after_of_ages_is_a_week() -> None:
    assert wait_until("9" * 5000, now=NOW) == NOW + timedelta(days=7)
