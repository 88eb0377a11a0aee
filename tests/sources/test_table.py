"""The table of sources in docs/catalogue.md."""

from benchmarks import source_table
from newsspider.sources.load import parse
from newsspider.workbench import table


def test_the_table_in_the_docs_is_current() -> None:
    assert source_table.PAGE.read_text("utf-8") == source_table.made(), (
        "run: python -m benchmarks.source_table"
    )


def test_a_row_says_how_a_source_is_found_and_read() -> None:
    source = parse(
        b"""name = "harbour"
title = "Harbour | Post"
home = "https://harbour.example/"
language = "en"
confidence = "low"
browser = "a script draws the text"
[[discover]]
kind = "feed"
url = "https://harbour.example/a"
[[discover]]
kind = "feed"
url = "https://harbour.example/b"
[[article]]
match = "/new/"
[article.json]
endpoint = "/x"
body = "text"
[[article]]
match = "/old/"
[article.published_at]
css = "time"
""",
        "harbour.toml",
    )

    lines = table.markdown([source], []).splitlines()

    assert "1 sources (0 high, 0 medium, 1 low), 2 lists, 2 rule sets, 0 saved pages." in lines
    assert (
        "| `harbour` | [Harbour \\| Post](https://harbour.example/) | en | feed ×2 |"
        " date, body (2 sets) | 0 + 0 | low |" in lines
    )
    assert lines[-1] == "- **harbour**: a script draws the text"
