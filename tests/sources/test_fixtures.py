"""Fixture folders: what is read from them, and what is said of wrong ones."""

from pathlib import Path

import pytest

from newsspider.errors import SourceError
from newsspider.sources import fixtures, load
from newsspider.workbench import saved
from newsspider.workbench.saved import Difference

ABOUT = 'url = "https://site.example/list"\nfetched_at = 2026-03-01T12:00:00Z\n'
LIST = b'{"rows": [{"at": "/a/1.html", "name": "One"}, {"at": "/a/2.html", "name": "Two"}]}'
SOURCE = b"""
name = "site"
[[discover]]
kind = "json"
url = "https://site.example/list"
rows = "rows"
link = "at"
title = "name"
"""


def folder(place: Path, **files: bytes | str) -> Path:
    for name, content in files.items():
        path = place / name.replace("__", "-").replace("_", ".")
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return place


def test_an_article_has_its_parts_in_order_and_the_answer_behind_it(tmp_path: Path) -> None:
    made = folder(
        tmp_path, page_toml=ABOUT, page_html="<p>1", page_json="{}", page__10_html="<p>10",
        page__2_html="<p>2", list__1_json="[]",
    )  # fmt: skip

    found = fixtures.read(made)

    assert found.page is not None
    assert found.answer is not None
    assert [part.body for part in found.parts] == [b"<p>2", b"<p>10"]
    assert list(found.lists) == [1]
    assert found.expected is None


def test_a_page_that_is_json_alone_is_the_answer_of_an_article(tmp_path: Path) -> None:
    found = fixtures.read(folder(tmp_path, page_toml=ABOUT, page_json="{}"))

    assert (found.page, found.answer is not None) == (None, True)


def test_a_list_differs_where_a_row_says_something_else(tmp_path: Path) -> None:
    made = folder(tmp_path, page_toml=ABOUT + "discover = 0\n", page_json=LIST)
    rows = saved.found(load.parse(SOURCE, "site.toml"), fixtures.read(made))

    found = saved.differences(
        [{"url": "https://site.example/a/1.html"}, {"title": "Too"}, {"title": "Three"}], rows
    )

    assert found == [
        Difference(key="rows.length", expected=3, found=2),
        Difference(key="[1].title", expected="Too", found="Two"),
    ]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"page_toml": ABOUT + "fetchd_at = 1"}, "unknown key; did you mean 'fetched_at'?"),
        ({"page_toml": ABOUT.replace("Z", "")}, "needs an offset"),
        ({"page_toml": ABOUT}, "holds none of page.html, page.xml, page.json"),
        ({"page_toml": ABOUT, "page_html": "", "expected_json": "{"}, "not JSON"),
    ],
    ids=["unknown-key", "naive", "no-page", "no-json"],
)
def test_a_wrong_folder_is_named_with_what_to_do(
    tmp_path: Path, files: dict[str, str], said: str
) -> None:
    with pytest.raises(SourceError, match=said.replace("?", r"\?")):
        fixtures.read(folder(tmp_path, **files))
