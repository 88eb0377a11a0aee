"""The generator of pages keeps its promises: the same pages again, and gold that is on the page."""

import json
import re
from pathlib import Path

import pytest

from newsspider.html.tree import parse
from newsspider.text import charset

layouts = pytest.importorskip("training.layouts", reason="the training is no part of the wheel")

PAGES = list(layouts.pages(114, 7))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_a_seed_gives_the_same_pages_again() -> None:
    assert list(layouts.pages(60, 7)) == PAGES[:60]
    assert next(layouts.pages(1, 8)).html != PAGES[0].html


def test_all_that_the_gold_says_stands_on_the_page() -> None:
    for page in PAGES:
        root = parse(charset.decode(page.html, "", host="www.site.example").text)
        shown = squeezed("".join(map(str, root.itertext())))

        for paragraph in page.gold["text"].split("\n\n"):
            assert squeezed(paragraph) in shown, page.id
        for name in ("title", "source"):
            assert squeezed(page.gold[name]) in shown, page.id
        assert all(squeezed(author) in shown for author in page.gold["author"]), page.id


def test_pages_differ_in_structure_language_and_encoding() -> None:
    frames = {page.id.split("-")[0] for page in PAGES}
    languages = {page.gold["lang"] for page in PAGES}
    shapes = {tuple(re.findall(rb"<(\w+)", page.html)) for page in PAGES}

    assert len(frames) >= 14
    assert languages == {"zh", "zh-Hant", "en", "ja", "de"}
    assert len(shapes) > 0.95 * len(PAGES)


def test_a_corpus_is_written_in_the_documented_form(tmp_path: Path) -> None:
    layouts.write(tmp_path, 3, 7)

    rows = [json.loads(line) for line in (tmp_path / "gold.jsonl").open(encoding="utf-8")]
    keys = {"id", "url", "text", "title", "date", "author", "source", "lang", "kind"}
    assert [set(row) for row in rows] == [keys] * 3
    assert [(tmp_path / "pages" / f"{row['id']}.html").read_bytes() for row in rows] == [
        page.html for page in PAGES[:3]
    ]
