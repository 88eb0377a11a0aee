"""Articles whose text stands as JSON in their own page."""

import json

from newsspider.extractor import extract_page
from newsspider.model.extraction import Field, Method
from newsspider.model.page import Page
from newsspider.sources.load import parse

URL = "https://harbour.example/detail/7"
SOURCE = parse(
    b"""name = "harbour"
timezone = "Asia/Shanghai"
[[article]]
match = '/detail/'
[article.json]
embedded = "__NEXT_DATA__"
title = ["props.detail.name"]
body = ["props.detail.content"]
published_at = ["props.detail.time"]
source = ["props.detail.node.name"]

[[article]]
match = '/detail/'
[article.title]
css = "h1.old"
[article.body]
css = "div.old"
""",
    "harbour.toml",
)
TEXT = "<p>" + "The last boat now leaves at eleven in the evening. " * 4 + "</p>"
DETAIL = {"name": "Night ferry returns", "content": TEXT, "time": 1772847000000,
          "node": {"name": "Harbour Post"}}  # fmt: skip


def page(html: str) -> Page:
    return Page(url=URL, requested_url=URL, body=html.encode(), content_type="text/html")


def test_the_fields_come_from_the_json_in_the_page() -> None:
    data = json.dumps({"props": {"detail": DETAIL}})

    found = extract_page(
        page(
            "<html><head><title>App</title><meta name=author content='Ada Byron'></head><body>"
            f'<div id=__next></div><script id="__NEXT_DATA__">{data}</script></body></html>'
        ),
        SOURCE,
    )

    assert found.chosen[Field.TITLE].value == "Night ferry returns"
    assert found.chosen[Field.BODY].locator == "json:props.detail.content"
    assert found.chosen[Field.SOURCE].value == "Harbour Post"
    assert found.chosen[Field.AUTHORS].value == ("Ada Byron",)  # the page is no empty shell
    assert found.published_at is not None
    assert found.published_at.isoformat() == "2026-03-07T01:30:00+00:00"


def test_a_page_without_the_json_is_for_the_older_rules() -> None:
    found = extract_page(
        page(f"<h1>Harbour</h1><h1 class=old>Night ferry</h1><div class=old>{TEXT}</div>"), SOURCE
    )

    assert found.chosen[Field.TITLE].value == "Night ferry"
    assert found.chosen[Field.BODY].method is Method.RULE
    assert found.chosen[Field.BODY].locator == "css:div.old"
